"""From a note's several texts to what the window shows: columns, proposals, choices and what is left, in words.

Knows no Qt and no store.
"""

from dataclasses import dataclass, field
from datetime import datetime

from fieldnotes.casework.conflict_views import ChoiceView, DifferenceView, HeadView, MergeView, OfferView
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.shared.names import short_name
from fieldnotes.ui.shared.when import moment
from fieldnotes.ui.shared.word_changes import SAME, Stretch, all_changes

OPEN, PROPOSED, CHOSEN, AGAIN, LOSES = "open", "proposed", "chosen", "again", "loses"
PROPOSAL, JOINED, WRITTEN = "proposal", "joined", "written"
JOIN_KEY = 0


@dataclass(frozen=True)
class Side:
    """What stands in one of the texts (or in several that agree); `key` is the number that takes it, 0 for none."""

    heading: str
    how: str
    key: int
    stretches: tuple[Stretch, ...] = field(repr=False)
    spoken: str = field(repr=False)
    taken: bool = False
    why_not: str = ""


@dataclass(frozen=True)
class Spot:
    """One place where the texts differ. `state`: open, proposed, chosen, again or loses; `result` in the middle."""

    id: str
    section: str
    name: str
    chip: str
    tone: str
    state: str
    note: str
    result: str = field(repr=False)
    sides: tuple[Side, ...]
    may_accept: bool
    may_join: bool
    may_write: bool
    written: bool
    begin: str = field(repr=False)

    @property
    def settled(self) -> bool:
        """Tell whether nothing is left to do here."""
        return self.state == CHOSEN


@dataclass(frozen=True)
class MergePage:
    """Everything the window shows; `standing` says why nothing can be chosen here, if so."""

    title: str
    authors: tuple[str, ...]
    spots: tuple[Spot, ...]
    progress: str
    left: int
    standing: str = ""
    kept: tuple[str, ...] = field(default=(), repr=False)


def merge_page(seen: MergeView, now: datetime) -> MergePage:
    """Make the page of a note with several texts."""
    names = {head.letter: str(head.author_name) for head in seen.heads}
    total = len(seen.differences)
    progress = _n("{left} of {n} left", "{left} of {n} left", total).format(left=seen.left, n=total)
    return MergePage(
        title=" · ".join((seen.label, short_name(str(seen.child)), seen.case_number)),
        authors=tuple(_author(head, now) for head in seen.heads),
        spots=tuple(_spot(each, names) for each in seen.differences),
        progress=progress if seen.left else _("All {n} settled").format(n=total),
        left=seen.left,
        standing="" if seen.may_merge else _("Those who work with the case bring the versions together."),
        kept=tuple(str(text) for text in seen.kept),
    )


def next_open(page: MergePage, after: str, *, back: bool = False) -> str:
    """Give the next place where something is left, after the one named and round; empty when nothing is."""
    ids = [spot.id for spot in page.spots]
    at = ids.index(after) if after in ids else -1
    ahead = [*page.spots[at + 1 :], *page.spots[: at + 1]]
    found = [spot.id for spot in (reversed(ahead[:-1]) if back else ahead) if not spot.settled]
    return next(iter(found), "")


def _author(head: HeadView, now: datetime) -> str:
    """Say who wrote a text and when, by the author's clock and by the case system's."""
    parts = [_("{letter}: {name}").format(letter=head.letter, name=head.author_name)]
    parts.append(_("signed {time}").format(time=moment(head.at, now)))
    if head.received_at is None:
        parts.append(_("only on this computer"))
    else:
        parts.append(_("in the case system {time}").format(time=moment(head.received_at, now)))
    if head.reason:
        parts.append(f"”{head.reason}”")
    return " · ".join(parts)


def _spot(about: DifferenceView, names: dict[str, str]) -> Spot:
    state = _state(about)
    chip, tone = _chip(about, state)
    return Spot(
        id=about.id,
        section=about.section,
        name=f"{about.section_label} – {about.label}",
        chip=chip,
        tone=tone,
        state=state,
        note=_note(about, state),
        result=_result(about, state),
        sides=tuple(_side(about, offer, number, names) for number, offer in enumerate(about.offers, start=1)),
        may_accept=about.proposal is not None,
        may_join=about.joined is not None,
        may_write=about.writable,
        written=about.choice is not None and about.choice.how == WRITTEN,
        begin=str(about.begin),
    )


def _state(about: DifferenceView) -> str:
    choice = about.choice
    if choice is None:
        return PROPOSED if about.proposal is not None else OPEN
    if choice.loses:
        return LOSES
    return CHOSEN if choice.stands else AGAIN


def _chip(about: DifferenceView, state: str) -> tuple[str, str]:
    words = {
        OPEN: (_("Choose"), "warn"),
        PROPOSED: (_("Proposal"), "info"),
        CHOSEN: (_("Settled"), "ok"),
        AGAIN: (_("Look again"), "warn"),
        LOSES: (_("Words are missing"), "rec"),
    }
    if state == OPEN and about.change == "removed":
        return _("Removed or changed"), "warn"
    return words[state]


def _note(about: DifferenceView, state: str) -> str:
    """Say what the person should know here, one or two sentences."""
    lines = []
    if about.own:
        lines.append(
            _("These are words of the child or the family. They cannot be merged away: all of them have to stay.")
        )
    if state == LOSES:
        lines.append(_("What you have written leaves some of them out."))
    if state == AGAIN:
        lines.append(_("Another version came after you chose. Your choice is kept; accept it or choose again."))
    if state == PROPOSED and not about.own:
        lines.append(
            _("Only one version has changed this.") if about.proposal else _("One version has taken this away.")
        )
    if not about.based:
        lines.append(_("What stood here before is not known."))
    return " ".join(lines)


def _result(about: DifferenceView, state: str) -> str:
    if about.choice is not None:
        return str(about.choice.text) or _("(nothing)")
    if state == PROPOSED:
        return str(about.proposal) or _("(nothing)")
    return ""


def _side(about: DifferenceView, offer: OfferView, number: int, names: dict[str, str]) -> Side:
    letters = offer.letters.split("+")
    heading = " · ".join(_("{letter}: {name}").format(letter=each, name=names[each]) for each in letters)
    text = str(offer.text)
    against = str(about.base) if about.based else _other(about, offer)
    return Side(
        heading=heading,
        how=offer.heads[0],
        key=number if offer.keeps else 0,
        stretches=all_changes(against, text) if text else (Stretch(SAME, _("(nothing)")),),
        spoken=text or _("(nothing)"),
        taken=_is_taken(about.choice, offer),
        why_not="" if offer.keeps else _("Words would be lost"),
    )


def _other(about: DifferenceView, offer: OfferView) -> str:
    return next((str(each.text) for each in about.offers if each is not offer), "")


def _is_taken(choice: ChoiceView | None, offer: OfferView) -> bool:
    return choice is not None and (choice.how in offer.heads or (choice.how != WRITTEN and choice.text == offer.text))

"""From a note's heads to what a person reads of them: places in words, offers, proposals, choices. Decides nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from fieldnotes.casework.changed_text import plain_label
from fieldnotes.casework.conflict_views import ChoiceView, DifferenceView, HeadView, MergeView, OfferView
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.note_reading import moment, private
from fieldnotes.casework.versions import bases_of, children_of, choices_of, compared, field_at, writable
from fieldnotes.casework.whole_note import WholeNote
from fieldnotes.domain.differences import FAMILY_TEXT, ORDER, Difference, Place, keeps_words
from fieldnotes.domain.entry import Filed
from fieldnotes.domain.json_reader import rows
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.merging import Choice, Comparison
from fieldnotes.domain.private import Private
from fieldnotes.domain.readable import field_texts
from fieldnotes.language.translation import translate as _

WRITTEN = "written"
_SHORT = 60


def merge_view(desk: Desk, whole: WholeNote) -> MergeView:
    """Make the view of a note with several heads."""
    comparison = compared(whole)
    choices = choices_of(desk, whole.note)
    heads = _heads(whole)
    reader = _Reading(desk, whole, comparison, {head.hash: head.letter for head in heads})
    differences = tuple(reader.difference(each, choices.get(each.place)) for each in comparison.differences)
    known = {each.place for each in comparison.differences}
    kept = [choice for place, choice in choices.items() if place not in known and choice.how == WRITTEN]
    return MergeView(
        note=whole.note,
        case=whole.case.id,
        case_number=whole.case.number,
        child=Private(whole.case.child.name),
        label=whole.template.label(desk.language),
        template=whole.template.id,
        heads=heads,
        bases=bases_of(whole),
        differences=differences,
        left=sum(not each.settled for each in differences),
        may_merge=whole.people.assigned(whole.case),
        kept=tuple(Private(raw_text(choice.value)) for choice in kept),
    )


def raw_text(value: Json) -> str:
    """Give the text a person would write at a place: of a row its own text."""
    texts = [each.get("text") if isinstance(each, Mapping) else each for each in rows(value)]
    return "\n".join(each for each in texts if isinstance(each, str))


def _begin(about: Difference, choice: Choice | None) -> str:
    """Give the text to begin with: what was chosen, is proposed, all texts together, or the first there is."""
    offered = [about.proposal, about.joined, *(each.value for each in about.offers)]
    if choice is not None:
        return raw_text(choice.value)
    return next((raw_text(value) for value in offered if value is not None), "")


def _heads(whole: WholeNote) -> tuple[HeadView, ...]:
    ordered = sorted(whole.state.heads, key=lambda each: each.hash)
    return tuple(_head(whole, number, filed) for number, filed in enumerate(ordered))


def _head(whole: WholeNote, number: int, filed: Filed) -> HeadView:
    return HeadView(
        hash=filed.hash,
        letter=chr(ord("A") + number) if number < 26 else str(number + 1),  # noqa: PLR2004 - letters there are
        kind=filed.entry.kind.value,
        author=filed.entry.author,
        author_name=whole.people.user_name(filed.entry.author),
        at=moment(filed),
        received_at=datetime.fromisoformat(filed.received_at) if filed.received_at else None,
        reason=private(filed.entry.body.get("reason")),
    )


class _Reading:
    """Reads places and values of one note in the desk's language."""

    def __init__(self, desk: Desk, whole: WholeNote, comparison: Comparison, letters: Mapping[str, str]) -> None:
        self._desk = desk
        self._whole = whole
        self._letters = letters
        self._rows = _rows_by_key(comparison)

    def difference(self, about: Difference, choice: Choice | None) -> DifferenceView:
        """Put one place into words."""
        place = about.place
        section = self._whole.template.by_id.get(place.section)
        return DifferenceView(
            id=str(place),
            section=place.section,
            section_label=section.label(self._desk.language) if section else place.section,
            field=place.field,
            label=self._label(place),
            row=place.row,
            change=about.change.value,
            own=about.own,
            based=about.based,
            base=self._text(place, about.base),
            offers=tuple(
                OfferView(
                    heads=each.heads,
                    letters="+".join(sorted(self._letters[head] for head in each.heads)),
                    text=self._text(place, each.value),
                    keeps=each.keeps,
                    raw=Private(raw_text(each.value)),
                )
                for each in about.offers
            ),
            proposal=self._text(place, about.proposal) if about.proposed else None,
            joined=self._text(place, about.joined) if about.joined is not None else None,
            writable=writable(self._whole, about),
            choice=self._choice(about, choice),
            begin=Private(_begin(about, choice)),
        )

    def _choice(self, about: Difference, choice: Choice | None) -> ChoiceView | None:
        if choice is None:
            return None
        children = children_of(self._whole)
        return ChoiceView(
            how=choice.how,
            text=self._text(about.place, choice.value),
            stands=choice.stands(about),
            loses=not keeps_words(about, field_at(self._whole, about.place), children, choice.value),
            raw=Private(raw_text(choice.value)),
        )

    def _label(self, place: Place) -> str:
        if place.field.startswith(FAMILY_TEXT):
            return plain_label(place.field.removeprefix(FAMILY_TEXT))
        field = field_at(self._whole, place)
        name = field.label(self._desk.language) if field else place.field
        return _("{field}: the order of the rows").format(field=name) if place.row == ORDER else name

    def _text(self, place: Place, value: Json) -> Private:
        if place.row == ORDER:
            return Private("\n".join(f"{n}. {self._short(place, key)}" for n, key in enumerate(rows(value or ()), 1)))
        field = field_at(self._whole, place)
        if field is None or value is None:
            return Private("" if value is None else raw_text(value))
        people = self._whole.people.around(self._whole.case)
        listed = list(rows(value)) if field.holds_rows else value
        found = field_texts(
            self._desk.book, self._whole.template, place.section, {field.id: listed}, people, self._desk.language
        )
        return Private("\n".join(text for _field, text in found))

    def _short(self, place: Place, key: Json) -> str:
        row = self._rows.get((place.section, place.field, str(key)))
        text = " ".join(self._text(Place(place.section, place.field), [row]).split()) if row is not None else ""
        return text if len(text) <= _SHORT else text[:_SHORT].rstrip() + " …"


def _rows_by_key(comparison: Comparison) -> dict[tuple[str, str, str], Json]:
    found = {(p.section, p.field, key): row for p, listed in comparison.lists for key, row in listed.same.items()}
    for each in comparison.differences:
        if each.place.row and each.place.row != ORDER:
            stands: Sequence[Json] = [offer.value for offer in each.offers if offer.value is not None]
            found[each.place.section, each.place.field, each.place.row] = stands[0] if stands else None
    return found

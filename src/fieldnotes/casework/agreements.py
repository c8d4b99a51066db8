"""Agreements and next steps carried on from signed text, and what became of each. Knows no draft and no screen.

What became of one is an entry of its own beside the note (`AgreementFollowedUp`), so a tick is never lost and never
changes the note. Taking it back is one more entry; the later one names the earlier as seen, and no clock decides.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fieldnotes.casework.case_views import FollowedView
from fieldnotes.casework.find_words import folded
from fieldnotes.casework.note_reading import moment, objects
from fieldnotes.casework.views import AgreementView
from fieldnotes.casework.whole_note import WholeNote, sections_of
from fieldnotes.domain.entry import Filed, Kind
from fieldnotes.domain.fold import State
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.likely_template import likely_template
from fieldnotes.domain.private import Private
from fieldnotes.domain.templates import Section, Template

DUE = {"agreement": "when", "next_step": "due_date"}
"""The kinds of rows that are followed up, and where each says its day."""
OPEN, DONE, NOT_DONE = "open", "done", "not_done"
OUTCOMES = (DONE, NOT_DONE, OPEN)

Spot = tuple[str, str, int]
"""Section, what the row says, and which of several that say the same: the same row in every text of the note."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """One row of a signed text: where it stands there, and its content."""

    kind: str
    section: str
    row: int
    spot: Spot = field(repr=False)
    content: JsonObject = field(repr=False)

    caller: str = ""
    """Who calls to a follow-up, by id; such a day is one promise, whoever calls."""

    @property
    def due(self) -> date | None:
        """The day it says, if that is one; else the day a support ends, or begins."""
        days = (_day(self.content.get(key)) for key in (DUE[self.kind], "klart", "start"))
        return next((day for day in days if day is not None), None)


def agreed_in(template: Template, revision: Filed) -> tuple[Agreed, ...]:
    """List the agreements and next steps of one signed text; `row` counts within a section, over all its fields.

    The day of a plan's follow-up counts as a next step, after the other rows of its section (VIS-7).
    """
    found: list[Agreed] = []
    sections = sections_of(revision)
    said: Counter[tuple[str, str]] = Counter()
    for section in template.sections:
        row = 0
        for each in section.fields:
            if each.type not in DUE:
                continue
            for content in objects(sections.get(section.id, {}).get(each.id)):
                words = (section.id, "\n".join((*_named(content), _text(content, DUE[each.type]))))
                found.append(Agreed(each.type, section.id, row, (*words, said[words]), content))
                said[words] += 1
                row += 1
        found += _follow_up(section, sections.get(section.id, {}), row)
    return tuple(found)


def _follow_up(section: Section, fields: JsonObject, row: int) -> Iterator[Agreed]:
    """The day by which a plan is looked at again: a date of its own in a section of agreements."""
    if section.content_kind != "agreement":
        return
    for each in section.fields:
        day = fields.get(each.id)
        if each.type != "date" or not isinstance(day, str) or not day:
            continue
        caller = next((fields.get(other.id) for other in section.fields if other.type == "person"), None)
        content = {"what": section.label("sv"), "who": "", "due_date": day}
        spot = (section.id, "\n".join((content["what"], "", day)), 0)
        yield Agreed("next_step", section.id, row, spot, content, caller if isinstance(caller, str) else "")
        row += 1


def agreements_of(whole: WholeNote) -> Iterator[AgreementView]:
    """Walk the rows of the text that stands, each with what became of it; a misfiled note carries nothing on."""
    head = whole.shown_revision
    if head is None or whole.state.state is State.MISFILED:
        return
    became = _became(whole)
    for agreed in agreed_in(whole.template, head):
        last = _standing(became.get(agreed.spot, ()))
        what, who = _named(agreed.content)
        yield AgreementView(
            kind=agreed.kind,
            case=whole.case.id,
            note=whole.note,
            case_number=whole.case.number,
            what=Private(what),
            who=whole.people.person_name(whole.case, agreed.caller) if agreed.caller else Private(who),
            promise=_short(what, who),
            due=agreed.due,
            revision=head.hash,
            section=agreed.section,
            row=agreed.row,
            outcome=OPEN if last is None else str(last.entry.body["outcome"]),
            followed=None if last is None else _followed(whole, last),
            leads_to=_leads_to(whole, agreed),
        )


def _leads_to(whole: WholeNote, agreed: Agreed) -> str | None:
    if agreed.kind != "next_step":
        return None
    return likely_template(_text(agreed.content, "what"), whole.template.id, whole.case.phase)


def seen_about(whole: WholeNote, revision: str, section: str, row: int) -> tuple[str, ...] | None:
    """Give the entries that say what became of a row, none later than another; None when there is no such row."""
    spot = _spot(whole, revision, section, row)
    if spot is None:
        return None
    return tuple(filed.hash for filed in _latest(_became(whole).get(spot, ())))


def newest(rows: Iterable[AgreementView]) -> list[AgreementView]:
    """Keep of each promise of a case the one in its newest note: what was carried on is not counted twice.

    A promise is the same when what and who read the same; notes made later have later ids.
    """
    every = list(rows)
    latest: dict[tuple[str, str], str] = {}
    named = [((each.case, promise(each)), each) for each in every]
    for name, each in named:
        latest[name] = max(latest.get(name, ""), each.note)
    return [each for name, each in named if latest[name] == each.note]


def promise_of(content: JsonObject) -> str:
    """Give a short mark of what is promised by whom, the same however it is spelled; no word can be read out of it."""
    return _short(*_named(content))


def promise(row: AgreementView) -> str:
    """Give the same mark of a row that is seen."""
    return row.promise or _short(row.what, row.who)


def _short(*words: str) -> str:
    plain = "\n".join(" ".join(folded(each).split()) for each in words)
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()[:16]


def _named(content: JsonObject) -> tuple[str, str]:
    """What is to be done and by whom, also where a plan says it in columns of its own."""
    return _text(content, "what") or _text(content, "insats"), _text(content, "who") or _text(content, "kontaktperson")


def _became(whole: WholeNote) -> Mapping[Spot, Sequence[Filed]]:
    found: dict[Spot, list[Filed]] = {}
    for filed in whole.state.others:
        if filed.entry.kind is Kind.AGREEMENT_FOLLOWED_UP:
            body = filed.entry.body
            row = body["row"]
            spot = _spot(whole, str(body["revision"]), str(body["section"]), row if isinstance(row, int) else -1)
            if spot is not None:
                found.setdefault(spot, []).append(filed)
    return found


def _spot(whole: WholeNote, revision: str, section: str, row: int) -> Spot | None:
    text = next((each for each in whole.state.revisions if each.hash == revision), None)
    rows = agreed_in(whole.template, text) if text is not None else ()
    return next((each.spot for each in rows if (each.section, each.row) == (section, row)), None)


def _latest(filed: Sequence[Filed]) -> list[Filed]:
    seen = {parent for each in filed for parent in each.entry.parents}
    return [each for each in filed if each.hash not in seen]


def _standing(filed: Sequence[Filed]) -> Filed | None:
    """What stands: nothing, or two people who said different things without seeing each other, leave it open."""
    latest = _latest(filed)
    said = {str(each.entry.body["outcome"]) for each in latest}
    return latest[-1] if len(said) == 1 and said <= set(OUTCOMES) else None


def _followed(whole: WholeNote, filed: Filed) -> FollowedView:
    note = filed.entry.body.get("note")
    return FollowedView(
        by_name=whole.people.user_name(filed.entry.author),
        at=moment(filed),
        note=Private(note) if isinstance(note, str) else None,
    )


def _text(row: Mapping[str, Json], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""


def _day(value: Json) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None

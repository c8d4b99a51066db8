"""From a whole note to the paper one person takes home: what this person may see, and what was said about it.

A family member gets what they would see alone in a room. Anybody else gets an extract: only lines that the family
said yes to for them (VIS-7). Files nothing and writes nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from fieldnotes.casework.check_note import findings_at_export
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.note_paper import Paper
from fieldnotes.casework.note_reading import family_rows, objects
from fieldnotes.casework.refusals import StoppedBy
from fieldnotes.casework.views import AnswerView, FamilyRow
from fieldnotes.casework.whole_note import WholeNote, sections_of
from fieldnotes.domain import rooms
from fieldnotes.domain.cases import CHILD, REPORTER, Person
from fieldnotes.domain.entry import Filed
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.extracts import Scope, permitted
from fieldnotes.domain.family import FamilySection, compose, without_strangers
from fieldnotes.domain.json_value import JsonObject, Sections
from fieldnotes.domain.plan import ROWS, PlanRow, plan_rows
from fieldnotes.domain.private import Private
from fieldnotes.domain.readable import section_text
from fieldnotes.domain.rooms import Room
from fieldnotes.domain.template_parts import Section
from fieldnotes.domain.terms import first_hit
from fieldnotes.domain.wording import day_text
from fieldnotes.language.shown_answers import shown_words
from fieldnotes.report.family_document import Doing, FamilyDocument, Part, Said
from fieldnotes.report.note_document import PersonLine


def is_family(desk: Desk, whole: WholeNote, person: Person) -> bool:
    """Tell whether somebody gets a copy of the family's own, not an extract: child, guardian, or who follows one."""
    policy = desk.book.policy(person.role).policy
    return policy == "own" or (policy == "follows" and _principal(whole, person) is not None)


def family_document(
    desk: Desk, whole: WholeNote, head: Filed, person: Person, scopes: Collection[Scope], language: str
) -> FamilyDocument:
    """Make the document of one person's paper; `language` is that of its headings, the note itself stays Swedish.

    Refused: NOT_SHOWABLE, NO_YES_TO_SHARE(person), PLAN_NOT_READY(section), CONTENT_MISSING (an export rule).
    """
    family = is_family(desk, whole, person)
    sections = sections_of(head) if family else _agreed_upon(whole, head, person, scopes)
    people = whole.people.around(whole.case)
    here = Room.read(_room(whole, person, () if family else tuple(sections)), people)
    drawn = _drawn(desk, whole, sections, here, language)
    paper = Paper(desk, whole)
    copy = paper.copy(head, (), paper.person(person.person_id, person.role))
    beside, loose = _said(whole, person, {each.id for each in drawn}, paper, language, family=family)
    start = (sections_of(head).get("grunddata") or {}).get("start")

    def seen(section: Section) -> JsonObject:
        return without_strangers(
            section, rooms.drawn(section, sections.get(section.id) or {}, here, people), here, people
        )

    return FamilyDocument(
        title=copy.title,
        day=day_text(start[:10], language) if isinstance(start, str) else "",
        board=copy.board,
        case_number=copy.case_number,
        to=copy.copy_for or PersonLine(person.name, ""),
        author=copy.author,
        revision=head.hash,
        parts=tuple(
            _part(desk, whole, each, seen(whole.template.section(each.id)), beside.get(each.id, ()), language)
            for each in drawn
        ),
        said=tuple(loose),
        extract=not family,
    )


def _agreed_upon(whole: WholeNote, head: Filed, person: Person, scopes: Collection[Scope]) -> Sections:
    """Take out of the note what this person may have, once the plan can be followed up by everybody it names."""
    if person.role == REPORTER:
        raise Refused(Code.NOT_SHOWABLE, note=whole.note)
    open_row = next((row for row in plan_rows(whole.template, sections_of(head)) if row.lacking), None)
    if open_row is not None:
        raise Refused(Code.PLAN_NOT_READY, section=open_row.section)
    sections = permitted(whole.template, sections_of(head), person.person_id, scopes)
    if not sections:
        raise Refused(Code.NO_YES_TO_SHARE, person=person.person_id)
    return sections


def _drawn(desk: Desk, whole: WholeNote, sections: Sections, here: Room, language: str) -> Sequence[FamilySection]:
    """Draw what this room may see, by the same rules as the family's window, and try the rules of a copy."""
    plain = {} if here.reasons else whole.family_text
    drawn = compose(
        desk.book, whole.template, sections, whole.case, whole.people.everybody, here, plain,
        whole.state.state.value, language,
    ).copy.sections  # fmt: skip
    if not drawn:
        raise Refused(Code.NOT_SHOWABLE, note=whole.note)
    texts = {section.id: str(section.text) for section in drawn}
    found = findings_at_export(desk, whole, "family", here, texts)
    if found.blocks:
        raise StoppedBy(Code.CONTENT_MISSING, found.blocks)
    return drawn


def _room(whole: WholeNote, person: Person, opened: Sequence[str]) -> JsonObject:
    """The person alone; what the family said yes to is the reason that opens a section to anybody else (SEC-1)."""
    principal = _principal(whole, person)
    row = {"person_id": person.person_id, "role": person.role}
    room: JsonObject = {"people": [row if principal is None else {**row, "for_person_id": principal}]}
    if not opened:
        return room
    return {**room, "open": list(opened), "reasons": dict.fromkeys(opened, "The family said yes to this for them.")}


def _principal(whole: WholeNote, person: Person) -> str | None:
    """Whom a proxy or support person was there for, by the note's own list of who took part."""
    for section, each in whole.template.fields_of_type("participants"):
        for row in objects((whole.sections.get(section.id) or {}).get(each.id)):
            if row.get("person_id") == person.person_id and isinstance(row.get("for_person_id"), str):
                return str(row["for_person_id"])
    return None


def _part(
    desk: Desk, whole: WholeNote, drawn: FamilySection, seen: JsonObject, said: Iterable[Said], language: str
) -> Part:
    """One section: who does what and when as a table, the rest as text; a plain version stands as it was written."""
    section = whole.template.section(drawn.id)
    people = whole.people.around(whole.case)

    def written(fields: JsonObject) -> str:
        return section_text(desk.book, whole.template, section, fields, people, language)

    rows: tuple[Doing, ...] = ()
    text = drawn.text
    if written(seen) == drawn.text:
        rows = tuple(_doing(row, language) for row in plan_rows(whole.template, {drawn.id: seen}))
        text = Private(written({key: value for key, value in seen.items() if section.by_id[key].type not in ROWS}))
    return Part(drawn.label, text, rows, tuple(said), assessment=section.content_kind == "assessment")


def _doing(row: PlanRow, language: str) -> Doing:
    when = " – ".join(day_text(day, language) for day in row.days)
    return Doing(Private(row.who), Private(row.what), Private(when))


def _said(
    whole: WholeNote, reader: Person, drawn: Collection[str], paper: Paper, language: str, *, family: bool
) -> tuple[Mapping[str, Sequence[Said]], Sequence[Said]]:
    """What was said about the note, beside each section of the paper, and what stands beside none of them (INS-2)."""
    beside: dict[str, list[Said]] = {}
    loose: list[Said] = []
    for showing in family_rows(whole):
        for answer in showing.answers:
            said = _as_told(whole, reader, showing, answer, paper, family=family)
            if said is None:
                continue
            if answer.section in drawn:
                beside.setdefault(str(answer.section), []).append(said)
            elif answer.person_id == reader.person_id:
                label = whole.template.by_id.get(answer.section or "")
                loose.append(replace(said, about=label.label(language) if label else ""))
    return beside, loose


def _as_told(
    whole: WholeNote, reader: Person, showing: FamilyRow, answer: AnswerView, paper: Paper, *, family: bool
) -> Said | None:
    """Tell an answer to this reader (INS-2): their own in full, another grown-up's if they were in the room for it.

    The child's words are on nobody else's paper (CHI-6), and no word that is secret from the reader. Of a disagreement
    that is not theirs to know there stands that there is one, without whose and in which words.
    """
    in_full = Said(
        who=paper.person(answer.person_id, answer.role),
        answer=answer.answer,
        words=answer.text,
        same_text=answer.same_text,
        showed=shown_words(answer.face, answer.way),
    )
    if answer.person_id == reader.person_id:
        return in_full
    heard = family and reader.person_id in {str(each["person_id"]) for each in showing.people}
    secret = first_hit([answer.text or ""], whole.case.protected_terms, [reader.person_id]) is not None
    if heard and answer.text and not secret and answer.role != CHILD:
        return in_full
    return Said(None, answer.answer) if answer.answer == "disagrees" and (heard or not family) else None

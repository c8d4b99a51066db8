"""What the family lets each agency know of a plan: their yes, line by line, filed at once; and who may have what.

A yes and its taking back are entries like every consent. Knows no paper and no screen.
"""

from collections.abc import Iterable, Mapping

from fieldnotes.casework.desk import Desk, Recorded, changed
from fieldnotes.casework.hand_over_views import (
    ExtractSection,
    ExtractView,
    LineView,
    PlanRowView,
    PlanView,
    Recipient,
)
from fieldnotes.casework.people import require_assigned
from fieldnotes.casework.read_note import note_read
from fieldnotes.casework.whole_note import WholeNote, act, fetch
from fieldnotes.domain.cases import REPORTER, Person
from fieldnotes.domain.entry import Act, Filed, Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.extracts import Line, Scope, agreed, lines_of, offered, who_decides
from fieldnotes.domain.plan import plan_rows
from fieldnotes.domain.private import Private
from fieldnotes.domain.readable import section_text
from fieldnotes.domain.taking_home import TakenHome
from fieldnotes.domain.template_parts import Section
from fieldnotes.domain.wording import day_text, inside
from fieldnotes.vault import entries

WAYS = ("muntligt", "skriftligt")


def plan(desk: Desk, note: str) -> PlanView:
    """Show the plan of a note: its rows, whether it is ready, and what each agency's person may have of it.

    Refused: UNKNOWN_NOTE.
    """
    whole = fetch(desk, note)
    note_read(desk, whole)
    rows = () if whole.restricted else plan_rows(whole.template, whole.sections)
    return PlanView(
        note=note,
        ready=bool(rows) and not any(row.lacking for row in rows),
        rows=tuple(
            PlanRowView(
                row.section,
                whole.template.section(row.section).label(desk.language),
                Private(row.what),
                Private(row.who),
                day_text(row.when, desk.language),
                row.lacking,
            )
            for row in rows
        ),
        deciding=tuple(_recipient(desk, each) for each in who_decides(whole.case, _today(desk))),
        extracts=() if whole.restricted else tuple(_extract(desk, whole, each) for each in _others(desk, whole)),
    )


def let_know(desk: Desk, note: str, to: str, scopes: Iterable[Scope], by: Mapping[str, str]) -> Recorded:
    """Record what the family says yes to for one person, whole: what they said yes to before and not now is taken back.

    `by`: how each of them said it, `muntligt` or `skriftligt`, by person id. Saying the same again records nothing.

    Refused: UNKNOWN_NOTE, NOT_ASSIGNED, UNKNOWN_PERSON, NOT_ALLOWED (for the family itself, or who reported),
    UNKNOWN_SECTION (one that is in no extract, or a line that is not there), WRONG_TYPE (how), NOT_YOURS_TO_ALLOW.
    """
    with desk.writing:
        whole = fetch(desk, note)
        require_assigned(whole.people, whole.case)
        wanted = {_known(desk, whole, to, scope) for scope in scopes}
        acts: list[Act] = []
        for person_id, how in by.items():
            acts += _said_by(desk, whole, _deciding(desk, whole, person_id, how), how, to, wanted)
        with entries.filing(desk.vault, desk.clock) as file_one:
            filed = [file_one(each).hash for each in acts]
    last = filed[-1] if filed else ""
    return Recorded(last, changed("entries outbox" if filed else "", note, whole.case.id), tuple(filed))


def standing_scopes(desk: Desk, whole: WholeNote) -> frozenset[Scope]:
    """Give what everybody who decides has said yes to, and nobody of them has taken back (CHI-5)."""
    return agreed(_given(whole), who_decides(whole.case, _today(desk)))


def _given(whole: WholeNote) -> dict[tuple[str, Scope], list[Filed]]:
    """Every yes that stands, by who said it and what it is about; the same said twice are both there."""
    taken_back = {
        str(filed.entry.body["consent"]) for filed in whole.filed if filed.entry.kind is Kind.CONSENT_WITHDRAWN
    }
    found: dict[tuple[str, Scope], list[Filed]] = {}
    for filed in whole.filed:
        scope = Scope.read(str(filed.entry.body.get("what"))) if filed.entry.kind is Kind.CONSENT_GIVEN else None
        if scope is not None and filed.hash not in taken_back:
            found.setdefault((str(filed.entry.body["person_id"]), scope), []).append(filed)
    return found


def _said_by(desk: Desk, whole: WholeNote, person: Person, how: str, to: str, wanted: set[Scope]) -> list[Act]:
    """The acts that make what one person has said yes to exactly what is wanted, taking back before giving."""
    standing = {
        key: filed for key, filed in _given(whole).items() if key[0] == person.person_id and key[1].recipient == to
    }
    acts = []
    for (_who, scope), filed in standing.items():
        if scope not in wanted:
            body = {"what": scope.name, "person_id": person.person_id}
            acts += [act(desk, whole, Kind.CONSENT_WITHDRAWN, {**body, "consent": each.hash}) for each in filed]
    for scope in sorted(wanted, key=lambda each: each.name):
        if (person.person_id, scope) not in standing:
            body = {"what": scope.name, "person_id": person.person_id, "role": person.role, "how": how}
            acts.append(act(desk, whole, Kind.CONSENT_GIVEN, body))
    return acts


def _known(desk: Desk, whole: WholeNote, to: str, scope: Scope) -> Scope:
    """Check one scope against the note as it stands. Refused: UNKNOWN_PERSON, NOT_ALLOWED, UNKNOWN_SECTION."""
    if whole.case.person(to) not in _others(desk, whole) or scope.recipient != to:
        raise Refused(Code.NOT_ALLOWED)
    section = next((each for each in offered(whole.template) if each.id == scope.section), None)
    marks = (
        set() if section is None else {line.mark for line in lines_of(section, whole.sections.get(section.id) or {})}
    )
    if section is None or scope.line not in {None, *marks}:
        raise Refused(Code.UNKNOWN_SECTION, section=scope.section[:64])
    return scope


def _deciding(desk: Desk, whole: WholeNote, person_id: str, how: str) -> Person:
    if how not in WAYS:
        raise Refused(Code.WRONG_TYPE, section="consent", field="how", expected=" | ".join(WAYS))
    whole.case.person(person_id)
    found = next((each for each in who_decides(whole.case, _today(desk)) if each.person_id == person_id), None)
    if found is None:
        raise Refused(Code.NOT_YOURS_TO_ALLOW, person=person_id)
    return found


def _others(desk: Desk, whole: WholeNote) -> tuple[Person, ...]:
    """Everybody of the case who is neither family nor the reporter: who can have an extract."""
    people = (each for each in whole.case.people if each.role != REPORTER)
    return tuple(each for each in people if desk.book.policy(each.role).policy == "closed")


def _extract(desk: Desk, whole: WholeNote, person: Person) -> ExtractView:
    scopes = standing_scopes(desk, whole)
    sections = []
    for section in sorted(offered(whole.template), key=lambda each: each.content_kind == "admin"):
        fields = whole.sections.get(section.id) or {}
        all_of_it = Scope(person.person_id, section.id) in scopes
        lines = tuple(
            LineView(
                line.mark,
                _text(desk, whole, section, line),
                all_of_it or Scope(person.person_id, section.id, line.mark) in scopes,
            )
            for line in lines_of(section, fields)
        )
        if lines:
            sections.append(ExtractSection(section.id, section.label(desk.language), all_of_it, lines))
    recipient = _recipient(desk, person)
    return ExtractView(person.person_id, recipient.name, recipient.role, tuple(sections))


def _text(desk: Desk, whole: WholeNote, section: Section, line: Line) -> Private:
    each = section.by_id[line.field]
    fields = {line.field: [line.value] if each.holds_rows else line.value}
    around = whole.people.around(whole.case)
    return Private(section_text(desk.book, whole.template, section, fields, around, desk.language))


def _recipient(desk: Desk, person: Person) -> Recipient:
    role = inside(desk.book.choice_list("role_person").label_of(person.role, desk.language))
    return Recipient(
        person.person_id, person.name, role, family=True, protected=person.is_protected, last=TakenHome("")
    )


def _today(desk: Desk) -> str:
    return desk.clock.now().date().isoformat()

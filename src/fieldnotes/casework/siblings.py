"""A sibling's note from the same visit: shared facts once, and nothing of one child's file into the other's (DOC-8)."""

from collections.abc import Mapping
from dataclasses import replace

from fieldnotes.casework.desk import Begun, Desk, changed
from fieldnotes.casework.life_views import SiblingAsk, SiblingPlan
from fieldnotes.casework.people import require_assigned
from fieldnotes.casework.whole_note import WholeNote, fetch
from fieldnotes.casework.write_note import add, keep
from fieldnotes.domain.cases import Case
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.fields import merge_sections
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.private import Private
from fieldnotes.domain.siblings import Shared, answered, are_siblings, shared
from fieldnotes.vault import drafts
from fieldnotes.wire.ids import new_id

Answers = Mapping[str, str | None]


def sibling_cases(desk: Desk, note: str) -> tuple[tuple[str, str, Private], ...]:
    """The siblings' cases this person works with: id, number, the child's name. Refused: UNKNOWN_NOTE."""
    whole = fetch(desk, note)
    found = [each for each in whole.people.cases.values() if _is_open_sibling(whole, each)]
    return tuple((each.id, each.number, Private(each.child.name)) for each in sorted(found, key=lambda c: c.number))


def look(desk: Desk, note: str, case: str) -> SiblingPlan:
    """Tell what would be copied and what has to be asked about; writes nothing.

    Refused: UNKNOWN_NOTE, UNKNOWN_CASE, NOT_ASSIGNED, NO_SIBLING.
    """
    whole, target = _both(desk, note, case)
    return _plan(desk, whole, target, _shared(whole, target))


def begin(desk: Desk, note: str, case: str, answers: Answers | None = None) -> Begun:
    """Begin the sibling's note as a draft in the sibling's own case, under the same visit.

    Args:
        desk: the open desk.
        note: the note of the first child, draft or signed.
        case: the sibling's case.
        answers: for each text asked about (`SiblingAsk.key`) a text instead, or None to leave it out.

    Refused: as `look`; NAMES_ANOTHER_CHILD(count) while a text is unanswered or its answer names somebody still.
    """
    with desk.writing:
        whole, target = _both(desk, note, case)
        given = answers or {}
        found = answered(_shared(whole, target), given, whole.case, target, str(whole.people.me.name))
        if found.asked:
            raise Refused(Code.NAMES_ANOTHER_CHILD, count=len(found.asked))
        visit = whole.visit or _with_visit(desk, whole)
        begun = add(desk, target.id, whole.template, visit=visit)
        draft = drafts.get(desk.vault, begun.note)
        if draft is None:
            raise Refused(Code.UNKNOWN_NOTE, note=begun.note)
        kept = keep(desk, replace(draft, sections=merge_sections(draft.sections, found.sections)))
    return Begun(begun.note, begun.changed.with_(kept).with_(changed("drafts", note)))


def read_answers(data: JsonObject) -> Answers:
    """Read an answers file: `{"answers": {"section.field": text | null}}`. Refused: WRONG_FILE."""
    given = data.get("answers", {})
    if not isinstance(given, Mapping) or not all(value is None or isinstance(value, str) for value in given.values()):
        raise Refused(Code.WRONG_FILE, file="answers", expected="an object in 'answers'")
    return {key: str(value) if value is not None else None for key, value in given.items()}


def _both(desk: Desk, note: str, case: str) -> tuple[WholeNote, Case]:
    whole = fetch(desk, note)
    target = whole.people.case(case)
    require_assigned(whole.people, whole.case)
    require_assigned(whole.people, target)
    if whole.closed or not _is_open_sibling(whole, target):
        raise Refused(Code.NO_SIBLING, case=target.number)
    return whole, target


def _is_open_sibling(whole: WholeNote, other: Case) -> bool:
    return whole.people.assigned(other) and are_siblings(whole.case, other)


def _shared(whole: WholeNote, target: Case) -> Shared:
    users = [user.id for user in whole.people.everybody]
    return shared(whole.template, whole.sections, whole.case, target, users)


def _with_visit(desk: Desk, whole: WholeNote) -> str:
    """Give the visit its id now, where the first note was begun without one and is still a draft."""
    visit = new_id(desk.clock)
    if whole.draft is not None and not whole.filed:
        keep(desk, replace(whole.draft, visit=visit))
    return visit


def _plan(desk: Desk, whole: WholeNote, target: Case, found: Shared) -> SiblingPlan:
    form, language = whole.template, desk.language
    return SiblingPlan(
        case=target.id,
        case_number=target.number,
        child=Private(target.child.name),
        template=form.id,
        copied=tuple(form.section(name).label(language) for name in found.sections),
        asked=tuple(
            SiblingAsk(
                key=each.key,
                label=f"{form.section(each.section).label(language)}: "
                f"{form.section(each.section).by_id[each.field].label(language)}",
                kind=each.kind,
                text=each.text,
            )
            for each in found.asked
        ),
        left_out=tuple(whole.people.person_name(whole.case, person) for person in found.left_out),
    )

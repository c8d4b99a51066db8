"""A child nobody has a case for yet: propose the case at once, write in it, bind it later to the real one.

The proposal is a record like a note; what was written under it stays in its own chain and is read in the case it was
bound to. Knows no hub.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fieldnotes.casework.case_views import ProposedView
from fieldnotes.casework.desk import Changed, Desk, Recorded, changed
from fieldnotes.casework.people import People, people_at, require_supervisor
from fieldnotes.casework.whole_note import in_one_spelling
from fieldnotes.domain.cases import Case
from fieldnotes.domain.entry import Act, Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.private import Private
from fieldnotes.domain.proposed_case import is_proposed, read_proposal
from fieldnotes.vault import entries, tally
from fieldnotes.vault.identity import LOCAL
from fieldnotes.wire.ids import new_id


@dataclass(frozen=True, slots=True)
class Proposed:
    """A case that was begun: its id, the act's hash, and what changed."""

    case: str
    hash: str
    changed: Changed


def propose(desk: Desk, data: JsonObject) -> Proposed:
    """Record a case that does not exist yet; it can be written in at once, also before a hub is known.

    Args:
        desk: the open desk.
        data: a proposal file (`domain/proposed_case.py`); without `unit` it is the person's own.

    Refused: WRONG_FILE, UNKNOWN_FIELD, UNKNOWN_UNIT when the person does not work there.
    """
    case = new_id(desk.clock)
    read = read_proposal(case, data)
    unit = _unit(people_at(desk), str(read["unit"]))
    body = {key: in_one_spelling(value) for key, value in {**read, "unit": unit}.items()}
    filed = entries.file_act(desk.vault, Act(new_id(desk.clock), Kind.CASE_PROPOSED, case, None, body), desk.clock)
    return Proposed(case, filed.hash, changed("entries cases outbox", case))


def bind(desk: Desk, proposed: str, to_case: str) -> Recorded:
    """Say which case a proposed one turned out to be (supervisor of both).

    Refused: UNKNOWN_CASE, NOT_PROPOSED when the first was not proposed, or the second was; NOT_A_SUPERVISOR.
    """
    people = people_at(desk)
    before, after = people.case_or_outline(proposed), people.case_or_outline(to_case)
    if not is_proposed(before) or is_proposed(after):
        raise Refused(Code.NOT_PROPOSED, case=(after if is_proposed(before) else before).id)
    require_supervisor(people, before)
    require_supervisor(people, after)
    body: JsonObject = {"proposed": before.id, "to_case": after.id}
    filed = entries.file_act(desk.vault, Act(new_id(desk.clock), Kind.CASE_BOUND, before.id, None, body), desk.clock)
    return Recorded(filed.hash, changed("entries cases outbox", before.id, after.id))


def proposed_cases(desk: Desk) -> tuple[ProposedView, ...]:
    """The proposed cases that wait for a real one, the oldest first."""
    people, counted = people_at(desk), tally.of_cases(desk.vault)
    found = [
        _view(people, case, counted[case.id].notes, counted[case.id].drafts)
        for case in people.cases.values()
        if is_proposed(case)
    ]
    return tuple(sorted(found, key=lambda each: (each.at, each.case)))


def _view(people: People, case: Case, notes: int, drafts: int) -> ProposedView:
    said = case.source.get("proposed")
    by, at = (str(said["by"]), str(said["at"])) if isinstance(said, Mapping) else ("", "")
    return ProposedView(
        case=case.id,
        number=case.number,
        child=Private(case.child.name),
        unit=case.unit,
        by=by,
        by_name=people.user_name(by),
        at=datetime.fromisoformat(at),
        notes=notes,
        drafts=drafts,
        may_bind=people.supervises(case),
    )


def _unit(people: People, asked: str) -> str:
    mine = {each.unit for each in people.me.memberships} | {people.me.unit}
    if asked and people.joined and asked not in mine:
        raise Refused(Code.UNKNOWN_UNIT, unit=asked[:64])
    if not people.joined:
        return LOCAL
    return asked or people.me.unit

"""Who serves several boards has one in front at a time; nothing of another is shown, and nothing is lost by that."""

import pytest

from fieldnotes.casework import (
    boards,
    conflicts,
    decide,
    draft_ages,
    propose_case,
    read_cases,
    read_note,
    time_given_back,
    verify,
    waiting_notes,
    write_note,
)
from fieldnotes.casework.find_in_case import find_in_case
from fieldnotes.casework.people import people_at
from fieldnotes.casework.sign import sign
from fieldnotes.domain.errors import Refused
from fieldnotes.vault import entries, reference
from fieldnotes.vault.identity import identity
from fieldnotes.wire.reference import Item, ItemType, ReferenceDelta
from one_desk import EPOCH, HUB_KEY, make_desk, shipped

OWN, OTHER, NEAR = "unit-bou", "unit-rett", "unit-mott"
CASE, OF_OTHER = "c-prov-01", "c-rett"


def apply(desk, *items):
    at = reference.version(desk.vault)
    reference.apply_reference(desk.vault, ReferenceDelta(EPOCH, "u-tove", at, at + 1, items).seal(HUB_KEY))


def serving(desk, *memberships):
    me = next(user for user in reference.users(desk.vault) if user.id == "u-tove")
    value = {**me.source, "memberships": [{"unit": unit, "role": role} for unit, role in memberships]}
    apply(desk, Item(ItemType.USER, "u-tove", value))


@pytest.fixture
def desk(tmp_path, held_clock):
    """Tove serves the social board and the family law board, which has the child of another case."""
    made = make_desk(tmp_path, held_clock)
    case = dict(reference.case(made.vault, CASE).source)
    child = {**case["child"], "name": "Nils Rättsfall", "personnummer": "201801022388"}
    other = {**case, "id": OF_OTHER, "number": "FR-2026-0001", "unit": OTHER, "child": child, "assigned": ["u-tove"]}
    units = [
        {"id": OTHER, "name": "Familjerätt", "authority": "Familjerättsnämnden"},
        {"id": NEAR, "name": "Mottagning", "authority": reference.units(made.vault)[0].authority},
    ]
    apply(made, *(Item(ItemType.UNIT, unit["id"], unit) for unit in units), Item(ItemType.CASE, OF_OTHER, other))
    serving(made, (OWN, "worker"), (OTHER, "worker"), (NEAR, "worker"))
    yield made
    made.vault.lock()


def numbers(desk):
    return {case.id for case in read_cases.cases(desk)}


def test_one_board_is_in_front_and_the_other_is_neither_shown_nor_found(desk):
    """rules: SEC-6"""
    assert OF_OTHER not in numbers(desk)
    assert read_cases.find(desk, "Rättsfall") == ()
    for act in (lambda: read_cases.case(desk, OF_OTHER), lambda: find_in_case(desk, "FR-2026-0001", "ord"),
                lambda: write_note.add(desk, OF_OTHER, "telefonsamtal")):  # fmt: skip
        with pytest.raises(Refused, match="other_area"):
            act()
    assert CASE in numbers(desk)


def test_what_is_written_names_the_board_one_has_chosen(desk):
    """rules: SEC-6"""
    found = {board.unit: (board.chosen, board.cases > 0) for board in boards.boards(desk)}
    assert found == {OWN: (True, True), OTHER: (False, True), NEAR: (False, False)}
    boards.choose(desk, OTHER)
    assert numbers(desk) == {OF_OTHER}
    note = write_note.add(desk, OF_OTHER, "hembesok", shipped("demo/notes/prov-01.json")).note
    filed = entries.by_hash(desk.vault, sign(desk, note, {"*": "Prov."}).hash)
    assert (filed.entry.unit, filed.entry.role) == (OTHER, "worker")
    assert people_at(desk).me.unit == OTHER


def test_units_of_the_same_board_are_one_area(desk):
    boards.choose(desk, NEAR)
    assert CASE in numbers(desk)


def test_drafts_and_notes_of_the_other_board_wait_unseen_and_come_back(desk):
    note = write_note.add(desk, CASE, "telefonsamtal").note
    boards.choose(desk, OTHER)
    assert read_note.notes(desk) == ()
    assert read_cases.today(desk).drafts == ()
    with pytest.raises(Refused, match="other_area"):
        read_note.show(desk, note)
    boards.choose(desk, OWN)
    assert [row.note for row in read_note.notes(desk)] == [note]


def test_the_choice_stays_with_what_the_hub_tells_and_falls_with_the_membership(desk):
    boards.choose(desk, OTHER)
    serving(desk, (OWN, "worker"), (OTHER, "worker"))
    assert identity(desk.vault).unit == OTHER
    serving(desk, (OWN, "worker"), (NEAR, "worker"))
    assert identity(desk.vault).unit == OWN


def test_only_a_unit_one_serves_can_be_chosen(desk):
    for unit, role in (("unit-x", None), (OTHER, "supervisor")):
        with pytest.raises(Refused, match="unknown_unit"):
            boards.choose(desk, unit, role)
    assert identity(desk.vault).unit == OWN


def test_every_list_of_the_day_stands_while_something_lies_in_another_board(desk):
    """A draft, a signed note and an open question lie in the board that is not in front: nothing stumbles over them."""
    note = write_note.add(desk, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note
    sign(desk, note, {"*": "Prov."})
    write_note.add(desk, CASE, "telefonsamtal")
    boards.choose(desk, OTHER)
    day = read_cases.today(desk)
    assert (day.drafts, day.unsent) == ((), ())
    assert day.status.drafts == 1  # on this computer, whichever board is in front
    assert decide.questions(desk, all_=True) == ()
    assert waiting_notes.queue(desk) == ()
    assert time_given_back.time_given_back(desk) is not None
    assert draft_ages.old_drafts(desk) == ()
    assert conflicts.conflicts(desk) == ()
    assert [view.case for view in propose_case.proposed_cases(desk)] == []
    assert verify.verify(desk).ok

"""A good passage is kept as an example once a person has written it without the case's names; it waits for the hub."""

import pytest

from fieldnotes.casework import examples, read_note, sign, write_note
from fieldnotes.casework.examples import Passage
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault import examples as stored
from fieldnotes.vault import reference
from fieldnotes.vault.identity import identity
from fieldnotes.wire.reference import Item, ItemType, ReferenceDelta
from one_desk import EPOCH, shipped
from two_desks import CASE, WHY

PASSAGE = Passage("iakttagelser", "obs", "Kylen var tom. Barnet hämtade själv bröd.", "Det som syntes, utan slutsats.")


def refusal(act):
    with pytest.raises(Refused) as stopped:
        act()
    return stopped.value


def told(town, desks, value):
    """Let the hub have told of an example, or that it is gone."""
    items = (Item(ItemType.POLICY, "example:unit-bou:e-9", value),)
    for desk in desks:
        me, at = identity(desk.vault).author, reference.version(desk.vault)
        reference.apply_reference(desk.vault, ReferenceDelta(EPOCH, me, at, at + 1, items).seal(town.bag.key))


@pytest.fixture
def note(worker, supervisor, carry):
    made = write_note.add(worker, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note
    sign.sign(worker, made, {"*": WHY})
    carry()
    read_note.show(supervisor, made)
    yield made
    for one in (*stored.waiting(supervisor.vault), *stored.refused(supervisor.vault)):
        stored.drop(supervisor.vault, one.id)


def test_it_waits_here_for_the_hub_and_names_no_case_and_no_note(supervisor, note):
    """rules: SEC-8"""
    kept = examples.keep(supervisor, note, PASSAGE).hash
    (view,) = examples.kept(supervisor, "hembesok")
    assert (view.id, view.state, view.section, view.about) == (kept, "waiting", "iakttagelser", "obs")
    assert str(view.text) == PASSAGE.text
    assert view.may_remove
    (waits,) = stored.waiting(supervisor.vault)
    assert set(waits.value) == {"template", "section", "field", "text", "why"}
    assert note not in str(waits.value)
    assert CASE not in str(waits.value)
    assert examples.kept(supervisor, "telefonsamtal") == ()


def test_a_name_of_the_case_is_marked_and_never_taken_out_by_the_program(supervisor, note):
    """rules: DOC-8"""
    text = "Elsa hämtade själv bröd."
    (found,) = [each for each in examples.look_through(supervisor, note, text) if each.known]
    assert text[found.start : found.end] == "Elsa"
    for bad in (Passage("iakttagelser", "obs", text), Passage("iakttagelser", "obs", "Kylen var tom.", "Elsas ord")):
        assert refusal(lambda bad=bad: examples.keep(supervisor, note, bad)).code is Code.NAMES_LEFT
    assert stored.waiting(supervisor.vault) == []


@pytest.mark.parametrize(
    ("passage", "code"),
    [
        (Passage("iakttagelser", "obs", " "), Code.WRONG_TYPE),
        (Passage("iakttagelser", "obs", "x" * 2001), Code.WRONG_TYPE),
        (Passage("iakttagelser", "obs", "x", "y" * 301), Code.WRONG_TYPE),
        (Passage("vadret", None, "x"), Code.UNKNOWN_SECTION),
        (Passage("iakttagelser", "farg", "x"), Code.UNKNOWN_FIELD),
    ],
)
def test_what_is_no_example_is_refused_and_nothing_is_kept(supervisor, note, passage, code):
    assert refusal(lambda: examples.keep(supervisor, note, passage)).code is code
    assert stored.waiting(supervisor.vault) == []


def test_only_the_supervisor_who_has_read_it_keeps_it(worker, supervisor, carry, note):
    assert refusal(lambda: examples.keep(worker, note, PASSAGE)).code is Code.NOT_A_SUPERVISOR
    unread = write_note.add(worker, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note
    sign.sign(worker, unread, {"*": WHY})
    carry()
    assert refusal(lambda: examples.keep(supervisor, unread, PASSAGE)).code is Code.NEVER_OPENED


def test_one_that_waits_is_thrown_away_whole(supervisor, note):
    kept = examples.keep(supervisor, note, PASSAGE).hash
    examples.remove(supervisor, kept)
    assert examples.kept(supervisor) == ()
    assert stored.waiting(supervisor.vault) == []


def test_only_whoever_kept_it_or_supervises_the_unit_takes_a_shared_one_away(worker, colleague, supervisor, town):
    value = {
        "template": "hembesok", "section": "iakttagelser", "field": None, "text": "Kylen var tom.", "why": "",
        "by": "u-tove", "at": "2026-03-10T10:00:00+00:00",
    }  # fmt: skip
    desks = (worker, colleague, supervisor)
    told(town, desks, value)
    try:
        assert [examples.kept(desk)[0].may_remove for desk in (worker, colleague, supervisor)] == [True, False, True]
        assert refusal(lambda: examples.remove(colleague, "e-9")).code is Code.NOT_YOURS_TO_TAKE
        examples.remove(worker, "e-9")
        assert examples.kept(worker) == ()
        [waits] = stored.waiting(worker.vault)
        stored.settle(worker.vault, waits, "2026-03-12T16:00:00+01:00", reason="not_a_supervisor")
        [stays] = examples.kept(worker)
        assert (stays.state, stays.reason) == ("shared", "not_a_supervisor"), "it is not silently there again"
    finally:
        stored.drop(worker.vault, "e-9")
        told(town, desks, None)

"""The one question to the family, could it be understood: recorded for who was there, counted, no answer to the text.

rules: INS-2, SEC-8
"""

import json
from pathlib import Path

import pytest

from fieldnotes.casework import read_note, show_to_family, write_note
from fieldnotes.casework.understood import understood_so_far
from fieldnotes.domain.errors import Code, Refused

CHILD, GUARDIAN = "prov-01-p1", "prov-01-p2"
ROOM = {"people": [{"person_id": GUARDIAN, "role": "vardnadshavare"}]}
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-01.json").read_text(encoding="utf-8"))


@pytest.fixture
def note(worker):
    return write_note.add(worker, "c-prov-01", "hembesok", SHIPPED).note


@pytest.fixture
def shown(worker, note):
    return show_to_family.show(worker, note, ROOM).shown


def say(worker, note, shown, person, how):
    return show_to_family.respond(worker, note, shown, {"responses": [{"person_id": person, "understood": how}]})


def test_the_last_answer_of_each_person_counts(worker, note, shown):
    before = understood_so_far(worker)
    for how in ("no", "partly"):
        say(worker, note, shown, GUARDIAN, how)
    again = show_to_family.show(worker, note, ROOM).shown
    say(worker, note, again, GUARDIAN, "yes")
    counted = understood_so_far(worker)
    more = (counted.yes - before.yes, counted.partly - before.partly, counted.no - before.no)
    assert (more, counted.all - before.all) == ((1, 1, 0), 2)
    assert [row.understood for row in read_note.show(worker, note).family] == [{GUARDIAN: "partly"}, {GUARDIAN: "yes"}]


def test_it_is_no_answer_about_the_text_but_they_took_part(worker, note, shown):
    say(worker, note, shown, GUARDIAN, "yes")
    seen = read_note.show(worker, note)
    assert seen.family[0].answers == ()
    assert seen.flags.family == "took_part"


def test_only_who_was_there_can_say_it(worker, note, shown):
    with pytest.raises(Refused) as refused:
        say(worker, note, shown, CHILD, "yes")
    assert refused.value.code == Code.NOT_IN_ROOM


@pytest.mark.parametrize("how", ["maybe", "", 1, ["yes"]])
def test_there_are_three_answers(worker, note, shown, how):
    before = understood_so_far(worker)
    with pytest.raises(Refused) as refused:
        say(worker, note, shown, GUARDIAN, how)
    assert refused.value.code == Code.WRONG_TYPE
    assert understood_so_far(worker) == before


def test_it_goes_with_the_answers_of_one_file(worker, note, shown):
    rows = [{"person_id": GUARDIAN, "answer": "agrees"}, {"person_id": GUARDIAN, "understood": "no"}]
    show_to_family.respond(worker, note, shown, {"responses": rows})
    (row,) = read_note.show(worker, note).family
    assert [each.answer for each in row.answers] == ["agrees"]
    assert row.understood == {GUARDIAN: "no"}

"""An example kept offline reaches the unit's people with the next exchange, and leaves them when it is taken away."""

from fieldnotes.casework import examples, exchange, read_note, sign, write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.examples import Passage
from fieldnotes.vault import examples as stored
from one_desk import make_workshop, shipped
from road_hub import CASE, SUPERVISOR, WORKER

PASSAGE = Passage("iakttagelser", "obs", "Kylen var tom. Barnet hämtade själv bröd.")


def desk_of(road, user):
    return Desk(make_workshop(road.clock, road.folder), road.joined(user), unlocked=road.clock.now())


def test_an_example_travels_to_the_unit_and_away_again(road):
    worker, supervisor = desk_of(road, WORKER), desk_of(road, SUPERVISOR)
    note = write_note.add(worker, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note
    sign.sign(worker, note, {"*": "Provkörning."})
    for desk in (worker, supervisor):
        exchange.sync(desk)
    read_note.show(supervisor, note)
    kept = examples.keep(supervisor, note, PASSAGE).hash
    for desk in (supervisor, worker):
        exchange.sync(desk)
    assert stored.waiting(supervisor.vault) == []
    (seen,) = [each for each in examples.kept(worker, "hembesok") if each.id == kept]
    assert (seen.state, str(seen.text), seen.may_remove) == ("shared", PASSAGE.text, False)
    assert str(seen.by_name) == "Henrik Solberg"
    examples.remove(supervisor, kept)
    assert kept not in {each.id for each in examples.kept(supervisor)}
    for desk in (supervisor, worker):
        exchange.sync(desk)
    assert kept not in {each.id for each in examples.kept(worker)}


def test_one_that_the_hub_refuses_is_kept_aside_and_stops_no_exchange(road):
    worker = desk_of(road, WORKER)
    value = {"template": "hembesok", "section": "iakttagelser", "field": None, "text": "Kylen var tom.", "why": ""}
    stored.hand_over(worker.vault, "e-refused", "unit-bou", value, road.clock.now().isoformat())
    exchange.sync(worker)
    assert stored.waiting(worker.vault) == []
    (aside,) = [each for each in examples.kept(worker) if each.id == "e-refused"]
    assert (aside.state, str(aside.text), aside.reason) == ("refused", "Kylen var tom.", "not_a_supervisor")
    examples.remove(worker, "e-refused")
    assert stored.refused(worker.vault) == []

"""What was set aside reaches its supervisor with the next exchange; let in, it reaches everybody."""

from fieldnotes.casework import exchange, read_note, set_aside, sign, write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.waiting_notes import queue
from fieldnotes.hub.registers import unassign
from fieldnotes.vault import set_aside_there
from one_desk import make_workshop, shipped
from road_hub import CASE, SUPERVISOR, WORKER

WHY = {"*": "Provkörning."}


def test_a_supervisor_takes_in_what_was_set_aside(own_road):
    """rules: SEC-6, DOC-2"""
    clock = own_road.clock
    author, boss = (
        Desk(make_workshop(clock, own_road.folder), own_road.joined(user), unlocked=clock.now())
        for user in (WORKER, SUPERVISOR)
    )
    note = write_note.add(author, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note
    sign.sign(author, note, WHY)
    unassign(own_road.hub, CASE, WORKER)
    exchange.sync(author)
    clock.move(1)
    exchange.sync(boss)
    [row] = set_aside.set_aside(boss)
    assert (row.kind, row.note, row.reason, row.may_release) == ("NoteSigned", note, "not_assigned", True)
    assert (str(row.author_name), row.case_number, set_aside.waiting(boss)) == ("Tove Ekberg", "BV-2026-0142", 1)
    assert note not in {each.note for each in queue(boss)}
    assert set_aside.set_aside(author) == ()
    set_aside.settle(boss, row.hash, release=True)
    [row] = set_aside.set_aside(boss)
    assert (row.state, str(row.decided_by), set_aside.waiting(boss)) == ("released", "Henrik Solberg", 0)
    clock.move(1)
    exchange.sync(boss)
    assert note in {each.note for each in queue(boss)}
    assert read_note.show(boss, note).state == "signed"
    clock.move(1)
    exchange.sync(author)
    assert set_aside_there.read(author.vault) == [], "who does not supervise is told nothing"

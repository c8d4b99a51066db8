"""An administrator plans offline, the worker finds the visit in Today, and no word of a note reaches the administrator.

Over a real hub, on real encrypted profiles.
"""

from datetime import timedelta

import pytest
from sqlalchemy import MetaData, select

from fieldnotes.casework import exchange, planned_visits, prepare, prepare_acts, read_cases, sign, write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.not_carried_out import NotCarriedOut, record
from fieldnotes.casework.prepare_acts import NewPerson, NewVisit
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub.importing import import_file
from fieldnotes.vault import preparing
from fieldnotes.vault.access import unsent
from fieldnotes.vault.tables import METADATA
from one_desk import make_workshop, shipped
from road_hub import CASE, COLLEAGUE, SUPERVISOR, WORKER

GUN = "u-gun"
CHILD, MOTHER = "prov-01-p1", "prov-01-p2"
MARK = "Kylen var tom och ljuset var släckt"


def user(role="administrator", **more):
    return {
        "id": GUN, "name": "Gun Åberg", "role": role, "unit": "unit-bou",
        "memberships": [{"unit": "unit-bou", "role": role}], **more,
    }  # fmt: skip


def desk_of(road, who):
    desk = Desk(make_workshop(road.clock, road.folder), road.joined(who), unlocked=road.clock.now())
    exchange.sync(desk)
    return desk


@pytest.fixture
def gun(own_road):
    import_file(own_road.hub, {"users": [user()]})
    return desk_of(own_road, GUN)


def soon(desk, hours=2):
    return desk.clock.now() + timedelta(hours=hours)


def visits(desk):
    return read_cases.today(desk).visits


def everything_in(desk):
    """Every value of every table of a store, as one text."""
    with desk.vault.reading() as connection:
        known = MetaData()
        known.reflect(connection)
        assert set(METADATA.tables) <= set(known.tables)
        rows = [row for table in known.tables.values() for row in connection.execute(select(table))]
    return "\n".join(
        value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for row in rows for value in row
    )


def test_a_visit_planned_offline_leads_the_worker_to_its_note(own_road, gun):
    """rules: VIS-1"""
    tove, jonas = desk_of(own_road, WORKER), desk_of(own_road, COLLEAGUE)
    start = soon(gun)
    teacher = prepare_acts.add_person(gun, CASE, NewPerson("Sam Larsson", "skola", title="Lärare")).hash
    said = NewVisit(start, "natverksmote", [WORKER], [MOTHER, teacher])
    planned = prepare_acts.plan_visit(gun, CASE, said).hash
    (seen,) = prepare.prepared_case(gun, CASE).visits
    assert (seen.state, [each.state for each in prepare.overview(gun).pending]) == ("waiting", ["waiting"] * 2)
    for desk in (gun, tove, jonas):
        exchange.sync(desk)
    assert (prepare.prepared_case(gun, CASE).visits[0].state, prepare.overview(gun).pending) == ("taken", ())
    (mine,) = visits(tove)
    assert (mine.visit, mine.start, mine.template) == (planned, start, "natverksmote")
    assert [str(name) for name in mine.people] == ["Karin Sandin", "Sam Larsson"]
    assert visits(jonas) == (), "only who goes has it in Today"
    note = planned_visits.begin_visit(tove, CASE, planned).note
    whole = write_note.fetch(tove, note)
    assert (whole.template.id, whole.visit) == ("natverksmote", planned)
    assert whole.sections["grunddata"]["start"] == start.isoformat(timespec="seconds")
    rows = write_note.proposals_for(tove, whole)["deltagare"]["people"]
    assert [row["person_id"] for row in rows] == [MOTHER, teacher]
    assert visits(tove) == (), "the draft stands in its place"
    write_note.discard(tove, note)
    assert [each.visit for each in visits(tove)] == [planned]
    _written_by_a_colleague(gun, tove, jonas, planned)


def _written_by_a_colleague(gun, tove, jonas, planned):
    """A visit leaves Today when a colleague has written of it, or that it did not take place."""
    both = [NewVisit(soon(gun, hours), "hembesok", [WORKER, COLLEAGUE]) for hours in (1, 3)]
    names = [prepare_acts.plan_visit(gun, CASE, said).hash for said in both]
    for desk in (gun, tove, jonas):
        exchange.sync(desk)
    assert [each.visit for each in visits(tove)] == [names[0], planned, names[1]]
    note = write_note.add(jonas, CASE, "hembesok", shipped("demo/notes/prov-01.json"), visit=names[0]).note
    sign.sign(jonas, note, {"*": "Provkörning."})
    said = NotCarriedOut("ingen_oppnade", "Ringde på två gånger.", visit=names[1], template="hembesok")
    record(jonas, CASE, said, "Provkörning.")
    assert visits(jonas) == ()
    for desk in (jonas, tove):
        exchange.sync(desk)
    assert [each.visit for each in visits(tove)] == [planned], "of the others something is written"


def test_what_the_hub_refuses_is_shown_with_its_reason_and_can_be_asked_again(own_road, gun):
    tove = desk_of(own_road, WORKER)
    write_note.add(tove, CASE, "hembesok")
    exchange.sync(tove)
    prepare_acts.hand_over(gun, WORKER, COLLEAGUE, CASE)
    exchange.sync(gun)
    (no,) = prepare.overview(gun).pending
    assert (no.state, no.code, str(no.who), str(no.to)) == ("refused", "drafts_left", "Tove Ekberg", "Jonas Lilja")
    prepare_acts.try_again(gun, no.about, drafts_stay=True)
    exchange.sync(gun)
    assert prepare.overview(gun).pending == ()
    assert [each.user for each in prepare.prepared_case(gun, CASE).assigned] == [COLLEAGUE]
    exchange.sync(tove)
    assert CASE not in {case.id for case in read_cases.cases(tove) if case.drafts == 0}


def test_nothing_of_a_note_lies_on_an_administrators_computer(own_road, gun):
    """rules: SEC-3, SEC-4, SEC-6"""
    tove, henrik = desk_of(own_road, WORKER), desk_of(own_road, SUPERVISOR)
    file = shipped("demo/notes/prov-01.json")
    note = write_note.add(tove, CASE, "hembesok", file).note
    write_note.edit(tove, note, {"sections": {"iakttagelser": MARK}})
    sign.sign(tove, note, {"*": "Provkörning."})
    draft = write_note.add(tove, CASE, "hembesok", {"sections": {"iakttagelser": MARK}}).note
    for desk in (tove, henrik, gun):
        exchange.sync(desk)
    assert prepare.prepares(gun)
    prepare_acts.look_up(gun, CASE)
    kept = everything_in(gun)
    assert "Elsa Sandin" in kept
    assert not [word for word in (MARK, note, draft) if word in kept]
    told = {case["id"]: case for case in shipped("demo/import.json")["cases"]}
    for case in told.values():
        people = (case["child"], *case["people"])
        secret = {p[key] for p in people for key in ("personnummer", "born") if key in p}
        secret |= {
            p["name"] for p in people if p["role"] == "anmalare" or any(each.get("protected") for each in people)
        }
        secret |= {term["term"] for term in case.get("protected_terms", ())}
        view = " ".join(str(person.name) for person in prepare.prepared_case(gun, case["id"]).people)
        assert not [word for word in secret if word in view], case["id"]
    assert not [row for case in told.values() for row in case["people"] if row.get("personnummer", "no number") in kept]
    assert MARK in everything_in(henrik)
    assert [row.what for row in unsent(gun.vault)] == ["looked_up"]
    import_file(own_road.hub, {"users": [user("support")]})
    exchange.sync(gun)
    assert (preparing.cases(gun.vault), prepare.prepares(gun)) == ([], False)
    with pytest.raises(Refused) as no:
        prepare.overview(gun)
    assert no.value.code is Code.NOT_AN_ADMINISTRATOR
    assert "Elsa Sandin" not in everything_in(gun), "whoever is an administrator no longer keeps nothing"

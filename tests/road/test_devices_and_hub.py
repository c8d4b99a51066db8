"""Two devices and a hub over real HTTP: what one signs the other reads, and the hub's word binds it."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import delete, select, update

from fieldnotes.domain.entry import Act, Kind, Where
from fieldnotes.domain.errors import Code, FieldNotesError, Unavailable
from fieldnotes.hub import tables
from fieldnotes.hub.devices import revoke
from fieldnotes.hub.hub import make_hub
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.inviting import invite
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.sync.exchange import exchange
from fieldnotes.sync.join import join
from fieldnotes.vault import access, entries, outbox, reference
from fieldnotes.vault.identity import identity, save_identity
from fieldnotes.vault.verify import verify
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.running_head import sign_receipt
from road_hub import CASE, COLLEAGUE, SUPERVISOR, WORKER
from running_hub import running
from vault_samples import NOTE, consent
from wire_samples import REVISION


def refusal(act) -> FieldNotesError:
    with pytest.raises(FieldNotesError) as problem:
        act()
    return problem.value


def signed(clock) -> Act:
    return Act(new_id(clock), Kind.NOTE_SIGNED, CASE, NOTE, {**REVISION, "shown": []})


def wheres(vault):
    """How far this device's own entries have come."""
    device = identity(vault).device
    return [filed.where for filed in entries.of_case(vault, CASE) if filed.entry.device == device]


def test_joining_brings_the_cases_one_may_know(road):
    """rules: SEC-6"""
    worker = road.joined(WORKER)
    me = identity(worker)
    assert (me.author, me.role, me.unit, me.hub_url) == (WORKER, "worker", "unit-bou", road.url)
    cases = [case.id for case in reference.cases(worker)]
    assert CASE in cases
    assert all(WORKER in case.assigned for case in reference.cases(worker))
    assert reference.device_key(worker, me.device) is not None


def test_what_one_signs_the_other_reads_and_back(own_road):
    """rules: DOC-1"""
    worker, supervisor = own_road.joined(WORKER), own_road.joined(SUPERVISOR)
    filed = entries.file_act(worker, signed(own_road.clock), own_road.clock)
    done = exchange(worker, own_road.clock)
    assert (done.sent, done.received, done.waiting, done.quarantined) == (1, 0, 0, [])
    assert done.changed_notes == {NOTE}
    assert wheres(worker) == [Where.RECEIVED]
    there = exchange(supervisor, own_road.clock)
    assert (there.sent, there.received, there.changed_notes) == (0, 1, {NOTE})
    assert [f.hash for f in entries.of_note(supervisor, NOTE)] == [filed.hash]
    body = {"revision": filed.hash, "seen": []}
    decision = entries.file_act(
        supervisor, Act(new_id(own_road.clock), Kind.NOTE_APPROVED, CASE, NOTE, body), own_road.clock
    )
    exchange(supervisor, own_road.clock)
    assert exchange(worker, own_road.clock).received == 1
    assert [(f.hash, f.position) for f in entries.of_note(worker, NOTE)] == [(filed.hash, 1), (decision.hash, 2)]
    assert verify(worker).ok
    assert verify(supervisor).ok
    assert verify_hub(own_road.hub)["ok"]
    assert exchange(worker, own_road.clock) == replace(
        there, received=0, changed_notes=frozenset(), changed_cases=frozenset()
    )


def test_deciding_about_ones_own_note_is_set_aside_with_its_reason(road):
    """rules: SEC-6"""
    supervisor = road.joined(SUPERVISOR)
    filed = entries.file_act(supervisor, signed(road.clock), road.clock)
    body = {"revision": filed.hash, "seen": []}
    entries.file_act(supervisor, Act(new_id(road.clock), Kind.NOTE_APPROVED, CASE, NOTE, body), road.clock)
    done = exchange(supervisor, road.clock)
    assert (done.sent, [(a.reason, a.ours) for a in done.quarantined]) == (1, [("own_work", True)])
    assert wheres(supervisor) == [Where.RECEIVED, Where.QUARANTINED]
    assert outbox.quarantined(supervisor) == done.quarantined
    assert done.waiting == 0


def test_a_case_the_hub_does_not_know_is_set_aside_and_blocks_nothing(road):
    worker = road.joined(WORKER)
    entries.file_act(worker, consent(road.clock, "c-nobody"), road.clock)
    entries.file_act(worker, consent(road.clock, CASE), road.clock)
    done = exchange(worker, road.clock)
    assert (done.sent, done.waiting, [a.case for a in done.quarantined]) == (1, 0, ["c-nobody"])


def test_what_was_filed_before_joining_is_accepted_after(road):
    alone = road.device("alone")
    entries.file_act(alone, consent(road.clock, CASE), road.clock)
    entries.file_act(alone, consent(road.clock, CASE), road.clock)
    join(alone, invite(road.hub, WORKER, road.url), road.clock)
    done = exchange(alone, road.clock)
    assert (done.sent, done.quarantined, done.waiting) == (2, [], 0)
    assert verify(alone).ok


def test_more_than_one_parcel_goes_up_and_comes_down(own_road):
    worker, colleague = own_road.joined(WORKER), own_road.joined(COLLEAGUE)
    with entries.filing(worker, own_road.clock) as file:
        for _ in range(510):
            file(consent(own_road.clock, CASE))
    assert exchange(worker, own_road.clock).sent == 510
    assert exchange(colleague, own_road.clock).received == 510
    assert [f.position for f in entries.of_case(colleague, CASE)] == list(range(1, 511))


def test_rows_of_the_access_log_reach_the_hub_once(road):
    """rules: SEC-6"""
    worker = road.joined(WORKER)
    access.record(worker, access.OPENED, CASE, NOTE, "11" * 32, road.clock.now().isoformat())
    exchange(worker, road.clock)
    exchange(worker, road.clock)
    assert access.unsent(worker) == []
    with road.hub.database.reading() as connection:
        mine = tables.access_row.c.device == identity(worker).device
        rows = connection.execute(select(tables.access_row).where(mine)).all()
    assert [(row.what, row.note, row.user_id) for row in rows] == [(access.OPENED, NOTE, WORKER)]


def test_not_joined_joined_twice_and_a_used_invitation_are_refused(road):
    alone = road.device("alone")
    assert refusal(lambda: exchange(alone, road.clock)).code is Code.NOT_JOINED
    invitation = invite(road.hub, WORKER, road.url)
    join(alone, invitation, road.clock)
    assert refusal(lambda: join(alone, invitation, road.clock)).code is Code.ALREADY_JOINED
    late = road.device("late")
    assert refusal(lambda: join(late, invitation, road.clock)).code is Code.INVITATION_USED
    assert not identity(late).joined


def test_an_old_or_invented_invitation_is_refused(road):
    invitation = invite(road.hub, WORKER, road.url)
    invented = replace(invitation, code="A" * 32)
    device = road.device("device")
    assert refusal(lambda: join(device, invented, road.clock)).code is Code.INVITATION_WRONG
    road.clock.move(15 * 24 * 3600)
    assert refusal(lambda: join(device, invitation, road.clock)).code is Code.INVITATION_EXPIRED
    assert not identity(device).joined


def test_another_hub_at_the_same_address_is_noticed_before_anything_is_sent(road, tmp_path):
    """rules: SEC-9"""
    worker = road.joined(WORKER)
    entries.file_act(worker, consent(road.clock, CASE), road.clock)
    with make_hub(tmp_path / "impostor", road.clock) as impostor, running(impostor) as url:
        save_identity(worker, replace(identity(worker), hub_url=url))
        assert refusal(lambda: exchange(worker, road.clock)).code is Code.HUB_KEY_CHANGED
        invitation = replace(invite(road.hub, COLLEAGUE, road.url), url=url)
        assert refusal(lambda: join(road.device("new"), invitation, road.clock)).code is Code.HUB_KEY_CHANGED
        with impostor.database.reading() as connection:
            assert connection.execute(select(tables.quarantine)).all() == []
    assert wheres(worker) == [Where.ONLY_HERE]


def test_no_hub_is_unavailable_and_changes_nothing(road):
    worker = road.joined(WORKER)
    entries.file_act(worker, consent(road.clock, CASE), road.clock)
    save_identity(worker, replace(identity(worker), hub_url="http://127.0.0.1:9"))
    problem = refusal(lambda: exchange(worker, road.clock))
    assert isinstance(problem, Unavailable)
    assert (problem.code, problem.values) == (Code.HUB_UNREACHABLE, {"url": "http://127.0.0.1:9"})
    assert (wheres(worker), outbox.waiting(worker)) == ([Where.ONLY_HERE], 1)
    save_identity(worker, replace(identity(worker), hub_url=road.url))
    assert exchange(worker, road.clock).sent == 1


def test_a_copied_disk_shows_at_its_first_contact_and_joins_again_by_invitation(road, tmp_path):
    worker = road.joined(WORKER)
    save_identity(worker, identity(worker))
    worker.empty_log()
    copy = road.profiles.open(_copied(worker.folder, tmp_path / "copy"))
    road.vaults.append(copy)
    exchange(worker, road.clock)
    assert refusal(lambda: exchange(copy, road.clock)).code is Code.DEVICE_CLONED
    assert refusal(lambda: exchange(worker, road.clock)).code is Code.DEVICE_CLONED
    filed = entries.file_act(worker, consent(road.clock, CASE), road.clock)
    join(worker, invite(road.hub, WORKER, road.url), road.clock)
    assert exchange(worker, road.clock).sent == 1
    assert entries.by_hash(worker, filed.hash).where is Where.RECEIVED


def _copied(folder, to):
    to.mkdir()
    for path in folder.iterdir():
        if path.is_file() and path.suffix != ".lock":
            (to / path.name).write_bytes(path.read_bytes())
    return to


def test_a_revoked_device_hands_in_what_it_has_and_reads_nothing(road):
    """rules: SEC-6"""
    worker, colleague = road.joined(WORKER), road.joined(COLLEAGUE)
    exchange(worker, road.clock)
    entries.file_act(colleague, consent(road.clock, CASE), road.clock)
    exchange(colleague, road.clock)
    entries.file_act(worker, consent(road.clock, CASE), road.clock)
    revoke(road.hub, identity(worker).device)
    assert refusal(lambda: exchange(worker, road.clock)).code is Code.DEVICE_REVOKED
    assert [a.reason for a in outbox.quarantined(worker)] == ["device_revoked"]
    assert wheres(worker) == [Where.QUARANTINED]


def test_a_hub_set_back_without_saying_so_is_noticed_and_nothing_is_changed(own_road):
    """rules: SEC-6"""
    worker = own_road.joined(WORKER)
    for _ in range(2):
        entries.file_act(worker, consent(own_road.clock, CASE), own_road.clock)
    exchange(worker, own_road.clock)
    before = entries.of_case(worker, CASE)
    _set_back(own_road.hub)
    problem = refusal(lambda: exchange(worker, own_road.clock))
    assert (problem.code, problem.values) == (Code.FEED_ROLLED_BACK, {"case": CASE})
    assert entries.of_case(worker, CASE) == before


def _set_back(hub) -> None:
    """Take the last entry of the case away, with a receipt as if it had never been."""
    record, head = tables.entry, tables.case_head

    def job(connection) -> None:
        connection.execute(delete(record).where(record.c.case_id == CASE, record.c.position == 2))
        first = connection.execute(select(record.c.log_head).where(record.c.case_id == CASE)).scalar_one()
        receipt = sign_receipt(hub.key, hub.epoch, CASE, 1, first)
        connection.execute(
            update(head).where(head.c.case_id == CASE).values(position=1, log_head=first, receipt=receipt.signature)
        )

    hub.database.write(job)


def test_a_hub_with_another_history_is_offered_everything_again(own_road, tmp_path, resources):
    """rules: SEC-12"""
    worker, colleague = own_road.joined(WORKER), own_road.joined(COLLEAGUE)
    mine = entries.file_act(worker, consent(own_road.clock, CASE), own_road.clock)
    theirs = entries.file_act(colleague, consent(own_road.clock, CASE), own_road.clock)
    for vault in (worker, colleague, worker):
        exchange(vault, own_road.clock)
    (tmp_path / "rebuilt").mkdir()
    (tmp_path / "rebuilt" / "hub.key").write_bytes((own_road.hub.home.folder / "hub.key").read_bytes())
    with make_hub(tmp_path / "rebuilt", own_road.clock) as rebuilt, running(rebuilt) as url:
        import_file(rebuilt, json.loads((resources / "demo" / "import.json").read_text("utf-8")))
        for vault, user in ((colleague, COLLEAGUE), (worker, WORKER)):
            save_identity(vault, replace(identity(vault), hub_url=url))
            assert refusal(lambda vault=vault: exchange(vault, own_road.clock)).code is Code.UNKNOWN_DEVICE
            join(vault, invite(rebuilt, user, url), own_road.clock)
        assert exchange(worker, own_road.clock).sent == 2
        assert exchange(colleague, own_road.clock).sent == 2
        assert verify_hub(rebuilt)["ok"]
    for vault in (worker, colleague):
        assert {(f.hash, f.where) for f in entries.of_case(vault, CASE)} == {
            (mine.hash, Where.RECEIVED),
            (theirs.hash, Where.RECEIVED),
        }
        assert verify(vault).ok
        assert identity(vault).epoch != own_road.hub.epoch


def test_a_case_taken_away_is_no_roll_back(own_road):
    """rules: SEC-6"""
    worker = own_road.joined(WORKER)
    entries.file_act(worker, consent(own_road.clock, CASE), own_road.clock)
    exchange(worker, own_road.clock)
    source = dict(reference.case(worker, CASE).source)
    source["assigned"] = [COLLEAGUE]
    import_file(own_road.hub, {"cases": [source], "units": [], "users": []})
    exchange(worker, own_road.clock)
    assert reference.case(worker, CASE) is None

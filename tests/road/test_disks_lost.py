"""A disk is lost – the hub's, or a laptop's – and everything that was safe anywhere is back everywhere, once.

A hub's own backup is tried on both databases every day (tests/contract/test_hub_backup.py); the devices' part on
PostgreSQL: `pytest -m slow tests/road/test_disks_lost.py`.

rules: SEC-12
"""

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest

from copied_hub import copied_hub, importing
from fieldnotes.domain.entry import Act, Kind, Where
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.long_act import LongAct
from fieldnotes.hub import tables
from fieldnotes.hub.backup import back_up as back_up_hub
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.inviting import invite
from fieldnotes.hub.restoring import restore as restore_hub
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.sync.exchange import exchange
from fieldnotes.sync.join import join
from fieldnotes.vault import access, attachments, drafts, entries, outbox
from fieldnotes.vault.attachments import Coming
from fieldnotes.vault.backup import back_up
from fieldnotes.vault.identity import identity, save_identity
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.restoring import by_recovery_key, restore
from fieldnotes.vault.verify import verify
from fieldnotes.wire.ids import new_id
from road_hub import CASE, COLLEAGUE, SUPERVISOR, WORKER
from running_hub import running
from vault_samples import NOTE, PASSPHRASE, consent, draft
from wire_samples import REVISION

PHOTO = b"kylen " * 200_000


@dataclass
class Office:
    """A hub that serves and the devices that joined it; the hub may be lost and come back elsewhere."""

    hub: Hub
    clock: object
    profiles: object
    folder: object
    devices: dict[str, OpenVault] = field(default_factory=dict)

    def move_in(self, url, user):
        vault = self.profiles.fresh(self.folder / f"{user}-{len(self.devices)}", self.clock)
        join(vault, invite(self.hub, user, url), self.clock)
        self.devices[user] = vault
        return vault

    def everybody(self, turns=1):
        for _ in range(turns):
            for vault in self.devices.values():
                exchange(vault, self.clock)

    def sign(self, user, note=NOTE):
        act = Act(new_id(self.clock), Kind.NOTE_SIGNED, CASE, note, {**REVISION, "shown": []})
        return entries.file_act(self.devices[user], act, self.clock)

    def approve(self, revision, note=NOTE):
        body = {"revision": revision, "seen": []}
        act = Act(new_id(self.clock), Kind.NOTE_APPROVED, CASE, note, body)
        return entries.file_act(self.devices[SUPERVISOR], act, self.clock)

    def attach(self, user):
        coming = Coming(new_id(self.clock), CASE, NOTE, None, "kylen.jpg", "image/jpeg", self.clock.now().isoformat())
        one = attachments.add(self.devices[user], coming, [PHOTO])
        act = Act(new_id(self.clock), Kind.ATTACHMENT_ADDED, CASE, NOTE, attachments.body_of(one))
        entries.file_act(self.devices[user], act, self.clock)
        return one

    @contextmanager
    def served(self, hub):
        """Serve this hub as the one all devices know."""
        self.hub = hub
        with running(hub) as url:
            for vault in self.devices.values():
                save_identity(vault, replace(identity(vault), hub_url=url))
            yield url

    def close(self):
        for vault in self.devices.values():
            vault.lock()


@pytest.fixture
def office(tmp_path, road_profiles, held_clock):
    made = Office(None, held_clock, road_profiles, tmp_path / "devices")
    yield made
    made.close()


@pytest.fixture
def town(resources):
    return importing(resources / "demo" / "import.json")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def databases(request):
    """Where the hub lies, and where it comes back."""
    if request.param == "sqlite":
        return None, None
    return request.getfixturevalue("postgres"), request.getfixturevalue("postgres_database")


def held_at(hub):
    """Everything in the hub's record: hash and kind."""
    with hub.database.reading() as connection:
        rows = connection.execute(tables.entry.select())
        return {(row.hash, row.kind) for row in rows}


def counted(hub, table):
    with hub.database.reading() as connection:
        return len(connection.execute(table.select()).all())


def work_and_back_up(office, hub, backup):
    """A signed, approved note with a photo, then the backup, then as much again; all of it acknowledged."""
    before = office.sign(WORKER)
    office.attach(WORKER)
    office.everybody(2)
    office.approve(before.hash)
    office.everybody(2)
    back_up_hub(hub, backup, LongAct(), done=True)
    again = office.sign(COLLEAGUE, "n-2")
    office.everybody(2)
    office.approve(again.hash, "n-2")
    late = office.attach(COLLEAGUE)
    access.record(office.devices[SUPERVISOR], access.OPENED, CASE, "n-2", again.hash, "2026-03-12T16:00:00Z")
    drafts.save(office.devices[WORKER], draft(note="n-3"))
    office.everybody(2)
    return late


def whole_at(vault, acknowledged, epoch):
    """A device has everything, knows that the hub has it, and all of it proves itself."""
    mine = entries.of_case(vault, CASE)
    assert {filed.hash for filed in mine} == {digest for digest, _ in acknowledged}
    assert {filed.where for filed in mine} == {Where.RECEIVED}
    assert [f.entry.kind for f in mine].count(Kind.NOTE_APPROVED) == 2
    assert (outbox.waiting(vault), identity(vault).epoch) == (0, epoch)
    assert verify(vault).faults == ()


def test_the_hubs_disk_is_lost_and_everything_acknowledged_is_back(office, tmp_path, databases, town, held_clock):
    """rules: SEC-12, DOC-1, SEC-6. Three devices; work before and after the backup, all of it acknowledged."""
    server, again = databases
    with copied_hub(tmp_path / "hub", held_clock, town, server) as hub:
        with office.served(hub) as url:
            for user in (WORKER, COLLEAGUE, SUPERVISOR):
                office.move_in(url, user)
            late = work_and_back_up(office, hub, tmp_path / "backup")
        acknowledged, epoch = held_at(hub), hub.epoch
        rows, kept = counted(hub, tables.access_row), counted(hub, tables.kept_draft)
    shutil.rmtree(tmp_path / "hub")
    restore_hub(tmp_path / "backup", tmp_path / "again", again, held_clock, LongAct())
    with Hub.open(tmp_path / "again", held_clock) as hub, office.served(hub):
        assert len(held_at(hub)) == 3 < len(acknowledged) == 6
        office.everybody(2)
        assert hub.epoch != epoch
        assert held_at(hub) == acknowledged
        assert (counted(hub, tables.access_row), counted(hub, tables.kept_draft)) == (rows, kept)
        assert min(rows, kept) > 0
        found = verify_hub(hub)
        assert (found["faults"], found["pending"], counted(hub, tables.quarantine)) == ([], 0, 0)
        for vault in office.devices.values():
            whole_at(vault, acknowledged, hub.epoch)
        for user in (WORKER, COLLEAGUE):
            assert b"".join(attachments.content(office.devices[user], late.id)) == PHOTO


def work_then_lose(office, laptop, backup, clock):
    """Work that is acknowledged, work that is not, a backup, more work; then the laptop is no more."""
    office.sign(WORKER)
    office.everybody(2)
    kept = [office.sign(WORKER, f"n-{number}") for number in range(2)]
    photo = office.attach(WORKER)
    drafts.save(laptop, draft(note="n-draft"))
    back_up(laptop, backup, clock, LongAct())
    kept.append(office.sign(WORKER, "n-after"))
    exchange(laptop, clock)  # what was unsent in the backup is sent after it
    lost = entries.file_act(laptop, consent(clock), clock)  # and this was never sent
    laptop.lock()
    shutil.rmtree(laptop.folder)
    return kept, photo, lost


def test_a_laptop_is_destroyed_and_its_backup_becomes_another_device(office, tmp_path, road_profiles, town, held_clock):
    """rules: SEC-12, DOC-2. Nothing of the backup is lost, what came after comes from the hub, no number is forked."""
    with copied_hub(tmp_path / "hub", held_clock, town) as hub:
        with office.served(hub) as url:
            laptop, _ = office.move_in(url, WORKER), office.move_in(url, COLLEAGUE)
            old = identity(laptop)
            kept, photo, lost = work_then_lose(office, laptop, tmp_path / "backup", held_clock)
            by_key = by_recovery_key(road_profiles.recovery_key, PASSPHRASE, Kdf.floor())
            made = restore(tmp_path / "backup", tmp_path / "new-laptop", by_key, held_clock, LongAct())
            back = office.devices[WORKER] = road_profiles.open(tmp_path / "new-laptop")
            with pytest.raises(Refused) as caught:
                exchange(back, held_clock)
            assert caught.value.code is Code.UNKNOWN_DEVICE
            join(back, invite(hub, WORKER, url), held_clock)
            kept.append(entries.file_act(back, consent(held_clock), held_clock))
            office.everybody(3)
        mine = {each.hash: each for each in entries.of_case(back, CASE)}
        assert {each.hash for each in kept} < set(mine) == {digest for digest, _ in held_at(hub)}
        assert lost.hash not in mine
        assert {each.where for each in mine.values()} == {Where.RECEIVED}
        assert {each.entry.device for each in mine.values()} == {old.device, made.device}
        assert drafts.get(back, "n-draft") == draft(note="n-draft")
        assert b"".join(attachments.content(back, photo.id)) == PHOTO
        assert (verify_hub(hub)["faults"], counted(hub, tables.quarantine)) == ([], 0)
        assert [verify(vault).faults for vault in office.devices.values()] == [(), ()]


def test_the_old_laptop_turns_up_again_and_both_go_on_as_two_devices(office, tmp_path, road_profiles, town, held_clock):
    """It was only mislaid: it and the restored one file and exchange in turns, and nothing is a fork or a clone."""
    with copied_hub(tmp_path / "hub", held_clock, town) as hub, office.served(hub) as url:
        laptop = office.move_in(url, WORKER)
        office.sign(WORKER)
        back_up(laptop, tmp_path / "backup", held_clock, LongAct())
        by_key = by_recovery_key(road_profiles.recovery_key, PASSPHRASE, Kdf.floor())
        restore(tmp_path / "backup", tmp_path / "new-laptop", by_key, held_clock, LongAct())
        back = office.devices["restored"] = road_profiles.open(tmp_path / "new-laptop")
        join(back, invite(hub, WORKER, url), held_clock)
        for vault in (laptop, back, laptop, back):
            entries.file_act(vault, consent(held_clock), held_clock)
            exchange(vault, held_clock)
        office.everybody()
        assert counted(hub, tables.quarantine) == 0
        assert len(held_at(hub)) == 5
        assert verify_hub(hub)["ok"]
        assert verify(laptop).ok
        assert verify(back).ok

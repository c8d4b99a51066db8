"""The world of the machine for real: encrypted stores, a hub that serves over HTTP, images and backups as files."""

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import event, select

from fieldnotes.domain.entry import Act, Filed, Where
from fieldnotes.domain.errors import Code, FieldNotesError, Unavailable
from fieldnotes.domain.fold import NoteState, fold
from fieldnotes.domain.long_act import LongAct
from fieldnotes.hub.backup import back_up
from fieldnotes.hub.devices import revoke
from fieldnotes.hub.feed import push
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.inviting import invite
from fieldnotes.hub.packing import unpack_push
from fieldnotes.hub.restoring import restore
from fieldnotes.hub.tables import entry as record
from fieldnotes.hub.tables import quarantine
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.sync.exchange import exchange
from fieldnotes.sync.join import join
from fieldnotes.vault import drafts, entries
from fieldnotes.vault.faults import Fault
from fieldnotes.vault.identity import identity
from fieldnotes.vault.store import STORE_FILE
from fieldnotes.vault.tables import ENTRIES
from fieldnotes.vault.verify import verify
from fieldnotes.wire.entries import Sealed, read, signed_by
from fieldnotes.wire.keys import SigningKey
from in_the_clear import in_the_clear
from machine_clock import SetClock
from machine_kit import PEOPLE, Kit, RealDisk
from machine_model import TAMPERED, Written
from machine_pure import PowerCut
from machine_way import TroubledWay
from running_hub import running
from vault_samples import draft


class RealWorld:
    """What a rule of the machine may do to the world, and what it may see of it; see `PureWorld` for the words."""

    def __init__(self, kit: Kit, folder: Path) -> None:
        self._kit, self._folder = kit, folder
        self._serving = ExitStack()
        self._counted = 0
        self._images: dict[str, list[Path]] = {}
        self._backups: list[Path] = []
        self._publics: set[bytes] = set()
        self.on_delivered: Callable[[list[str]], None] = lambda _: None
        self.way = TroubledWay(self._delivered)
        self.late = self.way.late
        self.hub_clock = SetClock()
        self._serve(self._kit.restored(folder / "hub", self.hub_clock))
        self.disks = {user: self._computer(user, kit.folder / user) for user in PEOPLE}

    def close(self) -> None:
        """Stop the hub, close the stores."""
        for disk in self.disks.values():
            disk.vault.lock()
        self._serving.close()
        self.way.end()
        shutil.rmtree(self._folder)

    # people

    def file(self, name: str, act: Act) -> Written | None:
        """Sign an act; None when it could not be written."""
        disk = self.disks[name]
        try:
            filed = entries.file_act(disk.vault, act, disk.clock, drop_draft=act.note)
        except Unavailable:
            return None
        return Written.of(filed.entry, filed.hash)

    def draft(self, name: str, note: str, text: str) -> bool:
        """Save a draft."""
        try:
            drafts.save(self.disks[name].vault, draft(note=note, case="c-1", text=text))
        except Unavailable:
            return False
        return True

    def drafts(self, name: str) -> dict[str, str]:
        """The drafts on a disk."""
        found = drafts.all_drafts(self.disks[name].vault)
        return {each.note: each.sections["iakttagelser"]["seen"][0]["text"] for each in found}

    # what there is

    def held(self, name: str) -> dict[str, tuple[Where, int | None]]:
        """What a disk holds, and how far it says it has come."""
        wanted = select(ENTRIES.c.hash, ENTRIES.c.where_it_is, ENTRIES.c.position)
        with self.disks[name].vault.reading() as connection:
            return {row.hash: (Where(row.where_it_is), row.position) for row in connection.execute(wanted)}

    def knows_epoch(self, name: str) -> bool:
        """Whether the disk has met the hub's present history."""
        return identity(self.disks[name].vault).epoch == self.hub.epoch

    def feed(self) -> dict[str, list[str]]:
        """The record, per case in its order."""
        found: dict[str, list[str]] = {"c-1": [], "c-2": []}
        wanted = select(record.c.case_id, record.c.position, record.c.hash).order_by(record.c.position)
        with self.hub.database.reading() as connection:
            for row in connection.execute(wanted):
                found[row.case_id].append(row.hash)
                assert row.position == len(found[row.case_id]), "I3: a gap"
        return found

    def aside(self) -> dict[str, str]:
        """What lies in quarantine, with the reason."""
        with self.hub.database.reading() as connection:
            rows = connection.execute(select(quarantine.c.hash, quarantine.c.reason)).all()
        return {row.hash: row.reason for row in rows}

    def folded(self, name: str, note: str) -> NoteState:
        """A note as this disk's owner sees it."""
        return fold(note, entries.of_note(self.disks[name].vault, note))

    def folded_at_hub(self, note: str) -> NoteState:
        """A note as the record has it, folded backwards."""
        wanted = select(record).where(record.c.note == note).order_by(record.c.position.desc())
        with self.hub.database.reading() as connection:
            found = in_the_clear(connection, wanted)
        return fold(note, [Filed(read(data), row.hash, Where.RECEIVED) for row, data in found])

    def whole(self) -> bool:
        """Everything the hub and the stores can prove about themselves holds (I3, I6, I10).

        Only the chain of a device that had two pasts may be broken: where the second goes on past its fork.
        """
        found = [fault for disk in self.disks.values() for fault in verify(disk.vault).faults]
        wrong = [fault for fault in found if fault.what != "chain" or self._device_of(fault) not in self._forked()]
        assert verify_hub(self.hub)["faults"] == []
        assert wrong == []
        return True

    def _forked(self) -> set[str]:
        with self.hub.database.reading() as connection:
            found = in_the_clear(connection, select(quarantine).where(quarantine.c.reason == Code.FORK.value))
        return {read(data).device for _, data in found}

    def _device_of(self, fault: Fault) -> str:
        named = [entries.by_hash(disk.vault, fault.which) for disk in self.disks.values()]
        return next((filed.entry.device for filed in named if filed), fault.which.partition(" ")[0])

    # what happens to computers

    def clock(self, name: str, year: int) -> None:
        """Set a computer's clock."""
        self.disks[name].clock.set(year)

    def full(self, name: str, *, full: bool) -> None:
        """Fill a disk, or make room."""
        self.disks[name].full = full

    def image(self, name: str) -> None:
        """Take an image of a disk."""
        self._images.setdefault(name, []).append(self._copy_of(name))

    def put_back(self, name: str, pick: int) -> None:
        """Put an image back."""
        disk = self.disks[name]
        disk.vault.lock()
        self.disks[name] = self._computer(disk.user, self._images[name][pick], disk.clock)

    def clone(self, name: str, to: str) -> None:
        """Copy a disk to another computer."""
        self.disks[to] = self._computer(self.disks[name].user, self._copy_of(name))

    def newcomer(self, user: str, name: str) -> None:
        """A person gets a second computer, which joins."""
        folder = self._folder / f"new-{self._count()}"
        self._kit.profiles.fresh(folder, self.hub_clock).lock()
        self.disks[name] = self._computer(user, folder)
        self.join_again(name)

    # the hub

    def backup(self) -> None:
        """Back the hub up, while it serves."""
        to = self._folder / f"backup-{self._count()}"
        back_up(self.hub, to, LongAct())
        self._backups.append(to)

    def restore(self, pick: int) -> None:
        """Restore the hub from a backup: a new history begins."""
        self._serving.close()
        self._restore(self._backups[pick])

    def revoke(self, name: str) -> None:
        """Withdraw a device's access."""
        revoke(self.hub, self.disks[name].device)

    # the way to the hub

    def join_again(self, name: str) -> None:
        """A new invitation for a device the hub took for a copy, or has forgotten."""
        disk = self.disks[name]
        self.way.fault = ("", "")
        join(disk.vault, invite(self.hub, disk.user, "http://127.0.0.1:1"), disk.clock, transport=self.way)
        self._publics.add(SigningKey(identity(disk.vault).seed).public)

    def deliver_late(self, pick: int) -> None:
        """A request that was held up arrives; nobody waits for the answer."""
        self.way.deliver_late(pick)

    def exchange(self, name: str, fault: tuple[str, str] = ("", ""), power: int | None = None) -> Code | None:
        """Exchange for real; what broke it off, if anything."""
        disk = self.disks[name]
        self.hub_clock.move(61)
        self.way.fault, disk.power = fault, power
        try:
            exchange(disk.vault, disk.clock, transport=self.way)
        except FieldNotesError as problem:
            return problem.code
        except PowerCut:
            self._reopen(disk)
        finally:
            self.way.fault, disk.power = ("", ""), None
        return None

    def replay(self) -> None:
        """Every push that ever arrived arrives once more."""
        for body in list(self.way.pushed):
            found = unpack_push(body)
            push(self.hub, "replayed", found)
            self._delivered(found)

    # how it is done

    def _delivered(self, found: list[Sealed]) -> None:
        intact = {one.hash for one in found if any(signed_by(one, key) for key in self._publics)}
        self.on_delivered([one.hash if one.hash in intact else TAMPERED + one.hash for one in found])

    def _restore(self, source: Path) -> None:
        folder = self._folder / f"hub-{self._count()}"
        restore(source, folder, self._kit.new_database(), self.hub_clock, LongAct())
        self._serve(folder)

    def _serve(self, folder: Path) -> None:
        self.hub = self._serving.enter_context(Hub.open(folder, self.hub_clock))
        url = self._serving.enter_context(running(self.hub))
        self.way.port = int(url.rpartition(":")[2])

    def _count(self) -> int:
        self._counted += 1
        return self._counted

    def _copy_of(self, name: str) -> Path:
        disk = self.disks[name]
        disk.vault.empty_log()
        return _copied(disk.folder, self._folder / f"image-{self._count()}")

    def _computer(self, user: str, source: Path, clock: SetClock | None = None) -> RealDisk:
        folder = _copied(source, self._folder / f"disk-{self._count()}")
        disk = RealDisk(user, folder, self._kit.profiles.open(folder), clock or SetClock())
        self._publics.add(SigningKey(identity(disk.vault).seed).public)
        self._watch(disk)
        return disk

    def _reopen(self, disk: RealDisk) -> None:
        disk.power = None
        disk.vault.lock()
        disk.vault = self._kit.profiles.open(disk.folder)
        self._watch(disk)

    @staticmethod
    def _watch(disk: RealDisk) -> None:
        """Let the power go before a commit, and the disk be full, when a rule says so."""

        def at_commit(connection) -> None:
            if disk.power is not None and not connection.get_execution_options().get("reading", False):
                disk.power -= 1
                if disk.power <= 0:
                    raise PowerCut

        def at_begin(connection) -> None:
            most = 1 if disk.full else 1 << 30  # never under what it has: with 1 it may not grow
            connection.exec_driver_sql(f"PRAGMA max_page_count={most}")

        event.listen(disk.vault._engine, "commit", at_commit)
        event.listen(disk.vault._engine, "begin", at_begin)


def _copied(folder: Path, to: Path) -> Path:
    to.mkdir()
    for path in folder.iterdir():
        if path.is_file() and path.suffix != ".lock" and not path.name.startswith(f"{STORE_FILE}-"):
            shutil.copyfile(path, to / path.name)
    return to

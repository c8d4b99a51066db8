"""The world of the machine in memory (`machine_pure.py`): disks, images, a hub with backups, and a way with faults."""

import secrets
from collections.abc import Callable
from dataclasses import replace

from fieldnotes.domain.entry import Act, Filed, Where
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.domain.fold import NoteState, fold
from fieldnotes.hub.judging import UNPROVEN
from fieldnotes.wire.entries import Sealed, entry_hash, read, signed_by
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.parcel import pack, unpack
from machine_model import BOSS, CASES, COLLEAGUE, TAMPERED, WORKER, Written
from machine_pure import BrokenOff, PowerCut, PureDisk, PureHub, apply_page, filed, new_disk, pull, write
from machine_way import TAMPERINGS, tampered

BATCH = 3
GOOD: tuple[str, str] = ("", "")


class PureWorld:
    """What a rule of the machine may do to the world, and what it may see of it."""

    def __init__(self) -> None:
        self.hub = PureHub(secrets.token_hex(8))
        self.disks = {user: new_disk(user, self.hub) for user in (WORKER, COLLEAGUE, BOSS)}
        self._publics = {disk.key.public for disk in self.disks.values()}
        self.on_delivered: Callable[[list[str]], None] = lambda _: None
        self.late: list[tuple[str, str, bytes]] = []
        self.sent: list[tuple[str, str, bytes]] = []
        """Requests with the hub's history they were made in: no session survives a restore."""
        self._images: dict[str, list[PureDisk]] = {}
        self._backups: list[PureHub] = []
        self._stale: bytes | None = None

    def close(self) -> None:
        """Nothing is open."""

    def file(self, name: str, act: Act) -> Written | None:
        """Sign an act; None when it could not be written."""
        try:
            return write(self.disks[name], act)
        except (BrokenOff, PowerCut):
            return None
        finally:
            self.disks[name].power = None

    def draft(self, name: str, note: str, text: str) -> bool:
        """Save a draft."""
        if not self.disks[name].full:
            self.disks[name].drafts[note] = text
        return not self.disks[name].full

    def drafts(self, name: str) -> dict[str, str]:
        """The drafts on a disk."""
        return dict(self.disks[name].drafts)

    def held(self, name: str) -> dict[str, tuple[Where, int | None]]:
        """What a disk holds, and how far it says it has come."""
        return {digest: (one.where, one.position) for digest, one in self.disks[name].held.items()}

    def knows_epoch(self, name: str) -> bool:
        """Whether the disk has met the hub's present history."""
        return self.disks[name].epoch == self.hub.epoch

    def feed(self) -> dict[str, list[str]]:
        """The record, per case in its order."""
        assert all(entry_hash(s.data) == s.hash for found in self.hub.feed.values() for s in found)
        return {case: [s.hash for s in found] for case, found in self.hub.feed.items()}

    def aside(self) -> dict[str, str]:
        """What lies in quarantine, with the reason."""
        return {digest: code.value for digest, (code, _) in self.hub.quarantine.items()}

    def folded(self, name: str, note: str) -> NoteState:
        """A note as this disk's owner sees it."""
        return fold(note, filed(self.disks[name], note))

    def folded_at_hub(self, note: str) -> NoteState:
        """A note as the record has it, folded backwards."""
        found = [(read(s.data), s.hash) for entries in self.hub.feed.values() for s in reversed(entries)]
        return fold(note, [Filed(e, h, Where.RECEIVED) for e, h in found if e.note == note])

    def whole(self) -> bool:
        """Every head the hub has run over its cases extends the one before (I3)."""
        return all(len(self.hub.heads[c]) == len(found) + 1 for c, found in self.hub.feed.items())

    # what happens to computers

    def clock(self, name: str, year: int) -> None:
        """Set a computer's clock."""
        self.disks[name].clock.set(year)

    def full(self, name: str, *, full: bool) -> None:
        """Fill a disk, or make room."""
        self.disks[name].full = full

    def image(self, name: str) -> None:
        """Take an image of a disk."""
        self._images.setdefault(name, []).append(self.disks[name].image())

    def put_back(self, name: str, pick: int) -> None:
        """Put an image back."""
        self.disks[name] = self._images[name][pick].image()

    def clone(self, name: str, to: str) -> None:
        """Copy a disk to another computer."""
        self.disks[to] = self.disks[name].image()

    def newcomer(self, user: str, name: str) -> None:
        """A person gets a second computer, which joins."""
        self.disks[name] = new_disk(user, self.hub)
        self._publics.add(self.disks[name].key.public)

    def backup(self) -> None:
        """Back the hub up."""
        self._backups.append(self.hub.backup())

    def restore(self, pick: int) -> None:
        """Restore the hub from a backup: a new history begins."""
        self.hub = replace(self._backups[pick].backup(), epoch=secrets.token_hex(8))

    def revoke(self, name: str) -> None:
        """Withdraw a device's access."""
        device = self.disks[name].device
        self.hub.devices[device] = replace(self.hub.devices[device], revoked_at="now")

    # the way to the hub

    def join_again(self, name: str) -> None:
        """A new invitation for a device the hub took for a copy, or has forgotten."""
        disk = self.disks[name]
        if disk.device in self.hub.devices:  # a copy becomes a device of its own
            disk.device, disk.key, disk.dseq = new_id(disk.clock), SigningKey(secrets.token_bytes(32)), 0
        self._publics.add(disk.key.public)
        self.hub.join(disk)
        disk.token = None

    def deliver_late(self, pick: int) -> None:
        """A request that was held up arrives; nobody waits for the answer."""
        epoch, device, data = self.late.pop(pick)
        if epoch == self.hub.epoch:
            self._push(device, data)

    def exchange(self, name: str, fault: tuple[str, str] = GOOD, power: int | None = None) -> Code | None:
        """Walk one exchange; what broke it off, if anything."""
        disk = self.disks[name]
        disk.power = power
        try:
            self._walk(disk, fault)
        except PowerCut:
            return None
        except BrokenOff as problem:
            return problem.args[0] if problem.args else None
        except FieldNotesError as problem:
            return problem.code
        finally:
            disk.power = None
        return None

    def _walk(self, disk: PureDisk, fault: tuple[str, str]) -> None:
        epoch, token = self._way(fault, "session", lambda _: self.hub.session(disk.device, disk.token), b"")
        disk.commit()
        disk.token = token
        if epoch != disk.epoch:
            disk.commit()
            self._offer_everything_again(disk, epoch)
        while disk.outbox:
            before = len(disk.outbox)
            self._offer(disk, disk.outbox[:BATCH], fault)
            if len(disk.outbox) == before:
                break
        if self.hub.devices[disk.device].revoked_at is not None:
            raise BrokenOff(Code.DEVICE_REVOKED)
        self.hub.arrived(disk.device)  # the heads are asked for in every session, whether anything is new or not
        for case in CASES[disk.user]:
            self._bring(disk, case, fault)

    def _offer(self, disk: PureDisk, batch: list[str], fault: tuple[str, str]) -> None:
        disk.commit()
        for digest in batch:
            disk.held[digest] = replace(disk.held[digest], where=Where.SENDING)
        try:
            data = pack({}, [disk.held[digest].sealed for digest in batch])
            _, results, receipts = self._way(fault, "push", lambda body: self._push(disk.device, body), data)
            disk.commit()
            self._settle(disk, batch, results, receipts)
        except (BrokenOff, FieldNotesError):
            for digest in batch:
                disk.held[digest] = replace(disk.held[digest], where=Where.UNKNOWN)
            raise

    def _settle(self, disk: PureDisk, batch: list[str], results, receipts) -> None:
        if set(results) != set(batch):
            raise BrokenOff(Code.HUB_ANSWER_WRONG)
        for receipt in receipts:
            before = disk.promises.get(receipt.case)
            if before is None or receipt.position > before.position:
                disk.promises[receipt.case] = receipt
        for digest, result in results.items():
            ours = disk.held[digest].entry.device == disk.device
            if isinstance(result, int):
                found = replace(disk.held[digest], where=Where.RECEIVED, position=result)
            else:
                found = replace(disk.held[digest], where=Where.QUARANTINED if ours else Where.UNKNOWN)
            disk.held[digest] = found
        settled = {digest for digest, result in results.items() if result not in UNPROVEN}
        disk.outbox = [digest for digest in disk.outbox if digest not in settled]

    def _bring(self, disk: PureDisk, case: str, fault: tuple[str, str]) -> None:
        head = self._way(fault, "heads", lambda _: self.hub.receipt(case), b"")
        promise = disk.promises.get(case)
        if promise is not None and head.position < promise.position:
            raise BrokenOff(Code.FEED_ROLLED_BACK)
        disk.promises[case] = head
        while disk.cursors.get(case, (0, ""))[0] < head.position:
            after = disk.cursors.get(case, (0, ""))[0]
            page = self._way(fault, "pull", lambda _, a=after: pull(self.hub, disk.device, case, a), b"")
            apply_page(disk, self.hub, case, page)

    def _way(self, fault: tuple[str, str], path: str, deliver: Callable, data: bytes):
        what = fault[1] if fault[0] == path else ""
        if what == "late" and path == "push":
            self.late.append(self._addressed(data))
        if what in ("lost", "late"):
            raise BrokenOff
        if what == "cut" and path != "pull":
            deliver(data[: len(data) // 2])
            raise BrokenOff
        answer = deliver(tampered(data, what) if what in TAMPERINGS and path == "push" else data)
        if what == "twice":
            deliver(data)
        if what == "answer_lost":
            raise BrokenOff
        if path == "pull":
            self._stale, stale = answer, self._stale
            fresh = tampered(answer, "flip") if what in TAMPERINGS else answer
            answer = {"cut": answer[:-7], "stale": stale or answer}.get(what, fresh)
        return answer

    def _addressed(self, data: bytes) -> tuple[str, str, bytes]:
        _, sealed = unpack(data)
        return self.hub.epoch, read(sealed[0].data).device, data

    def _push(self, device: str, data: bytes):
        if device not in self.hub.devices:
            raise Refused(Code.UNKNOWN_DEVICE)
        try:
            _, sealed = unpack(data)
        except FieldNotesError:
            raise BrokenOff(Code.BYTES_WRONG) from None
        self.sent.append((self.hub.epoch, device, data))
        answer = self.hub.push(device, data)
        self.on_delivered([one.hash if self._intact(one) else TAMPERED + one.hash for one in sealed])
        return answer

    def _intact(self, one: Sealed) -> bool:
        return any(signed_by(one, public) for public in self._publics)

    def replay(self) -> None:
        """Every push that ever arrived in this history of the hub arrives once more."""
        for epoch, device, data in list(self.sent):
            if epoch == self.hub.epoch and device in self.hub.devices:
                self._push(device, data)

    def _offer_everything_again(self, disk: PureDisk, epoch: str) -> None:
        disk.epoch = epoch
        disk.cursors, disk.promises = {}, {}
        disk.held = {d: replace(h, where=Where.UNKNOWN, position=None) for d, h in disk.held.items()}
        disk.outbox = list(disk.held)

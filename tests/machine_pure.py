"""Devices and a hub in memory around the pure code alone: sealed bytes, parcels, running heads, receipts, judging.

The way of one exchange as `sync` goes it, small enough to be walked thousands of times. What is decided (is this
byte whole, whose is it, may it stand, does the feed extend what was promised) is decided by the program's own code.
"""

import copy
import secrets
from dataclasses import dataclass, field, fields, replace

from fieldnotes.domain.entry import REVISIONS, Act, Entry, Filed, Where
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.hub.collisions import Stood
from fieldnotes.hub.devices import Device
from fieldnotes.hub.judging import SUPERVISORS_ONLY, UNPROVEN, _device_reasons, _Known, _person_reasons, open_bytes
from fieldnotes.hub.members import Place
from fieldnotes.hub.quarantining import JUDGED_AGAIN
from fieldnotes.wire.entries import Sealed, read, seal, signed_by
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.parcel import pack, unpack
from fieldnotes.wire.running_head import START, Receipt, next_head, sign_receipt
from machine_clock import SetClock
from machine_model import BOSS, CASES, Written

HUB_KEY = SigningKey(b"hub key of the machine: 32 bytes")
PLACES = {(case, user): Place(user != BOSS, user == BOSS) for user, cases in CASES.items() for case in cases}
ROLES = {user: frozenset({("unit-a", "supervisor" if user == BOSS else "worker")}) for user in CASES}


class BrokenOff(Exception):  # noqa: N818 - it says what happened
    """The exchange ended early: a lost message, a refusal, a full disk."""


class PowerCut(BaseException):
    """The computer went out before a commit; no line of the program runs after it."""


@dataclass
class Held:
    """An entry on a disk."""

    sealed: Sealed
    entry: Entry
    where: Where
    position: int | None = None


@dataclass
class PureDisk:
    """One disk: what a vault holds. `power`: commits left until the power goes; `full`: nothing can be written."""

    user: str
    device: str
    key: SigningKey
    clock: SetClock = field(default_factory=SetClock)
    dseq: int = 0
    held: dict[str, Held] = field(default_factory=dict)
    outbox: list[str] = field(default_factory=list)
    drafts: dict[str, str] = field(default_factory=dict)
    cursors: dict[str, tuple[int, str]] = field(default_factory=dict)
    promises: dict[str, Receipt] = field(default_factory=dict)
    epoch: str = ""
    token: str | None = None
    full: bool = False
    power: int | None = None

    def image(self) -> "PureDisk":
        """A copy of the disk; keys and sealed bytes never change and are shared."""
        held = {digest: replace(one) for digest, one in self.held.items()}
        mine = {n: copy.copy(getattr(self, n)) for n in ("outbox", "drafts", "cursors", "promises", "clock")}
        return replace(self, held=held, **mine)

    def commit(self) -> None:
        """Stand before a commit: what follows is written whole or not at all."""
        if self.power is not None:
            self.power -= 1
            if self.power <= 0:
                raise PowerCut
        if self.full:
            raise BrokenOff(Code.DISK_FULL)


@dataclass
class PureHub:
    """What a hub keeps; `copy` is its backup."""

    epoch: str
    feed: dict[str, list[Sealed]] = field(default_factory=lambda: {"c-1": [], "c-2": []})
    heads: dict[str, list[str]] = field(default_factory=lambda: {"c-1": [START], "c-2": [START]})
    quarantine: dict[str, tuple[Code, Sealed]] = field(default_factory=dict)
    stood: Stood = field(default_factory=Stood)
    devices: dict[str, Device] = field(default_factory=dict)

    def backup(self) -> "PureHub":
        """A copy that later acts do not touch."""
        stood = Stood(dict(self.stood.positions), {}, dict(self.stood.ids), dict(self.stood.counters))
        feed = {case: list(found) for case, found in self.feed.items()}
        heads = {case: list(found) for case, found in self.heads.items()}
        return PureHub(self.epoch, feed, heads, dict(self.quarantine), stood, dict(self.devices))

    def join(self, disk: PureDisk) -> None:
        """Certify a device, or let a cloned one begin a new line of tokens."""
        known = self.devices.get(disk.device)
        if known is None:
            nothing = dict.fromkeys(each.name for each in fields(Device))
            known = Device(**{**nothing, "id": disk.device, "user": disk.user, "public_key": disk.key.public})
        fresh = {"cloned_at": None, "exchange_hash": None, "offered_hash": None, "token_epoch": self.epoch}
        self.devices[disk.device] = replace(known, **fresh)
        self._judge_again()

    def session(self, device: str, token: str | None) -> tuple[str, str]:
        """Give epoch and next token; any other token than the two that may come is a clone's."""
        known = self.devices.get(device)
        if known is None:
            raise Refused(Code.UNKNOWN_DEVICE)
        arrived = token is not None and token == known.offered_hash
        may = arrived or token == known.exchange_hash or known.token_epoch != self.epoch
        if known.revoked_at is None and (known.cloned_at is not None or not may):
            self.devices[device] = replace(known, cloned_at="now")
            raise Refused(Code.DEVICE_CLONED)
        offered = secrets.token_hex(8)
        self.devices[device] = replace(known, exchange_hash=token, offered_hash=offered, token_epoch=self.epoch)
        return self.epoch, offered

    def push(self, device: str, data: bytes) -> tuple[str, dict[str, int | Code], list[Receipt]]:
        """Take a parcel in: per hash its position or the reason why it lies aside."""
        self.arrived(device)
        _, sealed = unpack(data)
        results: dict[str, int | Code] = {}
        for one in sorted((open_bytes(s) for s in sealed), key=lambda a: a.case):
            results[one.sealed.hash] = self._file(one)
        self._judge_again()
        cases = sorted({case for case, found in self.feed.items() for s in found if s.hash in results})
        return self.epoch, results, [self.receipt(case) for case in cases]

    def arrived(self, device: str) -> None:
        """A session is used: the token that came with it is the one to show."""
        known = self.devices[device]
        if known.offered_hash is not None:
            self.devices[device] = replace(known, exchange_hash=known.offered_hash, offered_hash=None)

    def receipt(self, case: str, position: int | None = None) -> Receipt:
        """Sign where a case stands."""
        at = len(self.feed[case]) if position is None else position
        return sign_receipt(HUB_KEY, self.epoch, case, at, self.heads[case][at])

    def _judge_again(self) -> None:
        """What waited for something that may have come since."""
        for code, sealed in list(self.quarantine.values()):
            if code in JUDGED_AGAIN or code is Code.UNKNOWN_DEVICE:
                self._file(open_bytes(sealed))

    def _file(self, one) -> int | Code:
        digest, entry = one.sealed.hash, one.entry
        if digest in self.stood.positions:
            return self.stood.positions[digest]
        if entry is not None:
            known = _Known(self.devices, ROLES, frozenset(self.feed), PLACES, far=frozenset(), then={})
            one.place = PLACES.get((entry.case, entry.author), Place())
            signed = entry.device in self.devices and signed_by(one.sealed, self.devices[entry.device].public_key)
            one.reasons = [*_device_reasons(entry, known, signed=signed), *_person_reasons(entry, known, one.place)]
        held = self.quarantine.get(digest, (None, None))[0]
        if held is not None and held not in JUDGED_AGAIN and not (held in UNPROVEN and one.authentic):
            return held
        reason = self.stood.fork(one) or one.reason or self._decision(one)
        if held is not None and reason is held:
            return held
        self.quarantine.pop(digest, None)
        if one.authentic and reason is not Code.FORK:
            self.stood.note_act(one)
        if reason is not None:
            self.quarantine[digest] = (reason, one.sealed)
            return reason
        self.feed[entry.case].append(one.sealed)
        self.heads[entry.case].append(next_head(self.heads[entry.case][-1], digest))
        self.stood.positions[digest] = len(self.feed[entry.case])
        return self.stood.positions[digest]

    def _decision(self, one) -> Code | None:
        entry = one.entry
        if entry is None or entry.kind not in SUPERVISORS_ONLY:
            return None
        of_note = [(s.hash, e) for s in self.feed[entry.case] if (e := read(s.data)).note == entry.note]
        revisions = {h: e.author for h, e in of_note if e.kind in REVISIONS}
        if entry.body["revision"] not in revisions:
            return Code.UNKNOWN_REVISION
        if entry.author in revisions.values():
            return Code.OWN_WORK
        approved = {h for h, e in of_note if e.kind.value == "NoteApproved"}
        if entry.kind.value == "ApprovalWithdrawn" and entry.body["approval"] not in approved:
            return Code.NOT_APPROVED
        return None if one.place.supervises else Code.NOT_A_SUPERVISOR


def pull(hub: PureHub, device: str, case: str, after: int, most: int = 3) -> bytes:
    """Pack what follows in a case, a few at a time, under a receipt at the last."""
    hub.arrived(device)
    found = hub.feed[case][after : after + most]
    return pack({"after": after, "receipt": hub.receipt(case, after + len(found)).to_json()}, found)


def apply_page(disk: PureDisk, hub: PureHub, case: str, data: bytes) -> None:
    """Take a page in as the vault does: the head recomputed through what was promised, each signature checked."""
    try:
        told, found = unpack(data)
        receipt = Receipt.from_json(told["receipt"])
    except FieldNotesError:
        raise BrokenOff(Code.HUB_ANSWER_WRONG) from None
    after = disk.cursors.get(case, (0, START))[0]
    if told["after"] != after or receipt.case != case or receipt.epoch != disk.epoch:
        raise BrokenOff(Code.HUB_ANSWER_WRONG)
    cursor = _follow(disk, case, found, receipt)
    disk.commit()
    for number, one in enumerate(found, after + 1):
        if one.hash in disk.held:
            disk.held[one.hash] = replace(disk.held[one.hash], where=Where.RECEIVED, position=number)
            disk.outbox = [digest for digest in disk.outbox if digest != one.hash]
            continue
        entry = read(one.data)
        assert signed_by(one, hub.devices[entry.device].public_key)
        disk.held[one.hash] = Held(one, entry, Where.RECEIVED, number)
        if entry.device == disk.device and entry.dseq > disk.dseq:
            disk.token = None  # an older copy of what its device was
    disk.cursors[case] = cursor


def _follow(disk: PureDisk, case: str, found: list[Sealed], receipt: Receipt) -> tuple[int, str]:
    """Run the head over a page; it must pass through what the hub has promised and end at its word."""
    position, head = disk.cursors.get(case, (0, START))
    promise = disk.promises.get(case)
    if not receipt.holds(HUB_KEY.public):
        raise BrokenOff(Code.HUB_KEY_CHANGED)
    for one in found:
        position, head = position + 1, next_head(head, one.hash)
        if promise is not None and promise.position == position and promise.log_head != head:
            raise BrokenOff(Code.FEED_ROLLED_BACK)
    if (position, head) != (receipt.position, receipt.log_head):
        raise BrokenOff(Code.FEED_ROLLED_BACK)
    return position, head


def write(disk: PureDisk, act: Act) -> Written:
    """Seal an act on a disk, in one commit with the end of its draft."""
    mine = [h for h in disk.held.values() if h.entry.device == disk.device and h.entry.case == act.case]
    previous = max(mine, key=lambda h: h.entry.dseq).sealed.hash if mine else None
    entry = Entry(
        act.id, act.kind, act.case, act.note, None, tuple(sorted(set(act.parents))), previous, disk.dseq + 1,
        disk.user, "supervisor" if disk.user == BOSS else "worker", "unit-a", disk.device,
        disk.clock.now().isoformat(timespec="milliseconds"), None, None, act.body,
    )  # fmt: skip
    made = seal(entry, disk.key)
    disk.commit()
    disk.dseq += 1
    disk.held[made.hash] = Held(made, entry, Where.ONLY_HERE)
    disk.outbox.append(made.hash)
    disk.drafts.pop(act.note, None)
    return Written.of(entry, made.hash)


def filed(disk: PureDisk, note: str) -> list[Filed]:
    """What the fold is given."""
    return [Filed(h.entry, d, h.where, h.position) for d, h in disk.held.items() if h.entry.note == note]


def new_disk(user: str, hub: PureHub) -> PureDisk:
    """A computer that has joined the hub, and asked it for what its person may know: its first session."""
    clock = SetClock()
    disk = PureDisk(user, new_id(clock), SigningKey(secrets.token_bytes(32)), clock, epoch=hub.epoch)
    hub.join(disk)
    _, disk.token = hub.session(disk.device, None)
    hub.arrived(disk.device)
    return disk

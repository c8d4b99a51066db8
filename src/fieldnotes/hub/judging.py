"""What may stand in the record: each entry handed in is judged, never refused for its content (wire.md).

A reason for quarantine is a `Code`. What the bytes, the device, the person and their place in the case say is
judged before the case's row is locked; what depends on the case's own entries (`judge_decision`) while it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from fieldnotes.domain.entry import DECISIONS, REVISIONS, Entry, Kind
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.hub.area_rules import in_one_area, out_of_area
from fieldnotes.hub.deputies import settle_deputies
from fieldnotes.hub.devices import Device, find_devices
from fieldnotes.hub.ended import is_disposed
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.logins import judge_log_in
from fieldnotes.hub.members import OUTSIDE, Place, places, roles
from fieldnotes.hub.places_then import places_then
from fieldnotes.hub.reference import item, items
from fieldnotes.hub.remembered import areas_now, namings_now
from fieldnotes.hub.tables import case_head
from fieldnotes.hub.tables import entry as entry_table
from fieldnotes.wire import canonical
from fieldnotes.wire.entries import Sealed, read
from fieldnotes.wire.ids import is_id
from fieldnotes.wire.proofs import all_signed
from fieldnotes.wire.reference import ItemType

SUPERVISORS_ONLY = DECISIONS | {Kind.NOTE_MISFILED, Kind.CASE_BOUND}
"""Acts that need a supervisor of the case. `CaseDisposed` is the hub's alone to write (`disposing`)."""

UNPROVEN = frozenset({Code.BYTES_WRONG, Code.VERSION_UNSUPPORTED, Code.UNKNOWN_DEVICE, Code.SIGNATURE_WRONG})
"""Reasons that leave open whose entry it is."""


@dataclass(slots=True)
class Arrived:
    """An entry as it came: its bytes, what they say (None when unreadable), and why it may not stand (if at all).

    `id` is what the bytes claim, empty when they claim none; `place` is where its author stands in its case.
    """

    sealed: Sealed
    entry: Entry | None = field(repr=False)
    id: str
    reasons: list[Code] = field(default_factory=list)
    place: Place = OUTSIDE

    @property
    def reason(self) -> Code | None:
        """The first reason why it may not stand in the record; None when nothing is against it."""
        return self.reasons[0] if self.reasons else None

    @property
    def case(self) -> str:
        """The case it names; empty when the bytes cannot be read."""
        return "" if self.entry is None else self.entry.case

    @property
    def authentic(self) -> bool:
        """Whether its device made it, so that its counters can be trusted to be that device's."""
        return self.reason not in UNPROVEN


@dataclass(frozen=True, slots=True)
class _Known:
    devices: Mapping[str, Device]
    users: Mapping[str, frozenset[tuple[str, str]]]
    cases: frozenset[str]
    places: Mapping[tuple[str, str], Place]
    far: frozenset[tuple[str, str]]
    then: Mapping[str, Place]
    """Where deputies stood when they made an entry, by its id."""
    ended: frozenset[str] = frozenset()


def open_bytes(sealed: Sealed) -> Arrived:
    """Decode an entry; one that cannot be read is kept all the same, with the reason."""
    try:
        entry = read(sealed.data)
    except FieldNotesError as problem:
        return Arrived(sealed, None, _claimed_id(sealed), [problem.code])
    if not all(_is_plain(text) for text in (entry.case, entry.note, entry.author, entry.unit, entry.role)):
        return Arrived(sealed, None, entry.id, [Code.BYTES_WRONG])
    return Arrived(sealed, entry, entry.id)


def judge(hub: Hub, sealed: Sequence[Sealed]) -> list[Arrived]:
    """Judge entries by everything but the other entries of their case."""
    if not sealed:
        return []
    arrived = [open_bytes(one) for one in sealed]
    entries = [one.entry for one in arrived if one.entry is not None]
    settle_deputies(hub)
    with hub.database.reading() as connection:
        known = _look_up(hub, connection, entries)
    signed = _signed(arrived, known)
    for one in arrived:
        if one.entry is not None:
            now = known.places.get((one.entry.case, one.entry.author), OUTSIDE)
            one.place = known.then.get(one.entry.id, now)
            one.reasons = [
                *_device_reasons(one.entry, known, signed=one.sealed.hash in signed),
                *_person_reasons(one.entry, known, one.place),
            ]
    return arrived


def end_in_time(arrived: Sequence[Arrived]) -> None:
    """Judge by what has happened since, once the case is locked: it may have been disposed of."""
    for one in arrived:
        if one.entry is not None and not one.reasons:
            one.reasons.append(Code.CASE_DISPOSED)


def judge_decision(connection: Connection, one: Arrived) -> Code | None:
    """Judge a decision by the entries of its case: a revision of that note, not one's own work, no bare return (L9)."""
    entry = one.entry
    if entry is None or entry.kind not in SUPERVISORS_ONLY:
        return None if entry is None or entry.kind is not Kind.CASE_DISPOSED else Code.NOT_ALLOWED
    if entry.kind is Kind.CASE_BOUND:
        return _judge_binding(connection, one, entry)
    of_note = _of_note(connection, entry)
    revisions = {h: author for h, (kind, author) in of_note.items() if kind in REVISIONS}
    if entry.body["revision"] not in revisions:
        return Code.UNKNOWN_REVISION
    if entry.kind in DECISIONS and entry.author in revisions.values():
        return Code.OWN_WORK
    if entry.kind is Kind.APPROVAL_WITHDRAWN and not _is_approval(of_note, entry):
        return Code.NOT_APPROVED
    bare = entry.kind is Kind.NOTE_RETURNED and not entry.body["questions"]
    reason = Code.PIN_MISSING if bare else judge_log_in(connection, entry)
    return reason if one.place.supervises else Code.NOT_A_SUPERVISOR


def _judge_binding(connection: Connection, one: Arrived, entry: Entry) -> Code | None:
    """A proposed case is bound, in its own chain, to one that its supervisor supervises too."""
    to_case = str(entry.body["to_case"])
    case, target = item(connection, ItemType.CASE, entry.case), item(connection, ItemType.CASE, to_case)
    if target is None:
        return Code.UNKNOWN_CASE
    if entry.body["proposed"] != entry.case or case is None or "proposed" not in case or "proposed" in target:
        return Code.NOT_PROPOSED
    if not in_one_area(connection, case, target):
        return Code.OTHER_AREA
    there = places(connection, [(to_case, entry.author)]).get((to_case, entry.author), OUTSIDE)
    return None if one.place.supervises and there.supervises else Code.NOT_A_SUPERVISOR


def _is_approval(of_note: Mapping[str, tuple[str, str]], entry: Entry) -> bool:
    kind, _ = of_note.get(str(entry.body["approval"]), ("", ""))
    return kind == Kind.NOTE_APPROVED


def _of_note(connection: Connection, entry: Entry) -> dict[str, tuple[str, str]]:
    """The stored entries of a note in this case: hash -> (kind, author)."""
    rows = connection.execute(
        select(entry_table.c.hash, entry_table.c.kind, entry_table.c.author).where(
            entry_table.c.case_id == entry.case, entry_table.c.note == entry.note
        )
    )
    return {row.hash: (row.kind, row.author) for row in rows}


def _look_up(hub: Hub, connection: Connection, entries: Sequence[Entry]) -> _Known:
    cases = {entry.case for entry in entries}
    authors = {entry.author for entry in entries}
    found = connection.execute(select(case_head.c.case_id).where(case_head.c.case_id.in_(sorted(cases))))
    areas = areas_now(hub.database, connection)
    all_deputies = [each.deputy for each in namings_now(hub.database, connection)]
    return _Known(
        devices=find_devices(connection, {entry.device for entry in entries}),
        users={user: roles(value) for user, value in items(connection, ItemType.USER, authors).items()},
        cases=frozenset(found.scalars()),
        places=places(connection, [(entry.case, entry.author) for entry in entries]),
        far=out_of_area(connection, areas, {(entry.case, entry.unit) for entry in entries}),
        ended=is_disposed(connection, cases),
        then=places_then(connection, all_deputies, entries),
    )


def _signed(arrived: Sequence[Arrived], known: _Known) -> frozenset[str]:
    """Hashes of those that the device they name has signed; all signatures are checked at once."""
    claims = []
    for one in arrived:
        device = None if one.entry is None else known.devices.get(one.entry.device)
        if device is not None:
            claims.append((one.sealed, device.public_key))
    return frozenset(one.hash for (one, _), holds in zip(claims, all_signed(claims), strict=True) if holds)


def _device_reasons(entry: Entry, known: _Known, *, signed: bool) -> list[Code]:
    device = known.devices.get(entry.device)
    if device is None:
        return [Code.UNKNOWN_DEVICE]
    if not signed:
        return [Code.SIGNATURE_WRONG]
    reasons = [Code.DEVICE_REVOKED] if device.revoked_at is not None else []
    return [*reasons, Code.AUTHOR_WRONG] if device.user != entry.author else reasons


def _person_reasons(entry: Entry, known: _Known, place: Place) -> list[Code]:
    if entry.case not in known.cases:
        return [Code.UNKNOWN_CASE]
    reasons = [Code.CASE_DISPOSED] if entry.case in known.ended else []
    if (entry.unit, entry.role) not in known.users.get(entry.author, frozenset()):
        reasons.append(Code.ROLE_WRONG)
    if (entry.case, entry.unit) in known.far:
        reasons.append(Code.OTHER_AREA)
    if not place.inside:
        reasons.append(Code.NOT_ASSIGNED)
    return reasons


def _claimed_id(sealed: Sealed) -> str:
    """The id of an entry that cannot be read as ours (a later version, say), so that its device knows the answer."""
    try:
        claimed = canonical.decode(sealed.data)
    except Refused:
        return ""
    name = claimed.get("id") if isinstance(claimed, Mapping) else None
    return name if is_id(name) and isinstance(name, str) else ""


def _is_plain(text: str | None) -> bool:
    """Ids with control characters could not be looked up in every database; nobody's id has them."""
    return text is None or text.isprintable()

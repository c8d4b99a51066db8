"""What the hub has met already that entries on their way in could collide with: themselves, or a copied disk's others.

Whoever asks holds the lock of the case; or asks beforehand, and the tables' own keys tell when somebody was faster.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, or_, select, tuple_

from fieldnotes.domain.entry import Entry
from fieldnotes.domain.errors import Code
from fieldnotes.hub.judging import Arrived
from fieldnotes.hub.quarantining import NOWHERE, Held, held_of
from fieldnotes.hub.tables import device_act, quarantine
from fieldnotes.hub.tables import entry as entry_table

_STORED = select(entry_table.c.hash, entry_table.c.position).where(
    entry_table.c.case_id == bindparam("case"), entry_table.c.hash.in_(bindparam("hashes", expanding=True))
)
_ACTS = select(device_act).where(
    or_(
        device_act.c.entry_id.in_(bindparam("ids", expanding=True)),
        tuple_(device_act.c.device, device_act.c.dseq).in_(bindparam("counters", expanding=True)),
    )
)
_HELD = (
    select(quarantine.c.hash)
    .where(
        quarantine.c.case_id.in_(bindparam("cases", expanding=True)),
        quarantine.c.hash.in_(bindparam("hashes", expanding=True)),
    )
    .limit(1)
)


@dataclass(slots=True)
class Stood:
    """What is known of a case's entries: positions and quarantine by hash, whose acts they are by id and by counter."""

    positions: dict[str, int] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    counters: dict[tuple[str, int], str] = field(default_factory=dict)
    new_acts: list[dict[str, object]] = field(default_factory=list)

    def fork(self, one: Arrived) -> Code | None:
        """The same id, or the same number of the same device, with other bytes: a cloned or restored disk."""
        if one.entry is None or not one.authentic:
            return None
        seen = {self.ids.get(one.id), self.counters.get((one.entry.device, one.entry.dseq))}
        return Code.FORK if seen - {None, one.sealed.hash} else None

    def note_act(self, one: Arrived) -> None:
        """Remember an act that is met for the first time, to be written with the others."""
        if one.entry is None or one.id in self.ids:
            return
        key = (one.entry.device, one.entry.dseq)
        self.ids[one.id] = self.counters[key] = one.sealed.hash
        self.new_acts.append({"device": key[0], "dseq": key[1], "entry_id": one.id, "hash": one.sealed.hash})


def look_up(connection: Connection, case: str, arrived: Sequence[Arrived]) -> Stood:
    """Look for everything entries of one case could collide with."""
    hashes = sorted({one.sealed.hash for one in arrived})
    positions = {row.hash: row.position for row in connection.execute(_STORED, {"case": case, "hashes": hashes})}
    stood = Stood(positions, held_of(connection, case, hashes))
    made = _proven(arrived)
    if made:
        for act in connection.execute(_ACTS, _asked(made)):
            stood.ids[act.entry_id] = act.hash
            stood.counters[act.device, act.dseq] = act.hash
    return stood


def are_new(connection: Connection, arrived: Sequence[Arrived]) -> bool:
    """Tell whether all of these are proven and none of them has been met before, in the record or in quarantine."""
    made = _proven(arrived)
    if not arrived or len(made) < len(arrived) or connection.execute(_ACTS, _asked(made)).first() is not None:
        return False
    cases = sorted({NOWHERE, *(entry.case for entry in made)})
    hashes = sorted({one.sealed.hash for one in arrived})
    return connection.execute(_HELD, {"cases": cases, "hashes": hashes}).first() is None


def _proven(arrived: Sequence[Arrived]) -> list[Entry]:
    return [one.entry for one in arrived if one.entry is not None and one.authentic]


def _asked(made: Sequence[Entry]) -> dict[str, object]:
    return {"ids": [entry.id for entry in made], "counters": [(entry.device, entry.dseq) for entry in made]}

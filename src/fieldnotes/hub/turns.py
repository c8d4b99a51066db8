"""Whose turn it is in the notes of a case, read out of its entries once and remembered while nothing follows.

The state is the one every device folds. Gives ids, moments and no word of anybody's; decides nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, select

from fieldnotes.domain.entry import DECISIONS, REVISIONS, Filed, Kind, Where
from fieldnotes.domain.fold import State, fold
from fieldnotes.domain.waits import gave_the_turn, waits_for_decision
from fieldnotes.hub.sealing import CaseKeys
from fieldnotes.hub.tables import case_head, entry
from fieldnotes.wire.entries import reread

_AT_ONCE: Final = 500
_SAYS: Final = REVISIONS | DECISIONS | {Kind.QUESTION_ASKED, Kind.QUESTION_ANSWERED}
"""What a note's state comes from; what the family saw and said is left where it lies."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A signed note that is not settled: who wrote its texts; `since`: a supervisor's turn from then (UTC), or None."""

    note: str
    authors: frozenset[str]
    since: str | None


@dataclass(frozen=True, slots=True)
class Turns:
    """What is remembered of each case: at which running head it was read, and the turns found."""

    kept: dict[str, tuple[str, tuple[Turn, ...]]] = field(default_factory=dict, repr=False)

    def of(self, connection: Connection, cases: Iterable[str]) -> Mapping[str, tuple[Turn, ...]]:
        """Give the notes of these cases that are not settled; a case that went on since it was read is read again."""
        found: dict[str, tuple[Turn, ...]] = {}
        for some in _some_of(sorted(set(cases))):
            wanted = select(case_head.c.case_id, case_head.c.log_head).where(case_head.c.case_id.in_(some))
            heads = {row.case_id: row.log_head for row in connection.execute(wanted)}
            moved = [case for case, head in heads.items() if self.kept.get(case, ("",))[0] != head]
            read = _read(connection, moved) if moved else {}
            self.kept.update({case: (heads[case], tuple(read.get(case, ()))) for case in moved})
            found.update({case: self.kept[case][1] for case in heads})
        return found


def _read(connection: Connection, cases: list[str]) -> Mapping[str, list[Turn]]:
    """Read the cases' notes that may not be settled."""
    found: dict[str, list[Turn]] = defaultdict(list)
    for case, note, filed in _notes(connection, cases):
        state = fold(note, filed)
        if state.heads and state.state is not State.APPROVED:
            since = max(str(each.received_at) for each in gave_the_turn(state)) if waits_for_decision(state) else None
            found[case].append(Turn(note, frozenset(each.entry.author for each in state.revisions), since))
    return found


def _notes(connection: Connection, cases: list[str]) -> Iterator[tuple[str, str, list[Filed]]]:
    notes, keys = _not_plainly_settled(connection, cases), CaseKeys(connection, cases)
    wanted = select(
        entry.c.case_id, entry.c.note, entry.c.data, entry.c.hash, entry.c.position, entry.c.received_at
    ).where(entry.c.kind.in_(sorted(kind.value for kind in _SAYS)))
    for case, some in notes.items():
        filed: dict[str, list[Filed]] = defaultdict(list)
        for part in _some_of(some):
            for row in connection.execute(wanted.where(entry.c.case_id == case, entry.c.note.in_(part))):
                said = reread(keys.open(case, row.hash, bytes(row.data)))
                filed[row.note].append(Filed(said, row.hash, Where.RECEIVED, row.position, row.received_at))
        yield from ((case, note, rows) for note, rows in sorted(filed.items()))


def _not_plainly_settled(connection: Connection, cases: list[str]) -> Mapping[str, list[str]]:
    """Name the notes whose kinds alone do not settle them: most have one text, and one decision that approves it."""
    wanted = select(entry.c.case_id, entry.c.note, entry.c.kind).where(
        entry.c.case_id.in_(cases), entry.c.note.is_not(None)
    )
    kinds: dict[tuple[str, str], list[Kind]] = defaultdict(list)
    for row in connection.execute(wanted):
        kinds[row.case_id, row.note].append(Kind(row.kind))
    found: dict[str, list[str]] = defaultdict(list)
    for (case, note), said in kinds.items():
        texts, decisions = [k for k in said if k in REVISIONS], [k for k in said if k in DECISIONS]
        settled = len(texts) == 1 and decisions == [Kind.NOTE_APPROVED]
        if texts and Kind.NOTE_MISFILED not in said and not settled:
            found[case].append(note)
    return found


def _some_of(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]

"""For which board one works just now: who serves several has one in front of them at a time (OSL 8:1).

The other boards' cases stay on this computer and go on being exchanged; they are not shown, searched or written in
until that board is chosen.
"""

from dataclasses import dataclass

from fieldnotes.casework.desk import Changed, Desk, changed
from fieldnotes.casework.people import people_at
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.vault import reference
from fieldnotes.vault.board import choose_board


@dataclass(frozen=True, slots=True)
class BoardView:
    """A unit one has a role in: whose it is, as what one works there, and whether it is the one in front."""

    unit: str
    name: str
    authority: str
    role: str
    chosen: bool
    cases: int

    def to_json(self) -> JsonObject:
        """Write it for `boards`."""
        return {
            "unit": self.unit, "name": self.name, "authority": self.authority, "role": self.role,
            "chosen": self.chosen, "cases": self.cases,
        }  # fmt: skip


def boards(desk: Desk) -> tuple[BoardView, ...]:
    """Tell the units one has a role in, in the order the hub names them; one before joining."""
    people = people_at(desk)
    units = {unit.id: unit for unit in reference.units(desk.vault)}
    own = dict.fromkeys([*((each.unit, each.role) for each in people.me.memberships), (people.me.unit, people.me.role)])
    counted = [case.unit for case in (*people.cases.values(), *people.elsewhere.values())]
    return tuple(
        BoardView(
            unit=unit,
            name=units[unit].name if unit in units else unit,
            authority=units[unit].authority if unit in units else "",
            role=role,
            chosen=(unit, role) == (people.me.unit, people.me.role),
            cases=counted.count(unit),
        )
        for unit, role in own
    )


def choose(desk: Desk, unit: str, role: str | None = None) -> Changed:
    """Work for this unit's board from now on, in the role one has there; what is written names both.

    Refused: UNKNOWN_UNIT when one has no such role there.
    """
    found = [each for each in boards(desk) if each.unit == unit and role in (None, each.role)]
    if not found:
        raise Refused(Code.UNKNOWN_UNIT, unit=unit)
    choose_board(desk.vault, found[0].unit, found[0].role)
    desk.searched.clear()
    desk.waiting.clear()
    return changed("cases profile drafts entries")

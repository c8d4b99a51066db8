"""Secrecy areas: each board of each municipality is one, and nothing of a case leaves it (OSL 8:1, 26:1).

A unit says which board it belongs to; units that say nothing share one area, with the only board that is named where
there is but one. Whoever has a role in units of several boards is in all of these areas, and in each for its own cases
only. Knows no note.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fieldnotes.domain.cases import area_name, areas_by_unit
from fieldnotes.domain.json_value import JsonObject


@dataclass(frozen=True, slots=True)
class Areas:
    """Which unit lies in which area, by the unit's id."""

    _of_unit: Mapping[str, str] = field(repr=False)

    @staticmethod
    def of(units: Mapping[str, JsonObject]) -> "Areas":
        """Read the areas out of the units."""
        named = {name: area_name(unit.get("municipality"), unit.get("authority")) for name, unit in units.items()}
        return Areas(areas_by_unit(named))

    @property
    def only_one(self) -> bool:
        """Whether there is but one, as in most towns."""
        return len(set(self._of_unit.values())) <= 1

    def of_unit(self, unit: object) -> str:
        """The area of a unit; of one nobody knows the area of those that say nothing."""
        found = self._of_unit.get(str(unit))
        if found is not None:
            return found
        return next(iter(self._of_unit.values()), "") if self.only_one else ""

    def of_roles(self, roles: Iterable[tuple[str, str]]) -> frozenset[str]:
        """The areas somebody with these roles (unit, role) is in."""
        return frozenset(self.of_unit(unit) for unit, _role in roles)

    def hold(self, case: JsonObject, roles: Iterable[tuple[str, str]]) -> bool:
        """Whether somebody with these roles has one in the area of a case."""
        return self.of_unit(case.get("unit")) in self.of_roles(roles)

"""How well what was shown could be understood, counted over all showings. Numbers only; it names nobody (SEC-8)."""

from collections import Counter
from dataclasses import dataclass

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.view import View
from fieldnotes.domain.entry import Kind
from fieldnotes.vault import entries


@dataclass(frozen=True, slots=True)
class UnderstoodView(View):
    """How many said yes, partly or no; of one person and showing the last answer counts."""

    yes: int
    partly: int
    no: int

    @property
    def all(self) -> int:
        """How many answered."""
        return self.yes + self.partly + self.no


def understood_so_far(desk: Desk) -> UnderstoodView:
    """Count the answers on this computer."""
    last = {
        (filed.entry.body["shown"], filed.entry.body["person_id"]): str(filed.entry.body["understood"])
        for filed in entries.of_kind(desk.vault, Kind.FAMILY_RESPONDED)
        if "understood" in filed.entry.body
    }
    counted = Counter(last.values())
    return UnderstoodView(counted["yes"], counted["partly"], counted["no"])

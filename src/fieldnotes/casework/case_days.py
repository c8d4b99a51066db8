"""All the days a case must keep: those of its dates, answers that parties may still give, visits to a placed child.

Reads only. What visits there were is worked out once for each state of a case's entries.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fieldnotes.casework.case_views import DeadlineView
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.misfile import misfiled_notes
from fieldnotes.casework.people import People
from fieldnotes.casework.reply_days import reply_days
from fieldnotes.casework.whole_note import sections_of
from fieldnotes.domain.cases import Case
from fieldnotes.domain.deadlines import Deadline, deadlines
from fieldnotes.domain.entry import REVISIONS, Kind
from fieldnotes.domain.placements import PLACED, PlacedVisit, follow_up_days, placed_visit
from fieldnotes.vault import entries

_ASKED = (*sorted(REVISIONS), Kind.NOTE_MISFILED)


@dataclass(frozen=True, slots=True)
class CaseDays:
    """The days of every case on this computer, at one moment."""

    desk: Desk
    people: People = field(repr=False)
    now: datetime
    replies: Mapping[str, tuple[tuple[str, Deadline], ...]] = field(repr=False)

    @classmethod
    def at(cls, desk: Desk, people: People, now: datetime) -> "CaseDays":
        """Read what is read once for all cases."""
        return cls(desk, people, now, reply_days(desk, people))

    def of(self, case: Case) -> tuple[DeadlineView, ...]:
        """Give the days of one case, the nearest first; `about` names the communication a day belongs to."""
        days = [("", each) for each in (*deadlines(case, self.now), *self._visits(case))]
        days += self.replies.get(case.id, ())
        days.sort(key=lambda one: (one[1].due, one[1].rule, one[1].label_sv))
        language = self.desk.language
        return tuple(DeadlineView(due.rule, due.due, due.days_left, due.label(language), about) for about, due in days)

    def _visits(self, case: Case) -> tuple[Deadline, ...]:
        if case.phase != PLACED:
            return ()
        return follow_up_days(case.placed, _visits_in(self.desk, self.people, case), self.now.date())


def _visits_in(desk: Desk, people: People, case: Case) -> tuple[PlacedVisit, ...]:
    """The visits that signed texts tell of; a text that was replaced or lies in the wrong case counts no more."""
    chains = people.chains(case)
    stamp = entries.stamp(desk.vault, chains)
    known = desk.placed.get(case.id)
    if known is not None and known[0] == stamp:
        return known[1]
    found = [each for chain in chains for each in entries.of_kinds(desk.vault, chain, _ASKED)]
    replaced = {parent for each in found for parent in each.entry.parents}
    wrong = misfiled_notes(found)
    texts = [
        each
        for each in found
        if each.entry.kind in REVISIONS and each.hash not in replaced and each.entry.note not in wrong
    ]
    read = (placed_visit(_template(each.entry.body.get("template")), sections_of(each)) for each in texts)
    visits = tuple(each for each in read if each is not None)
    desk.placed[case.id] = (stamp, visits)
    return visits


def _template(reference: object) -> str:
    return str(reference["id"]) if isinstance(reference, Mapping) and "id" in reference else ""

"""Time given back: own notes from the visit's end to the decision, in numbers only. Shows; changes no note.

What the record says (ends, signings, decisions) is read from it; seconds of work are counted in the window and kept
here. Nothing is kept while measuring is off.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.people import People, people_at
from fieldnotes.casework.time_views import (
    BaselineView,
    FiguresView,
    MonthView,
    OldWayView,
    TeamMonthView,
    TimeView,
)
from fieldnotes.domain.entry import Filed, Kind
from fieldnotes.domain.fold import Family
from fieldnotes.domain.note_times import facts_of
from fieldnotes.domain.time_figures import (
    SHOWN,
    TOGETHER,
    Figures,
    NoteTime,
    by_month,
    figures,
    per_cent,
)
from fieldnotes.vault import drafts, entries, marks, reference, times
from fieldnotes.vault.identity import LOCAL
from fieldnotes.vault.times import Choices, Signed, TimeRow
from fieldnotes.wire.team_times import FEW

BASELINE_DAYS: Final = 14
_MINUTE: Final = 60
_DONE_AFTER: Final = timedelta(days=90)
"""A note approved so long ago is not read again for its numbers."""


def is_measured(desk: Desk) -> bool:
    """Tell whether time is measured."""
    return times.choices(desk.vault).measuring


def keep_work(desk: Desk, note: str, typed: int, spoken: int) -> None:
    """Add seconds of typing and speaking to a note; nothing while measuring is off, nor for a draft from before it."""
    chosen, draft = times.choices(desk.vault), drafts.get(desk.vault, note)
    if not chosen.measuring or draft is None or not _since(chosen, draft.created_at) or not typed + spoken:
        return
    times.add_work(desk.vault, note, typed, spoken)


def settle_new(desk: Desk) -> None:
    """Bring in the notes signed here since the last time, before one of them leaves with its case."""
    fresh = times.unsettled(desk.vault) if is_measured(desk) else set()
    if fresh:
        settle(desk, only=fresh)


def settle(desk: Desk, people: People | None = None, only: Collection[str] | None = None) -> None:
    """Bring the numbers of own signed notes, or of some, up to what the record says; nothing while measuring is off."""
    chosen = times.choices(desk.vault)
    if not chosen.measuring:
        return
    me = (people or people_at(desk)).me.id
    stood = {row.note: row for row in times.rows(desk.vault) if row.note is not None}
    signed = marks.acted_on(desk.vault, [Kind.NOTE_SIGNED])
    long_ago = (desk.clock.now() - _DONE_AFTER).date().isoformat()
    done = {note for note, row in stood.items() if row.to_approved is not None and row.day and row.day < long_ago}
    wanted = sorted(signed - done if only is None else only)
    found = _facts(entries.of_these(desk.vault, wanted), frozenset({me, LOCAL}), stood, chosen)
    fresh = [fact for fact in found if _differs(stood.get(fact.note), fact)]
    begun = {draft.note for draft in drafts.all_drafts(desk.vault)} if stood.keys() - signed else set()
    if fresh or stood.keys() - signed - begun:
        times.keep_signed(desk.vault, fresh)


def time_given_back(desk: Desk) -> TimeView:
    """Show own time, month by month, and the team's medians; reading settles what the record says."""
    people = people_at(desk)
    settle(desk, people)
    chosen, rows = times.choices(desk.vault), times.rows(desk.vault)
    own = own_notes(rows)
    return TimeView(
        measuring=chosen.measuring,
        team=chosen.team,
        may_share=may_share(people),
        has_team=people.joined,
        now=figures_view(figures(own)),
        before=figures_view(figures([_note(row) for row in rows if row.old_way])),
        months=tuple(MonthView(period, figures_view(figures(notes))) for period, notes in by_month(own).items()),
        teams=_teams(desk, people),
        baseline=_baseline(chosen, rows, desk.clock.now().date()),
    )


def own_notes(rows: Iterable[TimeRow]) -> list[NoteTime]:
    """Give the signed notes written here, as numbers."""
    return [_note(row) for row in rows if row.day is not None and not row.old_way]


def may_share(people: People) -> bool:
    """Tell whether a person's months can go to their team's medians: a worker's, not their supervisor's."""
    return people.joined and not people.me.is_supervisor_of(people.me.unit)


def figures_view(found: Figures) -> FiguresView:
    """Show figures in minutes and per cent."""
    return FiguresView(
        notes=found.notes,
        minutes={each: None if value is None else _minutes(value) for each, value in found.medians.items()},
        known=dict(found.known),
        shown_percent=per_cent(found.shown, found.notes),
        together_percent=per_cent(found.together, found.notes),
    )


def baseline_days(chosen: Choices) -> tuple[date, date] | None:
    """Give first and last day of the baseline."""
    if chosen.baseline_from is None:
        return None
    first = date.fromisoformat(chosen.baseline_from)
    return first, first + timedelta(days=BASELINE_DAYS - 1)


def _facts(filed: Sequence[Filed], mine: frozenset[str], stood: Mapping[str, TimeRow], chosen: Choices) -> list[Signed]:
    notes: dict[str, list[Filed]] = defaultdict(list)
    for each in filed:
        notes[str(each.entry.note)].append(each)
    found = []
    for note, about in notes.items():
        fact = facts_of(note, about, mine)
        known = note in stood and stood[note].day is not None
        if fact is not None and (known or _since(chosen, fact.signed_at)):
            found.append(
                Signed(note, fact.day.isoformat(), fact.to_signed, fact.to_read, fact.to_approved, fact.family.value)
            )
    return found


def _since(chosen: Choices, at: str) -> bool:
    return chosen.since is None or datetime.fromisoformat(at) >= datetime.fromisoformat(chosen.since)


def _differs(row: TimeRow | None, fact: Signed) -> bool:
    if row is None:
        return True
    stands = (row.day, row.to_signed, row.to_read, row.to_approved, row.family)
    return stands != (fact.day, fact.to_signed, fact.to_read, fact.to_approved, fact.family)


def _note(row: TimeRow) -> NoteTime:
    return NoteTime(
        day=date.fromisoformat(str(row.day)),
        typed=row.typed,
        spoken=row.spoken,
        to_signed=row.to_signed,
        to_read=row.to_read,
        to_approved=row.to_approved,
        shown=row.family in (Family.TOOK_PART, Family.DID_NOT),
        together=row.family == Family.TOOK_PART,
    )


def _teams(desk: Desk, people: People) -> tuple[TeamMonthView, ...]:
    """The months the hub has told of this person's units, the latest first."""
    mine = {people.me.unit, *(each.unit for each in people.me.memberships)}
    names = {unit.id: unit.name for unit in reference.units(desk.vault)}
    found = []
    for (unit, period), value in times.team_months(desk.vault).items():
        numbers = {key: number for key, number in value.items() if isinstance(number, int)}
        if unit in mine:
            found.append(_team(unit, names.get(unit, unit), period, numbers))
    return tuple(sorted(found, key=lambda each: (each.period, each.unit), reverse=True))


def _team(unit: str, name: str, period: str, numbers: Mapping[str, int]) -> TeamMonthView:
    few = bool(numbers.get(FEW)) or not numbers.get("people")
    shares = {each: numbers[each] for each in (SHOWN, TOGETHER) if each in numbers}
    minutes = {key: _minutes(value) for key, value in numbers.items() if key not in (SHOWN, TOGETHER, "people", FEW)}
    return TeamMonthView(unit, name, period, few, 0 if few else numbers["people"], minutes, shares)


def _baseline(chosen: Choices, rows: Sequence[TimeRow], today: date) -> BaselineView:
    told = tuple(
        OldWayView(
            row.id,
            date.fromisoformat(str(row.day)),
            row.typed // _MINUTE,
            None if row.to_signed is None else row.to_signed // _MINUTE,
            row.family == Family.TOOK_PART,
        )
        for row in rows
        if row.old_way
    )
    days = baseline_days(chosen)
    if days is None:
        return BaselineView(None, None, open=False, days_left=0, notes=told)
    left = max(0, (days[1] - today).days + 1)
    return BaselineView(days[0], days[1], open=days[0] <= today <= days[1], days_left=left, notes=told)


def _minutes(seconds: int) -> float:
    return round(seconds / _MINUTE, 2)

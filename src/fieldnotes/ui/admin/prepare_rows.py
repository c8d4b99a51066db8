"""What there is to prepare, as rows: visits by day, cases, and what the case system has not taken in. Knows no Qt."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from fieldnotes.casework.prepare_views import (
    GOING,
    REFUSED,
    TAKEN,
    WAITING,
    PreparedActView,
    PreparedCaseView,
    PreparedPersonView,
    PreparedVisitView,
    PreparingView,
)
from fieldnotes.domain.errors import Code
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.when import clock_time, day

VISIT, ACT, CASE, HAS, PERSON = "visit", "act", "case", "has", "person"
"""What a row stands for, before the colon of its key; after it: case and id, or the id alone."""
_TONES: Final = {WAITING: "warn", REFUSED: "rec", GOING: "warn"}


def visit_rows(view: PreparingView, now: datetime) -> tuple[Row, ...]:
    """List what was turned down, then the visits day by day, today's first and those that have passed last."""
    return (*_turned_down(view.pending), *_by_day(view.visits, now))


def visits_of_case(visits: Sequence[PreparedVisitView], now: datetime) -> tuple[Row, ...]:
    """List one case's visits, each with its day."""
    return tuple(_visit_row(visit, _when(visit.start, now), of_case=True) for visit in visits)


def case_rows(cases: Sequence[PreparedCaseView]) -> tuple[Row, ...]:
    """List cases by number, phase and how many visits are planned: no name (SEC-8)."""
    return tuple(_case_row(case) for case in cases)


def person_rows(people: Sequence[PreparedPersonView]) -> tuple[Row, ...]:
    """List the people of a case: name, relation, language; who was added here can be corrected."""
    return tuple(
        Row(
            key=f"{PERSON}:{person.person_id}",
            title=person.name,
            detail=" · ".join(filter(None, (person.role_label, person.title, _language(person.language)))),
            chip=state_words(person.state) or (_("Added here") if person.added else ""),
            tone=_TONES.get(person.state, "plain"),
            glyph="user",
        )
        for person in people
    )


def worker_rows(case: PreparedCaseView) -> tuple[Row, ...]:
    """List who has a case."""
    return tuple(Row(key=f"{HAS}:{each.user}", title=each.name, glyph="user") for each in case.assigned)


def pending_rows(pending: Sequence[PreparedActView]) -> tuple[Row, ...]:
    """List what the case system has not taken in, with the reason where it said no."""
    return tuple(act_row(each, of_case=True) for each in pending)


def act_row(act: PreparedActView, *, of_case: bool = False) -> Row:
    """Say what was settled, and where it is."""
    return Row(
        key=f"{ACT}:{act.about}",
        title=act_words(act),
        detail="" if of_case else act.case_number,
        chip=state_words(act.state),
        tone=_TONES.get(act.state, "plain"),
        glyph="triangle-alert" if act.state == REFUSED else "clock",
    )


def act_words(act: PreparedActView) -> str:
    """Say in a few words what was settled."""
    who, to = act.who or "", act.to or ""
    if act.act == "visits" and act.start is not None:
        local = act.start.astimezone()
        return _("Visit {day} {time}").format(day=f"{local:%Y-%m-%d}", time=clock_time(act.start))
    words = {
        "visits": _("A visit"),
        "cancel": _("A visit is taken away"),
        "people": _("{name} is added").format(name=who),
        "assigned": (_("{name} gets the case") if act.there else _("{name} no longer has the case")).format(name=who),
        "handovers": _("{name} hands over to {other}").format(name=who, other=to),
    }
    return words[act.act]


def state_words(state: str) -> str:
    """Say where something settled is; nothing of what the case system has."""
    words = {WAITING: _("Waits for the case system"), REFUSED: _("Not taken in"), GOING: _("Is taken away")}
    return words.get(state, "")


def reasons(pending: Sequence[PreparedActView]) -> Mapping[str, str]:
    """Say of what was turned down why, and what to do, by the keys of the rows."""
    return {f"{ACT}:{act.about}": refusal_words(act.code) for act in pending if act.state == REFUSED}


def refusal_words(code: str | None) -> str:
    """Say why the case system said no, and what to do."""
    if code is None:
        return ""
    words = {
        Code.DRAFTS_LEFT: _("Unsigned drafts would be left behind. Ask the colleague to sign, or do it all the same."),
        Code.PROTECTED_CASE: _("Somebody has a protected identity there. Ask the case's supervisor to do it."),
        Code.NOT_A_WORKER: _("The colleague does not work with cases of this unit. Choose another one."),
        Code.NOT_AN_ADMINISTRATOR: _("The case is not of your unit any more. Throw it away."),
        Code.UNKNOWN_USER: _("The colleague no longer has the case. Plan it anew with who has it."),
        Code.NOT_ASSIGNED: _("The colleague no longer has the case. Throw it away."),
        Code.UNKNOWN_PERSON: _("Somebody is no longer in the case. Plan it anew."),
        Code.UNKNOWN_TEMPLATE: _("The template is not used any more. Plan it anew with another one."),
        Code.TOO_MANY_PLANNED: _("There is no room for more in the case. Take away what is no longer needed."),
    }
    return words.get(Code(code), _("The case system could not take it in. Throw it away and do it anew."))


def summary(view: PreparingView, now: datetime) -> str:
    """Count the day: visits today, and what waits for the case system."""
    if not view.came:
        return _("The cases of your unit come with the next exchange.")
    today = [visit for visit in view.visits if visit.start.astimezone().date() == now.astimezone().date()]
    parts = [_n("{n} visit today", "{n} visits today", len(today)).format(n=len(today))]
    refused = sum(act.state == REFUSED for act in view.pending)
    waits = len(view.pending) - refused
    if waits:
        words = _n("{n} waits for the case system", "{n} wait for the case system", waits)
        parts.append(words.format(n=waits))
    if refused:
        parts.append(_n("{n} not taken in", "{n} not taken in", refused).format(n=refused))
    return " · ".join(parts)


def day_words(key: str) -> str:
    """Name a day of a case."""
    return {
        "received": _("Received"),
        "opened": _("Opened"),
        "placed": _("Placed"),
        "next_review": _("Next review"),
        "decision_deadline": _("To be decided by"),
        "closed": _("Closed"),
    }[key]


def _turned_down(pending: Sequence[PreparedActView]) -> Iterator[Row]:
    refused = [act for act in pending if act.state == REFUSED]
    if refused:
        name = _("Not taken in")
        yield Row(key="#refused", title=f"{name} · {len(refused)}", heading=True)
        yield from (act_row(act) for act in refused)


def _by_day(visits: Sequence[PreparedVisitView], now: datetime) -> Iterator[Row]:
    today = now.astimezone().date()
    days: dict[date, list[PreparedVisitView]] = {}
    for visit in visits:
        days.setdefault(visit.start.astimezone().date(), []).append(visit)
    for on in sorted(days, key=lambda each: (each < today, each)):
        name = day(on, today)
        yield Row(key=f"#{on.isoformat()}", title=f"{name} · {len(days[on])}", heading=True)
        yield from (_visit_row(visit, clock_time(visit.start)) for visit in days[on])


def _when(start: datetime, now: datetime) -> str:
    """Say day and time; of today the time alone."""
    on, today = start.astimezone().date(), now.astimezone().date()
    return clock_time(start) if on == today else f"{day(on, today)} {clock_time(start)}"


def _visit_row(visit: PreparedVisitView, when: str, *, of_case: bool = False) -> Row:
    """A visit: when, which template, which case, who goes; whom they meet only on the case's own page (SEC-8)."""
    met = ", ".join(person.name for person in visit.people) if of_case else ""
    going = ", ".join(worker.name for worker in visit.workers)
    return Row(
        key=f"{VISIT}:{visit.case}:{visit.visit}",
        title=visit.template_label,
        detail=" · ".join(filter(None, ("" if of_case else visit.case_number, going, met))),
        trailing=when,
        chip=state_words(visit.state),
        tone=_TONES.get(visit.state, "plain"),
        glyph="calendar-clock",
        glyph_role="accent" if visit.state == TAKEN else "muted",
    )


def _case_row(case: PreparedCaseView) -> Row:
    planned = len(case.visits)
    return Row(
        key=f"{CASE}:{case.case}",
        title=case.number,
        detail=case.phase_label,
        chip=_n("{n} visit", "{n} visits", planned).format(n=planned) if planned else "",
        glyph="shield-alert" if case.kept_back else "folder",
        glyph_role="rec" if case.kept_back else "muted",
    )


def _language(code: str | None) -> str:
    return "" if code in (None, "sv") else _("speaks {language}").format(language=code)

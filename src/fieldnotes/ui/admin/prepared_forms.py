"""What is typed into an administrator's forms, and how it is read. Knows no Qt and no store."""

from dataclasses import dataclass, field
from datetime import date, datetime

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.worker.editor.when_written import read_date, read_time, with_zone


@dataclass(frozen=True)
class VisitForm:
    """A visit as typed; `visit` is the one to move, empty for a new one."""

    template: str
    day: str
    time: str
    workers: tuple[str, ...]
    people: tuple[str, ...]
    visit: str = ""


@dataclass(frozen=True)
class PersonForm:
    """A person as typed; `person` is the one to correct, empty for a new one."""

    name: str = field(repr=False)
    role: str
    title: str = field(default="", repr=False)
    language: str = ""
    protected: bool = False
    person: str = ""


@dataclass(frozen=True)
class HandsForm:
    """Who gets a case, instead of whom (empty: beside those who have it), and whether all of theirs go along."""

    taking: str
    leaving: str = ""
    every_case: bool = False


@dataclass(frozen=True)
class Choice:
    """Something to choose or tick: its id, its words, whether it stands chosen."""

    key: str
    words: str = field(repr=False)
    chosen: bool = False


def start_of(form: VisitForm, today: date) -> datetime | str:
    """Read when a visit begins, on this computer's clock; in words what is wrong where it cannot be read."""
    day, at = read_date(form.day, today), read_time(form.time)
    if day is None:
        return _("Write the day as 2026-03-20, 20/3, Friday or tomorrow.")
    if at is None:
        return _("Write the time as 14:00 or 9.30.")
    if day < today:
        return _("That day has passed. Choose a day to come.")
    return datetime.fromisoformat(with_zone(day, at, None))

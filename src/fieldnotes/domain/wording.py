"""Dates, times and small words as people read them, in Swedish and English. Knows no field and no note."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from fieldnotes.domain.conditions import moment

MONTHS: Final = {
    "sv": [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
PHRASES: Final[Mapping[str, tuple[str, str]]] = {
    "yes": ("Ja", "Yes"),
    "no": ("Nej", "No"),
    "at_latest": ("senast {day}", "by {day}"),
    "clock": ("kl. {time}", "at {time}"),
    "question": ("Fråga: {text}", "Question: {text}"),
    "assessed_by": ("Bedömning av {name}.", "Assessment by {name}."),
    "based_on": ("Bygger på: {parts}.", "Based on: {parts}."),
    "agreed_by": ("överens: {names}", "agreed: {names}"),
    "goal_of": ("mål för {name}", "goal for {name}"),
    "there_for": ("för {name}", "for {name}"),
    "says_wrong": ("menar att uppgiften är fel", "says that this is wrong"),
    "unknown_person": ("okänd person", "unknown person"),
    "insats": ("Insats", "Support"),
    "ansvarig_huvudman": ("Ansvarig", "Responsible"),
    "kontaktperson": ("Kontakt", "Contact"),
    "start": ("Start", "Start"),
    "klart": ("Klart", "Done by"),
}
"""Words the book has no label for: Swedish, English."""


def phrase(name: str, language: str, /, **values: str) -> str:
    """Say a small phrase; a name nobody knows reads as itself."""
    swedish, english = PHRASES.get(name, (name, name))
    return (english if language == "en" else swedish).format(**values)


def day_text(value: str, language: str) -> str:
    """Write a date or the date of a time: `12 mars 2026`; any other text as it stands."""
    day = moment(value)
    if not isinstance(day, dt.date):
        return value
    return f"{day.day} {MONTHS['en' if language == 'en' else 'sv'][day.month - 1]} {day.year}"


def clock_text(value: str, language: str) -> str:
    """Write a time of day: `kl. 14.00`, `at 14:00`; any other text as it stands."""
    try:
        time = dt.time.fromisoformat(value)
    except ValueError:
        return value
    return phrase("clock", language, time=time.strftime("%H:%M" if language == "en" else "%H.%M"))


def moment_text(value: str, language: str) -> str:
    """Write a date and time as it was said there: `12 mars 2026 kl. 14.00`."""
    when = moment(value)
    if not isinstance(when, dt.datetime):
        return day_text(value, language)
    return f"{day_text(value, language)} {clock_text(when.strftime('%H:%M'), language)}"


def inside(text: str) -> str:
    """Write a label inside a sentence: small first letter, unless the word is all capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]

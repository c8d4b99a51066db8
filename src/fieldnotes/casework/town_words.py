"""The town's own words beside the shipped ones: where they lie, how many are used, and files to begin with."""

from dataclasses import dataclass

from fieldnotes.casework.desk import Workshop
from fieldnotes.casework.view import View
from fieldnotes.disk.atomic_file import cannot_write, write_atomically
from fieldnotes.domain.errors import Refused
from fieldnotes.language.sentences import sentence
from fieldnotes.language.town_words import BEGINNING, TownFolder
from fieldnotes.language.translation import translate as _


@dataclass(frozen=True, slots=True)
class TownFileView(View):
    """One of the town's files: how many lines are used, or in one sentence why none is."""

    name: str
    lines: int
    problem: str | None


@dataclass(frozen=True, slots=True)
class LanguageView(View):
    """A language of the family's screen; `read_by_speaker`: whether somebody who speaks it has read the words."""

    language: str
    name: str
    read_by_speaker: bool


@dataclass(frozen=True, slots=True)
class TownWordsView(View):
    """The folder, what was found there when the program started, and the languages there are."""

    folder: str
    files: tuple[TownFileView, ...]
    languages: tuple[LanguageView, ...]


def town_words(workshop: Workshop) -> TownWordsView:
    """Say what is used of the town's own words."""
    folder = workshop.town or TownFolder(workshop.fonts)
    return TownWordsView(
        str(folder.folder),
        tuple(TownFileView(each.name, each.lines, _told(each.problem)) for each in folder.files),
        tuple(LanguageView(e.language, e.name, e.read_by_speaker) for e in workshop.family_languages.values()),
    )


def begin(workshop: Workshop) -> tuple[str, ...]:
    """Lay out files to begin with, in UTF-8 as a spreadsheet opens them; one that is there is left alone.

    Returns the names of the new ones. Unavailable: CANNOT_WRITE, DISK_FULL.
    """
    if workshop.town is None:
        return ()
    folder = workshop.town.folder
    new = {name: text for name, text in BEGINNING.items() if not (folder / name).exists()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise cannot_write(problem, folder.name) from None
    for name, text in new.items():
        write_atomically(folder / name, text.encode("utf-8-sig"))
    return tuple(new)


def _told(problem: Refused | None) -> str | None:
    return None if problem is None else sentence(problem, _)

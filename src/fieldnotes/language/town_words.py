"""The word list and headings a town keeps itself, as lines of a table. Reads text; knows no folder and no program."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fieldnotes.domain.errors import Code, Refused

WORD_LIST: Final = "ordlista.csv"
HEADINGS: Final = "rubriker.csv"
COLUMNS: Final = {WORD_LIST: ("ord", "enklare", "kommentar"), HEADINGS: ("avsnitt", "rubrik", "språk")}
"""The first line of each file."""
NEEDED: Final = 2
"""Columns that must hold something; the third may be empty."""
LONGEST: Final = 400
"""Characters in one cell; more is no word and no heading."""

BEGINNING: Final = {
    WORD_LIST: "ord;enklare;kommentar\n# Exempel: ta bort tecknet # i början av raden för att använda den.\n"
    "#placering;när ett barn bor någon annanstans än hemma;Fackord – förklara.\n#erhålla;få;Byt rakt av.\n",
    HEADINGS: "avsnitt;rubrik;språk\n# Avsnittets id, med mallens id framför om det bara gäller en mall.\n"
    "#barnets_rost;Det du berättade;sv\n#hembesok.iakttagelser;Så var det hemma;sv\n",
}
"""What a town begins with: the columns and an example or two that do nothing yet."""


@dataclass(frozen=True, slots=True)
class TownFile:
    """One file of the town's that was found: how many lines of it are used, or what is wrong with it."""

    name: str
    lines: int = 0
    problem: Refused | None = None


@dataclass(frozen=True, slots=True)
class TownFolder:
    """Where a town's own files lie, and what was found there when the program started."""

    folder: Path
    files: tuple[TownFile, ...] = ()

    @property
    def problems(self) -> tuple[Refused, ...]:
        """What is wrong with files that are not used for it."""
        return tuple(each.problem for each in self.files if each.problem is not None)


def read_word_list(text: str) -> tuple[Mapping[str, str], ...]:
    """Read the word list, in the shape of the shipped one. Refused: TOWN_FILE_WRONG(file, line)."""
    stripped = ([cell.strip() for cell in cells] for _at, cells in _rows(text, WORD_LIST))
    return tuple({"term": word, "plain": plain, "note": note} for word, plain, note in stripped)


def read_headings(text: str, sections: Sequence[str] | None) -> dict[str, dict[str, str]]:
    """Read the headings; `sections` are the ids there are, bare and with their template's; None for any.

    What stands under a template of another name than these is kept: the town's own templates come with the hub's
    word. Refused: TOWN_FILE_WRONG(file, line) also for a section no template has.
    """
    found: dict[str, dict[str, str]] = {}
    known = frozenset(sections or ())
    templates = {name.partition(".")[0] for name in known if "." in name}
    for at, (section, heading, language) in _rows(text, HEADINGS):
        template, dot, _ = section.strip().partition(".")
        elsewhere = sections is None or (bool(dot) and template not in templates)
        if section.strip() not in known and not elsewhere:
            raise Refused(Code.TOWN_FILE_WRONG, file=HEADINGS, line=at)
        found.setdefault(language.strip() or "sv", {})[section.strip()] = heading.strip()
    return found


def _rows(text: str, file: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Give the lines with their numbers; blank ones and those that begin with # say nothing."""
    columns = COLUMNS[file]
    reader = csv.reader(io.StringIO(text), delimiter=";", strict=True)
    try:
        first = next(reader, None)
        if first is None or [cell.strip().lower() for cell in first[:NEEDED]] != list(columns[:NEEDED]):
            raise Refused(Code.TOWN_FILE_WRONG, file=file, line=1)
        for cells in reader:
            if not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith("#"):
                continue
            full = [*cells, ""][: len(columns)]
            enough = len(cells) in {NEEDED, len(columns)} and all(cell.strip() for cell in full[:NEEDED])
            if not enough or any(len(cell) > LONGEST or not cell.isprintable() for cell in full):
                raise Refused(Code.TOWN_FILE_WRONG, file=file, line=reader.line_num)
            yield reader.line_num, full
    except csv.Error:
        raise Refused(Code.TOWN_FILE_WRONG, file=file, line=reader.line_num) from None

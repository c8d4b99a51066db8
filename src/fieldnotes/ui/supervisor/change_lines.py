"""What differs since the last decision, row by row in words: come, gone, rewritten, moved. Knows no Qt and no store."""

from dataclasses import dataclass
from dataclasses import field as kept

from fieldnotes.casework.changed_views import RowChangeView, SectionChange
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.word_changes import ADDED, REMOVED, SAME, Stretch, word_changes


@dataclass(frozen=True)
class ChangeLine:
    """One row: what became of it in words, and its text with the words that differ."""

    heading: str
    stretches: tuple[Stretch, ...] = kept(repr=False)


@dataclass(frozen=True)
class ChangePage:
    """What differs in one section since it was last decided about. `stands`: the section has text to go to."""

    section: str
    label: str
    lines: tuple[ChangeLine, ...]
    stands: bool = True


def change_page(change: SectionChange, *, stands: bool) -> ChangePage:
    """Tell of every row of a section; where no row can be told, of its whole text."""
    lines = tuple(_line(row) for row in change.rows)
    whole = ChangeLine("", word_changes(str(change.before), str(change.after)))
    return ChangePage(change.id, change.label, lines or (whole,), stands)


def _line(row: RowChangeView) -> ChangeLine:
    before, after = str(row.before), str(row.after)
    heading = _heading(row)
    if before == after:
        return ChangeLine(heading, (Stretch(SAME, after),))
    if not before or not after:
        return ChangeLine(heading, (Stretch(ADDED, after) if after else Stretch(REMOVED, before),))
    return ChangeLine(heading, word_changes(before, after))


def _heading(row: RowChangeView) -> str:
    if row.came_from:
        return _("{label}: moved here from {place}").format(label=row.label, place=row.came_from)
    words = {
        "added": _("{label}: new"),
        "removed": _("{label}: taken away"),
        "moved": _("{label}: moved from place {was} to place {now}"),
        "changed": _("{label}: rewritten"),
    }
    if row.became == "changed" and row.before == row.after:
        words["changed"] = _("{label}: something that is not printed has changed")
    return words[row.became].format(label=row.label, was=row.was, now=row.now)

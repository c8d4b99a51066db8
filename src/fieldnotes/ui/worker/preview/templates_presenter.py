"""The list of templates, and a file of one's own that is checked before anybody works by it. Knows no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from fieldnotes.casework.check_templates import CheckedFolder, check
from fieldnotes.casework.read_cases import offered_templates
from fieldnotes.casework.views import TemplateView
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shell.places import Place, Shell

IN_FILE = "#"
"""Between a file and the template in it, in the key of a row and the subject of a place."""
MOST = 40
"""Sentences that are shown at once; whoever has mended those sees the next."""


@dataclass(frozen=True)
class CheckedRows:
    """What a file says of itself: its name, a verdict, the sentences, and the templates one can look at."""

    name: str
    verdict: str
    sound: bool
    lines: tuple[str, ...]
    rows: tuple[Row, ...]


class TemplatesDrawing(Protocol):
    """What the view can be told."""

    def show_templates(self, rows: Sequence[Row]) -> None:
        """Show the templates new notes begin with."""

    def show_checked(self, checked: CheckedRows) -> None:
        """Show what was found in a file."""


class TemplatesPresenter:
    """Reads the templates and checks files."""

    def __init__(self, shell: Shell, view: TemplatesDrawing) -> None:
        self._shell, self._view = shell, view

    def load(self) -> None:
        """Read what is offered now."""
        self._shell.tasks.run(
            Lane.READ, self._read, owner=self._view, done=self._view.show_templates, failed=self._shell.explain
        )

    def check(self, path: str) -> None:
        """Check a file and say everything that is wrong in it."""
        book = self._shell.desk.workshop.book
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: checked_rows(check(book, Path(path)), path),
            owner=self._view,
            done=self._view.show_checked,
            failed=self._shell.explain,
        )

    def open(self, key: str) -> None:
        """Look at one template as a form."""
        self._shell.go(Place("template", key))

    def back(self) -> None:
        """Return to where one came from."""
        self._shell.back()

    def _read(self, _job: Job) -> tuple[Row, ...]:
        desk = self._shell.desk
        shipped = desk.workshop.book.templates
        return tuple(_row(each, own=each.id not in shipped) for each in offered_templates(desk))


def _row(template: TemplateView, *, own: bool) -> Row:
    chip = _("the town's own") if own else ""
    return Row(template.id, template.label, detail=template.when, trailing=template.version, chip=chip)


def checked_rows(found: CheckedFolder, path: str) -> CheckedRows:
    """Put what was found in a file into sentences and rows."""
    faults = [each for file in found.files for each in file.faults]
    wrong = sum(not each.remark for each in faults)
    lines = [f"{each.place}: {each.text}" if each.place else each.text for each in faults]
    if len(lines) > MOST:
        lines = [*lines[:MOST], _("And {n} more. Mend these first.").format(n=len(lines) - MOST)]
    rows = tuple(
        Row(f"{path}{IN_FILE}{each.id}", each.label, detail=each.id, trailing=each.version)
        for file in found.files
        for each in file.templates
    )
    verdict = _("Nothing is wrong. Look at its form below.")
    if wrong:
        verdict = _n("{n} thing is wrong", "{n} things are wrong", wrong).format(n=wrong)
    return CheckedRows(Path(path).name, verdict, not wrong, tuple(lines), rows)

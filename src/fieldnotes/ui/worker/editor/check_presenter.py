"""What is left before signing, asked of casework a moment after each save. Knows no Qt; decides no rule."""

from collections.abc import Iterable
from typing import Protocol

from fieldnotes.casework import check_note
from fieldnotes.casework.views import Check, FindingView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.worker.editor.pace import Later
from fieldnotes.ui.worker.editor.presenter import EditorPresenter
from fieldnotes.ui.worker.editor.shapes import Form
from fieldnotes.ui.worker.editor.states import CheckRow, CheckState

REQUIRED = "required"


class CheckScreen(Protocol):
    """What is asked of the window."""

    def show_check(self, state: CheckState) -> None:
        """Draw what is left."""
        ...


class CheckPresenter:
    """Looks again after every save, never while the fingers move."""

    QUIET = 350

    def __init__(self, presenter: EditorPresenter, screen: CheckScreen, later: Later) -> None:
        self._presenter = presenter
        self._screen = screen
        self._later = later
        self._job: Job | None = None
        self._seen: dict[str, str] = {}

    def soon(self) -> None:
        """Plan to look."""
        self._later.start(self.QUIET)

    def look(self) -> None:
        """Ask casework now; an answer to an older question is dropped."""
        self._later.stop()
        if self._job is not None:
            self._job.cancel()
        desk, note = self._presenter.desk, self._presenter.note
        self._job = self._presenter.tasks.run(
            Lane.READ,
            lambda _job: check_note.check(desk, note),
            owner=self._screen,
            done=self._show,
            failed=_stay,
        )

    def _show(self, check: Check) -> None:
        opened = self._presenter.opened
        if opened is None:
            return
        left = check_rows(check, opened.form)
        now = {_key(row): row.text for row in left}
        self._seen |= {key: text for key, text in now.items() if key not in self._seen}
        done = tuple(_short(text, opened.form, key) for key, text in self._seen.items() if key not in now)
        self._screen.show_check(CheckState(left, done))


def check_rows(check: Check, form: Form) -> tuple[CheckRow, ...]:
    """Make lines of findings: the empty required fields of a section are one line, blocks come first.

    A rule about a field that is empty anyway says nothing new and waits until the field is filled.
    """
    rows: list[CheckRow] = []
    for section in form.sections:
        empty = [f for f in check.blocks if f.rule == REQUIRED and f.section == section.id]
        if empty:
            labels = [_label(form, finding) for finding in empty]
            fields = ", ".join(labels).lower()
            text = _("{section}: {fields}").format(section=section.label, fields=fields)
            if fields in section.label.lower():  # "Next steps: steps" says nothing that "Next steps" does not
                text = section.label
            rows.append(CheckRow(text, "block", section.id, empty[0].field, _("Needed before signing."), required=True))
    said = {(f.section, f.field) for f in check.blocks if f.rule == REQUIRED}
    rows += _rows(f for f in check.blocks if f.rule != REQUIRED and (f.section, f.field) not in said)
    rows += _rows(check.warnings)
    return tuple(rows)


def _rows(findings: Iterable[FindingView]) -> list[CheckRow]:
    rows: list[CheckRow] = []
    for finding in findings:
        row = CheckRow(finding.text, finding.severity, finding.section, finding.field, finding.text)
        if row.text not in [known.text for known in rows]:
            rows.append(row)
    return rows


def _label(form: Form, finding: FindingView) -> str:
    section = form.section(finding.section or "")
    return next((field.label for field in section.fields if field.id == finding.field), section.label)


def _key(row: CheckRow) -> str:
    return row.section or row.text


def _short(text: str, form: Form, key: str) -> str:
    """A line that is done says only what it was about."""
    return next((section.label for section in form.sections if section.id == key), text)


def _stay(_error: Exception) -> None:
    """Leave the list as it was; signing asks again."""

"""Saves a report for support from the help: asks where, and says how it went. The domain says what may stand in it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.screen_settings import ScreenSettings
from fieldnotes.ui.shared.theme import current_look
from fieldnotes.ui.shell.help_panel import HelpPanel
from fieldnotes.ui.shell.places import Shell

if TYPE_CHECKING:
    from fieldnotes.casework.diagnostics import Reported


class SupportReport(QObject):
    """Stands behind the help's button; `choose_file` gives the path, empty when nobody chose one."""

    def __init__(self, shell: Shell, panel: HelpPanel, settings: ScreenSettings) -> None:
        super().__init__(panel)
        self._shell = shell
        self._panel = panel
        self._settings = settings
        self.choose_file = self._ask_for_file
        panel.report_asked.connect(self.save)

    def save(self) -> None:
        """Ask where, and write it beside the window's thread."""
        from fieldnotes.casework.diagnostics import write_report

        path = self.choose_file()
        if not path:
            return
        desk, seen = self._shell.desk, screen_facts(self._settings)
        self._shell.tasks.run(
            Lane.LONG,
            lambda _job: write_report(desk.workshop, desk.vault.folder, Path(path), desk, seen),
            owner=self._panel,
            done=self._said,
            failed=self._shell.explain,
        )

    def _said(self, made: "Reported") -> None:
        words = _("The report is in {file}. It tells {n} facts about this computer, and nothing about anybody.")
        self._panel.show_line(words.format(file=Path(made.file).name, n=made.facts))

    def _ask_for_file(self) -> str:
        name = _("fieldnotes-report.json")
        path, _kind = QFileDialog.getSaveFileName(self._panel, _("Save a report for support"), name, "JSON (*.json)")
        return path


def screen_facts(settings: ScreenSettings) -> dict[str, object]:
    """Tell what only the windows know: the platform, the screens' sizes, and how the program looks."""
    screens = QGuiApplication.screens()
    return {
        "screen.platform": QGuiApplication.platformName(),
        "screen.screens": tuple(
            f"{each.size().width()}x{each.size().height()}@{round(each.devicePixelRatio() * 100)}%" for each in screens
        ),
        "screen.theme": settings.theme,
        "screen.text_percent": current_look().scale,
        "screen.lock_minutes": settings.lock_minutes,
    }

"""The page of templates: those notes begin with, and a file of one's own with what is wrong in it. Draws and asks."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button, quiet_button
from fieldnotes.ui.shared.cards import Card, Page, row
from fieldnotes.ui.shared.labels import body, heading, muted
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.rows import RowList
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.toast import announce
from fieldnotes.ui.worker.preview.templates_presenter import CheckedRows


class CheckedCard(Card):
    """What a file says of itself."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("A file of templates"), "", "soft")
        self.verdict = body("")
        self.lines = muted("")
        self.rows = RowList(_("Templates of the file"), grows=True)
        self.rows.chosen.connect(self.chosen)
        for part in (self.verdict, self.lines, self.rows):
            self.add(part)
        self.hide()

    def show_checked(self, checked: CheckedRows) -> None:
        """Show the verdict, the sentences, and the templates there are to look at."""
        self.rename(checked.name)
        self.show_tone("soft" if checked.sound else "warn")
        self.verdict.setText(checked.verdict)
        self.lines.setText("\n".join(checked.lines))
        self.lines.setVisible(bool(checked.lines))
        self.rows.show_rows(checked.rows)
        self.rows.setVisible(bool(checked.rows))
        self.show()
        announce(self.verdict, checked.verdict)


class TemplatesScreen(Screen):
    """Heading, the list, and below it the file that was opened last."""

    entered_now = Signal()
    file_given = Signal(str)
    chosen = Signal(str)
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("Templates"))
        self._back = quiet_button(_("Back"), "arrow-left")
        self._back.clicked.connect(self.back_asked)
        self.rows = RowList(_("Templates notes begin with"), grows=True)
        self.rows.chosen.connect(self.chosen)
        self.open = plain_button(_("Check a file of templates …"), "folder-open")
        self.open.clicked.connect(self._choose_file)
        self.checked = CheckedCard()
        self.checked.chosen.connect(self.chosen)
        page = Page()
        page.add_layout(row(self._back))
        page.add(heading(_("Templates")))
        page.add(muted(_("Choose one to see its form, with made-up people. Nothing you write there is kept.")))
        page.add_layout(row(self.open))
        page.add(self.checked)
        page.add(self.rows)
        page.end()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)

    def entered(self) -> None:
        """Ask for them."""
        self.entered_now.emit()
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_templates(self, rows: Sequence[Row]) -> None:
        """Show the templates new notes begin with."""
        self.rows.show_rows(rows)

    def show_checked(self, checked: CheckedRows) -> None:
        """Show what was found in a file."""
        self.checked.show_checked(checked)

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("A file of templates"), "", "JSON (*.json);;* (*)")
        if name:
            self.file_given.emit(name)

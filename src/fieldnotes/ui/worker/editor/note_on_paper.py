"""Shows one open note as it would look on paper: every word is saved first, the pages are drawn on a lane."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from fieldnotes.casework import make_report
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.editor.presenter import EditorPresenter

PREVIEW_KEY = "Ctrl+P"


class NoteOnPaper(QObject):
    """Owns the panel, which is made when it is first asked for: nobody needs it to begin writing."""

    def __init__(self, screen: QWidget, shell: Shell, note: EditorPresenter) -> None:
        super().__init__(screen)
        self._screen, self._shell, self._note = screen, shell, note
        self.panel: QWidget | None = None
        # Not the button's own key: where the window is narrow the button is out of sight, and its key asleep.
        shortcut = QShortcut(QKeySequence(PREVIEW_KEY), screen, self.open)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def open(self) -> None:
        """Save what is under the fingers and draw the pages."""
        self._note.save_now(self._draw)

    def _draw(self) -> None:
        opened, desk, note = self._note.opened, self._shell.desk, self._note.note
        if opened is None:
            return
        draw = make_report.draft_pdf if opened.note.is_draft else make_report.pdf_bytes
        self._shell.tasks.run(
            Lane.LONG,
            lambda _job: draw(desk, note),
            owner=self._screen,
            done=self._show,
            failed=self._shell.explain,
        )

    def _show(self, pdf: bytes) -> None:
        from fieldnotes.ui.shared.paper_panel import PaperPanel

        if not isinstance(self.panel, PaperPanel):
            self.panel = PaperPanel(self._screen)
        self.panel.show_pages(pdf)

"""Writing in full screen: only the form, the bar above and the dictation bar are left. Knows nothing of the note."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.toast import announce
from fieldnotes.ui.worker.editor.top_bar import FULL_KEY
from fieldnotes.ui.worker.editor.view import EditorView


class FullScreen(QObject):
    """Shift+F11 there and back; Esc goes back; leaving the note gives the window its size again."""

    def __init__(self, view: EditorView) -> None:
        super().__init__(view)
        self._view = view
        view.top.full_asked.connect(self.toggle)
        shortcut = QShortcut(QKeySequence(FULL_KEY), view, self.toggle)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def toggle(self) -> None:
        """Go there, or back; the keyboard stays where it is in the note."""
        alone = not self._view.alone
        where = self._view.form.where()
        self._turn(alone=alone)
        if where is not None and self._view.signed is None:
            self._view.form.restore(where)
        announce(self._view, _("Full screen; Esc leaves it") if alone else _("The note's sections are back"))

    def left(self) -> None:
        """Give the window back as it was."""
        if self._view.alone:
            self._turn(alone=False)

    def _turn(self, *, alone: bool) -> None:
        window, full = self._view.window(), Qt.WindowState.WindowFullScreen
        window.setWindowState(window.windowState() | full if alone else window.windowState() & ~full)
        self._view.top.show_alone(alone=alone)

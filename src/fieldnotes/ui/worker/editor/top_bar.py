"""The bar above the form: which note, when and where, where it lies, and the two ways on. Draws; decides nothing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import Button, icon_button, plain_button, primary_button, shown_keys
from fieldnotes.ui.shared.flow import FlowLayout
from fieldnotes.ui.shared.labels import Chip, ElidingLabel
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.editor.states import TopState

FULL_KEY = "Shift+F11"


class TopBar(QFrame):
    """Title, pills, *Show the family* (F11) and *Sign* (Ctrl+Enter)."""

    family_asked = Signal()
    sign_asked = Signal()
    correct_asked = Signal()
    full_asked = Signal()
    alone_shown = Signal(bool)
    """The form has the whole screen, or has not any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(px(20), px(10), px(20), px(10))
        self._grid.setVerticalSpacing(px(8))
        words = QVBoxLayout()
        words.setSpacing(1)
        self.title = ElidingLabel("", "h1")
        self.detail = ElidingLabel("", "muted")
        words.addWidget(self.title)
        words.addWidget(self.detail)
        self.saved = Chip()
        self.where = Chip()
        self.family = plain_button(_("Show the family"), "monitor-up", "F11")
        self.family.clicked.connect(self.family_asked)
        self.sign = primary_button(_("Sign"), "pen-line", "Ctrl+Return")
        self.sign.clicked.connect(self.sign_asked)
        self.correct = plain_button(_("Correct …"), "file-pen")
        self.correct.clicked.connect(self.correct_asked)
        self.correct.hide()
        self.full = self._full()
        self._words, self._acts = QWidget(self), QWidget(self)
        self._words.setLayout(words)
        words.setContentsMargins(0, 0, 0, 0)
        acts = FlowLayout(px(8), self._acts)
        for widget in (self.saved, self.where, self.full, self.family, self.correct, self.sign):
            acts.addWidget(widget)
        self.show_narrow(narrow=False)

    def show_narrow(self, *, narrow: bool) -> None:
        """Put the pills and ways on below the title when the window is narrow."""
        self._grid.addWidget(self._words, 0, 0)
        self._grid.addWidget(self._acts, 1 if narrow else 0, 0 if narrow else 1)
        self._grid.setColumnStretch(0, 1)
        self.family.setText("" if narrow else _("Show the family"))
        self.family.show_glyph("monitor-up")
        self.family.setAccessibleName(_("Show the family"))
        self.family.setShortcut("F11")

    def _full(self) -> Button:
        made = icon_button(_("Write in full screen"), "maximize")
        made.setToolTip(f"{made.accessibleName()} ({shown_keys(FULL_KEY)})")
        made.clicked.connect(self.full_asked)
        return made

    def show_alone(self, *, alone: bool) -> None:
        """Say whether the form has the whole screen, and what the button does then."""
        name = _("Leave full screen") if alone else _("Write in full screen")
        self.full.setAccessibleName(name)
        self.full.setToolTip(f"{name} ({shown_keys(FULL_KEY)})")
        self.full.show_glyph("minimize" if alone else "maximize")
        self.alone_shown.emit(alone)

    def show_top(self, state: TopState, *, signed: bool = False, may_correct: bool = False) -> None:
        """Show where the note stands."""
        self.title.setText(state.title)
        self.detail.setText(state.detail)
        self.saved.show_chip(state.saved, state.saved_tone)
        self.where.show_chip(state.where, state.where_tone)
        self.sign.setVisible(not signed)
        self.sign.setEnabled(state.may_sign)
        self.correct.setVisible(signed and may_correct)

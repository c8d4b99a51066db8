"""The line at the lower edge that always tells the truth in words; it shows what it is given, knows no hub."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import quiet_button
from fieldnotes.ui.shared.icons import IconLabel
from fieldnotes.ui.shared.labels import ElidingLabel

SIGNS = {
    "ok": ("circle-check", "ok"),
    "waiting": ("cloud-off", "warn"),
    "local": ("laptop", "muted"),
    "working": ("refresh-cw", "info"),
    "wrong": ("triangle-alert", "rec"),
}


class StatusLine(QFrame):
    """A sign, a sentence, and the button that exchanges with the hub now."""

    sync_asked = Signal()
    where_asked = Signal()
    conflicts_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusline")
        box = QHBoxLayout(self)
        box.setContentsMargins(20, 4, 12, 4)
        box.setSpacing(8)
        self._sign = IconLabel("laptop", "muted", 16)
        self.words = ElidingLabel("", "muted")
        self.where = quiet_button(_("Where are my notes?"), "info")
        self.sync = quiet_button(_("Exchange now"), "refresh-cw")
        self.conflicts = quiet_button("", "copy")
        self.conflicts.hide()
        self.conflicts.clicked.connect(self.conflicts_asked)
        self.sync.clicked.connect(self.sync_asked)
        self.where.clicked.connect(self.where_asked)
        box.addWidget(self._sign)
        box.addWidget(self.words, 1)
        box.addWidget(self.conflicts)
        box.addWidget(self.where)
        box.addWidget(self.sync)

    def show_narrow(self, *, narrow: bool) -> None:
        """Leave the room to the sentence when the window is small for its text."""
        for button, words in ((self.where, _("Where are my notes?")), (self.sync, _("Exchange now"))):
            button.setText("" if narrow else words)
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.show_glyph("info" if button is self.where else "refresh-cw")

    def show_conflicts(self, words: str) -> None:
        """Say how many notes have several versions; an empty text says nothing."""
        self.conflicts.setText(words)
        self.conflicts.show_glyph("copy")
        self.conflicts.setVisible(bool(words))

    def show_status(self, kind: str, words: str, *, can_sync: bool, busy: bool) -> None:
        """Show a sentence; `kind` is ok, waiting, local, working or wrong."""
        glyph, role = SIGNS[kind]
        self._sign.show_icon(glyph, role)
        self.words.setText(words)
        self.setAccessibleDescription(words)
        self.sync.setVisible(can_sync)
        self.sync.setEnabled(not busy)

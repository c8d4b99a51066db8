"""The bar at the upper edge: find, new note, who works here, lock. Draws and asks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import icon_button, plain_button, primary_button
from fieldnotes.ui.shared.icons import IconLabel
from fieldnotes.ui.shared.labels import ElidingLabel, label
from fieldnotes.ui.shared.theme import px


class TopBar(QFrame):
    """Quiet, and the one primary button."""

    find_asked = Signal()
    new_asked = Signal()
    lock_asked = Signal()
    keys_asked = Signal()
    display_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("topbar")
        box = QHBoxLayout(self)
        box.setContentsMargins(20, 10, 20, 10)
        box.setSpacing(8)
        self._find = plain_button(_("Find a case or a command"), "search")
        self._new = primary_button(_("New note"), "plus")
        self._who = ElidingLabel("", "muted")
        self._keys = icon_button(_("Keys"), "keyboard")
        self._display = icon_button(_("Display and language …"), "settings-2")
        self._lock = plain_button(_("Lock"), "lock")
        self._find.clicked.connect(self.find_asked)
        self._new.clicked.connect(self.new_asked)
        self._keys.clicked.connect(self.keys_asked)
        self._display.clicked.connect(self.display_asked)
        self._lock.clicked.connect(self.lock_asked)
        for button, words, keys in (
            (self._find, _("Find a case or a command"), "Ctrl+K"),
            (self._new, _("New note"), "Ctrl+N"),
            (self._keys, _("Keys"), "F1"),
            (self._display, _("Display and language …"), "Ctrl+,"),
            (self._lock, _("Lock"), "Ctrl+L"),
        ):
            button.setToolTip(f"{words} ({keys})")
            button.setAccessibleName(words)
        box.addWidget(IconLabel("clipboard-list", "accent", 22))
        self._brand = label("FieldNotes", "h2")
        box.addWidget(self._brand)
        box.addSpacing(px(24))
        box.addWidget(self._find)
        box.addWidget(self._who, 1)
        for button in (self._keys, self._display, self._lock, self._new):
            box.addWidget(button)

    def show_who(self, name: str) -> None:
        """Show who works here."""
        self._who.setText(name)

    def begin_nothing(self) -> None:
        """Offer no note to who only prepares."""
        self._new.hide()

    def show_narrow(self, *, narrow: bool) -> None:
        """Keep to the needful when the window is small for its text."""
        self._brand.setVisible(not narrow)
        self._who.setVisible(True)
        self._find.setText("" if narrow else _("Find a case or a command"))
        self._find.setAccessibleName(_("Find a case or a command"))
        self._find.show_glyph("search")
        self._lock.setText("" if narrow else _("Lock"))
        self._lock.setAccessibleName(_("Lock"))
        self._lock.show_glyph("lock")

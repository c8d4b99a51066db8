"""Somebody at the window: acts by keys and clicks only, on what is in sight, and every act is counted."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

NO_MODIFIER = Qt.KeyboardModifier.NoModifier


class Person:
    """Counts acts (a key chord or a click is one, filling a text field is one) and the screens that were met."""

    def __init__(self, window, where):
        self.window = window
        self._where = where
        self.acts = []
        self.letters = 0
        self.screens = []
        self.look()

    def look(self):
        """Note what is in front now, if it is another thing than before."""
        here = self._where()
        if here and [here] != self.screens[-1:]:
            self.screens.append(here)

    def press(self, key, modifier=NO_MODIFIER):
        """Press one chord where the keyboard is."""
        QTest.keyClick(self.hand(), key, modifier)
        self._acted(QKeySequence(key.value | modifier.value).toString())

    def write(self, text):
        """Type a text where the keyboard is; the test library's own typing knows only ASCII."""
        at = self.hand()
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(at, QKeyEvent(kind, Qt.Key.Key_unknown, NO_MODIFIER, letter))
        self.letters += len(text)
        self._acted(f"write {len(text)}")

    def click(self, widget, at=None):
        """Click a thing that can be seen."""
        spot = at or widget.rect().center()
        assert self.sees(widget, spot), f"{widget.accessibleName() or widget} is not in sight"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NO_MODIFIER, spot)
        self._acted(f"click {widget.accessibleName() or type(widget).__name__}")

    def roll(self, items, item):
        """Turn the wheel until an item of a list is in sight."""
        items.scrollToItem(item)
        self._acted("wheel")

    def choose(self, rows, key):
        """Click a row of a list."""
        self.click(rows.viewport(), self._spot(rows, key))

    def sees_row(self, rows, key):
        """Tell whether a row of a list is there and in sight."""
        spot = self._spot(rows, key)
        return spot is not None and self.sees(rows.viewport(), spot)

    def sees(self, widget, spot=None):
        """Tell whether nothing lies over the spot and it is not scrolled away."""
        if not widget.isVisible() or not widget.isEnabled():
            return False
        place = widget.mapTo(self.window, spot or widget.rect().center())
        if not self.window.rect().contains(place):
            return False
        met = self.window.childAt(place)
        return met is not None and (met is widget or widget.isAncestorOf(met))

    def hand(self) -> QWidget:
        """Give what has the keyboard."""
        return QApplication.focusWidget() or self.window

    def _spot(self, rows, key):
        """Say where a row stands in its list; nothing while it is not there."""
        found = [n for n, row in enumerate(rows.rows.rows) if row.key == key]
        return rows.visualRect(rows.rows.index(found[0])).center() if found else None

    def _acted(self, what):
        self.acts.append(what)
        QApplication.processEvents()
        self.look()

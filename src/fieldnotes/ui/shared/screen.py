"""What the shell hosts: the base of every screen. A screen draws and asks; its presenter decides; knows no shell.

How to add a screen: write a module with `build(shell: Shell, subject: str) -> Screen` and name it in
`fieldnotes/ui/shell/screens.py`. `shell` (see `fieldnotes/ui/shell/places.py`) has the desk, the lanes and the way
to other screens. The module is imported when the screen is first opened, never before.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.ui.shared.reading_order import step


class Screen(QWidget):
    """One screen in the middle of the window."""

    renamed = Signal(str)
    """The name in the window's title changed."""

    wiped = Signal(str)
    """The profile was destroyed from here: nothing of it is left to show; carries the sentence that says so."""

    lock_asked = Signal()
    """The worker locks from a window of this screen's own, which hides the main one."""

    immersive = False
    """True takes the whole window: navigation and top bar step aside; the screen offers its own way back."""

    keeps_awake = False
    """True while something goes on that no key or mouse shows, such as dictation: the profile does not lock then."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.name = name
        self.presenter: object = None
        """Put the presenter here: a connected signal does not keep a Python object alive."""

    def rename(self, name: str) -> None:
        """Say under what name the window stands."""
        self.name = name
        self.setAccessibleName(name)
        self.renamed.emit(name)

    def entered(self) -> None:
        """React to being shown, each time: load what is new and take the focus."""

    def left(self) -> None:
        """React to being left, locked or closed: hand every unsaved word to `Lane.WRITE` before returning.

        Locking and closing wait for that lane, so what is handed over here is saved.
        """

    def speak(self) -> None:
        """Begin to listen, where a screen can."""

    def search_for(self, text: str) -> None:
        """Search words in what the screen is about, where it can; with none, be ready to."""

    def step_back(self) -> bool:
        """Go back as the screen's own button does; false where it has none of its own."""
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Follow the reading order; inside a window, the window's."""
        return step(self, forward=forward) if self.isWindow() else super().focusNextPrevChild(forward)

    def take_change(self, change: object) -> None:
        """Hear what an act changed (`kinds`, `ids`) and reload if it concerns this screen."""

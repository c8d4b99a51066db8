"""The panels of an open note: a sibling's note, the wrong case, what was copied by hand. Builds them when asked for."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.life.by_hand_panel import ByHandPanel
from fieldnotes.ui.worker.life.by_hand_presenter import ByHandPresenter
from fieldnotes.ui.worker.life.misfiled_panel import MisfiledPanel
from fieldnotes.ui.worker.life.misfiled_presenter import MisfiledPresenter
from fieldnotes.ui.worker.life.sibling_panel import SiblingPanel
from fieldnotes.ui.worker.life.sibling_presenter import SiblingPresenter


class NoteLife(QObject):
    """Owns the panels over one note's screen."""

    def __init__(self, screen: QWidget, shell: Shell, note: str) -> None:
        super().__init__(screen)
        self._screen = screen
        self._shell = shell
        self._note = note
        self.siblings: SiblingPanel | None = None
        self.misfiled: MisfiledPanel | None = None
        self.by_hand: dict[tuple[str, str], ByHandPanel] = {}
        self._sibling: SiblingPresenter | None = None

    def open_siblings(self) -> None:
        """Ask which sibling; every word of this note is saved by now."""
        if self._sibling is None:
            panel = self.siblings = SiblingPanel(self._screen)
            self._sibling = SiblingPresenter(self._shell, panel, self._note)
            panel.sibling_chosen.connect(self._sibling.choose)
            panel.begin_asked.connect(self._sibling.begin)
        self._sibling.start()

    def open_misfiled(self) -> None:
        """Ask which is the right case, and why."""
        if self.misfiled is None:
            panel = self.misfiled = MisfiledPanel(self._screen)
            presenter = MisfiledPresenter(self._shell, panel, self._note)
            panel.said.connect(lambda case, why, elsewhere: presenter.say(case, why, elsewhere=elsewhere))
        self.misfiled.open_form()

    def open_by_hand(self, to: str, what: str) -> None:
        """Ask which receipt the note got in a system it was copied into, or was taken out of."""
        if (to, what) not in self.by_hand:
            panel = self.by_hand[to, what] = ByHandPanel(self._screen, to, what)
            presenter = ByHandPresenter(self._shell, panel, self._note, to)
            panel.said.connect(lambda receipt: presenter.say(receipt))  # noqa: PLW0108 - it keeps the presenter
        self.by_hand[to, what].open_form()

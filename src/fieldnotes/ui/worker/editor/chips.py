"""Small rounded buttons: proposals to take, things to choose, people to name. They decide nothing."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QSizePolicy, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.flow import FlowLayout
from fieldnotes.ui.worker.editor.shapes import Option

TAKE_KEY = "Alt+Return"
ENTER_SIGN = "↵"


def chip(text: str, kind: str, parent: QWidget | None = None) -> QPushButton:
    """Make one chip; `kind` picks its look (`chip`, `choice`, `source`)."""
    button = QPushButton(text, parent)
    button.setProperty("kind", kind)
    button.setAutoDefault(True)
    button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return button


class ChipRow(QWidget):
    """Proposals below a field."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(8, self)
        self._takers: list[tuple[QPushButton, Callable[[], None]]] = []
        self.setVisible(False)

    def add(self, words: str, taken: Callable[[], None]) -> None:
        """Offer one thing; `taken` is called when the person takes it."""
        button = chip(words + "  " + ENTER_SIGN, "chip", self)
        button.setAccessibleName(_("Proposal: {words}").format(words=words))
        button.setToolTip(_("Take the proposal: click, or {key}").format(key="Alt+Enter"))
        button.clicked.connect(taken)
        self._flow.addWidget(button)
        self._takers.append((button, taken))
        self.setVisible(True)

    def clear(self) -> None:
        """Take all proposals away."""
        for button, _taken in self._takers:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._takers = []
        self.setVisible(False)

    def waiting(self) -> bool:
        """Say whether there is anything to take."""
        return bool(self._takers)

    def take_first(self) -> bool:
        """Take the first proposal; false when there is none."""
        if not self._takers:
            return False
        self._takers[0][1]()
        return True


class MenuChip(QPushButton):
    """A chip that shows one chosen thing and opens a menu of the others."""

    picked = Signal(str)

    def __init__(self, name: str, options: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "source")
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._name = name
        self._options = tuple(options)
        self._chosen: str | None = None
        self._menu: QMenu | None = None
        self.clicked.connect(self.open_menu)
        self._write()

    def chosen(self) -> str | None:
        """Return the id of what is chosen."""
        return self._chosen

    def choose(self, option: str | None) -> None:
        """Show an option without telling anybody."""
        self._chosen = option
        self._write()

    def offer(self, option: Option) -> None:
        """Add an option the list did not have."""
        if option.id not in [known.id for known in self._options]:
            self._options = (*self._options, option)
            self._menu = None

    def pick(self, option: str) -> None:
        """Choose as a person does."""
        self.choose(option)
        self.picked.emit(option)

    def open_menu(self) -> None:
        """Open the menu below the chip, on the present choice."""
        if self._menu is None:
            self._menu = QMenu(self)
            for option in self._options:
                action = self._menu.addAction(option.label)
                action.setCheckable(True)
                action.setData(option.id)
            self._menu.triggered.connect(self._triggered)
        for action in self._menu.actions():
            action.setChecked(action.data() == self._chosen)
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _triggered(self, action: QAction) -> None:
        self.pick(str(action.data()))

    def _write(self) -> None:
        label = next((o.label for o in self._options if o.id == self._chosen), None)
        self.setText((label or self._name) + "  ▾")
        self.setProperty("empty", label is None)
        self.setAccessibleName(f"{self._name}: {label}" if label else self._name)
        self.style().unpolish(self)
        self.style().polish(self)


class ChoiceChips(QWidget):
    """A row of chips of which one (or, with `many`, several) is chosen; arrows move, blank chooses.

    The chosen one can be taken back by choosing it again.
    """

    changed = Signal()

    def __init__(self, name: str, options: Sequence[Option], *, many: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(8, self)
        self._many = many
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._name = name
        self._buttons: dict[str, QPushButton] = {}
        for option in options:
            self.offer(option)

    def offer(self, option: Option) -> None:
        """Add a chip at the end, unless it is there."""
        if option.id in self._buttons:
            return
        button = chip(option.label, "choice", self)
        button.setCheckable(True)
        button.setAccessibleName(f"{self._name}: {option.label}")
        button.clicked.connect(partial(self._clicked, option.id))
        self._group.addButton(button)
        self._flow.addWidget(button)
        self._buttons[option.id] = button

    def chosen(self) -> list[str]:
        """Return the chosen ids in the order of the list."""
        return [option for option, button in self._buttons.items() if button.isChecked()]

    def choose(self, options: Sequence[str]) -> None:
        """Show what is chosen without telling anybody."""
        for option, button in self._buttons.items():
            button.setChecked(option in options)

    def button(self, option: str) -> QPushButton:
        """Return the chip of one option."""
        return self._buttons[option]

    def focus(self) -> None:
        """Put the keyboard on the chosen chip, else the first."""
        chosen = self.chosen() or list(self._buttons)
        if chosen:
            self._buttons[chosen[0]].setFocus()

    def _clicked(self, picked: str, *_on: bool) -> None:
        if not self._many and self._buttons[picked].isChecked():
            self.choose([picked])
        self.changed.emit()

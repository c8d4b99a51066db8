"""Small rounded buttons: proposals to take, things to choose, people to name. They decide nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import Button, icon_button, shown_keys
from fieldnotes.ui.shared.flow import FlowLayout
from fieldnotes.ui.shared.labels import restyle
from fieldnotes.ui.worker.editor.chip import chip, write_key
from fieldnotes.ui.worker.editor.shapes import Option

TAKE_KEY = "Alt+Return"
ALL_KEY = "Alt+Shift+Return"
REFUSE_KEY = "Alt+Delete"
BACK_KEY = "Alt+Z"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something proposed: its words, the words it was heard in, and what to call when it is taken or refused."""

    key: str
    words: str = field(repr=False)
    heard: str = field(repr=False)
    taken: Callable[[], None] = field(repr=False, compare=False)
    refused: Callable[[], None] | None = field(default=None, repr=False, compare=False)


class ChipRow(QWidget):
    """Proposals below a field."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(8, self)
        self._chips: list[_ProposedChip] = []
        self.setVisible(False)

    def show_choices(self, choices: Sequence[Choice], *, key: bool = False) -> None:
        """Offer these things; `key` when the key for the first proposal of the section takes the first of them."""
        if [chip.choice for chip in self._chips] != list(choices):
            for old in self._chips:
                self._flow.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._chips = [_ProposedChip(choice, self) for choice in choices]
            for chip in self._chips:
                self._flow.addWidget(chip)
        for at, chip in enumerate(self._chips):
            chip.say_key(key=key and at == 0)
        self.setVisible(bool(choices))

    def waiting(self) -> bool:
        """Say whether there is anything to take."""
        return bool(self._chips)

    def take_first(self) -> bool:
        """Take the first proposal; false when there is none."""
        if not self._chips:
            return False
        self._chips[0].choice.taken()
        return True

    def refuse_first(self) -> bool:
        """Refuse the first proposal; false when there is none that can be."""
        refused = self._chips[0].choice.refused if self._chips else None
        if refused is None:
            return False
        refused()
        return True


class _ProposedChip(QWidget):
    """One proposal: the chip that takes it, and a cross that refuses it."""

    def __init__(self, choice: Choice, parent: QWidget) -> None:
        super().__init__(parent)
        self.choice = choice
        self._take = chip(choice.words, "chip", self)
        self._take.setAccessibleName(_("Proposal: {words}").format(words=choice.words))
        self._take.setAccessibleDescription(choice.heard)
        self._take.clicked.connect(choice.taken)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._take, 0, Qt.AlignmentFlag.AlignVCenter)
        refused = choice.refused
        if refused is not None:
            no: Button = icon_button(_("Refuse: {words}").format(words=choice.words), "x")
            no.clicked.connect(refused)
            line.addWidget(no)

    def say_key(self, *, key: bool) -> None:
        """Say on the chip whether the key takes it."""
        keys = shown_keys(TAKE_KEY)
        self._take.setText(f"{self.choice.words}  {keys}" if key else self.choice.words)
        how = _("Take the proposal: click, or {key}").format(key=keys) if key else _("Take the proposal: click")
        self._take.setToolTip("\n".join(part for part in (self.choice.heard, how) if part))


class MenuChip(QPushButton):
    """A chip that shows one chosen thing and opens a menu of the others."""

    picked = Signal(str)

    def __init__(self, name: str, options: Sequence[Option], parent: QWidget | None = None, shown: str = "") -> None:
        super().__init__(parent)
        self._shown = shown or name
        """The words of an empty chip; `name` says more to who cannot see what stands around it."""
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
        self.setText((label or self._shown) + "  ▾")
        self.setAccessibleName(f"{self._name}: {label}" if label else self._name)
        if self.property("empty") is not (label is None):
            self.setProperty("empty", label is None)
            restyle(self)


class ChoiceChips(QWidget):
    """A row of chips of which one (or, with `many`, several) is chosen; arrows move, blank chooses.

    The chosen one can be taken back by choosing it again.
    """

    changed = Signal()

    def __init__(self, name: str, options: Sequence[Option], *, many: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(8, self)
        self._many = many
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
        self._flow.addWidget(button)
        self._buttons[option.id] = button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move along the chips with the arrows. A `QButtonGroup` of several would take all but one out of Tab's way."""
        ahead = Qt.Key.Key_Left if self.isRightToLeft() else Qt.Key.Key_Right
        back = Qt.Key.Key_Right if self.isRightToLeft() else Qt.Key.Key_Left
        by = {ahead: 1, Qt.Key.Key_Down: 1, back: -1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        buttons = list(self._buttons.values())
        here = next((place for place, button in enumerate(buttons) if button.hasFocus()), None)
        if not by or here is None:
            super().keyPressEvent(event)
            return
        buttons[max(0, min(here + by, len(buttons) - 1))].setFocus(Qt.FocusReason.TabFocusReason)

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

    def show_keys(self, keys: Iterator[str]) -> dict[str, QPushButton]:
        """Write the next keys on the chips, as far as they reach; gives the chips by their keys."""
        found = {key: button for button, key in zip(self._buttons.values(), keys, strict=False)}
        for key, button in found.items():
            write_key(button, key)
        return found

    def focus(self) -> None:
        """Put the keyboard on the chosen chip, else the first."""
        chosen = self.chosen() or list(self._buttons)
        if chosen:
            self._buttons[chosen[0]].setFocus()

    def _clicked(self, picked: str, *_on: bool) -> None:
        if not self._many and self._buttons[picked].isChecked():
            self.choose([picked])
        self.changed.emit()

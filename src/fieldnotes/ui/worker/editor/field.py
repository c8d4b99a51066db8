"""What every field widget of the form promises: take a value, give it back exactly, say when it changed."""

from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.domain.json_value import Json
from fieldnotes.ui.worker.editor.chips import ChipRow, Choice
from fieldnotes.ui.worker.editor.shapes import FieldShape, Form


class FieldWidget(QWidget):
    """One field of the note. Below its own input it shows proposals as chips, taken by click or key.

    `value()` is nothing while the field is empty; what `set_value` was given comes back unchanged, keys that
    have no input of their own included, until a person changes it.
    """

    changed = Signal()
    """A person (or a spoken word) changed the value."""
    labelled_inside: ClassVar[bool] = False
    """The widget shows its label itself."""

    def __init__(self, shape: FieldShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape = shape
        self.form = form
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        self._chips: ChipRow | None = None

    def set_value(self, value: Json) -> None:
        """Show a value of the record; does not emit `changed`."""
        raise NotImplementedError

    def begin(self, value: Json) -> None:
        """Show the value the form opens with; of a long one only the beginning, the rest by `build_more`."""
        self.set_value(value)

    def build_more(self) -> bool:
        """Make a little more of what `begin` left; false when nothing was left."""
        return False

    def adopt(self, value: Json) -> None:
        """Take over a value that came from elsewhere while the person writes; text keeps cursor and undo."""
        self.set_value(value)

    def value(self) -> Json:
        """Give the value in the shape of `field_types`, or nothing while it is empty."""
        raise NotImplementedError

    def focus(self) -> None:
        """Put the keyboard into the first input."""
        raise NotImplementedError

    def show_offers(self, choices: Sequence[Choice], *, key: bool = False) -> None:
        """Offer these things as chips; `key` when the key for the first proposal takes the first of them."""
        if self._chips is None and choices:
            self._chips = ChipRow(self)
            self.body.addWidget(self._chips)
        if self._chips is not None:
            self._chips.show_choices(choices, key=key)

    def has_proposal(self) -> bool:
        """Say whether a chip waits to be taken."""
        return self._chips is not None and self._chips.waiting()

    def accept_first(self) -> bool:
        """Take the first proposal; false when there is none."""
        return self._chips is not None and self._chips.take_first()

    def refuse_first(self) -> bool:
        """Refuse the first proposal; false when there is none."""
        return self._chips is not None and self._chips.refuse_first()

    def context_changed(self, fields: dict[str, dict[str, Json]]) -> None:
        """Hear that other fields of the note changed; most fields do not care."""


def tab_before(row: QWidget, remove: QWidget, add: QWidget) -> None:
    """Let Tab meet a row that came later where it stands: its inputs, its remove button, then what adds another.

    Qt puts whatever is made later at the end of the whole window.
    """
    _chain(add, *sorted(_stops(row), key=lambda each: each is remove), add)


def _stops(part: QWidget) -> list[QWidget]:
    return [each for each in part.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]


def _chain(*stops: QWidget) -> None:
    for before, stop in pairwise(stops):
        QWidget.setTabOrder(before, stop)


def today() -> QDate:
    """Return today's date for reading `fredag` or `20 mars`."""
    return QDate.currentDate()

"""The people of a case, with what must not be overlooked about them in words. Draws, decides nothing."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.ui.shared.cards import row
from fieldnotes.ui.shared.icons import IconLabel
from fieldnotes.ui.shared.labels import Chip, muted, strong
from fieldnotes.ui.worker.case_presenter import PersonLine


class PeopleList(QWidget):
    """A name, a role, and marks below."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)
        self._shown: tuple[PersonLine, ...] | None = None

    def show_people(self, people: Sequence[PersonLine]) -> None:
        """Show these people instead of those before."""
        if tuple(people) == self._shown:
            return
        self._shown = tuple(people)
        while (item := self._box.takeAt(0)) is not None:
            held = item.widget()
            if held is not None:
                held.deleteLater()
        for person in people:
            self._box.addWidget(_line(person))


def _line(person: PersonLine) -> QWidget:
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(2)
    box.addWidget(strong(person.name))
    box.addWidget(muted(person.detail))
    if person.marks:
        box.addLayout(row(IconLabel("shield-alert", "rec", 18), *(Chip(mark, "rec") for mark in person.marks)))
    return holder

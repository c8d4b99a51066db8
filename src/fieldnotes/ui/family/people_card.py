"""Who is in the room, as rows to tick, and the panel that adds an interpreter, a colleague or a support person."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.family.room_state import (
    COLLEAGUE,
    FOLLOWING,
    INTERPRETER,
    OTHER,
    PROXY,
    SUPPORT,
    Choice,
    Guests,
    PersonRow,
    RoomPage,
)
from fieldnotes.ui.shared.buttons import plain_button, quiet_button
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.labels import label, muted, small
from fieldnotes.ui.shared.theme import px


class PeopleCard(Card):
    """Rows with a name and a role."""

    ticked = Signal(str, bool)
    added = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__(_("In the room"), _("Only those you tick are counted. Showing is recorded with their names."))
        self._rows: dict[str, _Row] = {}
        holder = QWidget()
        self._lines = QVBoxLayout(holder)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)
        self.add(holder)
        self.more = quiet_button(_("Add somebody"), "user-plus")
        self.more.clicked.connect(self._toggle)
        self.adding = AddPanel()
        self.adding.added.connect(self._add)
        self.adding.hide()
        self.add_row(self.more)
        self.add(self.adding)
        self.add(
            small(_("Somebody here who cannot be added? Show nothing until they have left; they are not in the case."))
        )

    def show_people(self, page: RoomPage) -> None:
        """Draw the rows; a row that is there already keeps its place and the focus."""
        for row in page.people:
            if row.id not in self._rows:
                self._rows[row.id] = made = _Row(row)
                made.ticked.connect(self.ticked)
                self._lines.addWidget(made)
            self._rows[row.id].show_row(row)
        self.adding.show_guests(page.guests)

    def first(self) -> QWidget | None:
        """Give where the keyboard begins."""
        return next((row.box for row in self._rows.values()), None)

    def _toggle(self) -> None:
        self.adding.setVisible(self.adding.isHidden())
        if not self.adding.isHidden():
            self.adding.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, kind: str, person: str, principal: str) -> None:
        self.adding.hide()
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)
        self.added.emit(kind, person, principal)


class _Row(QWidget):
    """One person."""

    ticked = Signal(str, bool)

    def __init__(self, row: PersonRow) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 2, 0, 2)
        box.setSpacing(0)
        self.box = QCheckBox()
        self._detail = muted()
        self._detail.setContentsMargins(px(29) + 4, 0, 0, 0)
        box.addWidget(self.box)
        box.addWidget(self._detail)
        self.box.toggled.connect(lambda on: self.ticked.emit(row.id, on))

    def show_row(self, row: PersonRow) -> None:
        """Draw name, role and whether they are here."""
        self.box.setText(row.name.replace("&", "&&"))
        self.box.setAccessibleName(f"{row.name}, {row.detail}")
        self._detail.setText(row.detail)
        self.box.blockSignals(True)
        self.box.setChecked(row.here)
        self.box.blockSignals(False)


class AddPanel(QWidget):
    """What kind of guest, who, and for whom they are here."""

    added = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._guests = Guests()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        self.kind, self.who, self.principal = (_combo() for _number in range(3))
        self._names: list[QLabel] = []
        for number, (words, combo) in enumerate(
            ((_("As"), self.kind), (_("Who"), self.who), (_("Is here for"), self.principal))
        ):
            name = label(words)
            name.setBuddy(combo)
            combo.setAccessibleName(words)
            self._names.append(name)
            grid.addWidget(name, number, 0)
            grid.addWidget(combo, number, 1)
        self._nobody = small(
            _("Nobody of the case can be that. Whoever is to be shown anything has to be in the case.")
        )
        grid.addWidget(self._nobody, 3, 0, 1, 2)
        self.put = plain_button(_("Add"), "plus")
        self.put.clicked.connect(self._add)
        grid.addWidget(self.put, 4, 0, 1, 2, Qt.AlignmentFlag.AlignLeading)
        _fill(
            self.kind,
            (
                Choice(INTERPRETER, _("Interpreter")),
                Choice(COLLEAGUE, _("Colleague")),
                Choice(SUPPORT, _("Support person")),
                Choice(PROXY, _("Representative or counsel")),
                Choice(OTHER, _("Somebody else of the case")),
            ),
        )
        self.kind.currentIndexChanged.connect(lambda _index: self._fit())

    def show_guests(self, guests: Guests) -> None:
        """Offer other people."""
        if guests != self._guests:
            self._guests = guests
            _fill(self.principal, guests.principals)
            self._fit()

    def _fit(self) -> None:
        kind = str(self.kind.currentData())
        _fill(self.who, self._guests.of(kind))
        named, follows = kind != INTERPRETER, kind in FOLLOWING
        for name, combo, shown in ((self._names[1], self.who, named), (self._names[2], self.principal, follows)):
            name.setVisible(shown and combo.count() > 0)
            combo.setVisible(shown and combo.count() > 0)
        nobody = named and self.who.count() == 0
        self._nobody.setVisible(nobody)
        self.put.setEnabled(not nobody)

    def _add(self) -> None:
        kind = str(self.kind.currentData())
        person = "" if kind == INTERPRETER else str(self.who.currentData() or "")
        self.added.emit(kind, person, str(self.principal.currentData() or "") if kind in FOLLOWING else "")


def _combo() -> QComboBox:
    made = QComboBox()
    made.setMinimumContentsLength(8)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made


def _fill(combo: QComboBox, choices: tuple[Choice, ...]) -> None:
    combo.clear()
    for choice in choices:
        combo.addItem(choice.words, choice.id)

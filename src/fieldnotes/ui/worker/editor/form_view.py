"""The middle of the editor: all cards in a column that scrolls. Built piece by piece; decides nothing."""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.ui.shared.cards import Page
from fieldnotes.ui.worker.earlier_card import EarlierCard
from fieldnotes.ui.worker.editor.chips import Choice
from fieldnotes.ui.worker.editor.field import FieldWidget
from fieldnotes.ui.worker.editor.field_stops import go_to_stop, stop_in
from fieldnotes.ui.worker.editor.fields_repeat import RepeatField
from fieldnotes.ui.worker.editor.newer_card import NewerCard
from fieldnotes.ui.worker.editor.offers import Offers
from fieldnotes.ui.worker.editor.section_card import SectionCard
from fieldnotes.ui.worker.editor.shapes import Form
from fieldnotes.ui.worker.editor.spoken_field import SpokenField
from fieldnotes.ui.worker.editor.states import CheckRow, States, Where
from fieldnotes.ui.worker.editor.taking import Taking
from fieldnotes.ui.worker.editor.writing import Writing
from fieldnotes.ui.worker.files.files_card import FilesCard

SETTLES = 600
"""Milliseconds in which a place that was asked for stays in sight while cards are laid out."""
PROMISES = frozenset({"agreement", "next_step"})
"""The fields before whose card the card of earlier promises stands."""
AT_ONCE = 2
"""Cards that are made before the first paint; the others follow below, where nothing in sight moves."""


class FormView(Page):
    """One card per section; knows where the person is."""

    value_changed = Signal(str, str, object)
    section_entered = Signal(str)
    place_entered = Signal()
    """The person came to another field."""
    sound_dropped = Signal(str, str)
    built = Signal()
    """All cards are made."""

    def __init__(self) -> None:
        super().__init__(900)
        self.stand_on_ground()
        self.form: Form | None = None
        self.cards: dict[str, SectionCard] = {}
        self.files = FilesCard()
        self.earlier = EarlierCard()
        self.newer = NewerCard()
        self._waiting: list[SectionCard] = []
        self._values: dict[str, dict[str, Json]] = {}
        self.taking = Taking(self, lambda: self._values, self._put, self._draw_offers)
        self._here: tuple[str, str] = ("", "")
        self._slice = QTimer(self)
        self._slice.setInterval(0)
        self._slice.timeout.connect(self._build_next)
        self._wanted: QWidget | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLES)
        self._settling.timeout.connect(self._settled)
        self.verticalScrollBar().rangeChanged.connect(self._stay_with_wanted)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr] # it exists

    def show_form(self, form: Form, sections: Sections, offers: Offers) -> None:
        """Show a whole note; the first cards at once, the rest in the moments after."""
        self.form = form
        self._values = {section: dict(fields) for section, fields in sections.items()}
        self.taking.begin(offers)
        seen_promises = False
        self.add(self.newer)
        for shape in form.sections:
            card = SectionCard(shape, form)
            card.value_changed.connect(self._entered)
            card.sound_dropped.connect(self.sound_dropped)
            self.cards[shape.id] = card
            if not seen_promises and any(field.type in PROMISES for field in shape.fields):
                self.add(self.earlier)
                seen_promises = True
            self.add(card)
        self.add(self.files)
        self.end()
        self._waiting = list(self.cards.values())
        for _number in range(AT_ONCE):
            self._build_next()
        self._slice.start()

    def build_all(self) -> None:
        """Make what is not made yet, now."""
        while self._build_next():
            pass

    def field(self, section: str, name: str) -> FieldWidget:
        """Return the widget of a field, making and showing it if need be."""
        self._build_to(section)
        return self.cards[section].field(name)

    def values(self) -> dict[str, dict[str, Json]]:
        """Return the note as it stands in the fields."""
        return {section: dict(fields) for section, fields in self._values.items() if fields}

    def show_value(self, section: str, field: str, value: Json) -> None:
        """Show another value, as if the record said so."""
        self._build_to(section)
        self._keep(section, field, value)
        self.cards[section].show_value(field, value)
        self.taking.draw(section)

    def _put(self, section: str, field: str, value: Json) -> None:
        """Make a value the field's own, as if the person had entered it."""
        self.show_value(section, field, value)
        self._changed(section, field, self.cards[section].values().get(field))

    def _draw_offers(self, section: str, chips: Sequence[tuple[str, Choice]]) -> None:
        """Draw what is proposed in a section, once its card is made."""
        if self.cards[section] not in self._waiting:
            self.cards[section].show_offers(chips)

    def show_states(self, states: States, live: str) -> None:
        """Show how far each section has come, and which one listens."""
        for section, card in self.cards.items():
            if section in states:
                card.show_progress(states[section], dictating=section == live)

    def show_findings(self, rows: tuple[CheckRow, ...]) -> None:
        """Say at the fields what stops the signing."""
        for section, card in self.cards.items():
            here = next((row for row in rows if row.section == section and row.field), None)
            card.show_finding(here.field if here else None, here.at_field if here else "")

    def go(self, section: str, field: str = "") -> None:
        """Go to a section, or to one field of it, and put the keyboard there."""
        if section not in self.cards or self.form is None:
            return
        self._build_to(section)
        widget = self.cards[section].field(field or self.form.section(section).speaks_to)
        self.updateGeometry()
        QApplication.sendPostedEvents()
        widget.focus()
        self._wanted = widget if field else self.cards[section]
        self._settling.start()
        self.bring(self._wanted)

    def begin(self) -> None:
        """Put the keyboard into the first section, which is in sight already."""
        if self.form is not None:
            first = self.form.sections[0]
            self.cards[first.id].field(first.speaks_to).focus()

    def bring(self, widget: QWidget) -> None:
        """Scroll so that a widget is in sight, its upper edge first."""
        column = self.widget()
        if column is None:
            return
        at = widget.mapTo(column, QPoint(0, 0)).y()
        bar = self.verticalScrollBar()
        if (
            at < bar.value()
            or at + min(widget.height(), self.viewport().height()) > bar.value() + self.viewport().height()
        ):
            bar.setValue(max(0, at - 24))

    def where(self) -> Where | None:
        """Say where the person is."""
        section, field = self._here
        if not section:
            return None
        widget = self.cards[section].fields().get(field)
        if not isinstance(widget, SpokenField):
            return Where(section, field, *(stop_in(widget) if widget is not None else ()))
        writing = widget.spoken()
        row = widget.rows().index(_row_of(widget, writing)) if isinstance(widget, RepeatField) else 0
        return Where(section, field, row, writing.textCursor().position())

    def restore(self, where: Where) -> None:
        """Put the keyboard back where it was."""
        if where.section not in self.cards or self.form is None:
            return
        known = {shape.id for shape in self.form.section(where.section).fields}
        self.go(where.section, where.field if where.field in known else "")
        widget = self.cards[where.section].fields().get(where.field)
        if isinstance(widget, SpokenField):
            writing = widget.spoken()
            if isinstance(widget, RepeatField):
                rows = widget.rows()
                writing = rows[min(where.row, len(rows) - 1)].writing
            cursor = writing.textCursor()
            cursor.setPosition(min(where.at, len(writing.text())))
            writing.setTextCursor(cursor)
            writing.setFocus()
        elif widget is not None:
            go_to_stop(widget, where.row, where.at)

    def _stay_with_wanted(self) -> None:
        """Bring what was asked for into sight again when the cards around it have taken their places."""
        if self._wanted is not None and shiboken6.isValid(self._wanted):
            self.bring(self._wanted)

    def _settled(self) -> None:
        self._wanted = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Follow the person's hand rather than an earlier wish."""
        self._wanted = None
        super().wheelEvent(event)

    def _build_next(self) -> bool:
        """Make a little more, from above; false when the whole form is made."""
        if any(card.build_more() for card in self.cards.values()):
            return True
        if not self._waiting:
            if self._slice.isActive():
                self._slice.stop()
                self.built.emit()
            return False
        card = self._waiting.pop(0)
        section = card.shape.id
        card.build(self._values.get(section, {}))
        self._tell_context(card)
        self.taking.draw(section)
        return True

    def _build_to(self, section: str) -> None:
        while self.cards[section] in self._waiting:
            self._build_next()

    def _entered(self, section: str, field: str, value: object) -> None:
        """Take in what the person did, and remember how to have it back."""
        shape = self.cards[section].shape.field(field)
        act = self.taking.entered(shape, self._values.get(section, {}).get(field), value)  # type: ignore[arg-type] # JSON
        self._changed(section, field, value, typed=not act)

    def _changed(self, section: str, field: str, value: object, *, typed: bool = False) -> None:
        self._keep(section, field, value)  # type: ignore[arg-type] # values of fields are JSON
        self.cards[section].answer_finding(field)
        self.taking.changed(section)
        if section == "deltagare":  # who was there decides who can be proposed as a source
            for name, card in self.cards.items():
                self._tell_context(card)
                self.taking.changed(name)
        if not typed:
            self.taking.settle()
        self.value_changed.emit(section, field, value)

    def _keep(self, section: str, field: str, value: Json) -> None:
        fields = self._values.setdefault(section, {})
        if value is None:
            fields.pop(field, None)
        else:
            fields[field] = value

    def _tell_context(self, card: SectionCard) -> None:
        for widget in card.fields().values():
            widget.context_changed(self._values)

    def _focus_moved(self, _old: object, new: object) -> None:
        section, field = self._place_of(new) if isinstance(new, QWidget) else ("", "")
        if section and self._wanted is not None and not self._wanted.isAncestorOf(new):  # type: ignore[arg-type] # a QWidget
            self._wanted = None  # gone on with Tab: what was asked for is past
        if section and (section, field) != self._here:
            before = self._here[0]
            self._here = (section, field)
            self.taking.settle()
            self.place_entered.emit()
            if section != before:
                self.section_entered.emit(section)

    def _place_of(self, widget: QWidget) -> tuple[str, str]:
        field = ""
        walk: QWidget | None = widget
        while walk is not None:
            if isinstance(walk, FieldWidget):
                field = walk.shape.id
            if isinstance(walk, SectionCard):
                return (walk.shape.id, field) if self.cards.get(walk.shape.id) is walk else ("", "")
            walk = walk.parentWidget()
        return "", ""


def _row_of(field: RepeatField, writing: Writing) -> SpokenField:
    return next(row for row in field.rows() if row.writing is writing)

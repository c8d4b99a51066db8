"""Days and times of day: typed as people write them, or picked from a calendar."""

from datetime import date, datetime, time

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLineEdit, QWidget

from fieldnotes.domain.json_value import Json
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import icon_button
from fieldnotes.ui.shared.theme import look_signal, px
from fieldnotes.ui.worker.editor.field import FieldWidget, today
from fieldnotes.ui.worker.editor.shapes import FieldShape, Form
from fieldnotes.ui.worker.editor.when_written import read_date, read_time, with_zone


class DayInput(QWidget):
    """One day: a line to type in and a calendar; arrow up and down move a day."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = _Stepping(self)
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(_("YYYY-MM-DD"))
        self.line.setToolTip(_("Type 2026-03-20, 20 Mar, Friday or +7"))
        self.line.editingFinished.connect(self.settle)
        self.line.textEdited.connect(self._typed)
        self.line.stepped.connect(self._step)
        self._open = icon_button(_("Calendar: {name}").format(name=name), "calendar")
        self._open.clicked.connect(self._show_calendar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.line, 1)
        row.addWidget(self._open)
        self._calendar: QCalendarWidget | None = None
        self._fit()
        look_signal().changed.connect(self._fit)

    def _fit(self) -> None:
        self.line.setMinimumWidth(px(126))
        self.line.setMaximumWidth(px(180))

    def show_day(self, day: date | None) -> None:
        """Show a day."""
        self.line.setText(day.isoformat() if day else "")
        self._mark(wrong=False)

    def day(self) -> date | None:
        """Return the day that is written, or nothing while it is none."""
        return read_date(self.line.text(), _today())

    def settle(self) -> None:
        """Write the day the way the record does, once typing has ended."""
        day = self.day()
        if day is not None:
            self.line.setText(day.isoformat())
        self._mark(wrong=bool(self.line.text().strip()) and day is None)

    def _typed(self, _text: str) -> None:
        self._mark(wrong=False)
        self.changed.emit()

    def _step(self, days: int) -> None:
        day = self.day() or _today()
        self.show_day(date.fromordinal(day.toordinal() + days))
        self.changed.emit()

    def _mark(self, *, wrong: bool) -> None:
        if bool(self.line.property("wrong")) != wrong:
            self.line.setProperty("wrong", wrong)
            self.line.style().unpolish(self.line)
            self.line.style().polish(self.line)
            self.line.setAccessibleDescription(_("This is no day. Write it as 2026-03-20.") if wrong else "")

    def _show_calendar(self) -> None:
        if self._calendar is None:
            self._calendar = QCalendarWidget()
            self._calendar.setWindowFlags(Qt.WindowType.Popup)
            self._calendar.setParent(self, Qt.WindowType.Popup)
            self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
            self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
            self._calendar.clicked.connect(self._picked)
            self._calendar.activated.connect(self._picked)
        day = self.day() or _today()
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._calendar.move(self.mapToGlobal(self.rect().bottomLeft()))
        self._calendar.show()
        self._calendar.setFocus()

    def _picked(self, day: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self.show_day(date(day.year(), day.month(), day.day()))
        self.changed.emit()


class TimeInput(QLineEdit):
    """One time of day: `15:05`, `1505` or `15`."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(_("HH:MM"))
        self._fit()
        look_signal().changed.connect(self._fit)
        self.textEdited.connect(lambda _text: self.changed.emit())
        self.editingFinished.connect(self.settle)

    def _fit(self) -> None:
        self.setFixedWidth(px(86))

    def show_time(self, at: time | None) -> None:
        """Show a time."""
        self.setText(at.strftime("%H:%M") if at else "")

    def time_of_day(self) -> time | None:
        """Return the time that is written, or nothing while it is none."""
        return read_time(self.text())

    def settle(self) -> None:
        """Write the time the way the record does, once typing has ended."""
        at = self.time_of_day()
        if at is not None:
            self.show_time(at)
        wrong = bool(self.text().strip()) and at is None
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)


class DateField(FieldWidget):
    """A day."""

    def __init__(self, shape: FieldShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(shape, form, parent)
        self._day = DayInput(shape.label, self)
        self._day.changed.connect(self.changed)
        self.body.addLayout(_leading(self._day))

    def set_value(self, value: Json) -> None:
        """Show `YYYY-MM-DD`."""
        self._day.show_day(date.fromisoformat(value) if isinstance(value, str) and value else None)

    def value(self) -> Json:
        """Give `YYYY-MM-DD`."""
        day = self._day.day()
        return day.isoformat() if day else None

    def focus(self) -> None:
        """Put the keyboard into the line."""
        self._day.line.setFocus()


class TimeField(FieldWidget):
    """A time of day."""

    def __init__(self, shape: FieldShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(shape, form, parent)
        self._time = TimeInput(shape.label, self)
        self._time.changed.connect(self.changed)
        self.body.addLayout(_leading(self._time))

    def set_value(self, value: Json) -> None:
        """Show `HH:MM`."""
        self._time.show_time(read_time(value) if isinstance(value, str) else None)

    def value(self) -> Json:
        """Give `HH:MM`."""
        at = self._time.time_of_day()
        return at.strftime("%H:%M") if at else None

    def focus(self) -> None:
        """Put the keyboard into the line."""
        self._time.setFocus()


class DateTimeField(FieldWidget):
    """A day and a time of day with the offset the record had, or that of this computer."""

    def __init__(self, shape: FieldShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(shape, form, parent)
        self._before: str | None = None
        self._day = DayInput(_("{label}: day").format(label=shape.label), self)
        self._time = TimeInput(_("{label}: time").format(label=shape.label), self)
        self._day.changed.connect(self.changed)
        self._time.changed.connect(self.changed)
        self.body.addLayout(_leading(self._day, self._time))

    def set_value(self, value: Json) -> None:
        """Show a moment in its own offset."""
        self._before = value if isinstance(value, str) and value else None
        moment = datetime.fromisoformat(self._before) if self._before else None
        self._day.show_day(moment.date() if moment else None)
        self._time.show_time(moment.time() if moment else None)

    def value(self) -> Json:
        """Give the moment; exactly the one that was shown while day and minute are the same."""
        day, at = self._day.day(), self._time.time_of_day()
        if day is None or at is None:
            return None
        if self._before:
            shown = datetime.fromisoformat(self._before)
            if (shown.date(), shown.hour, shown.minute) == (day, at.hour, at.minute):
                return self._before
        return with_zone(day, at, self._before)

    def focus(self) -> None:
        """Put the keyboard where something is missing."""
        (self._time if self._day.day() else self._day.line).setFocus()


class _Stepping(QLineEdit):
    """A line whose arrow keys step."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with up and down, type otherwise."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


def _today() -> date:
    day = today()
    return date(day.year(), day.month(), day.day())


def _leading(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(px(8))
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return line

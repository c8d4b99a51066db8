"""The cards of the page about time where something is said or chosen: before the start, the team, what is measured."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QLineEdit

from fieldnotes.casework.time_views import BaselineView, TimeView
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.shared.buttons import plain_button, quiet_button
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.flow import FlowLayout
from fieldnotes.ui.shared.labels import body, caption, muted
from fieldnotes.ui.shared.theme import look_signal, px
from fieldnotes.ui.worker.time_plot import PlotBox, refill
from fieldnotes.ui.worker.time_table import TimeTable
from fieldnotes.ui.worker.time_words import Plot, Table

MOST_MINUTES, MOST_HOURS = 600, 720


class BeforeCard(Card):
    """Two weeks of notes written the old way: what each took, as the worker says."""

    begin_asked = Signal()
    told = Signal(int, int, bool)
    """Minutes of writing, hours from the visit's end to done (0: not known), whether the family saw it."""
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__(
            _("Before the start"),
            _(
                "Two weeks in which notes are still written the old way: say for each what it took, and what comes "
                "after can be held against it."
            ),
        )
        self.state = body()
        self.begin = plain_button(_("Begin the two weeks"), "calendar")
        self.minutes, self.hours = _number(MOST_MINUTES), _number(MOST_HOURS)
        self.hours.setPlaceholderText(_("not known"))
        self.shown = QCheckBox(_("The family saw the note before it was done"))
        self.tell = plain_button(_("Add this note"), "plus")
        self.back = quiet_button(_("Take back the last one"), "corner-down-left")
        self._lay_out()
        self.begin.clicked.connect(self.begin_asked)
        self.tell.clicked.connect(self._tell)
        self.back.clicked.connect(self.back_asked)
        self._fit()
        look_signal().changed.connect(self._fit)

    def _fit(self) -> None:
        for number in (self.minutes, self.hours):
            number.setMaximumWidth(px(140))

    def show_baseline(self, seen: BaselineView, *, measuring: bool) -> None:
        """Show how far the two weeks have come, and the form while they run."""
        self.state.setText(_baseline_words(seen))
        self.begin.setVisible(measuring and not seen.open)
        for part in self._parts:
            part.setVisible(measuring and seen.open)
        self.back.setVisible(measuring and seen.open and bool(seen.notes))

    def _tell(self) -> None:
        for field in (self.minutes, self.hours):
            if not field.hasAcceptableInput() and (field is self.minutes or field.text()):
                field.setFocus()
                return
        self.told.emit(int(self.minutes.text()), int(self.hours.text() or 0), self.shown.isChecked())
        for field in (self.minutes, self.hours):
            field.clear()
        self.shown.setChecked(False)
        self.minutes.setFocus()

    def _lay_out(self) -> None:
        writing = caption(_("Minutes of writing"), self.minutes)
        waiting = caption(_("Hours from the visit's end until the note was done"), self.hours)
        self._parts = (writing, self.minutes, waiting, self.hours, self.shown, self.tell)
        for part in (self.state, writing, self.minutes, waiting, self.hours, self.shown):
            self.add(part)
        self.add_row(self.begin, self.tell, self.back)


class TeamCard(Card):
    """The medians of the team, as its supervisor sees them: months, never a person."""

    def __init__(self) -> None:
        super().__init__(
            _("The team"),
            _("Medians over people, month by month, from five people up. Everybody in the unit sees the same."),
        )
        self.nothing = muted(_("Nothing is told yet. A month is told three weeks after it has ended."))
        self.table = TimeTable(_("The team, month by month"))
        self._plots = FlowLayout()
        self.add(self.nothing)
        self.add(self.table)
        self.add_layout(self._plots)

    def show_team(self, table: Table, plots: Sequence[Plot]) -> None:
        """Show the months, the latest first."""
        refill(self._plots, [PlotBox(plot) for plot in plots])
        self.table.show_table(*table)
        self.table.setVisible(bool(table[1]))
        self.nothing.setVisible(not table[1])


class ChoiceCard(Card):
    """What is measured, who it is counted for, the table for a spreadsheet, and that all of it can go."""

    measure_asked = Signal(bool)
    team_asked = Signal(bool)
    export_asked = Signal()
    forget_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("What is measured"))
        self.measure = QCheckBox(_("Measure my time on this computer"))
        self.team = QCheckBox(_("Count my months in the team's medians"))
        self.export = plain_button(_("Save as a table …"), "download")
        self.forget = plain_button(_("Delete what was measured …"), "trash-2")
        self.sure = plain_button(_("Yes, delete all of it"), "trash-2")
        self.keep = quiet_button(_("Keep it"))
        self._lay_out()
        self.measure.clicked.connect(self.measure_asked)
        self.team.clicked.connect(self.team_asked)
        self.export.clicked.connect(self.export_asked)
        self.forget.clicked.connect(lambda: self._ask(asking=True))
        self.keep.clicked.connect(lambda: self._ask(asking=False))
        self.sure.clicked.connect(self.forget_asked)
        self._ask(asking=False)

    def show_choices(self, seen: TimeView) -> None:
        """Show what is chosen, and what can be."""
        something = bool(seen.now.notes or seen.before.notes)
        self.measure.setChecked(seen.measuring)
        self.team.setChecked(seen.team)
        self.team.setVisible(seen.may_share)
        self._team_hint.setVisible(seen.may_share)
        self.team.setEnabled(seen.measuring)
        self.export.setEnabled(something)
        self.forget.setEnabled(something)
        if self._asking:
            self._ask(asking=False)

    def _ask(self, *, asking: bool) -> None:
        self._asking = asking
        for part in (self.sure, self.keep):
            part.setVisible(asking)
        self.forget.setVisible(not asking)
        if asking:
            self.keep.setFocus()
        elif self.keep.hasFocus() or self.sure.hasFocus():
            self.forget.setFocus()

    def _lay_out(self) -> None:
        self.add(self.measure)
        self.add(
            muted(
                _(
                    "Minutes of typing and dictation (pauses over a minute are not counted) and the days of your own "
                    "notes: for your eyes only. No text, no names. Off means that nothing is measured and nothing sent."
                )
            )
        )
        self.add(self.team)
        self._team_hint = muted(
            _(
                "Once a month one median of each kind is sent, without notes, days or names. It is told from five "
                "people up and then thrown away at the workplace; leaving takes back what is not told yet."
            )
        )
        self.add(self._team_hint)
        self.add_row(self.export, self.forget, self.sure, self.keep)


def _number(most: int) -> QLineEdit:
    made = QLineEdit()
    made.setValidator(QIntValidator(1, most, made))
    return made


def _baseline_words(seen: BaselineView) -> str:
    if seen.first is None:
        return _("The two weeks have not begun.")
    told = _n("{n} note told", "{n} notes told", len(seen.notes)).format(n=len(seen.notes))
    if not seen.open:
        return _("The two weeks are over: {told}.").format(told=told)
    left = _n("{n} day left", "{n} days left", seen.days_left).format(n=seen.days_left)
    return f"{told} · {left}"

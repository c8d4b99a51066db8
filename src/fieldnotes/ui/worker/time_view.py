"""The page about one's own time: figures, bars, the same as a table, the team, and what is chosen. Draws and asks."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from fieldnotes.casework.time_views import TimeView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.cards import Card, EmptyState, Page
from fieldnotes.ui.shared.flow import FlowLayout
from fieldnotes.ui.shared.labels import heading, label, muted, small
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.time_cards import BeforeCard, ChoiceCard, TeamCard
from fieldnotes.ui.worker.time_plot import PlotBox, refill
from fieldnotes.ui.worker.time_table import TimeTable
from fieldnotes.ui.worker.time_words import Plot, Table, Tile

TILE = 176
"""Pixels of a figure's width at 100 %: five stand side by side."""


class TimeScreen(Screen):
    """One column; what is heard and read by key stands in the table below the bars."""

    entered_now = Signal()
    export_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Your time"))
        self._fresh = False
        self.choose_file: Callable[[], str] = self._ask_for_file
        self.before, self.team, self.choices = BeforeCard(), TeamCard(), ChoiceCard()
        self.table = TimeTable(_("Your time, month by month"))
        self.nothing = EmptyState(
            "clock",
            _("Nothing is measured yet"),
            _("When you have signed a note, it stands here how long it took from the visit's end."),
        )
        self._figures = Card(_("So far"), _("Medians: half of your notes took less, half took more."))
        self._months = Card(_("Month by month"))
        self._tiles, self._plots = FlowLayout(), FlowLayout()
        self._lay_out()
        for part in (self.nothing, self._figures, self._months, self.team, self.before, self.choices):
            part.hide()  # nothing is said before it is read
        self.choices.export_asked.connect(self._choose)

    def entered(self) -> None:
        """Look anew; the keyboard is at the table then, or at what can be chosen."""
        self._fresh = True
        self.entered_now.emit()

    def show_time(
        self,
        seen: TimeView,
        tiles: Sequence[Tile],
        plots: Sequence[Plot],
        table: Table,
    ) -> None:
        """Show all of it."""
        something = bool(seen.now.notes)
        refill(self._tiles, [FigureTile(tile) for tile in tiles] if something else [])
        refill(self._plots, [PlotBox(plot) for plot in plots] if something else [])
        self._figures.setVisible(something)
        self._months.setVisible(something or bool(seen.before.notes))
        self.nothing.setVisible(not something)
        self.table.show_table(*table)
        self.before.show()
        self.choices.show()
        self.before.show_baseline(seen.baseline, measuring=seen.measuring)
        self.choices.show_choices(seen)
        if self._fresh:
            self._fresh = False
            first = self.table if something else self.choices.measure
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_team(self, table: Table, plots: Sequence[Plot], *, shown: bool) -> None:
        """Show the team's medians to who has a team."""
        self.team.show_team(table, plots)
        self.team.setVisible(shown)

    def take_change(self, change: object) -> None:
        """Look again when time was measured, chosen or told, or a note was signed or decided about."""
        kinds: frozenset[str] = getattr(change, "kinds", frozenset())
        if self.isVisible() and kinds & {"time", "entries", "cases", "profile"}:
            self.entered_now.emit()

    def _choose(self) -> None:
        path = self.choose_file()
        if path:
            self.export_asked.emit(path)

    def _ask_for_file(self) -> str:
        path, _kind = QFileDialog.getSaveFileName(self, _("Save as a table"), _("time.csv"), "CSV (*.csv)")
        return path

    def _lay_out(self) -> None:
        page = Page()
        page.add(heading(_("Your time")))
        page.add(muted(_("Measured on this computer, for your own eyes: not for comparing people.")))
        self._figures.add_layout(self._tiles)
        self._months.add_layout(self._plots)
        self._months.add(self.table)
        for part in (self.nothing, self._figures, self._months, self.team, self.before, self.choices):
            page.add(part)
        page.end()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)


class FigureTile(QWidget):
    """One figure, large, with its name above and what it rests on below."""

    def __init__(self, tile: Tile) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 6, 12, 6)
        box.setSpacing(2)
        name = label(tile.name, "muted", wrap=True)
        for part in (name, label(tile.value, "h1"), small(tile.about)):
            box.addWidget(part)
        box.addStretch(1)

    def sizeHint(self) -> QSize:
        """As wide as a figure's name needs on two lines."""
        return QSize(px(TILE), self.heightForWidth(px(TILE)))

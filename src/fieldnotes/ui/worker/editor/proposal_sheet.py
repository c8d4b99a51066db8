"""All that is proposed in a note, in one list beside it, and the questions nothing said answers. Decides nothing.

It never takes the keyboard by itself, and takes along only what has been in sight.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import icon_button, primary_button, shown_keys
from fieldnotes.ui.shared.labels import heading, muted
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.editor.chips import ALL_KEY, ChoiceChips
from fieldnotes.ui.worker.editor.said_lines import SaidLines
from fieldnotes.ui.worker.editor.said_rows import SheetSection


class ProposalSheet(QFrame):
    """Opens beside the form, blocks nothing."""

    taken = Signal(object)
    """The proposals to take."""
    refused = Signal(object)
    """One proposal."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAccessibleName(_("Proposals from what was said"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(10))
        self._title = heading("")
        back = icon_button(_("Back to the note"), "x")
        back.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(back)
        outer.addLayout(head)
        self._calm = muted(_("Nothing is written until you take it."))
        outer.addWidget(self._calm)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self._area, 1)
        self.take = primary_button("", "check")
        self.take.clicked.connect(self.take_marked)
        outer.addWidget(self.take)
        self.said = SaidLines(self._area, self.refused.emit, self._say_count)
        self._shown: tuple[SheetSection, ...] = ()

    @property
    def questions(self) -> dict[str, ChoiceChips]:
        """Give the questions of the list, by place."""
        return self.said.questions

    def show_sheet(self, sections: Sequence[SheetSection]) -> None:
        """Show the list; what was unmarked stays so."""
        if tuple(sections) == self._shown and self.isVisible():
            return
        self._shown = tuple(sections)
        bar = self._area.verticalScrollBar().value()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, px(6), 0)
        column.setSpacing(px(6))
        self.said.begin()
        for section in sections:
            self.said.add_proposals(column, section)
        asked = [question for section in sections for question in section.questions]
        if asked and self.said.lines:
            column.addSpacing(px(8))
            column.addWidget(heading(_("Not said")))
        for question in asked:
            self.said.add_question(column, question)
        column.addStretch(1)
        self._title.setText(_("Proposals from what was said") if self.said.lines else _("Not said"))
        self._calm.setVisible(bool(self.said.lines))
        self._area.setWidget(inner)
        self._area.verticalScrollBar().setValue(bar)
        self.show()
        self._say_count()

    def take_marked(self) -> None:
        """Take what is marked; what has not been in sight yet is shown first."""
        marked = self.said.taken()
        if marked:
            self.taken.emit(marked)

    def focus_first(self) -> None:
        """Put the keyboard on the first question, else on the button that takes."""
        first = next(iter(self.questions.values()), None)
        if first is not None and not self.said.lines:
            first.focus()
        else:
            self.take.setFocus()

    def _say_count(self) -> None:
        count = self.said.count()
        words = _("Take {n}   {key}").format(n=count, key=shown_keys(ALL_KEY))
        self.take.setText(words)
        self.take.setEnabled(count > 0)
        self.take.setVisible(bool(self.said.lines))

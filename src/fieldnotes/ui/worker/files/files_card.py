"""The card of a note's files: drop them here, or choose them; one line each. Draws; decides nothing."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QProgressBar, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import Button, icon_button, plain_button, quiet_button
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.icons import IconLabel
from fieldnotes.ui.shared.labels import ElidingLabel, isolated, muted
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.files.files_state import FileRow, FilesState


class FilesCard(Card):
    """Lists the files; asks for what a person wants with them."""

    add_asked = Signal()
    dropped = Signal(list)
    """Paths."""
    remove_asked = Signal(str)
    undo_asked = Signal(str)
    save_asked = Signal(str)
    fetch_asked = Signal(str)
    cancel_asked = Signal()
    original_chosen = Signal(bool)
    """Whether photos added from now on are kept with every pixel."""

    def __init__(self) -> None:
        super().__init__(_("Attachments"))
        self.rows: dict[str, QWidget] = {}
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(4))
        self.add_layout(self._lines)
        self._none = muted("")
        self.add(self._none)
        self._words = muted("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(px(6))
        self._cancel = quiet_button(_("Cancel"), "x")
        self._cancel.clicked.connect(self.cancel_asked)
        self.add(self._words)
        self.add(self._bar)
        self.choose: Button = plain_button(_("Attach a file …"), "plus")
        self.choose.clicked.connect(self.add_asked)
        self.original = QCheckBox(_("Keep the original"))
        self.original.setToolTip(_("As evidence. A large photo is otherwise kept in the size that reading needs."))
        self.original.setAccessibleDescription(self.original.toolTip())
        self.original.toggled.connect(self.original_chosen)
        self.add_row(self.choose, self.original, self._cancel)
        self.show_files(FilesState())

    def show_files(self, state: FilesState) -> None:
        """Draw the list anew; the keyboard stays at the file where it was."""
        here = self.window().focusWidget() or self
        at = next((name for name, row in self.rows.items() if row.isAncestorOf(here)), "")
        before = tuple(self.rows.values())
        self.rows = {row.id: self._line(row) for row in state.rows}
        for widget in self.rows.values():
            self._lines.addWidget(widget)
            widget.show()
        # Qt puts what is made later at the end of the window; Tab meets the files before the button below them.
        stops = [button for line in self.rows.values() for button in line.findChildren(Button)]
        for stop, following in pairwise((self.original, *stops, self.choose, self.original)):
            self.setTabOrder(stop, following)
        if at:
            (self.rows.get(at) or self.choose).setFocus()
        for widget in before:
            self._lines.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._show_rest(state)

    def _show_rest(self, state: FilesState) -> None:
        self.setAcceptDrops(state.may_add)
        self._none.setText(_("Drop photos and documents here. They are encrypted at once.") if state.may_add else "")
        self._none.setVisible(not state.rows and state.may_add)
        self.choose.setVisible(state.may_add)
        self.original.setVisible(state.may_add)
        # What has the keyboard hands it over before it closes; Qt would take it to the top of the note.
        here = self.window().focusWidget()
        if state.under_way:
            self._cancel.show()
            if here is self.choose:
                self._cancel.setFocus()
        self.choose.setEnabled(not state.under_way)
        if not state.under_way and here is self._cancel:
            self.choose.setFocus()
        for widget in (self._words, self._bar, self._cancel):
            widget.setVisible(bool(state.under_way))
        self._words.setText(state.under_way)
        self._bar.setRange(0, 0 if state.percent is None else 100)
        self._bar.setValue(state.percent or 0)
        self._bar.setAccessibleName(state.under_way)
        self.setVisible(bool(state.rows or state.may_add))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if _files_of(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on the files that were dropped here."""
        self.dropped.emit(_files_of(event))
        event.acceptProposedAction()

    def _line(self, row: FileRow) -> QWidget:
        line = QWidget()
        grid = QGridLayout(line)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(IconLabel("file-text", "muted"), 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        name = ElidingLabel(isolated(row.name), "")
        name.setAccessibleName(f"{row.name}, {row.detail}")
        grid.addWidget(name, 0, 1)
        grid.addWidget(muted(row.detail), 1, 1)
        buttons = self._buttons(row)
        for column, button in enumerate(buttons, 2):
            grid.addWidget(button, 0, column, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        if buttons:
            line.setFocusProxy(buttons[0])
        return line

    def _buttons(self, row: FileRow) -> list[Button]:
        if row.removed:
            undo = quiet_button(_("Undo"), "undo-2")
            undo.setAccessibleName(_("Bring back {name}").format(name=row.name))
            undo.clicked.connect(lambda: self.undo_asked.emit(row.id))
            return [undo]
        made = []
        if row.fetchable:
            fetch = icon_button(_("Fetch {name}").format(name=row.name), "refresh-cw")
            fetch.clicked.connect(lambda: self.fetch_asked.emit(row.id))
            made.append(fetch)
        if row.here:
            save = icon_button(_("Save an unencrypted copy of {name} …").format(name=row.name), "download")
            save.clicked.connect(lambda: self.save_asked.emit(row.id))
            made.append(save)
        if row.removable:
            remove = icon_button(_("Take away {name}").format(name=row.name), "trash-2")
            remove.clicked.connect(lambda: self.remove_asked.emit(row.id))
            made.append(remove)
        return made


def _files_of(event: QDropEvent) -> list[str]:
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]

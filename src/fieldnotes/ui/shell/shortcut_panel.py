"""The sheet of keys (F1): every command with its keys, and the keys of each place. Draws what it is given."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button, shown_keys
from fieldnotes.ui.shared.labels import caps, label, title
from fieldnotes.ui.shared.overlay import Overlay
from fieldnotes.ui.shared.theme import px

Lines = Sequence[tuple[str, str]]
"""What a key does, and the key in Qt's words."""


class ShortcutPanel(Overlay):
    """What it does, which keys: everywhere and place by place; and the way to the help."""

    help_asked = Signal()

    def __init__(self, window: QWidget, shortcuts: Lines) -> None:
        super().__init__(window, _("Keys"), 900)
        close = plain_button(_("Close"))
        close.clicked.connect(self.close_over)
        self._everywhere = [*shortcuts, (_("Close what lies in front"), "Esc")]
        self.sheet = QScrollArea()
        self.sheet.setAccessibleName(_("Keys"))
        self.sheet.setWidgetResizable(True)
        self.sheet.setFrameShape(QFrame.Shape.NoFrame)
        self.sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sheet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.card.add(title(_("Keys")))
        self.card.add(self.sheet, 1)
        self.help = plain_button(_("Help"), "info")
        self.help.clicked.connect(self._ask_help)
        self.card.add_row(close, self.help)

    def open_sheet(self) -> None:
        """Show the sheet from its beginning; the arrow keys walk it."""
        held = self.sheet.widget()
        if held is None:  # some hundred labels, which no unlocking waits for
            held = _beside([[_group(*group) for group in column] for column in self._columns()])
            self.sheet.setWidget(held)
        wanted = held.sizeHint().height()
        self.sheet.setFixedHeight(min(wanted, max(200, self._over.height() * 3 // 4 - px(60))))
        self.sheet.verticalScrollBar().setValue(0)
        self.open_over(self.sheet)

    def _columns(self) -> Sequence[Sequence[tuple[str, Lines]]]:
        one = (
            (_("Everywhere"), self._everywhere),
            (_("Today and cases"), list_keys()),
            (_("Showing the family"), family_keys()),
        )
        two = (_("In a note"), note_keys()), (_("Deciding"), decision_keys())
        return one, two

    def _ask_help(self) -> None:
        self.close_over()
        self.help_asked.emit()


def list_keys() -> Lines:
    """Name the keys of Today and of a case."""
    return (
        (_("It did not take place …"), "Alt+U"),
        (_("Plan a visit"), "Alt+B"),
        (_("Search the notes of this case"), "Ctrl+F"),
        (_("The whole journal …"), "Alt+J"),
        (_("A party's insight …"), "Alt+I"),
    )


def note_keys() -> Lines:
    """Name the keys of an open note."""
    return (
        (_("Dictate"), "F9"),
        (_("Pause"), "Shift+F9"),
        (_("Hold and say a command"), "F7"),
        (_("Hear the next doubtful word"), "F8"),
        (_("The word is right"), "Shift+F8"),
        (_("Next section"), "Ctrl+PgDown"),
        (_("Section before"), "Ctrl+PgUp"),
        (_("Take the proposal"), "Alt+Return"),
        (_("See and take all proposals"), "Alt+Shift+Return"),
        (_("Refuse the proposal"), "Alt+Delete"),
        (_("Take back the last choice"), "Alt+Z"),
        (_("Use this text"), "Alt+O"),
        (_("Keep what stands"), "Alt+Shift+O"),
        (_("Replace the marked word"), "Ctrl+."),
        (_("Next misspelt word"), "Alt+F7"),
        (_("Write in full screen"), "Shift+F11"),
        (_("See it on paper"), "Ctrl+P"),
        (_("Undo"), "Ctrl+Z"),
        (_("Plain versions"), "Alt+K"),
        (_("Show the family"), "F11"),
        (_("Sign"), "Ctrl+Return"),
    )


def family_keys() -> Lines:
    """Name the keys while the family is shown a note."""
    return (
        (_("Show"), "Ctrl+Return"),
        (_("Blank"), "F8"),
        (_("Somebody came or left"), "F6"),
        (_("Larger text"), "Ctrl+Up"),
        (_("Smaller text"), "Ctrl+Down"),
        (_("Ruler up"), "Alt+Up"),
        (_("Ruler down"), "Alt+Down"),
        (_("Read aloud"), "Ctrl+R"),
        (_("Explain a word"), "Ctrl+E"),
        (_("Answers"), "F7"),
        (_("Leave"), "Esc"),
    )


def decision_keys() -> Lines:
    """Name the keys of who decides."""
    return (
        (_("Question"), "F2"),
        (_("Suggestion"), "F3"),
        (_("Praise"), "F4"),
        (_("Keep as an example"), "F12"),
        (_("The text, or the decision"), "F6"),
        (_("Next change"), "F7"),
        (_("Change before"), "Shift+F7"),
        (_("Next section"), "Ctrl+PgDown"),
        (_("Section before"), "Ctrl+PgUp"),
        (_("Approve"), "Ctrl+Return"),
        (_("Send back"), "Ctrl+Shift+Return"),
    )


def _beside(columns: Sequence[Sequence[QWidget]]) -> QWidget:
    holder = QWidget()
    across = QHBoxLayout(holder)
    across.setContentsMargins(0, 0, px(12), 0)
    across.setSpacing(px(28))
    for groups in columns:
        column = QVBoxLayout()
        column.setSpacing(px(16))
        for group in groups:
            column.addWidget(group)
        column.addStretch(1)
        across.addLayout(column, 1)
    return holder


def _group(name: str, lines: Lines) -> QWidget:
    """A name and its keys, close together."""
    held = QWidget()
    grid = QGridLayout(held)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(px(3))
    grid.setColumnStretch(0, 1)
    grid.addWidget(caps(name), 0, 0, 1, 2)
    for at, (words, keys) in enumerate(lines, start=1):
        grid.addWidget(label(words, wrap=True), at, 0)
        grid.addWidget(label(shown_keys(keys), "key"), at, 1, Qt.AlignmentFlag.AlignRight)
    return held

"""The panel beside the form: what is left, the family, plain language, history. Draws; decides nothing."""

from collections.abc import Callable, Hashable
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fieldnotes.casework.views import HistoryRow
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.shared.buttons import plain_button, quiet_button, shown_keys
from fieldnotes.ui.shared.cards import row as side_by_side
from fieldnotes.ui.shared.icons import IconLabel
from fieldnotes.ui.shared.labels import caps, label, muted
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.editor.history_words import history_words
from fieldnotes.ui.worker.editor.kept_lines import KeptLines
from fieldnotes.ui.worker.editor.plain_presenter import shown_words
from fieldnotes.ui.worker.editor.states import CheckRow, CheckState, PlainState, WordRow

Line = tuple[Hashable, Callable[[], QWidget]]
"""What a line says, and how it is made."""

SIGNS = {"block": ("circle", "muted"), "warn": ("triangle-alert", "warn")}
MOST_WORDS = 6
MOST_CHECKS = 9
PLAIN_SHARE = 0.4
"""The most of the panel's height that plain language takes."""


class SidePanel(QFrame):
    """Four groups; the lines of the first lead to their fields."""

    place_asked = Signal(str, str)
    replace_asked = Signal(object)
    """Somebody wants a marked word, a `WordRow`, replaced."""
    passage_asked = Signal(object)
    """Somebody wants to see where a `WordRow` stands."""
    history_asked = Signal()
    sibling_asked = Signal()
    paper_asked = Signal()
    take_home_asked = Signal()
    """Somebody is to have a copy of the signed note."""
    versions_asked = Signal()
    """Somebody wants the plain versions of the note."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setFixedWidth(px(292))
        self._box, self._plain_box = QVBoxLayout(), QVBoxLayout()
        self._plain_area = _scrolling(self._plain_box)
        self._frame()
        self._checks_title = caps(_("Before you sign"))
        self._checks = _group(self._box, self._checks_title)
        self._family_lines = _group(self._box, caps(_("The family")))
        self._plain_title = caps(_("Plain language"))
        self._plain = _group(self._plain_box, self._plain_title)
        self._history = KeptLines()
        self._box.addLayout(self._history)
        self._box.addStretch(1)
        self.show_check(CheckState())
        self.show_family(())
        self.show_plain(PlainState())

    def _frame(self) -> None:
        """Lay out the scrolling groups and the way to the history below."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(_scrolling(self._box), 1)
        outer.addWidget(self._plain_area)
        history = quiet_button(_("History"), "history")
        history.clicked.connect(self.history_asked)
        sibling = quiet_button(_("A sibling's note …"), "copy")
        sibling.setToolTip(_("A sibling's note from the same visit"))
        sibling.clicked.connect(self.sibling_asked)
        paper = quiet_button(_("See it on paper"), "printer")
        paper.setToolTip(_("How the note looks in print ({keys})").format(keys=shown_keys("Ctrl+P")))
        paper.clicked.connect(self.paper_asked)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(12), px(4), px(12), px(12))
        foot.setSpacing(px(2))
        versions = plain_button(_("Plain versions"), "message-square-text", "Alt+K")
        versions.clicked.connect(self.versions_asked)
        self.take_home = plain_button(_("Give them a copy …"), "handshake")
        self.take_home.clicked.connect(self.take_home_asked)
        self.take_home.hide()
        for lines in (
            side_by_side(self.take_home),
            side_by_side(versions),
            side_by_side(paper),
            side_by_side(history, sibling),
        ):
            foot.addLayout(lines)
        outer.addLayout(foot)

    def show_check(self, state: CheckState) -> None:
        """Show what is left and what has been dealt with."""
        done = state.done if state.left else (*state.done, _("Nothing stands in the way of signing."))
        lines: list[Line] = [(text, partial(_sign_line, "check", "ok", text)) for text in done]
        lines += [(row, partial(self._check_line, row)) for row in state.left[:MOST_CHECKS]]
        more = len(state.left) - MOST_CHECKS
        if more > 0:
            lines.append(_said(_n("… and {n} more thing", "… and {n} more things", more).format(n=more)))
        self._checks.show_lines(lines)

    def show_family(self, lines: tuple[str, ...]) -> None:
        """Say what the family saw and said; never something to tick (INS-2)."""
        self._family_lines.show_lines(_said(line) for line in lines or (_("Not shown to the family yet."),))

    def show_plain(self, state: PlainState) -> None:
        """Show how readable the section with the cursor is."""
        name = _("Plain language")
        shown = name if state.lix is None else _("{name} · LIX {lix}").format(name=name, lix=state.lix)
        self._plain_title.setText(shown.upper())
        self._plain_title.setAccessibleName(shown)
        lines: list[Line] = []
        if state.heavy:
            lines.append(_said(_("Heavy to read. Shorter sentences and shorter words help.")))
        lines += [(word, partial(self._word_line, word)) for word in state.words[:MOST_WORDS]]
        more = len(state.words) - MOST_WORDS
        if more > 0:
            lines.append(_said(_n("… and {n} more passage", "… and {n} more passages", more).format(n=more)))
        if any(word.replacement for word in state.words[:MOST_WORDS]):
            lines.append(_said(_("Ctrl+. replaces the word at the cursor; Ctrl+Z takes it back.")))
        if not state.words:
            lines.append(_said(_("Nothing to mark here.") if state.lix is not None else _("No text yet.")))
        self._plain.show_lines(lines)
        QTimer.singleShot(0, self, self._fit_plain)  # the new lines take part in the layout a turn later

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height anew."""
        super().resizeEvent(event)
        self._fit_plain()

    def _fit_plain(self) -> None:
        """Give plain language the height of its lines, at most its share: what is left to sign stays in sight above."""
        wish = self._plain_box.heightForWidth(self._plain_area.viewport().width())
        self._plain_area.setFixedHeight(max(0, min(wish, int(self.height() * PLAIN_SHARE))))

    def show_checks(self, *, shown: bool) -> None:
        """Show or hide what belongs to writing: a signed note has nothing left to do."""
        for group in (self._checks, self._plain):
            group.show_lines(())
        self._checks_title.setVisible(shown)
        self.take_home.setVisible(not shown)
        self._plain_area.setVisible(shown)
        if shown:
            self.show_check(CheckState())
            self.show_plain(PlainState())

    def show_history(self, rows: tuple[HistoryRow, ...]) -> None:
        """List what has been recorded about the note."""
        words = [history_words(row) for row in rows] or [_("Nothing is recorded yet; a draft has no history.")]
        self._history.show_lines(_said(line) for line in words)

    def _check_line(self, row: CheckRow) -> QWidget:
        glyph, role = SIGNS[row.severity]
        line = LinkLine(glyph, role, row.text)
        if row.section:
            line.button.clicked.connect(lambda: self.place_asked.emit(row.section or "", row.field or ""))
        return line

    def _word_line(self, word: WordRow) -> QWidget:
        text = f"”{shown_words(word)}”"
        text += f" → ”{word.replacement}”" if word.replacement is not None else f". {word.advice}"
        line = LinkLine("sparkles" if word.replacement is not None else "pen-line", "muted", text)
        hint = _("Replace it") if word.replacement is not None else _("Go there")
        line.button.setToolTip(hint)
        line.button.setAccessibleDescription(hint)
        asked = self.replace_asked if word.replacement is not None else self.passage_asked
        line.button.clicked.connect(lambda: asked.emit(word))
        return line


class WrappingButton(QPushButton):
    """A button whose words wrap like a paragraph."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setProperty("kind", "line")
        self.setAutoDefault(True)
        self.setAccessibleName(text)
        words = label(text, wrap=True)
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(px(4), px(2), px(4), px(2))
        inner.addWidget(words)
        # Not fixed: Qt would hold it to the height it wished for before its words had their font.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Say that narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of the words at this width."""
        inner = self.layout()
        return inner.heightForWidth(width) if inner is not None else super().heightForWidth(width)

    def sizeHint(self) -> QSize:
        """Wish for the height of the words at the present width."""
        return QSize(px(200), self.heightForWidth(max(self.width(), px(120))))

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as asked."""
        return QSize(px(80), px(24))


class LinkLine(QWidget):
    """A wrapping line that can be clicked and reached by Tab."""

    def __init__(self, glyph: str, role: str, text: str) -> None:
        super().__init__()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        box.addWidget(IconLabel(glyph, role), 0, Qt.AlignmentFlag.AlignTop)
        self.button = WrappingButton(text)
        box.addWidget(self.button, 1)


def _scrolling(box: QVBoxLayout) -> QScrollArea:
    """Make room for lines that may be more than there is place for."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inner = QWidget()
    inner.setLayout(box)
    box.setContentsMargins(px(16), px(16), px(16), px(8))
    box.setSpacing(px(6))
    area.setWidget(inner)
    return area


def _group(box: QVBoxLayout, heading: QLabel) -> KeptLines:
    box.addWidget(heading)
    lines = KeptLines()
    lines.setSpacing(px(4))
    box.addLayout(lines)
    box.addSpacing(px(10))
    return lines


def _sign_line(glyph: str, role: str, text: str) -> QWidget:
    line = QWidget()
    box = QHBoxLayout(line)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(px(8))
    box.addWidget(IconLabel(glyph, role), 0, Qt.AlignmentFlag.AlignTop)
    box.addWidget(label(text, wrap=True), 1)
    return line


def _said(words: str) -> Line:
    return words, lambda: muted(words)

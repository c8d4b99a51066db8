"""The help over the window: a short first page and one page per task. Draws the text it is given; follows no link."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextCursor, QTextFragment
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QTextBrowser, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button
from fieldnotes.ui.shared.labels import muted, spoken_order, title
from fieldnotes.ui.shared.overlay import Overlay
from fieldnotes.ui.shared.theme import colour, px
from fieldnotes.ui.shared.toast import announce

WRITTEN_IN = "sv"
"""The language there is always help in."""
LIST_WIDE = 250
"""The names of the pages, pixels at 100 %; a third of the panel at most."""


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One task: its name and its text, as Markdown."""

    name: str
    words: str


class HelpPanel(Overlay):
    """The names of the pages, and the page that is chosen; the arrow keys turn the pages."""

    report_asked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, _("Help"), 940)
        self._pages: Sequence[HelpPage] = ()
        self.names = QListWidget()
        self.names.setAccessibleName(_("Pages of the help"))
        self.names.setProperty("pages", "true")
        self.names.setWordWrap(True)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.currentRowChanged.connect(self._turn_to)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        close = plain_button(_("Close"))
        close.clicked.connect(self.close_over)
        self.report = plain_button(_("Save a report for support …"), "download")
        self.report.clicked.connect(self.report_asked)
        self.line = muted()
        self.line.hide()
        holder = QWidget()
        beside = QHBoxLayout(holder)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(16)
        beside.addWidget(self.names)
        beside.addWidget(self.text, 1)
        self.card.add(title(_("Help")))
        self.card.add(holder, 1)
        self.card.add(self.line)
        self.card.add_row(close, self.report)

    def show_line(self, words: str) -> None:
        """Say how it went with what was asked for here."""
        self.line.setText(words)
        self.line.show()
        wide = self.names.width() + self.text.width()
        self.text.setFixedHeight(max(160, self._tall() - self.line.heightForWidth(wide)))
        announce(self, words)

    def open_help(self, pages: Sequence[HelpPage]) -> None:
        """Show the first page, and the names of all."""
        self._pages = pages
        self.line.hide()
        self.names.clear()
        self.names.addItems([spoken_order(page.name, self.names) for page in pages])
        self.names.setFixedWidth(min(px(LIST_WIDE), self._over.width() // 3))
        self.text.setFixedHeight(max(200, self._tall()))
        self.names.setCurrentRow(0)
        self.open_over(self.names)

    def _tall(self) -> int:
        return self._over.height() * 2 // 3

    def _turn_to(self, row: int) -> None:
        if row < 0:
            return
        page = self._pages[row]
        self.text.setAccessibleName(page.name)
        self.text.setMarkdown(f"## {page.name}\n\n{page.words}")
        self._dress()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _dress(self) -> None:
        """Set paragraphs and lines of a list apart, and draw keys in the letters of the page, only stronger."""
        block = self.text.document().begin()
        while block.isValid():
            cursor, form = QTextCursor(block), block.blockFormat()
            form.setBottomMargin(px(8))
            cursor.setBlockFormat(form)
            pieces = [
                (each.position(), each.length()) for each in _fragments(block) if each.charFormat().fontFixedPitch()
            ]
            for begin, length in pieces:
                cursor.setPosition(begin)
                cursor.setPosition(begin + length, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(self._key_letters())
            block = block.next()

    def _key_letters(self) -> QTextCharFormat:
        """How a key is written: as on the sheet of keys."""
        letters = QTextCharFormat()
        letters.setFontWeight(QFont.Weight.DemiBold)
        letters.setForeground(colour("accent"))
        return letters


def _fragments(block: QTextBlock) -> list[QTextFragment]:
    """The pieces of one style that a paragraph is made of."""
    found, place = [], block.begin()
    while not place.atEnd():
        found.append(QTextFragment(place.fragment()))
        place += 1
    return found


def help_pages(resources: Path, language: str) -> tuple[HelpPage, ...]:
    """Read the pages in this language, in Swedish where there are none; the first is the one to begin with."""
    files = (resources / "help" / f"{name}.md" for name in (language, WRITTEN_IN))
    whole = next(file for file in files if file.is_file()).read_text(encoding="utf-8")
    parts = (part.partition("\n") for part in whole.split("\n## ")[1:])
    return tuple(HelpPage(name, words.strip()) for name, _line, words in parts)

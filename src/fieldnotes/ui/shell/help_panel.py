"""The help, one page in the person's language, over the window. Draws the text it is given; follows no link."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button
from fieldnotes.ui.shared.overlay import Overlay
from fieldnotes.ui.shared.theme import px

WRITTEN_IN = "sv"
"""The language there is always help in."""


class HelpPanel(Overlay):
    """Headed sections to scroll in; the keyboard walks them as any text."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, _("Help"), 760)
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Help"))
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        close = plain_button(_("Close"))
        close.clicked.connect(self.close_over)
        self.card.add(self.text, 1)
        self.card.add_row(close)

    def open_help(self, words: str) -> None:
        """Show the page from its beginning."""
        self.text.setMarkdown(words)
        self._give_air()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.setFixedHeight(max(200, self._over.height() * 2 // 3))
        self.open_over(self.text)

    def _give_air(self) -> None:
        """Set headings apart from what comes before, and paragraphs from each other."""
        block = self.text.document().begin()
        while block.isValid():
            cursor, form = QTextCursor(block), block.blockFormat()
            if form.headingLevel() > 1:
                form.setTopMargin(px(18))
            form.setBottomMargin(px(6))
            cursor.setBlockFormat(form)
            block = block.next()


def help_words(resources: Path, language: str) -> str:
    """Read the page in this language, in Swedish where there is none."""
    pages = (resources / "help" / f"{name}.md" for name in (language, WRITTEN_IN))
    return next(page for page in pages if page.is_file()).read_text(encoding="utf-8")

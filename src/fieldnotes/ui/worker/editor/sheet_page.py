"""The page inside the list before signing: its column, and what happens next. Knows no note."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.labels import caps, muted
from fieldnotes.ui.shared.theme import px


def sheet_page() -> tuple[QWidget, QVBoxLayout]:
    """Make the page of a list beside the note, and its column."""
    inner = QWidget()
    lines = QVBoxLayout(inner)
    lines.setContentsMargins(0, 0, px(6), 0)
    lines.setSpacing(px(8))
    return inner, lines


def show_next(lines: QVBoxLayout, words: str) -> None:
    """Close the list with what signing will do."""
    lines.addSpacing(px(8))
    lines.addWidget(caps(_("What happens next")))
    lines.addWidget(muted(words))
    lines.addStretch(1)

"""How the note looks on paper, over the window. Draws pages it is given; they stay in memory and are forgotten."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import icon_button, plain_button
from fieldnotes.ui.shared.cards import row as side_by_side
from fieldnotes.ui.shared.heard_roles import PAGES
from fieldnotes.ui.shared.labels import muted, title
from fieldnotes.ui.shared.overlay import Overlay
from fieldnotes.ui.shared.theme import px

LARGER = 1.25
"""One step of enlarging."""
READ_ALOUD = 60
"""Pages a screen reader gets as text here; of a longer paper the file itself is tagged and read in any reader."""


class PaperPanel(Overlay):
    """Pages that scroll; Esc closes."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, _("On paper"), 900)
        self._bytes = QBuffer(self)
        self.document = QPdfDocument(self)
        self.pages = QPdfView(self)
        self.pages.setPageMode(QPdfView.PageMode.MultiPage)
        self.pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.pages.setDocument(self.document)
        self.pages.setProperty("heard", PAGES)
        self.pages.setAccessibleName(_("The note as it looks on paper"))
        self._says = muted(_("Nothing is saved or printed: this is only how it looks."))
        self.smaller = icon_button(_("Smaller"), "zoom-out")
        self.smaller.clicked.connect(lambda: self._zoom(1 / LARGER))
        self.larger = icon_button(_("Larger"), "zoom-in")
        self.larger.clicked.connect(lambda: self._zoom(LARGER))
        close = plain_button(_("Close"), "x")
        close.clicked.connect(self.close_over)
        self.card.add(title(_("On paper")))
        self.card.add(self._says)
        self.card.add_layout(side_by_side(close, self.smaller, self.larger))
        self.card.add(self.pages)
        self.closed.connect(self._forget)

    def show_pages(self, pdf: bytes) -> None:
        """Open with these pages, which a screen reader reads as text."""
        self._forget()
        self._bytes.setData(QByteArray(pdf))
        self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._bytes)
        every = range(min(self.document.pageCount(), READ_ALOUD))
        self.pages.setAccessibleDescription("\n".join(self.document.getAllText(page).text() for page in every))
        self.pages.setMinimumHeight(max(px(90), self._over.height() - px(230)))
        self.pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.open_over(self.pages)

    def _zoom(self, by: float) -> None:
        """Enlarge or shrink from what is seen now."""
        if self.pages.zoomMode() is not QPdfView.ZoomMode.Custom:
            wide = self.document.pagePointSize(0).width() * self.logicalDpiX() / 72
            self.pages.setZoomFactor(self.pages.viewport().width() / max(1.0, wide))
            self.pages.setZoomMode(QPdfView.ZoomMode.Custom)
        self.pages.setZoomFactor(min(4.0, max(0.25, self.pages.zoomFactor() * by)))

    def _forget(self) -> None:
        """Keep no page of what is no longer looked at."""
        self.document.close()
        self._bytes.close()
        self._bytes.setData(QByteArray())
        self.pages.setAccessibleDescription("")

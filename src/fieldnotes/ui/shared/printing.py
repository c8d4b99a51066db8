"""Prints a PDF without writing it to the disk: the system's own dialog, then page by page. Knows no note.

Imported when somebody prints; both libraries are large.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

_DOTS = 300
"""Per inch; a sheet of text needs no more, and a page of it is 35 MB of memory."""


def print_pdf(pdf: bytes, parent: QWidget, name: str) -> bool:
    """Ask for a printer and print; `name` stands in the printer's queue. Tell whether it was sent."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    return paint_pdf(pdf, printer)


def paint_pdf(pdf: bytes, printer: QPrinter) -> bool:
    """Draw every page of a PDF on the printer's paper; tell whether it could be read and drawn."""
    held = QBuffer()
    held.setData(QByteArray(pdf))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(held)
    if document.status() is not QPdfDocument.Status.Ready:
        return False
    printer.setResolution(_DOTS)
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for page in range(document.pageCount()):
        if page:
            printer.newPage()
        room = painter.viewport()
        size = document.pagePointSize(page).scaled(room.width(), room.height(), Qt.AspectRatioMode.KeepAspectRatio)
        drawn = document.render(page, QSize(round(size.width()), round(size.height())))
        painter.drawImage(0, 0, _on_white(drawn))
    painter.end()
    document.close()
    return True


def _on_white(drawn: QImage) -> QImage:
    """Lay a page on white: it is drawn with a transparent ground, which printers fill in ways of their own."""
    paper = QImage(drawn.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return paper

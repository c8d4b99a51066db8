"""Prints a PDF without writing it to the disk: the system's own dialog, then page by page. Knows no note.

Imported when somebody prints; both libraries are large.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QPainter
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
        painter.drawImage(0, 0, document.render(page, QSize(round(size.width()), round(size.height()))))
    painter.end()
    document.close()
    return True

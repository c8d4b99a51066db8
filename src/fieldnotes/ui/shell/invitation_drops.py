"""An invitation file dropped anywhere on the window. Looks at names only; opens no file."""

from pathlib import PurePath

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

SUFFIXES = frozenset({".json", ".invitation"})


class InvitationDrops(QObject):
    """Tells when one file that may be an invitation is dropped; everything else is left to the window."""

    dropped = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the drag and the drop of such a file."""
        dragged = event.type() in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
        if not dragged or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        file = invitation_in(event.mimeData())
        if not file:
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.dropped.emit(file)
        return True


def invitation_in(data: QMimeData) -> str:
    """Give the path of the one local file that may be an invitation; empty for anything else."""
    files = [url.toLocalFile() for url in data.urls()]
    return files[0] if len(files) == 1 and PurePath(files[0]).suffix.lower() in SUFFIXES else ""

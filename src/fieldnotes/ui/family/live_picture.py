"""What the family sees now, drawn small on the worker's console: the same page, never a copy of its words."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.theme import colour

Draw = Callable[[int, float], QPixmap | None]
WIDE, HIGH = 16, 9


class LivePicture(QWidget):
    """A picture as wide as there is room; black when the family sees nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._draw: Draw | None = None
        self._shape = (WIDE, HIGH)
        self._drawn: QPixmap | None = None
        self._tallest = 10_000
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("What the family sees"))

    def take_from(self, draw: Draw) -> None:
        """Ask here for the picture: its width in points, and pixels for each of them."""
        self._draw = draw
        self.renew()

    def renew(self) -> None:
        """Draw anew what may look otherwise now."""
        self._drawn = None
        self.update()

    def fit_under(self, height: int) -> None:
        """Be no higher than this: the whole picture is to be seen at once."""
        if height != self._tallest:
            self._tallest = max(1, height)
            self.updateGeometry()
            self.renew()

    def heightForWidth(self, width: int) -> int:
        """Have the shape of the family's screen, as far as there is room."""
        return max(1, min(width * self._shape[1] // self._shape[0], self._tallest))

    def sizeHint(self) -> QSize:
        """Ask for the height of the present width."""
        return QSize(self.width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Be as small as one likes."""
        return QSize(80, self.heightForWidth(max(80, self.width())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture within a line, or black, in the middle of the room there is."""
        wide = self._wide()
        frame = QRect((self.width() - wide) // 2, 0, wide, self.height())
        painter = QPainter(self)
        painter.fillRect(frame, Qt.GlobalColor.black)
        drawn = self._picture(wide)
        if drawn is not None:
            painter.drawPixmap(frame.topLeft(), drawn)
        painter.setPen(QColor(colour("edge")))
        painter.drawRect(frame.adjusted(0, 0, -1, -1))

    def _wide(self) -> int:
        return max(1, min(self.width(), self.height() * self._shape[0] // self._shape[1]))

    def _picture(self, wide: int) -> QPixmap | None:
        if self._draw is None:
            return None
        sharp = self.devicePixelRatioF()
        if self._drawn is None or self._drawn.width() != round(wide * sharp):
            self._drawn = self._draw(wide, sharp)
        if self._drawn is not None:
            self._take_shape((self._drawn.width(), self._drawn.height()))
        return self._drawn

    def _take_shape(self, shape: tuple[int, int]) -> None:
        if abs(self._shape[0] * shape[1] - self._shape[1] * shape[0]) > max(shape) * 2:
            self._shape = shape
            self.updateGeometry()

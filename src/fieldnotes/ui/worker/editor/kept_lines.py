"""A column of lines of which those that still hold stay as they are, focus included. Knows no note."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget


class KeptLines(QVBoxLayout):
    """Lines told apart by what they say: a list that is checked each second is drawn anew only where it changed."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: dict[Hashable, QWidget] = {}

    def show_lines(self, wanted: Iterable[tuple[Hashable, Callable[[], QWidget]]]) -> None:
        """Show these lines in this order: each is what it says and how it is made, if it is not there yet."""
        met: Counter[Hashable] = Counter()
        makers: dict[Hashable, Callable[[], QWidget]] = {}
        for says, make in wanted:
            makers[(says, met[says])] = make
            met[says] += 1
        for gone in self._shown.keys() - makers.keys():
            self._let_go(self._shown.pop(gone))
        lines = {key: self._shown[key] if key in self._shown else make() for key, make in makers.items()}
        for place, line in enumerate(lines.values()):
            if self.indexOf(line) != place:
                self.insertWidget(place, line)
        self._shown = lines

    def _let_go(self, line: QWidget) -> None:
        self.removeWidget(line)
        line.hide()
        line.deleteLater()

"""Where Tab goes next: along the page as it is read, whatever was made first; knows no screen.

Qt lets Tab follow the order in which widgets were made, and puts all that is made later at the end of the window.
A window whose `focusNextPrevChild` asks `step` goes by its layouts instead: a list that is drawn anew keeps its place.
"""

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTextEdit,
    QWidget,
)

WHOLE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
"""Widgets that are one stop: what Qt builds them of is not met by itself."""


def step(root: QWidget, *, forward: bool) -> bool:
    """Move the focus to the next stop inside `root`, round the end; False when there is none to move to."""
    met = list(stops(root))
    here = QApplication.focusWidget()
    if not met or met == [here]:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    met[_next_place(root, met, here, forward=forward)].setFocus(reason)
    return True


def stops(root: QWidget) -> Iterator[QWidget]:
    """Give what Tab meets in `root`, in reading order: visible, enabled, and itself the keyboard's."""
    for widget in _read(root):
        if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            yield widget


def _next_place(root: QWidget, met: list[QWidget], here: QWidget | None, *, forward: bool) -> int:
    """Find the number of the next stop; one that is no stop itself (any more) is passed where it stands."""
    by = 1 if forward else -1
    if here in met:
        return (met.index(here) + by) % len(met)
    numbers = {id(widget): number for number, widget in enumerate(_read(root))}
    place = numbers.get(id(here), -1)
    after = next((number for number, stop in enumerate(met) if numbers[id(stop)] > place), 0)
    return after if forward else after - 1


def _read(widget: QWidget) -> Iterator[QWidget]:
    """Give a widget and all visible ones in it, as they are read."""
    if not widget.isVisible():
        return
    yield widget
    if isinstance(widget, WHOLE):
        return
    for part in _parts(widget):
        yield from _read(part)


def _parts(widget: QWidget) -> list[QWidget]:
    """List the direct parts: those of the layout in its order, then what lies freely over them."""
    if isinstance(widget, QStackedWidget | QScrollArea):
        shown = widget.currentWidget() if isinstance(widget, QStackedWidget) else widget.widget()
        return [shown] if shown is not None else []
    if isinstance(widget, QSplitter):
        parts = [widget.widget(number) for number in range(widget.count())]
        return [part for part in parts if part is not None]
    layout = widget.layout()
    laid = list(_laid(layout)) if layout is not None else []
    known = {id(part) for part in laid}
    free = [child for child in widget.children() if isinstance(child, QWidget) and id(child) not in known]
    return laid + [child for child in free if not child.isWindow()]


def _laid(layout: QLayout) -> Iterator[QWidget]:
    """Give the widgets of a layout and of those in it."""
    numbers = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        numbers.sort(key=lambda number: _cell(layout, number))
    elif isinstance(layout, QBoxLayout) and layout.direction() in {
        QBoxLayout.Direction.RightToLeft,
        QBoxLayout.Direction.BottomToTop,
    }:
        numbers.reverse()
    for number in numbers:
        item = layout.itemAt(number)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid(inner)


def _cell(layout: QGridLayout, number: int) -> tuple[int, int]:
    position = cast(tuple[int, int, int, int], layout.getItemPosition(number))  # the stub says object
    return position[0], position[1]

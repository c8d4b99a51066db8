"""Where Tab goes next: along the page as it is read, whatever was made first; knows no screen.

Qt lets Tab follow the order in which widgets were made, and puts all that is made later at the end of the window.
A window whose `focusNextPrevChild` asks `step` goes by its layouts instead: a list that is drawn anew keeps its place.
"""

from collections.abc import Iterator
from itertools import chain
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
    """Move the focus to the next stop inside `root`, round the end; False when there is none to move to.

    Looks from where the focus stands and no further than the next stop: the form of a note has a thousand widgets.
    """
    here = QApplication.focusWidget()
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    for widget in chain(_beyond(root, here, forward=forward), _read(root, forward=forward)):
        if widget is here:
            return False
        if _is_stop(widget):
            widget.setFocus(reason)
            return True
    return False


def _is_stop(widget: QWidget) -> bool:
    """Tell whether Tab stops at a visible widget: it is enabled and itself the keyboard's."""
    return bool(widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def _beyond(root: QWidget, here: QWidget | None, *, forward: bool) -> Iterator[QWidget]:
    """Give what is read after `here`, stop or not, up to the end; backwards what is read before it."""
    way = _way(root, here)
    if here is None or way is None:
        return
    if forward and not isinstance(here, WHOLE):
        for part in _parts(here):
            yield from _read(part, forward=True)
    for holder, parts, number in way:
        for part in parts[number + 1 :] if forward else reversed(parts[:number]):
            yield from _read(part, forward=forward)
        if not forward:
            yield holder


def _way(root: QWidget, here: QWidget | None) -> list[tuple[QWidget, list[QWidget], int]] | None:
    """Give, from `here` up to `root`, what holds each, its parts and the number among them; None if it is not read."""
    way: list[tuple[QWidget, list[QWidget], int]] = []
    if here is None or not here.isVisible():
        return None
    while here is not root:
        holder = _holder(here)
        parts = [] if holder is None or isinstance(holder, WHOLE) else _parts(holder)
        if holder is None or here not in parts:
            return None
        way.append((holder, parts, parts.index(here)))
        here = holder
    return way


def _holder(widget: QWidget) -> QWidget | None:
    """Give the widget that has this one among its parts: a list's window onto what it scrolls is none."""
    above = widget.parentWidget()
    over = above.parentWidget() if above is not None else None
    return over if isinstance(over, QScrollArea) and over.widget() is widget else above


def _read(widget: QWidget, *, forward: bool) -> Iterator[QWidget]:
    """Give a widget and all visible ones in it, as they are read; backwards the other way round."""
    if not widget.isVisible():
        return
    if forward:
        yield widget
    if not isinstance(widget, WHOLE):
        parts = _parts(widget)
        for part in parts if forward else reversed(parts):
            yield from _read(part, forward=forward)
    if not forward:
        yield widget


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

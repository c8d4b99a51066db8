"""What is wrong with how a window is laid out: words cut off, children outside their parents, siblings over each other.

`layout_faults(window)` walks every visible widget and gives one sentence for each fault, without a person's words.
"""

import re

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QStyleOptionComboBox,
    QTextEdit,
    QWidget,
)

from fieldnotes.ui.shared.labels import ElidingLabel
from window_parts import parts

BREAKS = re.compile(r"\s+|(?<=[/-])")
"""Where a line may end."""
SLACK = 2
"""Pixels that rounding may take."""
SHORTEST = 6
"""Letters of a shortened line that must be left to tell what it is."""
FLOATS = ("Overlay", "Toast", "SignSheet", "ProposalSheet", "GreyWords", "QRubberBand", "MergeSheet", "SidePanel")
"""Widgets that are meant to lie over others."""


def layout_faults(window):
    """Give every fault of a window at rest, the same each time."""
    found, everything = [], (window, *parts(window))
    panels = [each for each in everything if each.objectName() == "overlay" and each.isVisible()]
    for widget in everything:
        if widget.isVisible() and not _covered(widget, panels):
            found += [f"{_path(widget, window)}: {fault}" for fault in _faults(widget, window)]
    return sorted(set(found))


def _faults(widget, window):
    yield from _cut_words(widget)
    if widget is not window:
        yield from _outside(widget)
    yield from _over_each_other(widget)
    if isinstance(widget, QScrollArea) and widget.horizontalScrollBar().maximum() > SLACK:
        yield "scrolls sideways"


def _cut_words(widget):
    if isinstance(widget, ElidingLabel):
        least = widget.fontMetrics().horizontalAdvance(widget.text()[:SHORTEST] + "…")
        if widget.text() and widget.contentsRect().width() < min(widget.sizeHint().width(), least) - SLACK:
            yield "shortened to less than a word"
    elif isinstance(widget, QLabel):
        yield from _cut_label(widget)
    else:
        yield from _cut_control(widget)


def _cut_control(widget):
    if isinstance(widget, QAbstractButton | QComboBox):
        wanted, has = widget.minimumSizeHint().expandedTo(_words_size(widget)), widget.size()
        if isinstance(widget, QComboBox) and _advance(widget, widget.currentText()) > _room_for_choice(widget):
            yield "the choice is cut"
        if wanted.width() > has.width() + SLACK or wanted.height() > has.height() + SLACK:
            yield f"a button of {wanted.width()}x{wanted.height()} has {has.width()}x{has.height()}"
    elif isinstance(widget, QLineEdit):
        room = widget.contentsRect().width()
        if widget.fontMetrics().horizontalAdvance(widget.placeholderText()) > room:
            yield "the words in an empty field are cut"
        if widget.fontMetrics().height() > widget.height() + SLACK:
            yield "a field is lower than its letters"


def _words_size(widget):
    if isinstance(widget, QComboBox):
        return widget.minimumSizeHint()
    if widget.sizePolicy().hasHeightForWidth():  # its words go on in another line
        longest = max((_advance(widget, word) for word in widget.text().split()), default=0)
        return QSize(longest, widget.heightForWidth(widget.width()))
    return widget.sizeHint()


def _advance(widget, words):
    return widget.fontMetrics().horizontalAdvance(words)


def _room_for_choice(combo):
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    inside = combo.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, combo
    )
    return inside.width() + SLACK


def _cut_label(widget):
    if not widget.text():
        return
    wanted, has = widget.sizeHint(), widget.size()
    if widget.wordWrap():
        high = widget.heightForWidth(has.width())
        if high > has.height() + SLACK:
            yield f"{high} pixels of lines have {has.height()}"
        longest = max(BREAKS.split(_read(widget.text())), key=len)
        if widget.fontMetrics().horizontalAdvance(longest) > has.width() + SLACK:
            yield "a word is wider than its place"
    elif wanted.width() > has.width() + SLACK or wanted.height() > has.height() + SLACK:
        yield f"words of {wanted.width()}x{wanted.height()} have {has.width()}x{has.height()}"


def _read(text):
    """The words of a label as they are read, without what marks them up."""
    return QTextDocumentFragment.fromHtml(text).toPlainText() if "</" in text else text


def _outside(widget):
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or _scrolled(parent) or _floats(widget):
        return
    if not parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(widget.geometry()):
        yield f"lies at {_box(widget.geometry())} in a parent of {parent.width()}x{parent.height()}"


def _over_each_other(widget):
    if isinstance(widget, QStackedWidget | QAbstractScrollArea | QAbstractSlider) or _scrolled(widget):
        return
    children = [
        child
        for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if child.isVisible() and not child.isWindow() and not _floats(child) and not child.size().isEmpty()
    ]
    for at, one in enumerate(children):
        for other in children[at + 1 :]:
            shared = one.geometry().intersected(other.geometry())
            if shared.width() > SLACK and shared.height() > SLACK:
                yield f"{_name(one)} and {_name(other)} share {_box(shared)}"


def _scrolled(parent):
    """What lies in a scrolling view may be larger than the view."""
    area = parent.parentWidget()
    return isinstance(area, QAbstractScrollArea | QAbstractItemView | QTextEdit) and parent is area.viewport()


def _floats(widget):
    return any(each.__name__ in FLOATS for each in type(widget).__mro__) or widget.objectName() == "overlay"


def _covered(widget, panels):
    """Behind an open panel nobody reads; and a widget that is scrolled out of sight may be anywhere."""
    return bool(panels) and not any(panel is widget or panel.isAncestorOf(widget) for panel in panels)


def _box(rect: QRect):
    return f"{rect.x()},{rect.y()} {rect.width()}x{rect.height()}"


def _name(widget):
    return widget.objectName() or type(widget).__name__


def _path(widget, window):
    names = []
    at = widget.mapTo(window, QPoint(0, 0)) if widget is not window else QPoint(0, 0)
    while widget is not None and widget is not window:
        names.append(_name(widget))
        widget = widget.parentWidget()
    return " < ".join(names[:4]) + f" at {at.x()},{at.y()}"

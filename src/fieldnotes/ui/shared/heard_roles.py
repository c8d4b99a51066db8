"""What a screen reader calls the parts Qt has no word for: headings, named groups, panels; knows no screen.

A panel that takes the keyboard is a dialogue, a card or row with a name is a group whose name is said when the focus
comes into it, a heading is a heading, so that a page can be walked by them, and what only scrolls is a document. Asked
only while somebody listens.
"""

from PySide6 import QtCore, QtGui  # what is asked of them is large, and nobody listens before the first paint
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

HEADINGS = ("display", "h1", "h2")
"""Roles of labels (see `labels`) that head a page or a part of it."""

PAGES = "pages"
"""What a widget that draws pages itself says of itself in its property `heard`."""


def tell_roles() -> None:
    """Answer from now on for the parts of this program; what is asked about earlier keeps Qt's word."""
    QtGui.QAccessible.installFactory(_face)


def heard_role(widget: QWidget) -> "QtGui.QAccessible.Role | None":
    """Say what a widget is to be called; None leaves it to Qt."""
    if isinstance(widget, QLabel):
        return QtGui.QAccessible.Role.Heading if widget.property("role") in HEADINGS else None
    if isinstance(widget, QScrollArea) or widget.property("heard") == PAGES:
        return QtGui.QAccessible.Role.Document if widget.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus else None
    if widget.isWindow() or not widget.accessibleName() or _drawn_by(widget) not in (QWidget, QFrame):
        return None
    if widget.property("card") == "panel" or widget.objectName() == "sheet":
        return QtGui.QAccessible.Role.Dialog
    return QtGui.QAccessible.Role.Grouping


def _face(kind: str, asked: QObject) -> "QtGui.QAccessibleInterface | None":
    """Make the face of a widget; Qt asks once for each of its classes, the widget's own first."""
    from PySide6.QtWidgets import QAccessibleWidget  # large; nobody listens before the first paint

    if not isinstance(asked, QWidget) or kind != asked.metaObject().className():
        return None
    role = heard_role(asked)
    if role is None:
        return None
    return QAccessibleWidget(asked, role)


def _drawn_by(widget: QWidget) -> type:
    """Give the class of Qt's that a class of ours is made from."""
    return next(kind for kind in type(widget).__mro__ if kind.__module__.startswith("PySide6"))

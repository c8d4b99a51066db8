"""The widgets inside a widget, each taken for a part of the one it stands in and of no other.

`findChildren` of PySide takes whatever it finds, however deep, for a part of the widget that was asked. When that one
goes and the found one had been moved out of it (the worker's bar, out of the family's window), the found one's layouts
are taken for gone too, and the program falls at the next look at them. Tests ask here instead.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def parts(root, kind=QWidget):
    """Give every widget of a kind inside `root`, in Qt's order."""
    found = []
    for each in root.findChildren(QWidget, options=DIRECT):
        if isinstance(each, kind):
            found.append(each)
        found += parts(each, kind)
    return found

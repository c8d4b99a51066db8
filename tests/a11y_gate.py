"""What a screen must be for those who use it by keyboard, by ear or with large eyes: each question gives what fails.

Every question takes the widget a person has before them (a window, a panel) and answers with sentences, none when all
is well; tests ask them of every screen and state. Looks only at what a screen reader and the keyboard are given.
"""

import re
from collections import Counter
from contextlib import contextmanager
from functools import cache, wraps

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QTextBrowser,
    QTextEdit,
)

from window_parts import parts

ROLES = {
    QCheckBox: QAccessible.Role.CheckBox,
    QRadioButton: QAccessible.Role.RadioButton,
    QComboBox: QAccessible.Role.ComboBox,
    QLineEdit: QAccessible.Role.EditableText,
    QPlainTextEdit: QAccessible.Role.EditableText,
    QTextEdit: QAccessible.Role.EditableText,
    QAbstractSpinBox: QAccessible.Role.SpinBox,
    QTableView: QAccessible.Role.Table,
    QAbstractItemView: QAccessible.Role.List,
}
"""What a screen reader must call each kind of widget."""
PRESSED = {QAccessible.Role.Button, QAccessible.Role.CheckBox, QAccessible.Role.ButtonMenu}
"""A push button that stays down is a toggle: Qt calls it a check box."""
SAYS_NOTHING = {
    QAccessible.Role.NoRole,
    QAccessible.Role.Client,
    QAccessible.Role.Pane,
    QAccessible.Role.Border,
    QAccessible.Role.Whitespace,
    QAccessible.Role.Graphic,
    QAccessible.Role.StaticText,
    QAccessible.Role.LayeredPane,
}
"""Roles that do not tell what can be done here."""
FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox)
KEYED = {"ReadingText": "a word is explained by Ctrl+E too", "overlay": "Esc closes as the ground beside a panel does"}
"""Classes or names of what is pressed by mouse and has a key elsewhere."""
NEAR = 3
"""Pixels by which edges may differ and still stand in one line."""
MOST_STOPS = 400
_RESTING = {}
"""What was found of each page that stands still."""


@contextmanager
def at_rest(root):
    """Let several questions about a page that stands still share what they look for."""
    _RESTING[root] = {}
    try:
        yield
    finally:
        del _RESTING[root]


def _once_at_rest(find):
    @wraps(find)
    def found(root):
        kept = _RESTING.get(root, {})
        if find not in kept:
            kept[find] = find(root)
        return kept[find]

    return found


@_once_at_rest
def _everything(root):
    """Every widget in a page."""
    return parts(root)


@_once_at_rest
def stops(root):
    """Every place where the keyboard can stand, in no order."""
    return [
        widget
        for widget in [root, *_everything(root)]
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not _inside_a_field(widget)
    ]


def called(widget):
    """How a fault names a widget: its class, its own name and what it says."""
    words = _heard(widget) or getattr(widget, "text", str)()
    return f"{type(widget).__name__} {widget.objectName()} “{words}”".replace("  ", " ")


def nameless(root):
    """Stops with nothing to say, and buttons without a word that do not tell on hovering what they do."""
    found = [f"{called(widget)} has no name" for widget in stops(root) if not _heard(widget)]
    for button in parts(root, QAbstractButton):
        worded = button.text() or any(label.text() for label in parts(button, QLabel))
        shown = button.isVisible() and not worded and not isinstance(button, QCheckBox | QRadioButton)
        if shown and button.focusPolicy() & Qt.FocusPolicy.TabFocus and not button.toolTip():
            found.append(f"{called(button)} is an icon without a tooltip")
    return found


def alike(root):
    """Stops that a screen reader cannot tell apart: the same name, and the same role."""
    said = Counter((_heard(widget), _face(widget).role(), *_groups(widget)) for widget in stops(root))
    return [f"{count} × {role.name} “{name}” {groups}" for (name, role, *groups), count in said.items() if count > 1]


def _groups(widget):
    """The names of the groups and panels a widget stands in, which are said when the focus comes into them."""
    parent = widget.parentWidget()
    while parent is not None:
        face = _face(parent)
        if face.role() in {QAccessible.Role.Grouping, QAccessible.Role.Dialog}:
            yield face.text(QAccessible.Text.Name)
        parent = parent.parentWidget()


def wrong_roles(root):
    """Stops that do not say what they are."""
    found = []
    for widget in stops(root):
        role = _face(widget).role()
        wanted = next((role for kind, role in ROLES.items() if isinstance(widget, kind)), None)
        if isinstance(widget, QTextBrowser):
            fits = True  # Qt calls it static text; it is read by its text
        elif isinstance(widget, QPushButton):
            fits = role in PRESSED
        else:
            fits = role not in SAYS_NOTHING if wanted is None else role == wanted
        if not fits:
            found.append(f"{called(widget)} says it is {role.name}")
    return found


def wrong_states(root):
    """Widgets whose state, as told to a screen reader, is not what it is."""
    found, here = [], {id(stop) for stop in stops(root)}
    for widget in [each for each in _everything(root) if each.isVisible()]:
        state = _face(widget).state()
        told = {"disabled": (bool(state.disabled), not widget.isEnabled())}
        if id(widget) in here:
            told["focusable"] = (bool(state.focusable), True)
        if isinstance(widget, QAbstractButton) and widget.isCheckable():
            told["checked"] = (bool(state.checked or state.pressed), widget.isChecked())
        if isinstance(widget, QLineEdit):
            told["secret"] = (bool(state.passwordEdit), widget.echoMode() != QLineEdit.EchoMode.Normal)
        if isinstance(widget, FIELDS) and hasattr(widget, "isReadOnly"):
            told["read only"] = (bool(state.readOnly), widget.isReadOnly())
        wrong = [name for name, (said, is_so) in told.items() if said != is_so]
        found += [f"{called(widget)} does not tell whether it is {name}" for name in wrong]
    return found


def unrelated(root):
    """Fields that no label names, and labels whose words are not in the name of what they name."""
    found = []
    for widget in stops(root):
        if isinstance(widget, FIELDS):
            labels = _labels(widget)
            if isinstance(widget, QComboBox) and not labels:
                found.append(f"{called(widget)} has no label")
            found += [
                f"“{label}” is not in the name of {called(widget)}" for label in labels if not _within(label, widget)
            ]
        if isinstance(widget, QAbstractButton) and not _within(widget.text(), widget):
            found.append(f"{called(widget)} shows “{widget.text()}”, which is not in its name")
    return found


def only_by_mouse(root):
    """Buttons and other things one can press that the keyboard never reaches."""
    here = stops(root)
    reached = {id(widget) for widget in here}
    found = []
    for widget in _everything(root):
        pressable = isinstance(widget, QAbstractButton) or _takes_the_mouse(type(widget))
        if not pressable or id(widget) in reached or not widget.isVisible() or not widget.isEnabled():
            continue
        if not _keyed(widget) and not _inside_a_field(widget) and not _one_of_a_group(widget, here):
            found.append(called(widget))
    return found


def walked(root, *, backwards=False):
    """Go once round with the Tab key itself; gives the stops in the order met, up to the first met twice."""
    root.window().activateWindow()
    QApplication.processEvents()
    seen, here = [], root if root.isWindow() else QApplication.focusWidget()
    if root.isWindow():
        root.setFocus()
    for _stop in range(MOST_STOPS):
        if backwards:
            QTest.keyClick(here, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        else:
            QTest.keyClick(here, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        if here is None or here in seen:
            break
        seen.append(here)
    return seen


def trapped(root, there=None):
    """Stops the Tab key does not reach, or does not leave, either way; `there`: the way forwards, already walked."""
    found = []
    for backwards in (False, True):
        before = stops(root)
        met = walked(root, backwards=backwards) if backwards or there is None else there
        wanted = [widget for widget in before if widget.isEnabled() and widget.isVisible()]
        missed = [widget for widget in wanted if widget not in met and not _one_of_a_group(widget, met)]
        found += [f"{'Shift+Tab' if backwards else 'Tab'} never reaches {called(widget)}" for widget in missed]
    return found


def out_of_order(root, met):
    """Steps of the Tab key that go back against the reading order: up, or towards the beginning of the line.

    The way is a round: going back once, from its end to its beginning, is right. Two stops are compared by the parts
    of the page they stand in: what comes next must not lie wholly above, nor in the same line wholly before, the part
    just left. A message that lies over the page for a while is met last.
    """
    found, met = [], [stop for stop in met if not _in_a_message(stop)]
    for here, there in zip(met, [*met[1:], *met[:1]], strict=True):
        pair = _branches(root, here, there)
        if pair is not None and _goes_back(*pair, turned=root.isRightToLeft()):
            found.append(f"{called(here)} → {called(there)}")
    return found if len(found) > 1 else []


def _branches(root, here, there):
    """The two parts of the page, below what holds both, that these stand in, as rectangles of the page."""
    chain = [here]
    while chain[-1] is not root and chain[-1].parentWidget() is not None:
        chain.append(chain[-1].parentWidget())
    branch = there
    while branch.parentWidget() is not None and branch.parentWidget() not in chain:
        branch = branch.parentWidget()
    both = branch.parentWidget()
    if both is None or both not in chain or both is here or branch in chain:
        return None
    return _on(root, chain[chain.index(both) - 1]), _on(root, branch)


def _on(root, widget):
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def _goes_back(before, after, *, turned):
    if after.bottom() <= before.top() + NEAR:
        return not (before.right() <= after.left() + NEAR or after.right() <= before.left() + NEAR)
    same_line = after.top() < before.bottom() - NEAR and before.top() < after.bottom() - NEAR
    earlier = before.right() <= after.left() + NEAR if turned else after.right() <= before.left() + NEAR
    return same_line and earlier


def _in_a_message(widget):
    return widget.parentWidget() is not None and widget.parentWidget().property("card") == "toast"


def _face(widget):
    return QAccessible.queryAccessibleInterface(widget)


def _heard(widget):
    if isinstance(widget, QComboBox):
        return " ".join(_labels(widget))  # its own name is the value on some systems
    return _face(widget).text(QAccessible.Text.Name)


def _labels(widget):
    related = _face(widget).relations()
    return [face.text(QAccessible.Text.Name) for face, kind in related if kind & QAccessible.RelationFlag.Label]


def _within(words, widget):
    plain = re.sub(r"  .*$", "", words.replace("&", "")).strip().rstrip(" :…").casefold()  # behind two blanks: a key, ▾
    if len(re.findall(r"\w", plain)) < 2:
        return True  # a sign made of a letter, such as A+
    return plain in _face(widget).text(QAccessible.Text.Name).casefold() or isinstance(widget, QComboBox)


def _inside_a_field(widget):
    """Tell whether a widget is Qt's own part of a field (the line of a date, the arrows of a list)."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QAbstractSpinBox | QComboBox | QLineEdit):
        parent = parent.parentWidget()
    return parent is not None


@cache
def _takes_the_mouse(kind):
    """Tell whether our own code does something on a click that a plain widget of this kind would not."""
    ours = {name for kind in kind.__mro__ if kind.__module__.startswith("fieldnotes.") for name in vars(kind)}
    return bool(ours & {"mousePressEvent", "mouseReleaseEvent"})


def _keyed(widget):
    """Tell whether a key does the same: a shortcut of its own, or one told in `KEYED`."""
    shortcut = isinstance(widget, QAbstractButton) and not widget.shortcut().isEmpty()
    return shortcut or bool({widget.objectName(), type(widget).__name__} & set(KEYED))


def _one_of_a_group(widget, met):
    """Tell whether Tab stops at another choice of the same question, from where the arrows go on."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return (
        group is not None
        and group.exclusive()
        and any(isinstance(each, QAbstractButton) and each.group() is group for each in met)
    )

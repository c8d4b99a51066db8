"""Every screen and panel, in every state, by keyboard and by ear: names, roles, states, relations, order, no trap.

Each state is opened once, in Swedish, and asked all questions of `a11y_gate`. rules: ACC-1, ACC-3
"""

import importlib
import pkgutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import a11y_gate as gate
import fieldnotes.ui
from a11y_states import STATES
from a11y_visits import SCREEN, Visits
from conftest import HeldClock
from fieldnotes.boot import catalogues
from fieldnotes.ui.shared.heard_roles import tell_roles
from fieldnotes.ui.shared.overlay import Overlay
from fieldnotes.ui.shared.reading_order import step
from fieldnotes.ui.shared.theme import LIGHT, Look, apply_look, current_look
from one_desk import RESOURCES
from window_parts import parts

WITHOUT_SOUND = pytest.mark.qt_log_ignore("propagateSizeHints", "pa_context_connect", "pipewire", extend=True)
"""A computer without sound says so when the page about the microphone opens."""

QUESTIONS = (
    gate.nameless,
    gate.alike,
    gate.wrong_roles,
    gate.wrong_states,
    gate.unrelated,
    gate.only_by_mouse,
)
PATIENT = 60_000
NOT_ASKED = {
    "no shipped template asks for a time without its day; asked on a page of its own below": {"TimeField"},
    "there only where a workplace has decided, or a newer version is; asked on a page of its own below": {
        "DecidedCard",
        "UpdateNotice",
    },
}
"""Why a widget is in no state, and which: none may be added without a reason."""


class Walk:
    """What was found in each state, and every kind of widget that was in sight."""

    def __init__(self):
        self.found, self.seen = {}, set()

    def through(self, visits):
        for name, (workplace, come) in STATES.items():
            root = None
            try:
                root = come(visits.at(workplace))
                self.found[name] = self._ask(root)
            except Exception as error:  # noqa: BLE001 - told by the test of this state
                self.found[name] = [f"cannot be opened: {error!r}"]
            if isinstance(root, Overlay):
                root.close_over()

    def _ask(self, root):
        with gate.at_rest(root):
            found = [f"{question.__name__}: {fault}" for question in QUESTIONS for fault in question(root)]
        met = gate.walked(root)
        found += [f"trapped: {fault}" for fault in gate.trapped(root, met)]
        found += [f"out of order: {fault}" for fault in gate.out_of_order(root, met)]
        wide, high = root.window().size().toTuple()
        if current_look().scale == 100 and (wide > SCREEN[0] or high > SCREEN[1]):
            found.append(f"grows to {wide}x{high}, larger than a screen")
        everything = [root.window(), *parts(root.window())]
        self.seen |= {kind.__name__ for each in everything if each.isVisible() for kind in type(each).__mro__}
        return found


def walk_in(app, folder, request, *, percent=100, right_to_left=False):
    """Go through all states in one look, in Swedish."""
    side = app.layoutDirection()
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
    apply_look(app, Look(LIGHT, percent, RESOURCES))
    tell_roles()
    catalogues.speak("sv")
    bot = QtBot(request)
    visits = Visits(folder, HeldClock(), lambda true: bot.waitUntil(true, timeout=PATIENT))
    made = Walk()
    try:
        made.through(visits)
    finally:
        visits.close()
        catalogues.speak("en")
        app.setLayoutDirection(side)
    return made


@pytest.fixture(scope="module")
def walk(qapp, fonts_loaded, tmp_path_factory, request):
    """One walk through all states; the tests below only read what it found."""
    return walk_in(qapp, tmp_path_factory.mktemp("a11y"), request)


@WITHOUT_SOUND
@pytest.mark.parametrize("state", list(STATES))
def test_a_screen_is_whole_for_keyboard_and_ear(walk, state):
    assert walk.found[state] == []


@WITHOUT_SOUND
@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "look", [{"percent": 200}, {"right_to_left": True}, {"percent": 200, "right_to_left": True}], ids=str
)
def test_every_screen_is_whole_at_twice_the_text_and_right_to_left(qapp, fonts_loaded, tmp_path, request, look):
    found = walk_in(qapp, tmp_path, request, **look).found
    assert {state: faults for state, faults in found.items() if faults} == {}


@WITHOUT_SOUND
def test_every_kind_of_widget_of_the_program_was_in_sight(walk):
    """A new screen is in the walk; what is not asked yet is told by name, and leaves the list when it is."""
    for module in pkgutil.walk_packages(fieldnotes.ui.__path__, "fieldnotes.ui."):
        importlib.import_module(module.name)
    ours = {kind.__name__ for kind in _all_kinds(QWidget) if kind.__module__.startswith("fieldnotes.ui.")}
    missing = set().union(*NOT_ASKED.values())
    assert sorted(ours - walk.seen - missing) == []
    assert missing <= ours
    assert sorted(missing & walk.seen) == []


def _all_kinds(kind):
    for each in kind.__subclasses__():
        yield each
        yield from _all_kinds(each)


@pytest.fixture
def page(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.setWindowTitle("page")
    made.box = QVBoxLayout(made)
    made.resize(400, 300)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_the_gate_finds_what_has_no_name_no_label_and_no_key(page):
    page.box.addWidget(QComboBox())
    page.box.addWidget(QLineEdit())
    sign = QPushButton("Signera")
    sign.setAccessibleName("Skicka")
    icon = QPushButton()
    icon.setAccessibleName("Bort")
    mouse = QPushButton("Bara mus")
    mouse.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    for button in (sign, icon, mouse):
        page.box.addWidget(button)
    QApplication.processEvents()
    assert len(gate.nameless(page)) == 3
    assert [fault for fault in gate.unrelated(page) if "Signera" in fault]
    assert len(gate.only_by_mouse(page)) == 1


def test_the_gate_finds_two_that_sound_alike_unless_their_groups_differ(page):
    rows = []
    for name in ("Rad 1", "Rad 1"):
        row = QWidget()
        row.setAccessibleName(name)
        QVBoxLayout(row).addWidget(QPushButton("Ta bort"))
        page.box.addWidget(row)
        rows.append(row)
    tell_roles()
    QApplication.processEvents()
    assert len(gate.alike(page)) == 1
    rows[1].setAccessibleName("Rad 2")
    assert gate.alike(page) == []


def test_a_time_of_day_that_a_template_asks_for_is_whole(page):
    """No shipped template asks for a time without its day; a town's own may."""
    from fieldnotes.ui.shared.labels import caption
    from fieldnotes.ui.worker.editor.registry import make_field
    from fieldnotes.ui.worker.editor.shapes import FieldShape

    field = make_field(FieldShape("grunddata", "called", "time", "Ringde"), None, page)
    page.box.addWidget(caption("Ringde", field))
    page.box.addWidget(field)
    QApplication.processEvents()
    assert [fault for question in QUESTIONS for fault in question(page)] == []


def test_what_a_workplace_decided_and_a_newer_version_are_told_whole(page):
    from fieldnotes.ui.shell.decided_card import DecidedCard
    from fieldnotes.ui.shell.updates_view import UpdateNotice

    card, notice = DecidedCard(), UpdateNotice(None)
    card.show_rows([("Nämndens beslut 9.", ["Låses efter fem minuter"])])
    notice.words.setText("En nyare version finns")
    for each in (card, notice):
        page.box.addWidget(each)
        each.show()
    QApplication.processEvents()
    assert [fault for question in QUESTIONS for fault in question(page)] == []


class Trap(QLineEdit):
    """Keeps the keyboard."""

    def focusNextPrevChild(self, _forward):  # noqa: N802 - Qt's name
        return True


def test_the_gate_finds_a_trap_and_an_order_against_the_reading(page):
    above, below, last = QLineEdit(), QLineEdit(), QLineEdit()
    for line in (above, below, last):
        line.setAccessibleName("x")
        page.box.addWidget(line)
    QApplication.processEvents()
    assert gate.out_of_order(page, [above, below, last]) == []
    assert gate.out_of_order(page, [below, last, above]) == [], "a round may begin anywhere"
    assert len(gate.out_of_order(page, [above, last, below])) == 2
    page.box.insertWidget(1, Trap())
    QApplication.processEvents()
    assert gate.trapped(page)


class Page(QWidget):
    """Goes by its reading order."""

    def focusNextPrevChild(self, forward):  # noqa: N802 - Qt's name
        return step(self, forward=forward)


def test_what_is_made_later_is_met_where_it_stands_and_what_goes_is_passed(qtbot):
    page = Page()
    qtbot.addWidget(page)
    box = QVBoxLayout(page)
    first, last = QLineEdit(), QLineEdit()
    for line in (first, last):
        box.addWidget(line)
    between = QPushButton("mellan")
    box.insertWidget(1, between)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    assert gate.walked(page) == [first, between, last]
    assert gate.walked(page, backwards=True) == [last, between, first]
    between.setFocus()
    between.setEnabled(False)
    assert QApplication.focusWidget() is last
    step(page, forward=False)
    assert QApplication.focusWidget() is first


def test_the_arrows_go_on_where_tab_stops_at_one_choice_of_many(qtbot):
    from fieldnotes.ui.worker.editor.chips import ChoiceChips
    from fieldnotes.ui.worker.editor.shapes import Option

    chips = ChoiceChips("Tolk", [Option("ja", "Ja"), Option("nej", "Nej")], many=False)
    qtbot.addWidget(chips)
    chips.resize(400, 60)
    with qtbot.waitActive(chips):
        chips.show()
        chips.activateWindow()
    chips.button("ja").setFocus()
    qtbot.keyClick(chips.button("ja"), Qt.Key.Key_Right)
    assert QApplication.focusWidget() is chips.button("nej")
    assert chips.chosen() == []


def test_a_heading_is_heard_as_one_and_says_its_own_words(page):
    from PySide6.QtGui import QAccessible

    from fieldnotes.ui.shared.labels import heading

    tell_roles()
    made = heading("Ärenden")
    page.box.addWidget(made)
    face = QAccessible.queryAccessibleInterface(made)
    assert (face.role(), face.text(QAccessible.Text.Name)) == (QAccessible.Role.Heading, "Ärenden")
    made.setText("Elsa")
    assert face.text(QAccessible.Text.Name) == "Elsa"
    plain = QLabel("inte")
    page.box.addWidget(plain)
    assert QAccessible.queryAccessibleInterface(plain).role() == QAccessible.Role.StaticText

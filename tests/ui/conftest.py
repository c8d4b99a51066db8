"""What the windows' tests share: no screen, the shipped look, lanes that close, a desk on a real vault."""

import os
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = os.environ.get("FIELDNOTES_TEST_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import Qt

from fieldnotes.ui.screen_settings import ScreenSettings
from fieldnotes.ui.shared.theme import LIGHT, Look, apply_look, current_look, load_fonts
from fieldnotes.ui.tasks import Tasks
from one_desk import RESOURCES, make_desk


def pytest_collection_modifyitems(items):
    """Let the plugin without a screen say once more what it always says, of windows and of menus."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(
                pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise|grabbing)", extend=True)
            )


@pytest.fixture(scope="session")
def qapp_args():
    return ["fieldnotes"]


@pytest.fixture(scope="session")
def fonts_loaded(qapp):
    return load_fonts(RESOURCES / "fonts")


@pytest.fixture(scope="session")
def first_look(qapp, fonts_loaded):
    """Give the look every test begins with."""
    wanted = Look(LIGHT, 100, RESOURCES)
    apply_look(qapp, wanted)
    return wanted


@pytest.fixture(autouse=True)
def look(qapp, first_look):
    """Every test begins with the light look at 100 %, read from left to right."""
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    if current_look() != first_look:  # a style sheet costs as much as a window
        apply_look(qapp, first_look)


@pytest.fixture
def tasks(qapp):
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def screen_settings():
    return ScreenSettings(resources=RESOURCES, lock_minutes=600, sync_minutes=600)


@pytest.fixture
def desk(tmp_path, held_clock):
    made = make_desk(tmp_path, held_clock)
    yield made
    made.vault.lock()


class AtOnce:
    """Lanes without threads: work is done, and answered, before `run` returns."""

    def __init__(self):
        self.lanes = []
        self.held = None

    @property
    def cancelled(self):
        return False

    def cancel(self):
        self.held = None

    def report(self, value):
        pass

    def hold(self):
        """Keep the next answers back until `release`."""
        self.held = []

    def release(self):
        held, self.held = self.held or [], None
        for call in held:
            call()

    def run(self, lane, work, *, done, failed, **_rest):
        self.lanes.append(lane)
        try:
            result = work(self)
        except Exception as error:  # noqa: BLE001 - a lane brings every error home
            self._home(lambda error=error: failed(error))
        else:
            self._home(lambda: done(result))
        return self

    def _home(self, call):
        if self.held is None:
            call()
        else:
            self.held.append(call)


@pytest.fixture
def at_once():
    return AtOnce()


class Bell:
    """A `Later` that rings when the test says so."""

    def __init__(self):
        self.seconds = None
        self._call = None

    def after(self, seconds, call):
        self.seconds, self._call = seconds, call

    def ring(self):
        call, self._call = self._call, None
        call()


@pytest.fixture
def bell():
    return Bell()


class Frame:
    """What the frame offers presenters, writing down what it is asked."""

    def __init__(self, desk, tasks):
        self.desk, self.tasks = desk, tasks
        self.went, self.said, self.problems, self.begun = [], [], [], []

    def go(self, place):
        self.went.append(place)

    def back(self):
        self.went.append("back")

    def say(self, text, *, undo=None, **_how):
        self.said.append(text)
        self.undo = undo

    def explain(self, error):
        self.problems.append(error)

    def begin_note(self, case, template, *, speaking=False, visit=""):
        self.begun.append((case, template, speaking, visit) if visit else (case, template, speaking))

    def new_note(self, case="", likely=""):
        self.begun.append((case, likely) if likely else case)

    def sync_now(self):
        self.said.append("sync")


@pytest.fixture
def frame(desk, at_once):
    return Frame(desk, at_once)

"""What the windows' tests share: no screen, the shipped look, lanes that close, a desk on a real vault."""

import os

os.environ["QT_QPA_PLATFORM"] = os.environ.get("FIELDNOTES_TEST_PLATFORM", "offscreen")

import pytest
from one_desk import RESOURCES, make_desk
from PySide6.QtCore import Qt

from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.screen_settings import ScreenSettings
from fieldnotes.ui.shared.theme import LIGHT, Look, apply_look, load_fonts
from fieldnotes.ui.tasks import Tasks


@pytest.fixture(scope="session")
def qapp_args():
    return ["fieldnotes"]


@pytest.fixture(scope="session")
def fonts_loaded(qapp):
    return load_fonts(RESOURCES / "fonts")


@pytest.fixture(autouse=True)
def look(qapp, fonts_loaded):
    """Every test begins with the light look at 100 %, read from left to right."""
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    apply_look(qapp, Look(LIGHT, 100, RESOURCES))


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

    def run(self, lane, work, *, owner, done, failed, report=None):
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


@pytest.fixture
def lanes_used():
    return Lane

"""What a person sees when their computer and the hub part, when a clock is wrong, and when something lies aside."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel

from fieldnotes.casework.act_views import QuarantinedView
from fieldnotes.casework.case_views import StatusView
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.ui.shell.app_window import AppWindow
from fieldnotes.ui.shell.door import Door
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.status_words import clock_words, status_words
from fieldnotes.ui.shell.sync_presenter import SyncPresenter
from fieldnotes.ui.shell.where_words import where_lines
from fieldnotes.ui.shell.wiped_view import WipedView

NOW = datetime.fromisoformat("2026-03-12T16:00:00+01:00").astimezone()
SENT = StatusView(joined=True, waiting=0, quarantined=0, last_contact=NOW, drafts=0)
ASIDE = QuarantinedView("i", "NoteSigned", "n", "not_assigned", "h", "c", ours=True)


@pytest.mark.parametrize(
    ("ahead", "says"),
    [
        (timedelta(minutes=21), "21 minutes ahead"),
        (timedelta(minutes=-6), "6 minutes behind"),
        (timedelta(hours=-3), "3 hours behind"),
        (timedelta(days=26_000), "26000 days ahead"),
    ],
)
def test_a_wrong_clock_is_said_in_the_status_line_and_hides_nothing_that_waits(ahead, says):
    """rules: DOC-2"""
    seen = replace(SENT, clock_ahead=ahead)
    assert says in clock_words(ahead)
    assert (status_words(seen, NOW, busy=False).kind, says in status_words(seen, NOW, busy=False).words) == (
        "waiting",
        True,
    )
    assert "waits" in status_words(replace(seen, waiting=1, waiting_notes=1), NOW, busy=False).words
    assert any(says in line for line in where_lines(seen, NOW))


def test_why_something_lies_aside_is_said_once_with_what_to_do():
    again = replace(ASIDE, hash="other")
    refused = replace(ASIDE, refused_at="2026-03-12T14:00:00+00:00", refused_by="Eva Admin")
    lines = where_lines(replace(SENT, quarantined=3), NOW, (ASIDE, again, refused))
    assert "3 acts lie aside." in lines
    assert len([line for line in lines if "administrator" in line]) == 1
    (told,) = [line for line in lines if "Eva Admin" in line]
    assert "still here" in told
    assert ":00." in told


def test_a_case_that_waits_for_a_backup_is_said():
    assert any("backup" in line for line in where_lines(replace(SENT, leaving=1), NOW))
    assert not any("backup" in line for line in where_lines(SENT, NOW))


class Frame:
    """A view that writes down what it is told."""

    def __init__(self):
        self.wiped = []

    def show_status(self, status):
        self.status = status

    def show_exchanged(self, *told):
        raise AssertionError(told)

    def show_wiped(self, words):
        self.wiped.append(words)


def test_a_profile_that_was_wiped_is_told_once_and_nothing_is_asked_again(desk, at_once, bell):
    frame = Frame()
    sync = SyncPresenter(desk, at_once, frame, bell.after, every_minutes=5)
    sync._ended(Refused(Code.DEVICE_WIPED))
    assert len(frame.wiped) == 1
    assert "Call your administrator" in frame.wiped[0]
    assert bell.seconds is None


@pytest.fixture
def window(qtbot, qapp, tasks, desk, screen_settings):
    folder = desk.vault.folder
    made = AppWindow(Door(lambda: desk.workshop, folder), tasks, screen_settings, LookChoice(qapp, screen_settings))
    made.show()
    made.open_session(desk)
    yield made
    made.session = None
    made.hide()
    made.deleteLater()


def test_the_window_then_shows_one_calm_card_and_no_word_of_the_record(qtbot, window):
    """rules: SEC-9"""
    with qtbot.waitSignal(window.locked, timeout=10_000):
        window.session.window.show_wiped("Ring din administratör.")
    view = window.stack.currentWidget()
    assert isinstance(view, WipedView)
    assert window.session is None
    assert window.windowTitle() == "FieldNotes"
    shown = " ".join(one.text() for one in view.findChildren(QLabel))
    assert "Ring din administratör." in shown
    assert view.close_button.hasFocus() or not window.isActiveWindow()
    with qtbot.waitSignal(view.close_asked, timeout=1_000):
        view.close_button.click()

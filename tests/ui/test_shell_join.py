"""A person who began alone joins later from the window, by an invitation file and a real hub over HTTP.

rules: DOC-2
"""

import json
import secrets
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from conftest import HeldClock
from fieldnotes.casework import profile
from fieldnotes.hub.hub import make_hub
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.inviting import invite
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.invitation_drops import invitation_in
from fieldnotes.ui.shell.join_screen import build
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.shell.session import Session
from fieldnotes.vault.identity import identity, save_identity
from fieldnotes.wire.ids import new_id
from one_desk import make_desk, shipped
from running_hub import running


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    with make_hub(tmp_path_factory.mktemp("hub") / "hub", HeldClock()) as made:
        import_file(made, shipped("demo/import.json"))
        yield made


@pytest.fixture(scope="module")
def hub_url(hub):
    with running(hub) as url:
        yield url


def alone(folder, clock):
    """A desk on a computer of its own that has joined nothing."""
    made = make_desk(folder, clock, joined=False)
    who = replace(identity(made.vault), device=new_id(clock), seed=secrets.token_bytes(32))
    save_identity(made.vault, who)
    return made


@pytest.fixture
def desk(tmp_path, held_clock):
    made = alone(tmp_path, held_clock)
    yield made
    made.vault.lock()


@pytest.fixture
def invited(hub, hub_url, tmp_path):
    def write(user="u-tove", name="inbjudan Åsa.json", **changes):
        valid = changes.pop("valid", timedelta(days=1))
        content = {**json.loads(invite(hub, user, changes.pop("url", hub_url), valid).to_text()), **changes}
        file = tmp_path / name
        file.write_text(json.dumps(content), encoding="utf-8")
        return file

    return write


@pytest.fixture
def page(qtbot, frame):
    made = build(frame, "")
    qtbot.addWidget(made)
    made.show()
    return made


def test_joining_blocks_on_the_hub_lane_and_leads_to_today(page, frame, at_once, invited):
    page.invitation_given.emit(str(invited()))
    assert at_once.lanes == [Lane.HUB]
    assert frame.went == [Place("today")]
    assert "Tove Ekberg" in frame.said[0]
    assert profile.whoami(frame.desk).joined
    page.invitation_given.emit(str(invited()))
    assert "already" in page.line.text()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"code": "AAAAA-AAAAA-AAAAA-AAAAA"}, "not a valid invitation"),
        ({"hub_key": "A" * 43 + "="}, "another key"),
        ({"url": "http://127.0.0.1:9"}, "cannot be reached"),
        ({"valid": timedelta(days=-1)}, "too old"),
    ],
)
def test_an_invitation_that_does_not_hold_is_said_calmly_and_another_may_be_tried(page, frame, invited, wrong, says):
    page.invitation_given.emit(str(invited(**wrong)))
    assert says in page.line.text()
    assert page.choose.isEnabled()
    assert not profile.whoami(frame.desk).joined
    page.invitation_given.emit(str(invited()))
    assert profile.whoami(frame.desk).joined


def test_an_invitation_that_was_used_by_another_computer_is_said(page, frame, invited, tmp_path, held_clock):
    file = invited()
    other = alone(tmp_path / "other", held_clock)
    profile.join(other, file.read_text(encoding="utf-8"))
    other.vault.lock()
    page.invitation_given.emit(str(file))
    assert "has been used" in page.line.text()


@pytest.mark.parametrize(
    ("content", "says"), [(None, "no file"), (b"\xff\xfe", "cannot be read"), (b"[]", "cannot be")]
)
def test_a_file_that_is_no_invitation_is_said(page, tmp_path, content, says):
    file = tmp_path / "inbjudan.json"
    if content is not None:
        file.write_bytes(content)
    page.invitation_given.emit(str(file))
    assert says in page.line.text()


@pytest.fixture
def session(qtbot, qapp, tasks, desk, screen_settings):
    made = Session(desk, tasks, screen_settings, LookChoice(qapp, screen_settings))
    made.window.resize(1000, 700)
    made.window.show()
    made.begin()
    qtbot.waitUntil(tasks.idle, timeout=10_000)
    yield made
    made.end()
    qtbot.waitUntil(tasks.idle, timeout=10_000)
    made.window.deleteLater()


def shown_texts(session):
    return [label.text() for label in session.window.findChildren(QLabel) if label.isVisible()]


def test_today_offers_the_way_to_who_works_alone_and_it_opens_by_keyboard(session, qtbot):
    assert "No cases here yet" in shown_texts(session)
    qtbot.keyClick(QApplication.focusWidget() or session.window, Qt.Key.Key_Space)
    assert session.main.here == Place("join")
    session.open_find()
    session.find.search("connect")
    assert "Connect to the case system …" in [row.title for row in session.find._command_rows()]


@pytest.mark.parametrize(("user", "supervises"), [("u-tove", False), ("u-henrik", True)])
def test_a_file_dropped_on_the_window_joins_and_what_belongs_to_the_role_comes(
    session, qtbot, tasks, invited, user, supervises
):
    """A worker's cases come; a supervisor gets the way to what waits, and no case in which nothing does."""
    drop(session.window, invited(user=user))
    qtbot.waitUntil(lambda: profile.whoami(session.desk).joined and tasks.idle(), timeout=20_000)
    qtbot.waitUntil(lambda: session.main.here == Place("today") and tasks.idle(), timeout=20_000)
    qtbot.waitUntil(lambda: ("queue" in session.window.nav._entries) is supervises, timeout=20_000)
    qtbot.waitUntil(lambda: ("No cases here yet" in shown_texts(session)) is supervises, timeout=20_000)


def drop(window, file):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    entering = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    dropping = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window, dropping)


@pytest.mark.parametrize(
    ("urls", "taken"),
    [
        (["file:///a/inbjudan.json"], True),
        (["file:///a/tove.INVITATION"], True),
        (["file:///a/besok.wav"], False),
        (["https://example.org/inbjudan.json"], False),
        (["file:///a/1.json", "file:///a/2.json"], False),
        ([], False),
    ],
)
def test_only_one_local_file_with_an_invitations_ending_is_taken(urls, taken):
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    assert bool(invitation_in(data)) is taken

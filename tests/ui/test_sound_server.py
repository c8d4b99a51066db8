"""What the sound server says of plugs and of its own death, with a server's tool made by hand.

rules: DOC-3
"""

import json
import os
import signal

import pytest

from fieldnotes.ui.shared.sound_server import AGAIN_AFTER, SoundServer

TOOL = """#!/bin/sh
if [ "$1" = subscribe ]; then exec tail -n +1 -f "{folder}/events"; fi
exec cat "{folder}/sources"
"""


class HandMade:
    """A server whose sources lie in a file, and whose events in another."""

    def __init__(self, folder):
        self.folder = folder
        self.tool = folder / "pactl"
        self.tool.write_text(TOOL.format(folder=folder), encoding="utf-8")
        self.tool.chmod(0o700)
        (folder / "events").touch()

    def has(self, *names):
        """Have these sources and say that something changed."""
        self.holds(*names)
        self.say("Event 'remove' on source #7")

    def holds(self, *names):
        """Have these sources and say nothing: whoever begins to listen asks by itself."""
        rows = [{"name": name, "index": number} for number, name in enumerate(names)]
        written = self.folder / "written"
        written.write_text(json.dumps(rows), encoding="utf-8")
        written.replace(self.folder / "sources")  # whole at once: half a list names nobody

    def say(self, words):
        with (self.folder / "events").open("a", encoding="utf-8") as events:
            events.write(f"{words}\n")


@pytest.fixture
def made(tmp_path):
    return HandMade(tmp_path)


@pytest.fixture
def server(qapp, made):
    watching = SoundServer(tool=str(made.tool))
    yield watching
    watching.rest()


def watch(qtbot, server, made):
    """Begin, and wait until it has heard of what is there."""
    made.holds("table", "headset")
    with qtbot.waitSignal(server.changed):
        server.watch()
    assert not server.down


def kill(server):
    os.kill(server._events.processId(), signal.SIGKILL)


def test_what_is_pulled_out_is_known_at_once_and_what_is_back_too(qtbot, server, made):
    watch(qtbot, server, made)
    assert not server.has_lost("table")
    with qtbot.waitSignal(server.changed):
        made.has("headset")
    assert server.has_lost("table")
    assert not server.has_lost("headset")
    with qtbot.waitSignal(server.changed):
        made.has("headset", "table")
    assert not server.has_lost("table")


def test_an_answer_nobody_can_read_names_nothing(qtbot, server, made):
    watch(qtbot, server, made)
    (made.folder / "sources").write_text("no such thing", encoding="utf-8")
    with qtbot.waitSignal(server.changed):
        made.say("Event 'change' on server")
    assert server.has_lost("table")


def test_its_death_is_noticed_before_the_window_has_had_time(qtbot, server, made):
    watch(qtbot, server, made)
    process = server._events
    kill(server)
    os.waitid(os.P_PID, process.processId(), os.WEXITED | os.WNOWAIT)
    assert server.down
    assert server.has_lost("table")
    assert server.has_lost("headset")


def test_nothing_is_opened_until_qt_is_back(qtbot, server, made):
    watch(qtbot, server, made)
    kill(server)
    qtbot.waitUntil(lambda: server.down)
    with qtbot.waitSignal(server.changed):
        pass  # asked again after a moment, it answers: the sources are back
    assert not server.has_lost("table")
    assert server.down, "the server is, Qt is not"
    server.qt_is_back()
    assert not server.down


def test_a_server_that_stays_away_is_asked_more_and_more_seldom(qtbot, server, made):
    watch(qtbot, server, made)
    (made.folder / "sources").unlink()
    (made.folder / "events").unlink()
    kill(server)
    qtbot.waitUntil(lambda: server._later.interval() > 2 * AGAIN_AFTER)
    made.has("table")
    qtbot.waitUntil(lambda: server._later.interval() == AGAIN_AFTER)


def test_without_the_tool_a_device_without_bytes_may_mean_a_dead_server(qapp, tmp_path):
    server = SoundServer(tool=str(tmp_path / "nothing"))
    server.watch()
    assert not server.down
    server.doubt()
    assert server.down
    server.qt_is_back()
    assert not server.down
    server.rest()


def test_with_the_tool_a_device_without_bytes_means_no_dead_server(qtbot, server, made):
    watch(qtbot, server, made)
    server.doubt()
    assert not server.down

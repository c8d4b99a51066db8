"""What the workplace has decided is shown as locked, with its reason, and cannot be chosen past.

rules: SEC-9
"""

from dataclasses import replace

import pytest

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.managed import read_rules
from fieldnotes.language.sentences import sentence
from fieldnotes.ui.screen_settings import DictationSettings
from fieldnotes.ui.shared.dictation_choice import dictation_choice
from fieldnotes.ui.shared.microphone import Microphone
from fieldnotes.ui.shell.decided_card import offer_minutes
from fieldnotes.ui.shell.lock_time import LockTime, lock_time
from fieldnotes.ui.shell.microphone_presenter import MicrophonePresenter
from fieldnotes.ui.shell.security_screen import build


@pytest.fixture
def kept_minutes():
    """The lock time, put back as it was afterwards."""
    time = lock_time()
    before = time.minutes, time.most, time._remember
    kept = []
    time.begin(10, kept.append)
    yield kept
    time.minutes, time.most, time._remember = before


@pytest.fixture
def silent():
    """The workplace has decided that the microphone is not used."""
    choice = dictation_choice()
    before = choice.settings
    choice.settings = DictationSettings(allowed=False)
    yield choice
    choice.settings = before


def test_the_page_about_security_shows_what_is_locked_and_why(frame, qtbot, kept_minutes):
    rules = read_rules({"lock_minutes": 5, "pin": False, "reason": "IT-beslut 3."}, "policy.toml")
    lock_time().begin(10, kept_minutes.append, rules.lock_minutes)
    frame.desk.workshop = replace(frame.desk.workshop, managed=rules)
    view = build(frame, "")
    qtbot.addWidget(view)
    view.show()
    view.presenter.load()
    qtbot.waitUntil(lambda: not view._decided.isHidden(), timeout=20_000)
    assert view._decided.told.text().splitlines() == [
        "•  The program locks after 5 minutes at most.",
        "•  A PIN is not used; the passphrase opens the profile.",
        "Why: IT-beslut 3.",
    ]
    offered = [view.minutes.itemData(at) for at in range(view.minutes.count())]
    assert (offered, view.minutes.currentData()) == ([1, 2, 5], 5)
    assert "at most" in view._lock_told.text()
    assert view.pin.isHidden()


def test_without_a_policy_nothing_is_locked(frame, qtbot, kept_minutes):
    view = build(frame, "")
    qtbot.addWidget(view)
    view.show()
    view.show_decided((), "")
    assert view._decided.isHidden()
    assert view._lock_told.isHidden()
    assert view.minutes.currentData() == 10
    offer_minutes(view.minutes)
    assert view.minutes.count() == 7


def test_no_choice_passes_what_the_workplace_or_the_hub_has_decided():
    time, kept, heard = LockTime(), [], []
    time.changed.connect(heard.append)
    time.begin(30, kept.append, 15)
    assert time.minutes == 15
    time.choose(60)
    assert (time.minutes, kept) == (15, [])
    time.limit(5)
    assert (time.minutes, heard, kept) == (5, [5], []), "what a hub decides is obeyed and not remembered as a choice"
    time.limit(60)
    time.choose(10)
    assert time.minutes == 5
    time.choose(2)
    assert (time.minutes, kept) == (2, [2])


def test_no_microphone_is_opened_where_none_is_used(silent):
    opened = []
    source = Microphone(devices=object(), permitted=opened.append)
    with pytest.raises(Refused) as stopped:
        source.start()
    assert (stopped.value.code, stopped.value.values, opened) == (Code.MANAGED, {"rule": "microphone"}, [])


def test_the_page_about_the_microphone_says_so(silent):
    lines = []

    class Drawn:
        def show_devices(self, rows, chosen):
            """Take the rows."""

        def show_line(self, words, *, wrong):
            lines.append((words, wrong))

    MicrophonePresenter(Drawn(), None, None, silent, list).load()
    assert lines == [(sentence(Refused(Code.MANAGED, rule="microphone"), str), True)]
    assert "the microphone is not used." in lines[0][0]

"""The first start: the recovery key is shown once and proved before work begins.

rules: SEC-9
"""

import pytest

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.ui.shell.door import Door
from fieldnotes.ui.shell.first_run_presenter import FirstRunPresenter, Step
from fieldnotes.ui.shell.first_run_screen import build
from one_desk import make_workshop

KEY = "0A1BC-7DE2F-G3HJK-MN4PQ-RS5TV-WX6YZ-12345-6789A"
GOOD = "en lykta vid sjön"


class NewDoor:
    """Makes profiles without a vault; joins as told."""

    def __init__(self):
        self.made, self.joined = [], []
        self.refuses = None

    def create(self, passphrase, name):
        self.made.append((passphrase, name))
        return "desk", KEY

    def join(self, desk, invitation):
        if self.refuses:
            raise self.refuses
        self.joined.append((desk, invitation.name))
        return "Tove"


class Pages:
    """A view that writes down what it is told."""

    def __init__(self):
        self.step, self.line, self.key, self.wanted, self.judged = None, "", (), None, None

    def show_step(self, step):
        self.step = step

    def show_strength(self, judged):
        self.judged = judged

    def show_key(self, groups):
        self.key = tuple(groups)

    def show_wanted(self, first, second):
        self.wanted = (first, second)

    def show_busy(self, words):
        self.line = words

    def show_line(self, words):
        self.line = words


class ModelsPage:
    """The page about speech models, as far as the first start knows it."""

    def __init__(self):
        self.missing, self.shown = False, []

    def wanted(self, _desk):
        return self.missing

    def show(self, desk):
        self.shown.append(desk)


class MicrophonePage:
    """The page about the microphone, as far as the first start knows it."""

    def __init__(self):
        self.listens, self.shown = False, 0

    def show(self):
        self.listens, self.shown = True, self.shown + 1

    def leave(self):
        self.listens = False


@pytest.fixture
def opened():
    return []


@pytest.fixture
def first(at_once, opened):
    presenter = FirstRunPresenter(NewDoor(), at_once, Pages(), opened.append, ModelsPage(), MicrophonePage())
    presenter.begin()
    return presenter


def walk_to_proof(first):
    first.take_name("Tove Ekberg")
    first.take_passphrase(GOOD, GOOD)
    first.take_written()


def test_the_pages_follow_each_other(first, opened):
    assert first._view.step is Step.NAME
    walk_to_proof(first)
    asked = [KEY.split("-")[n - 1] for n in first._view.wanted]
    first.take_proof(asked[0].lower(), f" {asked[1]} ")
    assert first._view.step is Step.HUB
    assert first._view.key == ()
    first.choose_microphone()
    assert first._view.step is Step.MICROPHONE
    assert first._microphone.listens
    first.finish()
    assert not first._microphone.listens
    assert opened == ["desk"]
    assert first._door.made == [(GOOD, "Tove Ekberg")]


def test_work_does_not_begin_before_the_key_is_proved(first, opened):
    walk_to_proof(first)
    first.take_proof("XXXXX", "XXXXX")
    assert first._view.step is Step.PROOF
    assert "not what the key says" in first._view.line
    first.see_key_again()
    assert first._view.key == tuple(KEY.split("-"))
    assert opened == []


def test_two_different_groups_are_asked_for(first):
    walk_to_proof(first)
    seen = set()
    for _time in range(60):
        first.take_written()
        one, two = first._view.wanted
        assert 1 <= one < two <= 8
        seen.add((one, two))
    assert len(seen) > 5


@pytest.mark.parametrize(("one", "two"), [("kort", "kort"), (GOOD, "en annan lykta"), ("aaaaaaaaaa", "aaaaaaaaaa")])
def test_weak_or_mistyped_passphrases_make_no_profile(first, one, two):
    first.take_name("Tove")
    first.take_passphrase(one, two)
    assert first._door.made == []
    assert first._view.step is Step.PASSPHRASE
    assert first._view.line


def test_a_name_is_needed(first):
    first.take_name("  ")
    assert first._view.step is Step.NAME
    assert "name" in first._view.line


def test_an_invitation_that_does_not_hold_can_be_tried_again_or_left(first, opened):
    walk_to_proof(first)
    first._door.refuses = Refused(Code.INVITATION_USED)
    first.join("/somewhere/inbjudan.json")
    assert "has been used" in first._view.line
    assert opened == []
    first._door.refuses = None
    first.join("/somewhere/inbjudan.json")
    assert first._door.joined == [("desk", "inbjudan.json")]
    assert first._view.step is Step.MICROPHONE
    first.finish()
    assert opened == ["desk"]


def test_a_missing_speech_model_is_offered_before_work_begins_and_may_wait(first, opened):
    first._models.missing = True
    walk_to_proof(first)
    first.finish()
    assert first._view.step is Step.MODEL
    assert first._models.shown == ["desk"]
    assert opened == []
    first.go_to_work()
    assert opened == ["desk"]


def test_the_real_pages_make_a_real_profile(qtbot, tasks, tmp_path, held_clock):
    door = Door(lambda: make_workshop(held_clock, tmp_path), tmp_path / "profile")
    assert door.looks_new()
    opened = []
    view = build(door, tasks, opened.append)
    qtbot.addWidget(view)
    view.show()
    view.presenter.take_name("Tove")
    view.presenter.take_passphrase(GOOD, GOOD)
    qtbot.waitUntil(lambda: view._key.count() == 16, timeout=20_000)
    groups = view.presenter._groups
    assert [len(group) for group in groups] == [5] * 8
    view.presenter.take_written()
    view.presenter.take_proof(*(groups[n - 1] for n in view.presenter._wanted))
    assert view._key.count() == 0
    view.presenter.finish()
    qtbot.waitUntil(lambda: opened != [])
    assert not door.is_new()
    door.lock(opened[0])
    door.lock(door.unlock(GOOD))

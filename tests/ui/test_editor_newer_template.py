"""A draft whose template has a newer version says so, goes on as it is, and is taken over when somebody asks."""

import pytest

from editor_window import begin, one_desk_for_all, open_editor, stored, sweep
from fieldnotes.casework import read_note
from fieldnotes.vault import reference
from fieldnotes.wire.reference import ReferenceDelta
from one_desk import EPOCH, HUB_KEY
from town_templates import OWN, published, section_of, town_file


@pytest.fixture(autouse=True)
def nothing_left_behind():
    yield
    sweep()


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    yield from one_desk_for_all(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def desk(kept, qapp):
    _clock, desk = kept
    hear(desk, published(town_file()), published(second(), offered=False))
    return desk


def hear(desk, *items):
    at = reference.version(desk.vault)
    reference.apply_reference(desk.vault, ReferenceDelta(EPOCH, "u-tove", at, at + 1, items).seal(HUB_KEY))


def second():
    file = town_file("2.0")
    section = section_of(file, "samtalet")
    section |= {"id": "det_vi_sade", "label_sv": "Det vi sade", "was": ["samtalet"]}
    file["templates"][0]["rules"] = []
    best = section_of(file, "bedomning")
    best["fields"] = [each for each in best["fields"] if each["id"] != "best_interest"]
    return file


@pytest.fixture
def shell(desk, tasks, frame):
    frame.tasks = tasks
    return frame


FILLED = {
    "samtalet": {"way": "chatt", "direction": "ut"},
    "information": {"note": "Ett papper."},
}


def test_nothing_is_said_while_nothing_is_newer(desk, shell, tasks, qtbot):
    screen = open_editor(qtbot, shell, begin(desk, template=OWN, sections=FILLED))
    qtbot.waitUntil(tasks.idle, timeout=20_000)
    assert screen.view.form.newer.isHidden()


def test_the_draft_goes_on_until_somebody_takes_it_over(desk, shell, tasks, qtbot):
    note = begin(desk, template=OWN, sections=FILLED)
    hear(desk, published(town_file(), offered=False), published(second()))
    screen = open_editor(qtbot, shell, note)
    first = screen.view.form
    qtbot.waitUntil(lambda: not first.newer.isHidden(), timeout=20_000)
    assert "samtalet" in first.cards
    first.field("information", "note").set_value("Två papper.")
    screen.view.value_changed.emit("information", "note", "Två papper.")
    first.newer.take.click()
    qtbot.waitUntil(lambda: "det_vi_sade" in screen.view.form.cards, timeout=20_000)
    qtbot.waitUntil(tasks.idle, timeout=20_000)
    assert screen.view.form.newer.isHidden()
    assert screen.view.form.isEnabled()
    assert stored(desk, note)["det_vi_sade"] == FILLED["samtalet"]
    assert stored(desk, note)["information"]["note"] == "Två papper."
    assert read_note.show(desk, note).form.version == "2.0"


def test_what_has_no_room_is_named_and_cannot_be_taken_over(desk, shell, tasks, qtbot):
    note = begin(desk, template=OWN, sections={"bedomning": {"best_interest": "Lugn och ro."}})
    hear(desk, published(town_file(), offered=False), published(second()))
    screen = open_editor(qtbot, shell, note)
    card = screen.view.form.newer
    qtbot.waitUntil(lambda: not card.isHidden(), timeout=20_000)
    assert not card.take.isEnabled()
    assert "Hur barnets bästa har vägts in" in card.places.text()

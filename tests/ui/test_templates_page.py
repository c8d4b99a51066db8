"""The page of templates: what notes begin with, a file that is checked, and the real form in both languages."""

import json

import pytest

from editor_window import one_desk_for_all, sweep
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.worker.preview import template_screen, templates_screen
from fieldnotes.vault import reference
from fieldnotes.wire.reference import ReferenceDelta
from one_desk import EPOCH, HUB_KEY
from town_templates import OWN, every_type, field_of, published, town_file


@pytest.fixture(autouse=True)
def nothing_left_behind():
    yield
    sweep()


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    made = one_desk_for_all(tmp_path_factory.mktemp("desk"))
    _clock, desk = next(made)
    at = reference.version(desk.vault)
    word = ReferenceDelta(EPOCH, "u-tove", at, at + 1, (published(town_file()),)).seal(HUB_KEY)
    reference.apply_reference(desk.vault, word)
    yield desk
    made.close()


@pytest.fixture
def shell(desk, tasks, frame):
    frame.desk, frame.tasks = desk, tasks
    return frame


def write(folder, file):
    path = folder / "mallar.json"
    path.write_text(json.dumps(file), encoding="utf-8")
    return str(path)


def test_the_list_names_what_notes_begin_with_and_opens_one(shell, qtbot):
    screen = templates_screen.build(shell, "")
    qtbot.addWidget(screen)
    screen.entered()
    qtbot.waitUntil(lambda: len(screen.rows.model().rows) == 11, timeout=20_000)
    own = next(row for row in screen.rows.model().rows if row.key == OWN)
    assert (own.title, own.trailing, bool(own.chip)) == ("Digitalt samtal", "1.0", True)
    screen.chosen.emit(OWN)
    assert shell.went == [Place("template", OWN)]


def test_a_broken_file_is_told_sentence_by_sentence_and_a_sound_one_can_be_looked_at(shell, qtbot, tmp_path):
    screen = templates_screen.build(shell, "")
    qtbot.addWidget(screen)
    file = town_file()
    field_of(file, "samtalet", "way")["options"] = "finns_inte"
    screen.file_given.emit(write(tmp_path, file))
    qtbot.waitUntil(lambda: not screen.checked.isHidden(), timeout=20_000)
    assert screen.checked.verdict.text() == "1 thing is wrong"
    assert "finns_inte" in screen.checked.lines.text()
    assert screen.checked.rows.isHidden()
    path = write(tmp_path, town_file())
    screen.file_given.emit(path)
    qtbot.waitUntil(lambda: not screen.checked.rows.isHidden(), timeout=20_000)
    assert [row.key for row in screen.checked.rows.model().rows] == [f"{path}#{OWN}"]


def test_the_form_of_a_file_is_the_real_one_in_both_languages(shell, qtbot, tmp_path):
    screen = template_screen.build(shell, f"{write(tmp_path, every_type())}#vastermo_allt")
    qtbot.addWidget(screen)
    screen.show()
    screen.entered()
    qtbot.waitUntil(lambda: screen.form is not None, timeout=20_000)
    first = screen.form
    first.build_all()
    assert first.cards["allt"].shape.label in {"Allt möjligt", "All kinds"}
    assert first.values()["allt"]["val"] == "video"
    screen.turn.click()
    qtbot.waitUntil(lambda: screen.form is not first, timeout=20_000)
    assert {first.cards["allt"].shape.label, screen.form.cards["allt"].shape.label} == {"Allt möjligt", "All kinds"}
    assert shell.problems == []

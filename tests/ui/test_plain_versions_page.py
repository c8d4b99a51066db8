"""The page of plain versions: the note beside what the family will read, live help, and nothing changed by itself.

rules: INS-7, SEC-3
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from editor_window import NOTES, begin, one_desk_for_all, sections_of, sweep
from fieldnotes.casework import plain_versions, write_note
from fieldnotes.ui.worker.plain.plain_page_screen import PlainPageScreen

GUARDIAN, CHILD = "guardian", "child"


@pytest.fixture(autouse=True)
def nothing_left_behind():
    yield
    sweep()


@pytest.fixture(scope="module")
def clock_and_desk(tmp_path_factory):
    yield from one_desk_for_all(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def desk(clock_and_desk):
    return clock_and_desk[1]


@pytest.fixture
def shell(desk, at_once, frame):
    frame.tasks = at_once
    return frame


@pytest.fixture
def note(desk):
    return begin(desk, sections=sections_of(NOTES[0]["file"]))


@pytest.fixture
def page(qtbot, shell, note):
    made = PlainPageScreen(shell, note)
    qtbot.addWidget(made)
    made.resize(1400, 900)
    made.show()
    made.entered()
    return made


def words(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible() and each.text()]


def write(page, where, text):
    field = page.fields[where]
    field.edit.setPlainText(text)
    page.asking.due()
    return field


def test_the_note_stands_beside_a_field_for_each_who_reads_it(page):
    assert {("overenskommet", GUARDIAN), ("overenskommet", CHILD)} <= set(page.fields)
    assert ("bedomning", GUARDIAN) not in page.fields
    assert any("Pratar med sin chef om schemat" in text for text in words(page))


def test_a_version_can_be_written_of_what_is_closed_by_default(page):
    more = next(
        each
        for each in page.findChildren(QPushButton)
        if each.accessibleName().startswith("Write one: for the guardian") and "egna ord" in each.accessibleName()
    )
    more.click()
    assert page.fields["barnets_rost", GUARDIAN].edit.hasFocus()


def test_what_is_written_is_kept_and_an_emptied_text_goes(page, desk, note):
    write(page, ("overenskommet", GUARDIAN), "Karin pratar med sin chef senast den 20 mars.")
    assert write_note.family_text(desk, note)[GUARDIAN]["overenskommet"].startswith("Karin pratar")
    write(page, ("overenskommet", GUARDIAN), "")
    assert "overenskommet" not in write_note.family_text(desk, note).get(GUARDIAN, {})


def test_every_word_is_kept_when_the_page_is_left(page, desk, note):
    page.fields["nasta_steg", CHILD].edit.setPlainText("Vi ses den 26 mars.")
    page.left()
    assert write_note.family_text(desk, note)[CHILD]["nasta_steg"] == "Vi ses den 26 mars."


def test_a_day_and_a_promise_that_are_not_the_notes_are_told(page):
    field = write(page, ("overenskommet", GUARDIAN), "Du pratar med din chef om schemat senast den 25 mars.")
    told = field.differs.text().split("\n")
    assert "This day is not in the note: senast den 25 mars" in told
    assert any(line.startswith("The note says otherwise: ”Karin Sandin – Pratar med sin chef") for line in told)
    assert field.missing.text().startswith("In the note, and not here: ”")
    assert "senast den 25 mars" in field.edit.accessibleDescription()


def test_the_same_in_plain_words_differs_in_nothing(page):
    text = "Du pratar med din chef om schemat senast den 20 mars. "
    text += "Tove tar reda på om ni kan få hjälp senast den 26 mars."
    field = write(page, ("overenskommet", GUARDIAN), text)
    assert (field.differs.text(), field.missing.text()) == ("", "")
    assert field.figures.text().startswith("LIX ")


def test_a_protected_word_is_told_in_any_of_its_forms(page):
    """rules: SEC-3"""
    field = write(page, ("iakttagelser", CHILD), "Du ritade Berit Sandins hus.")
    assert field.protected.isVisible()
    assert "Berit Sandin" in field.protected.text()


def test_a_hard_word_is_replaced_by_a_press_and_by_nothing_else(page):
    field = write(page, ("information", GUARDIAN), "Ni ska erhålla stöd.")
    assert field.edit.text() == "Ni ska erhålla stöd."
    button = next(each for each in field.findChildren(QPushButton) if each.text() == "erhålla → få")
    button.click()
    assert field.edit.text() == "Ni ska få stöd."
    field.edit.undo()
    assert field.edit.text() == "Ni ska erhålla stöd."
    button.click()  # still the same words at the same place
    assert field.edit.text() == "Ni ska få stöd."


def test_the_notes_text_is_a_beginning_that_undo_takes_back(page):
    field = page.fields["information", GUARDIAN]
    journal = str(next(each.journal for each in page.asking.opened.sections if each.id == "information"))
    field.copy.click()
    assert field.edit.text() == journal
    assert not field.copy.isVisible()
    field.edit.undo()
    assert field.edit.text() == ""


def test_the_note_itself_never_changes(page, desk, note):
    """rules: CHI-1"""
    before = plain_versions.plain_versions(desk, note)
    for where in page.fields:
        write(page, where, "Ni ska erhålla stöd.")
    after = plain_versions.plain_versions(desk, note)
    assert [each.journal for each in after.sections] == [each.journal for each in before.sections]


def test_the_way_to_the_family_saves_first(page, shell, desk, note):
    page.fields["nasta_steg", GUARDIAN].edit.setPlainText("Vi ses igen.")
    page.family.click()
    assert write_note.family_text(desk, note)[GUARDIAN]["nasta_steg"] == "Vi ses igen."
    assert (shell.went[-1].screen, shell.went[-1].subject) == ("family", note)


@pytest.mark.parametrize(("width", "beside"), [(1400, True), (700, False)])
def test_the_versions_stand_beside_or_below(page, width, beside):
    page.resize(width, 900)
    way = page._columns[0].direction()
    assert (way == way.LeftToRight) == beside
    assert page.fields["nasta_steg", GUARDIAN].edit.focusPolicy() & Qt.FocusPolicy.TabFocus

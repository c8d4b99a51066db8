"""A paper to take home in the window: three clicks from a signed note, remembered, locked, an extract by the yes."""

import hashlib
import io

import pytest
from pypdf import PasswordType, PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from conftest import HeldClock
from editor_window import begin, open_editor, sections_of, sweep
from fieldnotes.casework import hand_over, sign
from fieldnotes.domain.entry import Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.taking_home import TakenHome
from fieldnotes.vault import entries
from one_desk import make_desk

CHILD, GUARDIAN = "prov-01-p1", "prov-01-p2"
FAMILY, SCHOOL = "prov-05-p2", "prov-05-p5"


@pytest.fixture(autouse=True)
def nothing_left_behind():
    yield
    sweep()


@pytest.fixture
def desk(tmp_path):
    """A desk of one's own: how somebody took the last paper home is remembered."""
    made = make_desk(tmp_path / "desk", HeldClock(), user="u-jonas")
    yield made
    made.vault.lock()


@pytest.fixture
def note(desk):
    made = begin(desk, sections=sections_of("prov-01.json"))
    sign.sign(desk, made, {"*": "Provkörning."})
    return made


@pytest.fixture
def plan(desk):
    made = begin(desk, "c-prov-05", "sip_mote", sections_of("prov-09.json"))
    sign.sign(desk, made, {"*": "Provkörning."})
    return made


@pytest.fixture
def opened(qtbot, frame, tasks):
    """Open a signed note and its panel; gives both, and counts one click."""
    frame.tasks = tasks

    def open_(note):
        editor = open_editor(qtbot, frame, note)
        click(qtbot, button(editor, "Give them a copy …"))
        qtbot.waitUntil(editor.taking_home.panel.isVisible, timeout=20_000)
        return editor, editor.taking_home.panel

    return open_


def button(inside, text):
    return next(each for each in inside.findChildren(QPushButton) if each.text() == text)


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def given(desk, note):
    return [each for each in entries.of_note(desk.vault, note) if each.entry.kind is Kind.COPY_HANDED_OVER]


def test_a_paper_is_printed_and_recorded_in_three_clicks(qtbot, opened, desk, note):
    """rules: INS-3 – the page's button, Print, and the system's own dialog."""
    editor, panel = opened(note)
    printed = []
    editor.taking_home.print_pages = lambda pdf: bool(printed.append(pdf)) or True
    clicks = 1
    assert panel.go.isEnabled()
    click(qtbot, panel.go)
    clicks += 1
    qtbot.waitUntil(lambda: len(given(desk, note)) == 1, timeout=20_000)
    clicks += 1  # the dialog that was answered above
    assert clicks <= 3
    body = given(desk, note)[0].entry.body
    assert (body["to"], body["way"]) == (GUARDIAN, "paper")
    assert body["document"] == hashlib.sha256(printed[0]).hexdigest()
    qtbot.waitUntil(panel.isHidden, timeout=20_000)


def test_what_was_not_sent_to_a_printer_is_not_recorded(qtbot, opened, desk, note):
    """rules: INS-3"""
    editor, panel = opened(note)
    asked = []
    editor.taking_home.print_pages = lambda pdf: bool(asked.append(pdf))
    click(qtbot, panel.go)
    qtbot.waitUntil(lambda: bool(asked), timeout=20_000)
    qtbot.waitUntil(panel.go.isEnabled, timeout=20_000)
    assert panel.isVisible()
    assert not given(desk, note)


def test_a_stick_asks_for_their_passphrase_and_the_file_is_locked(qtbot, opened, desk, note, tmp_path):
    """rules: SEC-9"""
    editor, panel = opened(note)
    assert panel.passphrase.isHidden()
    panel.way.button("stick").click()
    assert not panel.go.isEnabled()
    panel.passphrase.edit.setText("tre katter på taket")
    panel.again.edit.setText("tre katter på tak")
    assert not panel.go.isEnabled()
    panel.again.edit.setText("tre katter på taket")
    assert "katter" not in panel.passphrase.edit.displayText()
    click(qtbot, panel.go)
    dialog = editor.findChild(QFileDialog)
    assert "Elsa" not in dialog.selectedFiles()[0]
    path = tmp_path / "kopia.pdf"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(lambda: len(given(desk, note)) == 1, timeout=20_000)
    assert PdfReader(path).decrypt("tre katter på taket") is not PasswordType.NOT_DECRYPTED
    qtbot.waitUntil(panel.isHidden, timeout=20_000)
    assert panel.passphrase.edit.text() == ""


def test_the_way_they_chose_last_stands_chosen_the_next_time(opened, desk, note, tmp_path):
    """rules: INS-7"""
    hand_over.hand_over(desk, note, GUARDIAN, TakenHome("post", "large"), tmp_path / "x.pdf")
    _editor, panel = opened(note)
    assert (panel.way.chosen(), panel.looks.chosen()) == ("post", "large")
    panel.who.setCurrentIndex(panel.who.findData(CHILD))
    assert (panel.way.chosen(), panel.looks.chosen()) == ("paper", "ordinary")


def test_an_agency_gets_nothing_until_the_family_said_yes_line_by_line(qtbot, opened, desk, plan):
    """rules: SEC-6, VIS-7"""
    editor, panel = opened(plan)
    panel.who.setCurrentIndex(panel.who.findData(SCHOOL))
    assert not panel.go.isEnabled()
    assert "has not said yes" in panel.told.text()
    click(qtbot, panel.know)
    extract = editor.taking_home.extract
    assert not any(box.isChecked() for box in extract.lines_of.values())
    line = next(scope for scope, box in extract.lines_of.items() if "klockan nio" in box.accessibleName())
    extract.lines_of[line].setChecked(True)
    assert list(extract.deciding) == [FAMILY]
    assert not extract.go.isEnabled()
    assert not extract.deciding[FAMILY].isChecked()
    extract.deciding[FAMILY].setChecked(True)
    click(qtbot, extract.go)
    qtbot.waitUntil(panel.go.isEnabled, timeout=20_000)
    assert "1 line" in panel.told.text()
    printed = []
    editor.taking_home.print_pages = lambda pdf: bool(printed.append(pdf)) or True
    click(qtbot, panel.go)
    qtbot.waitUntil(lambda: len(given(desk, plan)) == 1, timeout=20_000)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(printed[0])).pages)
    assert "klockan nio" in text
    assert "sova på natten" not in text


def test_looking_at_the_paper_first_records_nothing(qtbot, opened, desk, note):
    editor, panel = opened(note)
    click(qtbot, panel.seen)
    qtbot.waitUntil(
        lambda: editor.taking_home.pages is not None and editor.taking_home.pages.isVisible(), timeout=20_000
    )
    assert "Karin Sandin" in editor.taking_home.pages.pages.accessibleDescription()
    qtbot.keyClick(editor.taking_home.pages, Qt.Key.Key_Escape)
    assert panel.isVisible()
    assert not given(desk, note)


def test_the_headings_are_in_the_language_they_choose_and_it_is_remembered(qtbot, opened, desk, note):
    """rules: INS-7"""
    editor, panel = opened(note)
    arabic = panel.language.findData("ar")
    assert "no speaker has read" in panel.language.itemText(arabic)
    panel.language.setCurrentIndex(arabic)
    printed = []
    editor.taking_home.print_pages = lambda pdf: bool(printed.append(pdf)) or True
    click(qtbot, panel.go)
    qtbot.waitUntil(lambda: len(given(desk, note)) == 1, timeout=20_000)
    assert given(desk, note)[0].entry.body["way"] == "paper.ordinary.ar"
    assert PdfReader(io.BytesIO(printed[0])).root_object["/Lang"] == "ar"
    (last,) = [each.last for each in hand_over.recipients(desk, note) if each.person_id == GUARDIAN]
    assert last == TakenHome("paper", "ordinary", "ar")


def test_a_language_nobody_has_words_for_is_refused(desk, note):
    with pytest.raises(Refused) as stopped:
        hand_over.draw(desk, note, GUARDIAN, language="xx")
    assert stopped.value.code is Code.WRONG_TYPE

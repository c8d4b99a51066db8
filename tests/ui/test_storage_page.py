"""The page about storage: how much there is, a backup, a look whether it is whole, and the end of a profile.

rules: SEC-12, DOC-2
"""

import pytest
from PySide6.QtCore import Qt

from fieldnotes.disk.manifest import check_file, read_manifest
from fieldnotes.domain.long_act import LongAct
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.door import Door
from fieldnotes.ui.shell.storage_screen import build
from fieldnotes.ui.shell.storage_words import size_words
from fieldnotes.vault import drafts
from fieldnotes.vault.backup import FORMAT
from fieldnotes.vault.key_file import KEPT_KEY_FILE, WIPING
from one_desk import PASSPHRASE, make_desk
from vault_samples import draft


@pytest.fixture
def own(tmp_path, held_clock):
    """A desk that may be destroyed."""
    made = make_desk(tmp_path / "own", held_clock)
    yield made
    made.vault.lock()


@pytest.fixture
def page(qtbot, frame, own):
    frame.desk = own
    made = build(frame, "")
    qtbot.addWidget(made)
    made.resize(900, 1100)
    made.show()
    made.entered()
    return made


def test_it_says_how_much_there_is_and_where(page, own):
    assert str(own.vault.folder) in page.kept.text()
    assert "0 drafts" in page.kept.text()
    assert "Nothing would be lost" in page.lost.text()
    assert not page.number.isVisible()


def test_a_backup_goes_into_a_folder_of_its_own_and_is_whole(page, frame, at_once, tmp_path):
    page.choose_folder = lambda: str(tmp_path)
    page.backup.click()
    assert at_once.lanes[-2] is Lane.LONG
    (made,) = tmp_path.glob("FieldNotes-*")
    assert str(made) in page.line.text()
    for one in read_manifest(made, FORMAT).files:
        check_file(made, one, LongAct())
    assert page.backup.isEnabled()


def test_no_folder_no_backup(page, at_once):
    page.choose_folder = lambda: ""
    before = list(at_once.lanes)
    page.backup.click()
    assert at_once.lanes == before


def test_while_something_goes_on_only_stopping_can_be_asked(page, at_once, tmp_path):
    at_once.hold()
    page.choose_folder = lambda: str(tmp_path)
    page.backup.click()
    assert page.progress.isVisible()
    assert page.stop.isVisible()
    assert not any(widget.isEnabled() for widget in (page.backup, page.verify, page.wipe))
    page.stop.click()
    at_once.release()
    assert page.line.text() == "Stopped, as you asked."
    assert page.backup.isEnabled()
    assert not page.progress.isVisible()


def test_the_bar_shows_how_far_it_has_come(page):
    page.show_busy("Copying …", stoppable=True)
    page.show_progress(3_000_000_000, 6_000_000_000)
    assert (page.progress.value(), page.progress.maximum()) == (50, 100)


def test_checking_says_that_all_is_whole_or_what_is_not(page, own):
    page.verify.click()
    assert "whole" in page.line.text()
    (own.vault.folder / KEPT_KEY_FILE).unlink()
    page.verify.click()
    assert "• The key file and its copy are not as they should be" in page.line.text()
    assert page.line.property("role") == "error"


def test_the_end_asks_for_the_passphrase(page, frame, own):
    page.wipe.click()
    assert frame.went == []
    page.passphrase.edit.setText("något helt annat")
    page.wipe.click()
    assert page.line.text()
    assert own.vault.folder.exists()


def test_what_would_be_lost_is_said_and_its_number_has_to_be_typed(page, qtbot, own):
    """rules: DOC-2"""
    drafts.save(own.vault, draft())
    page.entered()
    assert "• 1 draft that lies nowhere else" in page.lost.text()
    assert page.number.isVisible()
    page.passphrase.edit.setText(PASSPHRASE)
    page.wipe.click()
    assert own.vault.folder.exists()
    assert "in all: 1" in page.line.text()
    page.passphrase.edit.setText(PASSPHRASE)
    page.number.edit.setText("1")
    with qtbot.waitSignal(page.wiped):
        page.wipe.click()
    assert not own.vault.folder.exists()


def test_the_page_is_walked_by_keys_alone(page, qtbot, frame):
    seen = []
    for _ in range(12):
        seen.append(page.focusWidget())
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert [widget for widget in (page.backup, page.verify, page.passphrase.edit, page.wipe) if widget in seen] == [
        page.backup, page.verify, page.passphrase.edit, page.wipe
    ]  # fmt: skip
    page.back.setFocus()
    qtbot.keyClick(page.back, Qt.Key.Key_Return)
    assert frame.went == ["back"]


def test_leaving_forgets_what_was_typed(page):
    page.passphrase.edit.setText(PASSPHRASE)
    page.left()
    assert page.passphrase.edit.text() == ""


@pytest.mark.parametrize(
    ("count", "words"), [(0, "1 kB"), (999, "1 kB"), (256_000, "256 kB"), (12_300_000, "13 MB"), (7 * 10**9, "7 GB")]
)
def test_sizes_are_said_as_people_say_them(count, words):
    assert size_words(count) == words


def test_an_end_that_was_cut_short_is_finished_before_anybody_is_asked_to_unlock(own, held_clock):
    folder = own.vault.folder
    own.vault.lock()
    (folder / WIPING).write_bytes(b"")
    door = Door(lambda: own.workshop, folder)
    assert door.is_new()
    assert not folder.exists()

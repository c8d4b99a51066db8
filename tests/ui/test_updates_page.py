"""The page about newer versions of the program and the quiet line on the day's page: told, fetched, not in the way."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from fieldnotes.domain.managed import ManagedRules
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.shell.program_update import EVERY, Phase, ProgramUpdate, program_update
from fieldnotes.ui.shell.updates_screen import build
from fieldnotes.ui.worker.today_screen import build as build_today
from fieldnotes.update.program_here import ProgramHere, Road
from fieldnotes.update.seen import read_seen
from fieldnotes.update.versions import Chosen
from release_samples import FAILS, PLATFORM, PUBLISHER, publish


@pytest.fixture
def shelf(tmp_path):
    return tmp_path / "shelf"


@pytest.fixture
def shop(tmp_path, shelf, held_clock):
    """All that is asked of the workshop: a program installed for one person, and where it looks."""
    here = ProgramHere("0.1.0", PLATFORM, Road.OWN, tmp_path / "program", str(shelf), (PUBLISHER.public,))
    return SimpleNamespace(program=here, clock=held_clock, language="sv", managed=ManagedRules())


@pytest.fixture
def update():
    program_update.cache_clear()
    yield program_update()
    program_update.cache_clear()


@pytest.fixture
def page(qtbot, frame, shop, update):
    frame.desk = SimpleNamespace(workshop=shop)
    made = build(frame, "")
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.entered()
    return made


def test_before_anybody_has_looked_it_says_what_runs(page):
    assert page.state.text() == "You have FieldNotes 0.1.0."
    assert page.look.isEnabled()
    assert not any(part.isVisible() for part in (page.install, page.progress, page.stop, page.trouble, page.news))
    assert page.look.hasFocus() or page.focusWidget() is page.look


def test_what_is_found_is_told_in_plain_words_and_fetched_when_asked(page, shelf, shop, at_once):
    publish(shelf)
    page.look.click()
    assert page.state.text() == "FieldNotes 0.2.0 is there. You have 0.1.0."
    assert page.news.text() == "Nytt: ett sätt att leta."
    assert page.install.isVisible()
    page.install.click()
    assert set(at_once.lanes) == {Lane.FETCH}
    assert "used the next time the program starts" in page.state.text()
    assert not page.install.isVisible()
    assert Chosen.read(shop.program.folder).next == "0.2.0"


def test_while_it_comes_one_sees_how_far_and_may_stop(page, shelf, at_once, update):
    publish(shelf)
    page.look.click()
    at_once.hold()
    page.install.click()
    assert page.stop.isVisible()
    assert page.progress.isVisible()
    assert not page.look.isEnabled()
    update._come((50, 200))
    assert (page.progress.value(), page.progress.maximum()) == (25, 100)
    page.stop.click()
    at_once.release()
    assert update.now.phase is Phase.QUIET
    assert not page.trouble.isVisible()
    assert page.install.isVisible()


@pytest.mark.parametrize(
    ("script", "words"),
    [(FAILS, "did not work when it was tried"), ("#!/nowhere\n", "did not work when it was tried")],
)
def test_what_goes_wrong_is_said_and_the_program_stays(page, shelf, script, words):
    publish(shelf, script=script)
    page.look.click()
    page.install.click()
    assert words in page.trouble.text()
    assert page.look.isEnabled()


def test_a_place_that_cannot_be_reached_is_said_when_a_person_asked(page):
    page.look.click()
    assert "cannot be looked for now" in page.trouble.text()


def test_who_is_looked_after_by_others_is_told_and_offered_nothing(page, shelf, shop):
    publish(shelf)
    shop.program = replace(shop.program, road=Road.SYSTEM)
    page.look.click()
    assert "Your administrator installs it" in page.state.text()
    assert not page.install.isVisible()


def test_it_looks_by_itself_once_a_day_and_says_nothing_when_that_fails(shelf, shop, at_once, update, held_clock):
    update.look_by_itself(at_once, shop)
    assert (update.now.seen, update.now.trouble) == (None, "")
    publish(shelf)
    update.look_by_itself(at_once, shop)
    assert update.now.seen.newest == "0.2.0"
    publish(shelf, version="0.3.0", serial=8)
    held_clock.move(60)
    update.look_by_itself(at_once, shop)
    assert update.now.seen.newest == "0.2.0"
    held_clock.move((EVERY + timedelta(minutes=1)).total_seconds())
    update.look_by_itself(at_once, shop)
    assert update.now.seen.newest == "0.3.0"
    assert read_seen(shop.program.folder).serial == 8


def test_without_a_place_to_look_in_it_asks_nobody(shop, at_once, update):
    shop.program = replace(shop.program, source="")
    update.look_by_itself(at_once, shop)
    shop.program = None
    update.look_by_itself(at_once, shop)
    assert at_once.lanes == []


def test_the_days_page_has_one_quiet_line_that_leads_there(qtbot, frame, shop, shelf, at_once, update):
    today = build_today(frame, "")
    qtbot.addWidget(today)
    today.show()
    today.entered()
    notice = today._below.itemAt(0).widget()
    assert not notice.isVisible()
    publish(shelf)
    update.look(at_once, shop)
    assert notice.isVisible()
    assert "0.2.0" in notice.words.text()
    qtbot.mouseClick(notice.open, Qt.MouseButton.LeftButton)
    assert frame.went[-1] == Place("updates")
    today.left()
    assert update._watchers == []


def test_two_do_not_go_on_at_once(shelf, shop, at_once):
    update = ProgramUpdate()
    publish(shelf)
    at_once.hold()
    update.look(at_once, shop)
    update.install(at_once, shop)
    at_once.release()
    assert at_once.lanes == [Lane.FETCH]
    assert update.now.seen.state.value == "offered"

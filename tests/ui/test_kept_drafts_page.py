"""The page where another computer's drafts are brought here, and where drafts say how old they are and where they lie.

rules: DOC-2
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from secrets import token_bytes

import pytest

from conftest import HeldClock
from fieldnotes.casework import profile, write_note
from fieldnotes.casework.draft_views import DraftView, OldDraftView
from fieldnotes.casework.exchange import sync
from fieldnotes.casework.read_cases import today
from fieldnotes.domain.private import Private
from fieldnotes.hub.hub import make_hub
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.inviting import invite
from fieldnotes.ui.shared.note_rows import note_row
from fieldnotes.ui.shell.kept_screen import build
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.shell.where_words import where_lines
from fieldnotes.ui.supervisor.queue_presenter import QueuePresenter, queue_page
from fieldnotes.ui.worker.today_presenter import TodayPresenter
from fieldnotes.ui.worker.today_rows import today_page
from fieldnotes.vault import drafts
from fieldnotes.vault.identity import identity, save_identity
from fieldnotes.wire.ids import new_id
from one_desk import PASSPHRASE, make_desk, shipped
from running_hub import running

AT = datetime(2026, 3, 12, 13, 2, tzinfo=UTC)
NOW = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)
WRITTEN = "Läraren ringde om frånvaron."


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    with make_hub(tmp_path_factory.mktemp("hub") / "hub", HeldClock()) as made:
        import_file(made, shipped("demo/import.json"))
        yield made


@pytest.fixture(scope="module")
def hub_url(hub):
    with running(hub) as url:
        yield url


@pytest.fixture
def computer(tmp_path, held_clock, hub, hub_url):
    """Makes computers of one worker that have joined a real hub."""
    made = []

    def make(name):
        desk = make_desk(tmp_path / name, held_clock, joined=False)
        made.append(desk)
        save_identity(desk.vault, replace(identity(desk.vault), device=new_id(held_clock), seed=token_bytes(32)))
        profile.join(desk, invite(hub, "u-tove", hub_url).to_text())
        return desk

    yield make
    for desk in made:
        for each in write_note.draft_list(desk):
            write_note.discard(desk, each.note)
        sync(desk)
        desk.vault.lock()


@pytest.fixture
def old(computer):
    """The other computer, whose one draft has been handed in."""
    desk = computer("old")
    write_note.add(desk, "c-prov-01", "telefonsamtal", {"sections": {"samtalet": WRITTEN}})
    sync(desk)
    return desk


@pytest.fixture
def case_draft(desk):
    return write_note.add(desk, "c-prov-01", "telefonsamtal").note


@pytest.fixture
def page(qtbot, frame, computer):
    """Opens the page on a new computer; gives it, and what the frame was asked."""
    frame.desk = computer("new")
    made = build(frame, "")
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def test_the_page_says_how_much_lies_there_and_brings_it_with_the_old_passphrase(old, page, frame):
    page.entered()
    assert "1 draft" in page.found.text()
    page.secret.edit.setText(PASSPHRASE)
    page.fetch.click()
    assert frame.went == [Place("today")]
    assert "1 draft is here again." in frame.said[-1]
    assert WRITTEN in str(drafts.all_drafts(frame.desk.vault)[0].sections)


def test_a_wrong_passphrase_is_said_and_can_be_tried_again(old, page, frame, held_clock):
    page.entered()
    page.secret.edit.setText("något helt annat")
    page.fetch.click()
    assert page.line.text()
    assert page.fetch.isEnabled()
    held_clock.move(2)
    page.secret.edit.setText(PASSPHRASE)
    page.fetch.click()
    assert frame.went == [Place("today")]


def test_a_recovery_key_is_asked_for_as_one(old, page, frame):
    page.entered()
    page.is_key.setChecked(True)
    assert "recovery key" in page.secret.edit.accessibleName()
    page.secret.edit.setText("ABCDE-FGHJK")
    page.fetch.click()
    assert "recovery key" in page.line.text()
    page.left()
    assert page.secret.edit.text() == ""


def test_with_nothing_there_nothing_is_asked_for(page):
    page.entered()
    assert page.found.text()
    assert not page.secret.isVisible()
    assert not page.fetch.isVisible()


def test_a_draft_says_where_it_lies_and_when_it_grows_old(desk, case_draft):
    (row,) = write_note.draft_list(desk)
    said = {}
    for kept, late in (("here", False), ("kept", False), ("kept_before", True)):
        seen = replace(row, draft=DraftView(49, late, kept, None if kept == "here" else AT))
        said[kept] = note_row(seen, NOW)
    assert "14:02" not in said["here"].detail
    assert "safe-keeping" in said["kept"].detail
    assert "only on this computer" in said["kept_before"].detail
    assert (said["kept"].tone, said["kept_before"].tone) == ("warn", "rec")
    assert "2 days" in said["kept_before"].chip
    other = replace(row, draft=DraftView(1, late=False, kept="here", copy_of=case_draft))
    assert "other computer" in note_row(other, NOW).detail


def test_today_offers_what_lies_elsewhere_and_warns_of_old_drafts(desk, case_draft, frame, held_clock):
    held_clock.move(timedelta(hours=25).total_seconds())
    seen = today(desk)
    status = replace(seen.status, drafts_elsewhere=3, drafts_elsewhere_at=AT)
    page = today_page(replace(seen, status=status), held_clock.now(), (), no_cases=False)
    assert page.rows[1].key == "kept:"
    assert "3" in page.rows[1].title
    assert "older than a day" in page.summary
    TodayPresenter(frame, None).choose(page.rows[1].key)
    assert frame.went == [Place("kept", "")]


def test_where_are_my_notes_tells_drafts_here_from_drafts_in_safe_keeping(desk, case_draft):
    status = today(desk).status
    lines = where_lines(replace(status, drafts=3, drafts_kept=2, drafts_kept_at=AT), NOW)
    assert "1 draft lies encrypted on this computer only." in lines
    assert any("2 drafts lie in safe-keeping" in line for line in lines)
    assert not any(
        "this computer only" in x for x in where_lines(replace(status, drafts_kept=1, drafts_kept_at=AT), NOW)
    )


def test_a_supervisor_sees_number_author_and_age_and_cannot_open_it(frame):
    old = OldDraftView("c-1", "BV-2026-0142", "u-tove", Private("Tove Ekberg"), AT, 73)
    page = queue_page((), NOW, (old,))
    (row,) = page.rows
    assert "BV-2026-0142" in row.title
    assert "Tove Ekberg" in row.detail
    assert "3 days" in row.trailing
    QueuePresenter(frame, None).choose(row.key)
    assert (frame.went, len(frame.said)) == ([], 1)

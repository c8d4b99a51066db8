"""Who is in the room changes: the picture goes, the room is asked again, and nothing of the earlier room stays open.

rules: SEC-1, SEC-2, SEC-3, CHI-6, INS-3
"""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from editor_window import begin, sections_of
from family_room import CHILD, COLLEAGUE, GUARDIAN, PROJECTOR, forget_windows, marked_note, open_family, texts_of
from fieldnotes.casework import read_note, show_to_family, write_note
from fieldnotes.domain.private import Private
from fieldnotes.ui.family.room_presenter import RoomPresenter
from one_desk import PASSPHRASE, make_desk

WHY = "Elsa bad oss läsa det högt för mamma."
ADDED = "Karin sade att hon vill ha hjälp."


class Page:
    """A page that keeps what it is told."""

    def __init__(self):
        self.page = None
        self.begun = []

    def show_room(self, page):
        self.page = page

    def row(self, section):
        return next(row for row in self.page.sections if row.id == section)

    def here(self):
        return {row.id for row in self.page.people if row.here}


def ask(frame, note):
    page = Page()
    made = RoomPresenter(frame, page, note, lambda _opened, shown: page.begun.append(shown))
    made.load()
    return made, page


@pytest.fixture(autouse=True)
def tidied(qapp):
    """Let go of a test's windows before the next one is dressed."""
    yield
    forget_windows()


@pytest.fixture
def shown(qtbot, frame, desk):
    family = open_family(qtbot, frame, marked_note(desk), PROJECTOR)
    family.asking.show()
    return family


def shows_of(desk, family):
    return read_note.show(desk, family._note).family


def test_somebody_who_comes_or_leaves_takes_the_picture_away_and_the_room_is_asked_again(shown, desk):
    """rules: SEC-1, SEC-2"""
    window = shown.stage.window
    shown.console.controls.people.click()
    assert window.page.empty
    assert not window.isVisible()
    assert shown.stage.window is None
    assert shown.stack.currentWidget() is shown.room
    assert set(shown.asking._here) == {CHILD, GUARDIAN, COLLEAGUE}
    assert len(shows_of(desk, shown)) == 1


def test_showing_to_the_others_is_another_showing_that_goes_on_where_it_was(shown, desk):
    """rules: INS-3, SEC-2"""
    shown.showing.step(2)
    section = shown.showing.section
    shown.console.controls.people.click()
    shown.asking.set_here(COLLEAGUE, here=False)
    shown.asking.show()
    first, second = shows_of(desk, shown)
    assert [len(each.people) for each in (first, second)] == [3, 2]
    assert shown.showing.section == section
    assert not shown.stage.window.page.empty


def test_what_the_others_may_not_see_is_gone_when_they_came(shown):
    """rules: SEC-2"""
    told = next(n for n, each in enumerate(shown.showing.showing.sections) if each.id == "vuxnas_uppgifter")
    shown.showing.step(told)
    shown.console.controls.people.click()
    shown.asking.set_here(GUARDIAN, here=False)
    shown.asking.show()
    assert "vuxnas_uppgifter" not in [each.id for each in shown.showing.showing.sections]
    assert shown.showing.place == 0


def test_a_reason_given_to_the_first_room_does_not_open_for_the_second(shown):
    """rules: CHI-6"""
    shown.console.controls.people.click()
    shown.asking.open_with("barnets_rost", WHY)
    shown.asking.set_here(COLLEAGUE, here=False)
    shown.asking.show()
    assert "barnets_rost" not in [each.id for each in shown.showing.showing.sections]


def test_by_keyboard_too_and_nothing_leads_back_to_the_picture(qtbot, shown):
    """rules: SEC-1"""
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow, timeout=20_000)
    qtbot.keyClick(shown.console, Qt.Key.Key_F6)
    assert shown.stage.window is None
    assert shown.stack.currentWidget() is shown.room


def test_on_a_lone_laptop_it_blanks_at_once_and_the_worker_gives_the_passphrase(qtbot, frame, desk):
    """rules: SEC-1"""
    family = open_family(qtbot, frame, marked_note(desk))
    family.asking.show()
    window = family.stage.window
    family.bar.controls.people.click()
    assert window.page.empty
    assert family.bar.door.isVisible()
    family.bar.controls.dark.click()
    family.showing.toggle_blank()
    assert window.page.empty
    family.bar.door.line.setText(PASSPHRASE)
    qtbot.keyClick(family.bar.door.line, Qt.Key.Key_Return)
    assert family.stage.window is None
    assert family.isVisible()
    assert family.stack.currentWidget() is family.room


def test_the_room_is_remembered_for_this_visit_and_no_other(frame, desk, held_clock):
    """rules: SEC-1"""
    note, other = marked_note(desk), begin(desk, sections=sections_of("prov-01.json"))
    show_to_family.show(desk, note, {"people": [{"person_id": GUARDIAN}]})
    _room, page = ask(frame, note)
    assert page.here() == {GUARDIAN}
    _room, page = ask(frame, other)
    assert page.here() == {CHILD, GUARDIAN, COLLEAGUE}
    held_clock.move(24 * 3600)
    _room, page = ask(frame, note)
    assert page.here() == {CHILD, GUARDIAN, COLLEAGUE}


def test_reasons_are_not_remembered(frame, desk):
    """rules: CHI-6"""
    note = marked_note(desk)
    room, _page = ask(frame, note)
    room.open_with("barnets_rost", WHY)
    room.show()
    _room, again = ask(frame, note)
    assert again.row("barnets_rost").state == "closed"


def test_no_more_opens_than_the_page_said(frame, desk):
    """What came to stand in the note between looking and showing waits until it has been looked at."""
    note = marked_note(desk)
    write_note.edit(desk, note, {"sections": {"nasta_steg": {"note": None, "steps": []}}})
    room, page = ask(frame, note)
    assert not [row for row in page.page.sections if row.id == "nasta_steg"]
    write_note.edit(desk, note, {"sections": {"nasta_steg": {"note": "Vi ses på fredag."}}})
    room.show()
    assert page.begun
    assert "nasta_steg" not in [each.id for each in page.begun[0].sections]


def test_statements_left_out_are_counted_and_come_with_a_reason(qtbot, frame, desk):
    """rules: SEC-2, CHI-6"""
    note = marked_note(desk)
    _room, page = ask(frame, note)
    assert page.row("vuxnas_uppgifter").left_out == 1
    family = open_family(qtbot, frame, note, PROJECTOR)
    line = family.room._lines["vuxnas_uppgifter"]
    line._ask_reason()
    line.opened.emit("vuxnas_uppgifter", WHY)
    family.asking.show()
    (row,) = shows_of(desk, family)
    assert row.opened == ("vuxnas_uppgifter",)
    assert "Markörfrånvarande" in " ".join(str(each.text) for each in row.sections)


def test_the_page_names_the_family_and_who_was_there_and_offers_the_rest(frame, tmp_path, held_clock):
    """rules: SEC-4, SEC-8"""
    frame.desk = make_desk(tmp_path / "maja", held_clock, user="u-maja")
    note = begin(frame.desk, "c-prov-03", "hembesok")
    _room, page = ask(frame, note)
    assert {row.id for row in page.page.people} == {"prov-03-p1", "prov-03-p3", "prov-03-p4"}
    assert {each.id for each in page.page.guests.others} == {"prov-03-p2", "prov-03-p5"}
    frame.desk.vault.lock()


def test_who_reported_is_not_named_where_the_family_sees_the_answers(qtbot, frame, desk):
    """rules: SEC-3"""
    note = begin(desk, "c-prov-04", "forhandsbedomning", sections_of("prov-04.json"))
    family = open_family(qtbot, frame, note)
    family.asking.set_here("prov-04-p2", here=True)
    family.asking.add("other", "prov-04-p4", "")
    family.asking.open_with("nasta_steg", WHY)
    family.asking.show()
    window = family.stage.window
    assert window is not None
    family.bar.say.setChecked(True)
    assert "Marklund" not in " ".join(texts_of(window))


def test_what_would_be_drawn_otherwise_now_is_never_shown_again(shown, desk):
    """A mark that takes one line out of a section takes the picture of that section away too (SEC-4)."""
    now = show_to_family.preview(desk, shown._note, shown.asking.room())
    first, *rest = now.sections
    shown.still._look(replace(now, sections=(replace(first, text=Private("Kortare.")), *rest)))
    assert shown.stage.window.page.empty
    shown.console.controls.dark.click()
    shown.showing.toggle_blank()
    assert shown.stage.window.page.empty
    assert shown.showing.blanked == "closed"

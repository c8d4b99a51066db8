"""Who is in the room, what opens for them, and what they say: decided and recorded as the worker sees it.

rules: SEC-1, SEC-2, SEC-3, CHI-6, INS-2
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from editor_window import begin, sections_of
from family_room import CHILD, COLLEAGUE, GUARDIAN, PROJECTOR, TERM, entries, forget_windows, marked_note, open_family
from fieldnotes.casework import read_note, sign
from fieldnotes.ui.family.room_presenter import RoomPresenter
from fieldnotes.ui.family.room_state import COLLEAGUE as AS_COLLEAGUE
from fieldnotes.ui.family.room_state import INTERPRETER, OTHER, SUPPORT
from one_desk import make_desk

WHY = "Elsa bad oss läsa det högt för mamma."


class Page:
    """A page that keeps what it is told."""

    def __init__(self):
        self.page = None
        self.begun = []

    def show_room(self, page):
        self.page = page

    def rows(self):
        return {row.id: row for row in self.page.sections}

    def state(self, section):
        return self.rows()[section].state

    def here(self):
        return {row.id for row in self.page.people if row.here}


@pytest.fixture(autouse=True)
def tidied(qapp):
    """Let go of a test's windows before the next one is dressed."""
    yield
    forget_windows()


@pytest.fixture
def page():
    return Page()


def ask(frame, page, note):
    made = RoomPresenter(frame, page, note, lambda _opened, shown: page.begun.append(shown))
    made.load()
    return made


@pytest.fixture
def room(frame, page, desk):
    return ask(frame, page, marked_note(desk))


def test_those_the_note_says_took_part_are_ticked(room, page):
    assert page.here() == {CHILD, GUARDIAN, COLLEAGUE}
    assert [row.detail for row in page.page.people] == [
        "Barn eller ung person", "Vårdnadshavare", "Kollega från socialtjänsten",
    ]  # fmt: skip


def test_a_room_without_people_shows_nothing(room, page):
    for person in tuple(page.here()):
        room.set_here(person, here=False)
    assert page.page.sections == ()
    assert not page.page.can_show
    room.show()
    assert page.begun == []


def test_what_opens_is_for_exactly_these_people(room, page):
    """rules: SEC-1, CHI-6"""
    assert page.state("vuxnas_uppgifter") == "open"
    assert page.state("bedomning") == "closed"
    room.set_here(GUARDIAN, here=False)
    assert page.state("vuxnas_uppgifter") == "closed"
    assert "rummet" in page.rows()["vuxnas_uppgifter"].why


def test_a_closed_section_opens_only_with_a_reason_and_the_reason_is_recorded(room, page, desk):
    """rules: CHI-6, SEC-2"""
    for nothing in ("", "   "):
        room.open_with("barnets_rost", nothing)
        assert page.state("barnets_rost") == "closed"
    room.open_with("barnets_rost", WHY)
    assert page.state("barnets_rost") == "open"
    assert page.rows()["barnets_rost"].reason == WHY
    room.show()
    (row,) = read_note.show(desk, room._note).family
    assert row.opened == ("barnets_rost",)


def test_a_reason_is_for_the_people_it_was_given_for(room, page):
    """rules: SEC-2"""
    room.open_with("barnets_rost", WHY)
    room.set_here(COLLEAGUE, here=False)
    assert page.state("barnets_rost") == "closed"
    assert page.rows()["barnets_rost"].typed == WHY


def test_what_is_secret_from_somebody_here_is_opened_by_no_reason(frame, page, tmp_path, held_clock):
    """rules: SEC-2"""
    frame.desk = make_desk(tmp_path / "maja", held_clock, user="u-maja")
    room = ask(frame, page, begin(frame.desk, "c-prov-03", "barnsamtal", sections_of("prov-03.json")))
    room.set_here("prov-03-p4", here=True)
    secret = [row for row in page.rows().values() if "hemlig" in row.why]
    assert secret
    for row in secret:
        assert not row.may_open
        room.open_with(row.id, WHY)
        assert page.state(row.id) == "closed"
    frame.desk.vault.lock()


def test_a_protected_word_is_told_to_the_worker_and_keeps_the_section_shut(room, page, desk):
    """rules: SEC-3"""
    row = page.rows()["information"]
    assert (row.state, row.term) == ("closed", TERM)
    room.open_with("information", WHY)
    assert page.state("information") == "closed"
    room.show()
    assert "information" not in [each.id for each in page.begun[0].sections]


def test_a_rewritten_text_opens_it(room, page, desk):
    """rules: SEC-3"""
    room.rewrite("information", f"{TERM} hörde av sig.")
    assert page.state("information") == "closed"
    room.rewrite("information", "Någon hörde av sig.")
    assert page.state("information") == "open"
    assert page.rows()["information"].text == "Någon hörde av sig."


def test_a_protected_word_opens_with_a_reason_of_its_own(room, page):
    """rules: SEC-4"""
    room.lift_word("information", "  ")
    assert page.state("information") == "closed"
    room.lift_word("information", "Karin berättade det själv.")
    assert page.state("information") == "open"
    room.close_again("information")
    assert page.state("information") == "closed"


def test_a_signed_text_cannot_be_rewritten_but_may_get_a_reason(frame, page, desk):
    note = marked_note(desk)
    sign.sign(desk, note, {"*": "Provkörning."})
    ask(frame, page, note)
    row = page.rows()["information"]
    assert (row.may_rewrite, row.may_lift) == (False, True)


def test_the_worker_may_keep_an_open_section_closed(room, page):
    room.keep("iakttagelser", closed=True)
    assert page.state("iakttagelser") == "kept"
    room.show()
    assert "iakttagelser" not in [each.id for each in page.begun[0].sections]


def test_who_reported_is_not_named_on_the_page(frame, page, desk):
    """rules: SEC-3"""
    note = begin(desk, "c-prov-04", "forhandsbedomning", sections_of("prov-04.json"))
    room = ask(frame, page, note)
    assert "prov-04-p4" not in {row.id for row in page.page.people}
    assert [each.words for each in page.page.guests.others] == ["Den som har anmält"]
    room.add(OTHER, "prov-04-p4", "")
    assert "Marklund" not in str([(row.name, row.detail) for row in page.page.people])
    assert {row.state for row in page.page.sections} == {"closed"}


def test_interpreter_and_colleague_change_nothing_and_a_support_person_follows(frame, page, desk):
    """rules: SEC-2"""
    note = begin(desk, "c-prov-06", "natverksmote", sections_of("prov-06.json")) if _has(desk, "c-prov-06") else None
    room = ask(frame, page, note or marked_note(desk))
    before = {row.id: row.state for row in page.page.sections}
    room.add(INTERPRETER, "", "")
    room.add(AS_COLLEAGUE, "u-maja", "")
    assert {row.id: row.state for row in page.page.sections} == before
    assert {"tolk", "u-maja"} <= page.here()


def _has(desk, case):
    from fieldnotes.casework.read_cases import cases

    return case in {each.id for each in cases(desk)}


def test_a_support_person_says_for_whom(room, page, frame):
    room.add(SUPPORT, "u-maja", GUARDIAN)
    assert "för Karin Sandin" in str([row.detail for row in page.page.people]).replace("for Karin", "för Karin")
    assert {"person_id": "u-maja", "role": "stodperson", "for_person_id": GUARDIAN} in room.room()["people"]


def test_an_old_preview_never_lets_a_new_room_be_shown(room, page, frame):
    frame.tasks.hold()
    room.set_here(GUARDIAN, here=False)
    assert not page.page.can_show
    room.show()
    assert page.begun == []
    frame.tasks.release()


@pytest.fixture
def shown(qtbot, frame, desk):
    family = open_family(qtbot, frame, marked_note(desk), PROJECTOR)
    family.asking.show()
    return family


def said(desk, family):
    (row,) = read_note.show(desk, family._note).family
    return [(a.person_id, a.section, a.answer, a.text, a.reason) for a in row.answers]


def test_answers_are_recorded_as_given_and_name_what_was_shown(shown, desk):
    """rules: INS-2"""
    section = shown.showing.section
    child, guardian = (shown.console.answers.people[each] for each in (CHILD, GUARDIAN))
    child.buttons["agrees"].click()
    guardian.buttons["disagrees"].click()
    guardian.words.setPlainText("Det var fyra timmar.")
    guardian.save.click()
    assert said(desk, shown) == [
        (CHILD, section, "agrees", None, None),
        (GUARDIAN, section, "disagrees", "Det var fyra timmar.", None),
    ]
    assert entries(desk, shown._note) == ["NoteShown", "FamilyResponded", "FamilyResponded"]
    assert COLLEAGUE not in shown.console.answers.people
    assert "fyra timmar" not in str(dict(read_note.show(desk, shown._note).sections))


def test_a_wish_to_add_and_an_absence_need_words(shown, desk):
    child = shown.console.answers.people[CHILD]
    for answer in ("adds", "did_not_take_part"):
        child.buttons[answer].click()
        child.save.click()
        assert said(desk, shown) == []
    child.words.setPlainText("Hon gick och lade sig.")
    child.save.click()
    assert said(desk, shown)[0][2:] == ("did_not_take_part", None, "Hon gick och lade sig.")


@pytest.mark.parametrize("how", ["step", "left", "end"])
def test_half_typed_words_are_kept_as_theirs_of_the_section_they_saw(shown, desk, how):
    section = shown.showing.section
    child = shown.console.answers.people[CHILD]
    child.buttons["adds"].click()
    child.words.setPlainText("Jag har en katt.")
    {"step": shown.console.controls.on.click, "left": shown.left, "end": shown._finish}[how]()
    assert said(desk, shown) == [(CHILD, section, "adds", "Jag har en katt.", None)]


def test_the_answer_under_the_buttons_is_of_this_section(shown):
    child = shown.console.answers.people[CHILD]
    child.buttons["agrees"].click()
    assert "chosen" in child.buttons["agrees"].accessibleName()
    shown.showing.step(1)
    assert "chosen" not in child.buttons["agrees"].accessibleName()
    shown.showing.step(-1)
    assert "chosen" in child.buttons["agrees"].accessibleName()


def test_the_end_says_who_took_part_and_what_they_said(shown, desk):
    child = shown.console.answers.people[CHILD]
    child.buttons["agrees"].click()
    shown.console.end.click()
    told = " ".join(label.text() for label in shown.end.findChildren(QWidget) if hasattr(label, "text"))
    assert "Elsa Sandin · Barn eller ung person" in told
    assert "It is right" in told
    assert "Said nothing of it." in told


def test_why_a_child_was_not_there_is_recorded_at_the_end(qtbot, frame, desk):
    """rules: INS-2"""
    family = open_family(qtbot, frame, marked_note(desk), PROJECTOR)
    family.asking.set_here(CHILD, here=False)
    family.asking.show()
    family.console.end.click()
    line = family.end.findChildren(QLineEdit)[0]
    line.setText("Elsa var i skolan.")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert said(desk, family) == [(CHILD, None, "did_not_take_part", None, "Elsa var i skolan.")]
    assert [each for each in family.end.findChildren(QLineEdit) if each.isVisible()] == []


def nameless(window):
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy():
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        named = bool(face and face.text(QAccessible.Text.Name)) or bool(widget.accessibleName())
        if isinstance(widget, QComboBox):
            named = any(kind == QAccessible.RelationFlag.Label for _face, kind in face.relations())
        if not named:
            found.append(widget)
    return found


def stops(window):
    walked = []
    for _time in range(90):
        window.focusNextChild()
        here = QApplication.focusWidget()
        if here in walked:
            break
        walked.append(here)
    return walked


def assert_walkable(qtbot, window, page):
    assert nameless(page) == []
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    wanted = {
        id(w)
        for w in page.findChildren(QWidget)
        if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    assert len(wanted) > 2
    assert wanted <= {id(w) for w in stops(window)}


def test_every_page_is_walked_by_keyboard_and_every_stop_has_a_name(qtbot, frame, desk):
    family = open_family(qtbot, frame, marked_note(desk), PROJECTOR)
    family.room.people.more.click()
    family.room._lines["barnets_rost"]._ask_reason()
    assert_walkable(qtbot, family, family.room)
    family.asking.set_here(CHILD, here=False)
    family.asking.show()
    family.console.answers.people[GUARDIAN].buttons["adds"].click()
    assert_walkable(qtbot, family, family.console)
    family.console.end.click()
    assert_walkable(qtbot, family, family.end)


def test_the_whole_way_goes_by_keyboard(qtbot, frame, desk):
    family = open_family(qtbot, frame, marked_note(desk), PROJECTOR)
    family.activateWindow()
    qtbot.waitUntil(family.isActiveWindow)

    def press(key, modifier=Qt.KeyboardModifier.NoModifier):
        qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    first = QApplication.focusWidget()
    assert isinstance(first, QCheckBox)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: CHILD not in family.asking._here)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: family.showing is not None)
    family.activateWindow()
    qtbot.waitUntil(family.isActiveWindow)
    press(Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: family.showing.place == 1)
    press(Qt.Key.Key_F8)
    assert family.showing.blanked == "worker"
    press(Qt.Key.Key_F8)
    adds = family.console.answers.people[GUARDIAN].buttons["adds"]
    while QApplication.focusWidget() is not adds:
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    words = QApplication.focusWidget()
    assert isinstance(words, QPlainTextEdit)
    words.insertPlainText("Vi har det bra.")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said(desk, family)[0][3] == "Vi har det bra."

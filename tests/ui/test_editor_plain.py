"""Plain language beside a note: whose words are marked, where one is replaced, and that nothing changes by itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from domain_samples import book
from editor_window import at, begin, one_desk_for_all, open_editor, stored, sweep, type_text
from fieldnotes.domain.passages import Passage, passages
from fieldnotes.language.plain import PlainWords
from fieldnotes.ui.worker.editor.plain_presenter import plain_state
from speech_samples import klarsprak

WORDS = PlainWords.read(klarsprak())
CHILD, MOTHER = "prov-01-p1", "prov-01-p2"


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
def shell(desk, tasks, frame):
    frame.tasks = tasks
    return frame


@pytest.fixture
def note(desk):
    return begin(desk)


@pytest.fixture
def editor(qtbot, shell, note):
    return open_editor(qtbot, shell, note)


def section(name):
    return book().template("hembesok").section(name)


def marked(state):
    return [(word.words, word.replacement) for word in state.words]


def test_a_hard_word_comes_with_a_plain_one():
    text = Passage("assess", 0, "Leo ska erhålla god vård i familjehemmet hela det här året.")
    state = plain_state("bedomning", [text], WORDS)
    assert state.lix == 29
    assert ("erhålla", "få") in marked(state)


def test_a_spot_is_told_once():
    text = Passage("assess", 0, "Det framkom att Milo somnar. Umgänget underrättades hon ej om.")
    assert [word.words for word in plain_state("s", [text], WORDS).words] == [
        "Det framkom", "Umgänget", "underrättades", "ej",
    ]  # fmt: skip


def test_what_the_child_said_counts_in_the_index_and_is_never_marked():
    """rules: CHI-1"""
    said = "Pappa är våldsam och jag erhåller inget."
    values = {"said": [{"text": said, "source_person_id": CHILD, "verbatim": False}]}
    (child,) = passages(section("barnets_rost"), values, {CHILD})
    quoted = Passage("told", 0, said, own=True)
    assert child.own
    for own in (child, quoted):
        state = plain_state("barnets_rost", [own, Passage("how", 0, "Hon erhåller stöd.")], WORDS)
        assert marked(state) == [("erhåller", "får")]
        assert state.lix is not None


def test_quoted_words_of_an_adult_are_theirs_too():
    """rules: INS-2"""
    rows = [
        {"text": "Jag erhåller stöd.", "source_person_id": MOTHER, "verbatim": True},
        {"text": "Hon erhåller stöd.", "source_person_id": MOTHER, "verbatim": False},
    ]
    assert [each.own for each in passages(section("vuxnas_uppgifter"), {"told": rows}, {CHILD})] == [True, False]


def test_a_heavy_section_is_said_to_be_heavy():
    heavy = "Genomförandeplanen förutsätter kontinuerliga återkopplingar beträffande skolsituationen."
    assert plain_state("s", [Passage("f", 0, heavy * 2)], WORDS).heavy
    assert not plain_state("s", [Passage("f", 0, "Vi sågs i går. Det gick bra för oss alla.")], WORDS).heavy


def writing(editor, name, field):
    return editor.view.form.field(name, field).spoken()


def lines(editor):
    return [each for each in editor.view.side.findChildren(QPushButton) if each.property("kind") == "line"]


def line(editor, words):
    return next((each for each in lines(editor) if words in each.accessibleName()), None)


def read(qtbot, editor, words):
    qtbot.waitUntil(lambda: line(editor, words) is not None, timeout=8000)


def written(qtbot, editor, text, field="assess"):
    editor.view.go("bedomning", field)
    into = writing(editor, "bedomning", field)
    into.setFocus()
    type_text(into, text)
    return into


def press(widget, key, modifier=Qt.KeyboardModifier.ControlModifier):
    QTest.keyClick(widget, key, modifier)


def test_one_key_replaces_the_word_at_the_cursor_and_one_takes_it_back(qtbot, editor, desk, note):
    text = written(qtbot, editor, "Hon erhåller hjälp. Han erhåller stöd ej.")
    read(qtbot, editor, "”ej” → ”inte”")
    cursor = text.textCursor()
    cursor.setPosition(text.text().rindex("erhåller") + 3)
    text.setTextCursor(cursor)
    press(text, Qt.Key.Key_Period)
    assert text.text() == "Hon erhåller hjälp. Han får stöd ej."
    assert text.hasFocus()
    press(text, Qt.Key.Key_Z)
    assert text.text() == "Hon erhåller hjälp. Han erhåller stöd ej."
    press(text, Qt.Key.Key_Period)
    qtbot.waitUntil(lambda: "Han får stöd ej" in str(at(stored(desk, note), "bedomning", "assess")))


def test_a_word_that_is_not_in_sight_is_shown_before_it_is_replaced(qtbot, editor):
    text = written(qtbot, editor, "Elsa erhåller stöd.")
    read(qtbot, editor, "erhåller")
    other = writing(editor, "bedomning", "best_interest")
    other.setFocus()
    press(other, Qt.Key.Key_Period)
    assert text.text() == "Elsa erhåller stöd."
    assert text.textCursor().selectedText() == "erhåller"
    press(text, Qt.Key.Key_Period)
    assert text.text() == "Elsa får stöd."


def test_a_passage_without_a_plainer_word_leads_to_where_it_stands(qtbot, editor):
    text = written(qtbot, editor, "I går framkom det. Det framkom att Milo somnar. Dockan dansar.")
    read(qtbot, editor, "Det framkom")
    line(editor, "Det framkom").click()
    assert text.textCursor().selectedText() == "Det framkom"
    assert text.text() == "I går framkom det. Det framkom att Milo somnar. Dockan dansar."


def test_a_click_replaces_that_word_and_not_one_that_looks_like_it(qtbot, editor):
    """rules: DOC-3"""
    text = written(qtbot, editor, "Besöket hos Ejnar blev ej av.")
    read(qtbot, editor, "”ej” → ”inte”")
    line(editor, "”ej” → ”inte”").click()
    assert text.text() == "Besöket hos Ejnar blev inte av."


def test_words_that_changed_meanwhile_are_left_alone(qtbot, editor):
    text = written(qtbot, editor, "Hon kommer ej.")
    read(qtbot, editor, "”ej” → ”inte”")
    button = line(editor, "”ej” → ”inte”")
    text.selectAll()
    type_text(text, "Alltid.")
    button.click()
    assert text.text() == "Alltid."


def test_the_panel_says_how_many_more_there_are(qtbot, editor):
    written(qtbot, editor, "Ej samt ej samt ej samt ej samt ej.")
    qtbot.waitUntil(
        lambda: any("3 more passages" in each.text() for each in editor.view.side.findChildren(QLabel)), timeout=8000
    )


def test_plain_language_is_in_sight_on_a_small_laptop_while_much_is_left_to_do(qtbot, editor):
    written(qtbot, editor, "Det framkom att mamman erhåller stöd samt att hon ej är nöjd.")
    read(qtbot, editor, "”ej” → ”inte”")
    shown = line(editor, "”ej” → ”inte”")
    qtbot.waitUntil(lambda: not shown.visibleRegion().isEmpty())
    first = next(each for each in lines(editor) if "→" not in each.accessibleName())
    assert not first.visibleRegion().isEmpty()

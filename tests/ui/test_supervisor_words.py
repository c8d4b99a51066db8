"""What the supervisor's screens say and keep, without a window: pins, marks, changes, rows, refusals."""

import ast
import re
from dataclasses import replace
from io import BytesIO

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from fieldnotes.casework.note_views import SectionState, TextBlock
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.pinned_passage import pinned_text
from fieldnotes.domain.private import Private
from fieldnotes.ui.shared.word_changes import word_changes
from fieldnotes.ui.supervisor.decide_refused import refusal_words
from fieldnotes.ui.supervisor.passages import Target, anchored, draw, marks_of, target_of
from fieldnotes.ui.supervisor.pins import PRAISE, QUESTION, Pins
from fieldnotes.ui.supervisor.queue_rows import kept_place, waiting_words
from one_desk import RESOURCES

SEEN, TOLD = "Kylen var full. 🧊 Åsa sov.", "Hon gäspade."
FIELDS = {"how": "enskilt", "obs": [{"text": SEEN, "observed_by": "Tove"}, {"text": TOLD, "observed_by": "Jonas"}]}
BLOCKS = (
    TextBlock("Hur", Private("Eget samtal"), "how"),
    TextBlock("Iakttagelser", Private(f"{SEEN} (Tove)\n{TOLD} (Jonas)"), "obs"),
)
SECTION = SectionState("iakttagelser", "Det vi såg", "fact", True, "done", (), BLOCKS, Private(""))
UI = RESOURCES.parent / "src" / "fieldnotes" / "ui" / "supervisor"


@pytest.fixture
def drawn():
    return draw(SECTION)


def marked(drawn, words, until=None):
    begin = drawn.text.index(words)
    end = drawn.text.index(until) + len(until) if until else begin + len(words)
    return target_of("iakttagelser", drawn, FIELDS, begin, end)


def test_marked_words_are_pinned_where_they_were_said(drawn):
    about = marked(drawn, "Åsa sov.")
    assert (about.field, about.quoted) == ("obs", "Åsa sov.")
    assert pinned_text(FIELDS, "obs")[about.start : about.end] == "Åsa sov."


def test_marks_over_two_rows_leave_out_who_saw_them(drawn):
    about = marked(drawn, "Åsa sov.", "gäspade")
    assert about.quoted == "Åsa sov.\nHon gäspade"
    assert pinned_text(FIELDS, "obs")[about.start : about.end] == about.quoted
    spans = marks_of(about, drawn, FIELDS)
    assert [drawn.text[begin:end] for begin, end in spans] == ["Åsa sov.", "Hon gäspade"]


@pytest.mark.parametrize(
    ("words", "until", "field"), [("Hur", None, None), ("Eget", "Kylen", None), ("(Jonas)", None, "obs")]
)
def test_what_was_not_said_is_about_the_field_or_the_section(drawn, words, until, field):
    about = marked(drawn, words, until)
    assert (about.field, about.quoted, about.start) == (field, "", None)


def test_nothing_marked_is_about_the_whole_section(drawn):
    assert target_of("iakttagelser", drawn, FIELDS, 9, 9) == Target("iakttagelser")


def test_a_pin_follows_its_words_and_falls_back_to_the_section():
    about = Target("iakttagelser", "obs", 0, 5, "Kylen")
    moved = {"obs": [{"text": "Nytt först. Kylen var tom."}]}
    assert anchored(about, moved) == replace(about, start=12, end=17)
    assert anchored(about, {"obs": [{"text": "Allt är nytt."}]}) == Target("iakttagelser")
    assert anchored(about, None) == Target("iakttagelser")


def test_a_pin_taken_away_comes_back_in_its_place():
    pins = Pins()
    first, second = (pins.add(QUESTION, Target("a")) for _time in range(2))
    pins.write(first.number, "Hur ofta?")
    pins.take_away(first.number)
    assert [pin.number for pin in pins.pins] == [second.number]
    assert pins.undo().text == "Hur ofta?"
    assert [pin.number for pin in pins.pins] == [first.number, second.number]
    assert pins.undo() is None


def test_praise_and_empty_questions_return_nothing():
    pins = Pins()
    pins.write(pins.add(PRAISE, Target("a")).number, "Bra.")
    pins.add(QUESTION, Target("a"))
    assert (len(pins.written), pins.asking) == (1, ())


def test_a_pin_whose_words_are_gone_says_so():
    pins = Pins()
    pins.add(QUESTION, Target("s", "f", 0, 3, "Hon"))
    pins.fasten({"s": {"f": "Han kom."}})
    assert pins.pins[0].lost
    assert pins.pins[0].target == Target("s")


def test_changes_are_told_word_by_word_with_little_around():
    before = "Plats: hemmet\n" + "ord " * 40 + "Hon sov till sju. " + "mer " * 40
    told = word_changes(before, before.replace("sju.", "åtta."))
    kinds = [each.kind for each in told]
    assert kinds == ["gap", "same", "removed", "added", "same", "gap"]
    assert [each.text.strip() for each in told if each.kind in {"removed", "added"}] == ["sju.", "åtta."]
    assert len(told[1].text.split()) == 8


def test_a_change_of_line_is_no_change_of_words():
    assert [each.kind for each in word_changes("ett två", "ett\ntvå")] == ["same"]


@pytest.mark.parametrize(
    ("hours", "words"), [(0, "less than an hour"), (1, "1 hour"), (23, "23 hours"), (24, "1 day"), (80, "3 days")]
)
def test_waiting_is_told_in_words(hours, words):
    assert waiting_words(hours) == words


def test_the_cursor_of_the_queue_stays_or_goes_to_the_next_that_is_left():
    keys = ["a", "b", "c", "d"]
    assert kept_place(keys, "b", keys) == "b"
    assert kept_place(keys, "b", ["a", "c", "d"]) == "c"
    assert kept_place(keys, "d", ["a", "b"]) == "b"
    assert kept_place(keys, "d", []) == ""


def test_refusals_say_what_to_do_without_hashes():
    for code in (Code.NOT_THE_HEAD, Code.NEVER_OPENED, Code.OWN_WORK, Code.NOT_A_SUPERVISOR):
        words = refusal_words(Refused(code, note="n", revision="f" * 64))
        assert "ff" not in words
        assert words.endswith(".")


def test_every_sentence_of_these_screens_is_translated_and_none_is_left_over():
    catalogue = read_po(BytesIO((RESOURCES / "locale/sv/supervisor.po").read_bytes()), locale="sv", charset="utf-8")
    known = {message.id: message.string for message in catalogue if message.id}
    wanted = {found[2] for found in extract_from_dir(UI, keywords={"_": None, "_n": (1, 2)})}
    assert wanted == set(known)
    for ids, strings in known.items():
        english, swedish = ((each,) if isinstance(each, str) else each for each in (ids, strings))
        for before, after in zip(english, swedish, strict=True):
            assert after
            assert set(re.findall(r"{(\w+)}", after)) == set(re.findall(r"{(\w+)}", before))


def test_no_sentence_is_built_in_an_f_string_and_words_know_no_qt():
    plain = {"passages", "pins", "decide_page", "decide_facts", "family_words", "queue_rows"}
    for file in sorted(UI.glob("*.py")):
        source = file.read_text(encoding="utf-8")
        calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
        asked = [node for node in calls if isinstance(node.func, ast.Name) and node.func.id in {"_", "_n"}]
        assert not [node for node in asked if any(isinstance(each, ast.JoinedStr) for each in node.args)], file.name
        if file.stem in plain or file.stem.endswith("presenter"):
            assert "PySide6" not in source, file.name

"""No screen in any look cuts words off, lets widgets leave their parents or lie over each other.

rules: LAN-1
"""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from fieldnotes.boot import catalogues
from fieldnotes.boot.gallery import furnished_town
from fieldnotes.boot.pictures import ALL_LOOKS, Appearance, walk_sights
from fieldnotes.ui.shared.buttons import plain_button
from fieldnotes.ui.shared.low_text import LowText
from fieldnotes.ui.shared.theme import LIGHT, Look, apply_look
from fieldnotes.ui.worker.editor.chips import ChoiceChips
from fieldnotes.ui.worker.editor.fields_when import DayInput, TimeInput
from fieldnotes.ui.worker.editor.shapes import Option
from fieldnotes.ui.worker.time_cards import BeforeCard
from layout_faults import layout_faults
from one_desk import RESOURCES

DAILY = (Appearance("large", text_size=200),)
"""Where words need most room; the other looks, and a small window, by the marker."""
SMALL = (
    Appearance("small", size=(1024, 700)),
    Appearance("small-large", text_size=200, size=(1280, 720)),
    Appearance("rtl-large", text_size=200, right_to_left=True),
)


EVERY_DAY = {
    "unlock-several", "first-2-passphrase", "today", "case", "new", "missed", "find", "keys", "dictation",
    "editor-barnsamtal", "editor-hembesok", "sign", "said", "heard", "note-corrected", "note-versions", "merge",
    "plain", "take-home", "room", "time", "family", "console", "family-end", "queue", "decide-corrected", "asking",
}  # fmt: skip
"""One sight of each kind of page and panel; the others, which are built of the same parts, by the marker."""


def walk(folder, looks, only=None):
    catalogues.speak("sv")
    keep = os.environ.get("FIELDNOTES_PICTURES")
    faults = []
    try:
        with furnished_town(folder) as sights:
            chosen = [each for each in sights if only is None or each.name in only]
            assert only is None or {each.name for each in chosen} == only
            for seen in walk_sights(chosen, looks):
                found = layout_faults(seen.widget)
                if seen.widget.width() > seen.look.size[0]:
                    found.append(f"grows to {seen.widget.width()} pixels, wider than the screen")
                faults += [f"{seen.name}-{seen.look.name}: {fault}" for fault in found]
                if keep and found:
                    seen.widget.grab().save(str(Path(keep, f"{seen.name}-{seen.look.name}.png")))
    finally:
        catalogues.speak("en")
    return faults


def test_nothing_is_cut_off_or_lies_over_another_at_twice_the_text(tmp_path, qapp):
    assert walk(tmp_path, DAILY, EVERY_DAY) == []


@pytest.mark.slow
@pytest.mark.parametrize("look", [*ALL_LOOKS, *SMALL], ids=lambda look: look.name)
def test_nothing_is_cut_off_or_lies_over_another_in_any_look(tmp_path, qapp, look):
    assert walk(tmp_path, (look,)) == []


@pytest.fixture
def row(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(400, 100)
    return made


def test_what_is_well_laid_out_has_no_fault(row):
    box = QHBoxLayout(row)
    box.addWidget(QLabel("Anteckningen är sparad"))
    box.addWidget(QPushButton("Signera"))
    row.show()
    assert layout_faults(row) == []


@pytest.mark.parametrize(
    ("made", "place", "says"),
    [
        (lambda: QLabel("Anteckningen är sparad"), QRect(0, 0, 60, 30), "words of"),
        (lambda: QPushButton("Skicka och hämta nu"), QRect(0, 0, 60, 40), "a button of"),
        (QWidget, QRect(350, 0, 100, 50), "lies at"),
        (lambda: QLabel(""), QRect(150, 10, 100, 50), "share"),
    ],
)
def test_each_kind_of_fault_is_found(row, made, place, says):
    other = QWidget(row)
    other.setGeometry(100, 0, 100, 100)
    widget = made()
    widget.setParent(row)
    widget.setGeometry(place)
    row.show()
    assert [fault for fault in layout_faults(row) if says in fault]


def test_lines_that_do_not_fit_are_found(row):
    label = QLabel("Det du skrivit ligger kvar på den här datorn och skickas senare. " * 3, row)
    label.setWordWrap(True)
    label.setGeometry(0, 0, 200, 20)
    row.show()
    assert [fault for fault in layout_faults(row) if "pixels of lines" in fault]


def test_long_words_of_a_choice_go_on_in_a_second_line(row):
    """Every word of a chip is read, however narrow the list it stands in."""
    words = "Ja, men det blev inte av för att ingen öppnade när vi ringde på"
    chips = ChoiceChips("Utfall", [Option("a", words), Option("b", "Nej")], many=False, parent=row)
    QVBoxLayout(row).addWidget(chips)
    row.resize(220, 200)
    row.show()
    QApplication.processEvents()
    long, short = chips.button("a"), chips.button("b")
    assert long.height() > short.height() + long.fontMetrics().height()
    assert layout_faults(row) == []


def test_a_drop_down_that_cuts_what_is_chosen_is_found(row):
    combo = QComboBox(row)
    combo.addItem("Skyddsbedömning och förhandsbedömning")
    combo.setGeometry(0, 0, combo.sizeHint().width() - 40, 40)
    row.show()
    assert [fault for fault in layout_faults(row) if "the choice is cut" in fault]


def test_places_to_write_in_follow_the_size_of_the_text_of_an_open_window(row, qapp):
    day, at, low, card = DayInput("Dag"), TimeInput("Tid"), LowText(72), BeforeCard()
    box = QVBoxLayout(row)
    for each in (day, at, low, card):
        box.addWidget(each)
    row.resize(900, 900)
    row.show()
    wide, high = card.hours.maximumWidth(), low.height()
    apply_look(qapp, Look(LIGHT, 200, RESOURCES))
    QApplication.processEvents()
    assert (card.hours.maximumWidth(), low.height()) == (wide * 2, high * 2)
    assert [fault for fault in layout_faults(row) if "cut" in fault] == []


def test_a_window_right_to_left_draws_a_button_s_words_in_their_own_order(row):
    """Isolated, so that what ends a sentence stands at its end (UAX 9); what is heard and asked for stays plain."""
    button = plain_button("Rätta …")
    QHBoxLayout(row).addWidget(button)
    drawn = []
    for side in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        button.setLayoutDirection(side)
        option = QStyleOptionButton()
        button.initStyleOption(option)
        drawn.append(option.text)
    assert drawn == ["Rätta …", "\u2068Rätta …\u2069"]
    assert button.text() == "Rätta …"

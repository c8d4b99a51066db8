"""How plain a text for the family is while it is written: the figures, the target of these people, and nothing more."""

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from fieldnotes.language.plain_targets import family_target
from fieldnotes.ui.family.how_plain import how_plain
from fieldnotes.ui.family.room_state import SectionRow
from fieldnotes.ui.family.section_line import SectionLine

EASY = "Vi kom hem till er i går. Du visade ditt rum."
HEAVY = (
    "Genomförandeplanen förutsätter återkommande uppföljningar tillsammans med skolan, " + "och så vidare " * 6 + "."
)


@pytest.mark.parametrize(
    ("text", "audience", "age", "line"),
    [
        (EASY, "guardian", None, "LIX 6 · longest sentence 7 words · plain enough"),
        ("Socialtjänsten bestämmer. Vi hörs av igen.", "guardian", 9, "LIX 37 (at most 30) · longest sentence 4 words"),
        (
            "Föräldrarna berättar. Vi ses igen i dag hos er.",
            "child",
            9,
            "LIX 27 (at most 25) · longest sentence 7 words",
        ),
        (
            "Föräldrarna berättar. Vi ses igen i dag hos er.",
            "child",
            13,
            "LIX 27 · longest sentence 7 words · plain enough",
        ),
        ("  ", "child", None, ""),
    ],
)
def test_the_figures_say_what_is_over(text, audience, age, line):
    assert how_plain(text, family_target(audience, age)) == line


def test_a_long_sentence_is_told_with_its_average():
    told = how_plain(HEAVY, family_target("guardian", None))
    assert "longest sentence 25 words (at most 20)" in told
    assert "25 words a sentence (at most 15)" in told


def test_the_figures_stand_below_the_text_and_change_while_it_is_written(qtbot):
    row = SectionRow("information", "Information", "closed", term="Bo", may_rewrite=True, plain=EASY)
    line = SectionLine(row)
    qtbot.addWidget(line)
    next(each for each in line.findChildren(QPushButton) if each.text() == "Rewrite for the family").click()
    edit = line.findChild(QPlainTextEdit)

    def told():
        return [each.text() for each in line.findChildren(QLabel) if "LIX" in each.text()]

    assert told() == ["LIX 6 · longest sentence 7 words · plain enough"]
    edit.setPlainText("Socialtjänsten bestämmer.")
    assert told()[0].startswith("LIX 102 (at most 25)")
    assert edit.accessibleDescription() == told()[0]
    assert edit.toPlainText() == "Socialtjänsten bestämmer."

"""How much a decision hurries, and whether the child speaks in a text.

rules: VIS-3
"""

import datetime as dt
import json
from pathlib import Path

import pytest

from fieldnotes.domain.cases import Case
from fieldnotes.domain.deadlines import Deadline
from fieldnotes.domain.urgency import urgency

TOWN = Path(__file__).parents[3] / "resources/demo/import.json"
CASE = json.loads(TOWN.read_text(encoding="utf-8"))["cases"][0]


def due_in(days):
    return None if days is None else Deadline("VIS-4", dt.date(2027, 3, 1), days, "", "")


@pytest.mark.parametrize(
    ("phase", "days", "word"),
    [
        ("utredning", -1, "late"), ("utredning", 0, "urgent"), ("utredning", 3, "urgent"), ("utredning", 4, "soon"),
        ("utredning", 14, "soon"), ("utredning", 15, "none"), ("insats", None, "none"),
        ("skyddsbedomning", 13, "urgent"), ("skyddsbedomning", None, "urgent"), ("skyddsbedomning", -1, "late"),
    ],
)  # fmt: skip
def test_a_passed_day_goes_before_all_and_a_childs_need_of_protection_never_waits(phase, days, word):
    assert urgency(Case.from_json({**CASE, "phase": phase}), due_in(days)) == word

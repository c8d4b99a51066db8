"""The conformance table answers every clause of EN 301 549 chapter 11 once, and each answer by a test that exists.

rules: ACC-1
"""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ANSWERS = {"yes", "partly", "n/a", "void"}
BOTH = ("1", "2")
"""Open and closed functionality."""
CLAUSES = {
    "11.1.1.1": BOTH,
    "11.1.2.1": ("1", "2.1", "2.2"),
    "11.1.2": ("2", "3.1", "3.2", "4", "5"),
    "11.1.3": ("1.1", "1.2", "2.1", "2.2", "3", "4", "5.1", "5.2"),
    "11.1.4": ("1", "2", "3", "4.1", "4.2", "5.1", "5.2", *(str(number) for number in range(6, 14))),
    "11.2.1": ("1.1", "1.2", "2", "3", "4.1", "4.2"),
    "11.2.2": BOTH,
    "11.2.3": ("1",),
    "11.2.4": tuple(str(number) for number in range(1, 8)),
    "11.2.5": ("1", "2", "3", "4"),
    "11.3.1": ("1.1", "1.2", "2"),
    "11.3.2": ("1", "2", "3", "4"),
    "11.3.3": ("1.1", "1.2", "2", "3", "4"),
    "11.4.1": ("1.1", "1.2", "2.1", "2.2", "3.1", "3.2"),
    "11.5": ("1", *(f"2.{number}" for number in range(1, 18))),
    "11.6": BOTH,
    "11": ("7",),
    "11.8": ("1", "2", "3", "4", "5"),
}


def table():
    lines = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if re.match(r"\| 11", line)]
    assert all(len(row) == 5 for row in rows)
    return rows


def test_every_clause_is_answered_once_and_in_order():
    """rules: ACC-1"""
    answered = [row[0] for row in table()]
    wanted = [f"{chapter}.{number}" for chapter, numbers in CLAUSES.items() for number in numbers]
    assert sorted(answered) == sorted(wanted)
    assert answered == sorted(answered, key=lambda clause: [int(number) for number in clause.split(".")])


def test_every_answer_is_one_of_four_and_says_how():
    for clause, about, answer, how, _test in table():
        assert answer in ANSWERS, clause
        assert bool(about and how) == (answer != "void"), clause


def test_what_is_answered_with_yes_is_shown_by_a_test_that_exists():
    """rules: ACC-1"""
    for clause, _about, answer, _how, test in table():
        assert bool(test) == (answer in {"yes", "partly"}), clause
        if test:
            path, _, name = test.strip("`").partition("::")
            assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), clause


def test_what_is_answered_partly_is_said_in_the_statement_and_nothing_else():
    """rules: ACC-1"""
    statement = (ROOT / "docs" / "tillganglighet.md").read_text(encoding="utf-8")
    said = re.findall(r"^\| (11[\d.]+) \| ([^|]{20,}) \|", statement, re.MULTILINE)
    assert [clause for clause, _what in said] == [row[0] for row in table() if row[2] == "partly"]

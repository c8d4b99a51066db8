"""Which test holds which rule of `tests/data/domain/rules.md`: a table made from the tests themselves.

`python tests/house/test_house_rules.py` prints it. A test says `rules: DOC-1, SEC-2` in its docstring.
"""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
RULES = re.findall(
    r"^\| ([A-Z]{3}-\d+) \| (.+?) \|", (TESTS / "data/domain/rules.md").read_text(encoding="utf-8"), re.MULTILINE
)


def table() -> dict[str, list[str]]:
    """Rule id -> tests that name it."""
    found: dict[str, list[str]] = {rule: [] for rule, _ in RULES}
    for path in sorted(TESTS.rglob("test_*.py")):
        source = path.read_text(encoding="utf-8")
        for name, doc in re.findall(r'def (test_\w+)\([^)]*\)[^:]*:\n\s+"""(.*?)"""', source, re.DOTALL):
            for line in re.findall(r"rules?: ([A-Z]{3}-\d+(?:, ?[A-Z]{3}-\d+)*)", doc):
                for rule in re.split(r", ?", line):
                    found.setdefault(rule, []).append(f"{path.relative_to(TESTS).as_posix()}::{name}")
    return found


def test_every_rule_has_a_test():
    assert len(RULES) > 50
    assert [rule for rule, held in table().items() if not held] == []


def test_no_test_names_a_rule_that_does_not_exist():
    assert set(table()) == {rule for rule, _ in RULES}


if __name__ == "__main__":
    for rule, said in RULES:
        held = table()[rule]
        print(f"{rule:7} {', '.join(held)}\n        {said}")  # noqa: T201

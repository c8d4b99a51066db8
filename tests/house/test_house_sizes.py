"""The house keeps its rooms small; a breach needs a decision record, named here with its number."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "fieldnotes"
FILES = sorted(SOURCE.rglob("*.py"))
FILE_LINES, FUNCTION_LINES, PUBLIC_METHODS = 300, 40, 12
FORBIDDEN = {"utils", "helpers", "common", "base", "manager", "controller", "misc"}
THREADS = {"Thread", "ThreadPoolExecutor", "QThread", "QRunnable", "ProcessPoolExecutor"}
WITH_THREADS = {
    "ui/tasks.py", "wire/proofs.py", "sync/courier.py", "casework/sealing.py", "ui/family/curtain.py",
    "ui/family/reading_voice.py",
}  # fmt: skip
"""One thread pattern: the lanes of the windows (decision 003); its waiting and signatures (018); sealing (019).

The curtain is a program of its own, with one thread that reads what it is told (031). The system's voice stands
still for seconds while it wakes, and is waited for where no window waits (033).
"""


def test_there_is_something_to_measure():
    assert len(FILES) > 50


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_is_small_says_where_it_stands_and_starts_no_thread_outside_its_place(path):
    """Read once for all three."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= FILE_LINES
    assert path.stem not in FORBIDDEN
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module opens with one sentence"
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno + 1 <= FUNCTION_LINES, f"{node.name} is too long"
        elif isinstance(node, ast.ClassDef):
            public = [f for f in node.body if isinstance(f, ast.FunctionDef) and not f.name.startswith("_")]
            qt_overrides = [f for f in public if f.name != f.name.lower()]
            assert len(public) - len(qt_overrides) <= PUBLIC_METHODS, f"{node.name} can do too much"
        elif isinstance(node, ast.Attribute | ast.Name):
            names.add(node.attr if isinstance(node, ast.Attribute) else node.id)
    started = names & THREADS
    assert not started or path.relative_to(SOURCE).as_posix() in WITH_THREADS, f"starts {started}"

"""The house keeps its rooms small; a breach needs a decision record, named here with its number."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "fieldnotes"
FILES = sorted(SOURCE.rglob("*.py"))
FILE_LINES, FUNCTION_LINES, PUBLIC_METHODS = 300, 40, 12
FORBIDDEN = {"utils", "helpers", "common", "base", "manager", "controller", "misc"}


def _tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def test_there_is_something_to_measure():
    assert len(FILES) > 50


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_sizes(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= FILE_LINES
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno + 1 <= FUNCTION_LINES, f"{node.name} is too long"
        if isinstance(node, ast.ClassDef):
            public = [f for f in node.body if isinstance(f, ast.FunctionDef) and not f.name.startswith("_")]
            qt_overrides = [f for f in public if f.name != f.name.lower()]
            assert len(public) - len(qt_overrides) <= PUBLIC_METHODS, f"{node.name} can do too much"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_every_module_says_where_it_stands(path):
    assert ast.get_docstring(_tree(path)), "a module opens with one sentence"
    assert path.stem not in FORBIDDEN


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_thread_outside_its_place(path):
    """One thread pattern: the lanes of the windows (decision 003); its waiting and signatures (018); sealing (019).

    The curtain is a program of its own, with one thread that reads what it is told (031). The system's voice stands
    still for seconds while it wakes, and is waited for where no window waits (033).
    """
    allowed = {"ui/tasks.py", "wire/proofs.py", "sync/courier.py", "casework/sealing.py", "ui/family/curtain.py",
               "ui/family/reading_voice.py"}  # fmt: skip
    names = {n.attr for n in ast.walk(_tree(path)) if isinstance(n, ast.Attribute)}
    names |= {n.id for n in ast.walk(_tree(path)) if isinstance(n, ast.Name)}
    started = names & {"Thread", "ThreadPoolExecutor", "QThread", "QRunnable", "ProcessPoolExecutor"}
    assert not started or str(path.relative_to(SOURCE).as_posix()) in allowed, f"starts {started}"

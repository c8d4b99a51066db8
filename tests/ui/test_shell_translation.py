"""Every word of the frame has its Swedish, and no sentence is lost in an f-string.

rules: LAN-1
"""

import ast
import re
from io import BytesIO

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from one_desk import RESOURCES

UI = RESOURCES.parent / "src" / "fieldnotes" / "ui"
OURS = [UI / "app.py", *(UI / "shared").glob("*.py"), *(UI / "shell").glob("*.py"), *(UI / "worker").glob("*.py")]


@pytest.fixture(scope="module")
def swedish():
    return read_po(BytesIO((RESOURCES / "locale/sv/shell.po").read_bytes()), locale="sv", charset="utf-8")


@pytest.fixture(scope="module")
def wanted():
    found = set()
    for folder in (UI / "shared", UI / "shell", UI / "worker"):
        for file, _line, message, _notes, _context in extract_from_dir(folder, keywords={"_": None, "_n": (1, 2)}):
            if "/" not in file and "\\\\" not in file:
                found.add(message)
    return found


@pytest.fixture(scope="module")
def anywhere():
    """What any of our catalogues knows: a screen may use words of the act it shows."""
    catalogues = [read_po(BytesIO(path.read_bytes())) for path in (RESOURCES / "locale/sv").glob("*.po")]
    return {message.id for catalogue in catalogues for message in catalogue if message.string and not message.fuzzy}


@pytest.fixture(scope="module")
def used():
    """Every word of the program, whichever screen or command says it."""
    found = extract_from_dir(UI.parent, keywords={"_": None, "_n": (1, 2)})
    return {message for _file, _line, message, _notes, _context in found}


def test_every_sentence_is_translated_and_none_is_left_over(swedish, wanted, anywhere, used):
    known = {message.id for message in swedish if message.id}
    assert wanted - anywhere == set()
    assert known - used == set()
    assert not [message.id for message in swedish if message.id and (not message.string or message.fuzzy)]


def test_both_languages_hold_the_same_places_for_values(swedish):
    def places(text):
        return set(re.findall(r"{(\w+)}", text))

    for message in swedish:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for string in strings:
            assert places(string) == places(ids[-1]), ids


def test_no_sentence_is_built_in_an_f_string():
    for file in OURS:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "_n"}:
                assert not any(isinstance(argument, ast.JoinedStr) for argument in node.args), file.name


def test_presenters_know_no_qt():
    presenters = [*UI.rglob("*presenter.py"), UI / "lanes.py", UI / "shared" / "row.py", UI / "shell" / "places.py"]
    assert len(presenters) > 8
    for file in presenters:
        assert "PySide6" not in file.read_text(encoding="utf-8"), file.name

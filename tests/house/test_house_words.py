"""The repository speaks of the product only: no machine it was written on, and nobody who helped."""

import re
import subprocess

from tracked_files import ROOT, texts

MACHINE = re.compile(r"(?<![\w.~-])/(?:work|root|home/\w+|Users/\w+)(?:/|\b)|(?<!\w)[A-Z]:\\+Users")
BACKWARDS = (
    "tnatsissa", "edualc", "ciporhtna", "tpgtahc", "ianepo", "tolipoc", "ledom egaugnal", "mll", "detareneg-ia",
    "tnega bus", "tnega-bus",
)  # fmt: skip
"""Written backwards, so that this file does not name them itself."""
HELPERS = re.compile(rf"\b(?:{'|'.join(word[::-1] for word in BACKWARDS)})s?\b", re.IGNORECASE)


def found(pattern, text):
    return [f"line {text.count(chr(10), 0, hit.start()) + 1}: {hit.group()}" for hit in pattern.finditer(text)]


def test_there_is_something_to_read():
    assert len(texts()) > 400
    assert {"README.md", "pyproject.toml", ".ci/run"} <= texts().keys()


def test_the_search_finds_what_it_looks_for():
    places = ("/" + "work/main", "see /" + "root.", '"/' + 'home/tove/x"', "C:" + "\\Users\\Tove")
    assert all(found(MACHINE, place) for place in places)
    assert found(HELPERS, "By An " + BACKWARDS[0][::-1].title() + "s.")
    assert found(MACHINE, "its road/work/ and ~/.local/share, /usr/bin, ./root") == []


def test_no_file_names_a_machine_or_a_helper():
    told = {path: [*found(MACHINE, text), *found(HELPERS, text)] for path, text in texts().items()}
    assert {path: lines for path, lines in told.items() if lines} == {}


def test_the_history_names_no_machine_and_no_helper():
    """Where there is a history: a copy has none, and then an empty one is looked at."""
    line = ["git", "-C", str(ROOT), "log", "--format=%B"] if (ROOT / ".git").exists() else ["true"]
    told = subprocess.run(line, capture_output=True, encoding="utf-8", check=True).stdout
    assert found(MACHINE, told) + found(HELPERS, told) == []

"""The self-test: each check by itself, one that fails beside one that does not, and what a script reads."""

import json
import sys

import pytest
from jsonschema import Draft202012Validator

from fieldnotes.boot import machine_questions, selftest, selftest_checks
from fieldnotes.boot import start as starting
from fieldnotes.boot.resources import resources
from fieldnotes.boot.selftest_checks import CHECKS
from fieldnotes.boot.start import start
from fieldnotes.language import translation

CHEAP = ("files", "helpers", "paper", "store")


@pytest.fixture(autouse=True)
def this_process(monkeypatch):
    """The tests' own process stays as it was: its language, and what it may keep in memory and in core files."""
    before = (translation.spoken_language(), translation._Current.catalogue)
    monkeypatch.setattr(starting, "protect_memory", lambda: None)
    yield
    translation.speak(*before)


@pytest.mark.parametrize("name", CHEAP)
def test_a_check_of_a_whole_program_passes(name, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("FIELDNOTES_HOME", str(tmp_path))
    assert start(["--selftest", name]) == 0
    assert capsys.readouterr().out.strip()


def test_one_check_that_fails_is_one_line_among_the_others_and_the_status(monkeypatch, capsys):
    said = {
        "whole": "print('as it should be')",
        "broken": "import os; os.abort()",
        "lost": "raise SystemExit('no fonts')",
    }
    monkeypatch.setattr(selftest, "CHECKS", said)
    monkeypatch.setattr(selftest, "this_program", lambda: [sys.executable, "-c", RUNS.format(said=said)])
    assert start(["--selftest", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    schema = json.loads((resources() / "schemas/selftest.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(told)
    assert [(each["name"], each["ok"]) for each in told["checks"]] == [
        ("whole", True),
        ("broken", False),
        ("lost", False),
    ]
    assert [each["detail"] for each in told["checks"]][::2] == ["as it should be", "no fonts"]


RUNS = "import sys; exec({said!r}[sys.argv[-1]])"


def test_a_check_learns_nothing_of_the_persons_own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("FIELDNOTES_PROFILE", "their own")
    monkeypatch.setenv("FIELDNOTES_PASSPHRASE_FILE", "their own")
    environment = selftest._environment(tmp_path)
    assert {name for name in environment if name.startswith("FIELDNOTES_")} == {"FIELDNOTES_HOME"}
    assert environment["FIELDNOTES_HOME"] == str(tmp_path)


def test_a_file_that_is_lacking_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(selftest_checks, "resources", lambda: tmp_path)
    with pytest.raises(FileNotFoundError, match="vosk-model-sv-mini"):
        CHECKS["files"](tmp_path)


def test_a_bundle_without_its_helpers_is_not_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "fieldnotes"))
    with pytest.raises(FileNotFoundError, match="fieldnotes-curtain"):
        CHECKS["helpers"](tmp_path)
    for name in selftest_checks.HELPERS:
        selftest_checks.beside(name).touch()
    assert CHECKS["helpers"](tmp_path)


@pytest.mark.parametrize("line", [["--selftest", "nothing"], ["--selftest", "--json", "files"], ["--ask", "nothing"]])
def test_a_wrong_line_is_told_apart(line, capsys):
    assert start(line) == 2
    assert capsys.readouterr().out == ""


def test_the_machine_answers_what_it_is_asked(monkeypatch, capsys):
    monkeypatch.setattr(machine_questions, "QUESTIONS", {"engine": lambda: "0.3.45"})
    assert start(["--ask", "engine"]) == 0
    assert capsys.readouterr().out == "0.3.45\n"


@pytest.mark.slow
def test_the_whole_self_test_passes_here(capfd):
    """`pytest -m slow tests/unit/boot/test_selftest.py`: some twenty seconds."""
    assert start(["--selftest"]) == 0
    assert capfd.readouterr().out.count("ok  ") == len(CHECKS)

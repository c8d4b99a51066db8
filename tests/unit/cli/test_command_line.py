"""Exit statuses and sentences: 0 done, 1 refused, 2 wrong command line, 3 unavailable, never a traceback."""

import errno
import io
import json
import os
from pathlib import Path

import pytest

from cli_grammar import every_command
from fieldnotes.cli import Given, main
from fieldnotes.cli.command_line import program
from fieldnotes.domain.errors import Code, Refused, Unavailable


def raising(error: BaseException):
    def act(*_given: object, **_named: object) -> object:
        raise error

    return act


def test_a_command_that_is_done_exits_with_0(typed) -> None:
    typed.hub_commands = {"users": lambda _data: {"users": [{"id": "u-tove", "role": "social_worker"}]}}
    assert typed("hub", "users", "--json") == 0
    assert json.loads(typed.out) == {"users": [{"id": "u-tove", "role": "social_worker"}]}
    assert typed.err == ""


def test_a_refusal_exits_with_1_with_what_happened_and_the_command_that_helps(typed) -> None:
    typed.hub_commands = {"revoke": raising(Refused(Code.UNKNOWN_DEVICE, device="d-1"))}
    assert typed("hub", "revoke", "d-1") == 1
    assert typed.out == ""
    assert typed.err == "Datorn d-1 finns inte. Kontrollera id:t. ”fieldnotes hub devices” visar dem som finns.\n"


def test_something_out_of_reach_exits_with_3(typed) -> None:
    typed.hub_commands = {"units": raising(Unavailable(Code.DATABASE_UNREACHABLE))}
    assert typed("hub", "units") == 3
    assert typed.err.count("\n") == 1


def test_with_json_the_error_has_its_code_on_standard_output(typed) -> None:
    typed.hub_commands = {"units": raising(Unavailable(Code.DATABASE_UNREACHABLE))}
    assert typed("--json", "hub", "units") == 3
    told = json.loads(typed.out)["error"]
    assert told["code"] == "database_unreachable"
    assert typed.err == told["message"] + "\n"


@pytest.mark.parametrize(
    ("argv", "part"),
    [
        (("nonsense",), "nonsense"),
        (("cases", "--nonsense"), "--nonsense är okänt"),
        (("approve", "n-1"), "--revision saknas"),
        (("return", "n-1", "--from", "f"), "--revision saknas"),
        (("note", "check", "n-1", "--when", "later"), "--when kan inte vara 'later'"),
        (("hub", "serve", "--port", "many"), "--port kan inte vara 'many'"),
        (("note", "add", "--case"), "--case behöver ett värde"),
        (("export", "n-1", "--format", "docx", "-o", "f"), "--format kan inte vara 'docx'"),
        (("note",), "saknas"),
        ((), "saknas"),
        (("dictate", "a.wav", "--into", "n-1"), "--into behöver"),
        (("cases", "--prof", "x"), "--prof"),
    ],
)
def test_a_wrong_command_line_exits_with_2_and_says_what(typed, argv: tuple[str, ...], part: str) -> None:
    assert typed(*argv) == 2
    assert part in typed.err
    assert typed.err.count("\n") == 1
    assert typed.out == ""


def test_a_wrong_command_line_is_told_to_a_program_too(typed) -> None:
    assert typed("--json", "nonsense") == 2
    assert json.loads(typed.out)["error"]["code"] == "request_wrong"


@pytest.mark.parametrize("command", every_command(program), ids=" ".join)
def test_every_command_explains_itself(typed, command: tuple[str, ...]) -> None:
    assert typed(*command, "--help") == 0
    assert typed.out.startswith("användning: fieldnotes " + " ".join(command))
    assert "--json" in typed.out
    assert "visa den här hjälpen" in typed.out


def test_without_a_profile_the_passphrase_is_not_even_asked_for(typed) -> None:
    assert typed("--json", "cases") == 1
    assert json.loads(typed.out)["error"]["code"] == "no_profile"


def test_without_a_terminal_a_passphrase_must_come_from_a_file(typed) -> None:
    assert typed("init") == 2
    assert "--passphrase-file" in typed.err


@pytest.mark.parametrize(
    ("problem", "status", "code"),
    [
        (OSError(errno.ENOSPC, "x", "y/full"), 3, "disk_full"),
        (PermissionError(errno.EACCES, "x", "y/locked"), 3, "cannot_write"),
        (OSError(errno.EROFS, "x", "y/readonly"), 3, "cannot_write"),
        (FileNotFoundError(errno.ENOENT, "x", "y/gone"), 1, "file_missing"),
    ],
)
def test_what_the_system_says_about_files_becomes_a_sentence(typed, problem: OSError, status: int, code: str) -> None:
    typed.hub_commands = {"keys": raising(problem)}
    assert typed("--json", "hub", "keys") == status
    assert json.loads(typed.out)["error"]["code"] == code
    assert "Traceback" not in typed.err


def test_ctrl_c_exits_with_130(typed) -> None:
    typed.hub_commands = {"serve": raising(KeyboardInterrupt())}
    assert typed("hub", "serve") == 130
    assert typed.err == "Avbrutet.\n"


def test_a_bug_is_not_hidden(typed) -> None:
    typed.hub_commands = {"keys": raising(ZeroDivisionError())}
    with pytest.raises(ZeroDivisionError):
        typed("hub", "keys")


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    given = Given(lambda: None, {"keys": lambda _data: {"keys": "x" * 100_000}}, dict, tmp_path, tmp_path)
    with os.fdopen(writing, "w", encoding="utf-8") as out:
        assert main(("hub", "keys"), given, io.StringIO(), out, io.StringIO()) == 0


def test_a_terminal_without_the_letters_gets_question_marks_and_json_gets_escapes(tmp_path: Path) -> None:
    given = Given(lambda: None, {"keys": lambda _data: {"name": "Åsa 漢"}}, dict, tmp_path, tmp_path)
    for argv, expected in (
        (("hub", "keys"), "name: ?sa ?\n"),
        (("hub", "keys", "--json"), '{"name": "\\u00c5sa \\u6f22"}\n'),
    ):
        raw = io.BytesIO()
        out = io.TextIOWrapper(raw, encoding="ascii", newline="\n")
        assert main(argv, given, io.StringIO(), out, io.StringIO()) == 0
        assert raw.getvalue().decode("ascii") == expected


def test_options_before_the_command_count_too(typed) -> None:
    typed.hub_commands = {"keys": lambda data: {"data": str(data)}}
    assert typed("--json", "hub", "keys", "--data", "elsewhere") == 0
    assert json.loads(typed.out) == {"data": "elsewhere"}


def test_the_environment_names_the_hubs_folder(tmp_path: Path) -> None:
    given = Given(
        lambda: None,
        {"keys": lambda data: {"data": str(data)}},
        dict,
        tmp_path,
        tmp_path / "default",
        environ={"FIELDNOTES_HUB_DATA": "from-environment"},
    )
    out = io.StringIO()
    assert main(("hub", "keys", "--json"), given, io.StringIO(), out, io.StringIO()) == 0
    assert json.loads(out.getvalue()) == {"data": "from-environment"}

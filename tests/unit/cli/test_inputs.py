"""Files and standard input: what is read is text in UTF-8, and what can't be read is said by its name."""

import io
from pathlib import Path

import pytest

from fieldnotes.cli.answers import Terminal
from fieldnotes.cli.inputs import first_line, read_object, read_text
from fieldnotes.domain.errors import Code, Refused


def reading(text: str = "") -> Terminal:
    return Terminal(io.TextIOWrapper(io.BytesIO(text.encode())), io.StringIO(), io.StringIO())


def test_text_is_composed_and_loses_its_last_line_break(tmp_path: Path) -> None:
    file = tmp_path / "t.txt"
    file.write_bytes("\ufeffa\u030ar\r\nrad två\r\n".encode())
    assert read_text(reading(), str(file)) == "år\nrad två"


def test_a_dash_is_standard_input() -> None:
    assert read_text(reading("från röret\n"), "-") == "från röret"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe", Code.WRONG_FILE),
        (b"not json", Code.WRONG_FILE),
        (b"[1]", Code.WRONG_FILE),
        (b'{"a": 1.5}', Code.WRONG_FILE),
        (b'{"a": NaN}', Code.WRONG_FILE),
        (b"[" * 100_000, Code.WRONG_FILE),
        (b"", Code.WRONG_FILE),
    ],
)
def test_what_is_no_object_is_refused_by_the_files_name(tmp_path: Path, content: bytes, code: Code) -> None:
    file = tmp_path / "wrong.json"
    file.write_bytes(content)
    with pytest.raises(Refused) as refused:
        read_object(reading(), str(file))
    assert refused.value.code is code
    assert refused.value.values["file"] == "wrong.json"


@pytest.mark.parametrize(("name", "code"), [("gone.json", Code.FILE_MISSING), (".", Code.WRONG_FILE)])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str, code: Code) -> None:
    with pytest.raises(Refused) as refused:
        read_object(reading(), str(tmp_path / name))
    assert refused.value.code is code


def test_a_secret_is_the_first_line_as_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_bytes("  fyra ord här nu  \r\nannat\n".encode())
    assert first_line(str(file)) == "  fyra ord här nu  "


def test_what_people_wrote_never_shows_in_a_repr(tmp_path: Path) -> None:
    """rules: SEC-9 – text read from a file is private from the start."""
    file = tmp_path / "t.txt"
    file.write_text("Elsa berättade", encoding="utf-8")
    assert "Elsa" not in repr(read_text(reading(), str(file)))

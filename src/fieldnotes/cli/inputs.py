"""What a command reads: files, standard input, passphrases. Knows no command.

People's words and secrets come this way, never as arguments, which stand in the list of processes and in the shell's
history.
"""

import getpass
import json
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO, cast

from fieldnotes.cli.answers import Terminal
from fieldnotes.cli.options import WrongCommandLine
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.private import Private
from fieldnotes.language.translation import translate as _

_MOST = 32 * 1024 * 1024


def read_text(terminal: Terminal, name: str) -> Private:
    """Read a text file in UTF-8, `-` = standard input; a last line break does not count.

    Raises:
        Refused: FILE_MISSING(file), WRONG_FILE(file, expected), TOO_LARGE(most).
    """
    data = _standard_input(terminal.stdin) if name == "-" else _bytes_of(Path(name))
    if len(data) > _MOST:
        raise Refused(Code.TOO_LARGE, most="32 MiB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Refused(Code.WRONG_FILE, file=_named(name), expected=_("text in UTF-8")) from problem
    return Private(unicodedata.normalize("NFC", text.replace("\r\n", "\n")).removesuffix("\n"))


def read_object(terminal: Terminal, name: str) -> JsonObject:
    """Read a file that holds one JSON object without fractions, `-` = standard input.

    Raises:
        Refused: as `read_text`; WRONG_FILE when it is not such an object.
    """
    text = read_text(terminal, name)
    try:
        value = cast("Json", json.loads(text, parse_float=_no_fraction, parse_constant=_no_fraction))
    except (ValueError, RecursionError) as problem:
        raise Refused(Code.WRONG_FILE, file=_named(name), expected="JSON") from problem
    if not isinstance(value, Mapping):
        raise Refused(Code.WRONG_FILE, file=_named(name), expected=_("a JSON object"))
    return value


def first_line(name: str) -> str:
    """Read a secret from the first line of a file. Refused: FILE_MISSING, WRONG_FILE."""
    try:
        return _bytes_of(Path(name)).decode("utf-8-sig").split("\n", 1)[0].rstrip("\r")
    except UnicodeDecodeError as problem:
        raise Refused(Code.WRONG_FILE, file=_named(name), expected=_("text in UTF-8")) from problem


def asked_secret(terminal: Terminal, file: str | None, prompt: str) -> str:
    """Read a secret from a file, else ask for it on the terminal.

    Raises:
        WrongCommandLine: there is no file and nobody to ask.
    """
    if file:
        return first_line(file)
    if not (terminal.stdin.isatty() and sys.stdin is terminal.stdin):
        raise WrongCommandLine(_("give the password with --password-file, there is no terminal to ask on"))
    return getpass.getpass(prompt, terminal.err)


def passphrase(terminal: Terminal, file: str | None, *, twice: bool = False) -> str:
    """Read the passphrase from a file, else ask on the terminal; `twice` for a new one.

    Raises:
        WrongCommandLine: there is no file and nobody to ask.
    """
    if file:
        return first_line(file)
    if not (terminal.stdin.isatty() and sys.stdin is terminal.stdin):
        raise WrongCommandLine(_("give the passphrase with --passphrase-file, there is no terminal to ask on"))
    while True:
        given = getpass.getpass(_("Passphrase: "), terminal.err)
        if not twice or given == getpass.getpass(_("The same once more: "), terminal.err):
            return given
        terminal.tell(_("They differ. Try again."))


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST:
            raise Refused(Code.TOO_LARGE, most="32 MiB")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, ValueError) as problem:
        raise Refused(Code.FILE_MISSING, file=path.name) from problem
    except (PermissionError, IsADirectoryError) as problem:
        raise Refused(Code.WRONG_FILE, file=path.name, expected=_("a file")) from problem


def _standard_input(stdin: TextIO) -> bytes:
    buffer = getattr(stdin, "buffer", None)
    return bytes(buffer.read(_MOST + 1)) if buffer is not None else stdin.read(_MOST + 1).encode()


def _named(name: str) -> str:
    return _("standard input") if name == "-" else Path(name).name


def _no_fraction(_text: str) -> Json:
    raise ValueError

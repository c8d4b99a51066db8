"""One line of JSON for each request: when, which route, which answer, how long; never what was said or by whom.

A route stands as its template (`/v1/attachments/{case}/{attachment}`), an address nobody knows as `other`. Of an
unforeseen error stand its kind and the line of code, never its words. A line that cannot be written is let go.
"""

import json
import logging
import os
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, TypeAlias

from fieldnotes.disk.atomic_file import cannot_write

_STANDARD_ERROR: Final = 2
_OF_LIBRARIES: Final = ("uvicorn", "asyncio")
Value: TypeAlias = str | int | float | None


class RequestLog:
    """Where the lines go: a file that may be renamed away (`open_again`), or standard error."""

    def __init__(self, file: Path | None) -> None:
        """Open it. Unavailable: CANNOT_WRITE, DISK_FULL."""
        self._file = file
        self._handle = _opened(file)

    def write(self, **values: Value) -> None:
        """Write one line, in one piece: processes may share the file."""
        said = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), **values, "process": os.getpid()}
        line = json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n"
        with suppress(OSError):
            os.write(self._handle, line.encode())

    def open_again(self) -> None:
        """Go on in a new file of the same name, once the old one was moved away."""
        if self._file is None:
            return
        before = self._handle
        try:
            self._handle = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        except OSError:
            return
        os.close(before)

    def close(self) -> None:
        """Let the file go."""
        if self._file is not None:
            os.close(self._handle)

    def take_over(self) -> None:
        """Let what the server's libraries say come here as well, without anybody's words."""
        for name in _OF_LIBRARIES:
            logger = logging.getLogger(name)
            logger.handlers = [_Lines(self)]
            logger.propagate = False
            logger.setLevel(logging.WARNING)


class _Lines(logging.Handler):
    """Writes what libraries log: the text they were written with, never what they put into it."""

    def __init__(self, log: RequestLog) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        said = record.msg.split("\n", 1)[0] if isinstance(record.msg, str) and "%" not in record.msg else ""
        kind, problem, trace = record.exc_info or (None, None, None)
        about = {} if kind is None or problem is None else where(problem, trace)
        self._log.write(level=record.levelname.lower(), what=said or record.name, **about)


def where(problem: BaseException, trace: TracebackType | None) -> dict[str, Value]:
    """Tell an unforeseen error's kind and where it was raised; its words may be somebody's."""
    last = traceback.extract_tb(trace)[-1:]
    return {"error": type(problem).__name__, "at": "".join(f"{Path(one.filename).name}:{one.lineno}" for one in last)}


def _opened(file: Path | None) -> int:
    if file is None:
        return _STANDARD_ERROR
    try:
        return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError as problem:
        raise cannot_write(problem, file.name) from None

"""What a command gives back, and how it reaches a terminal, a pipe or a program. Knows no command."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from fieldnotes.casework.view import plain_json

_BAR = 30


@dataclass(frozen=True, slots=True)
class Answer:
    """A command's result: one JSON document, and the same as lines for a person. `status` is the exit status."""

    result: Mapping[str, object] = field(repr=False)
    lines: Sequence[str] = field(default=(), repr=False)
    status: int = 0


@dataclass(slots=True)
class Terminal:
    """Where a command is read from and written to. Results go to `out` alone, everything else to `err`."""

    stdin: TextIO
    out: TextIO
    err: TextIO
    as_json: bool = False
    silent: bool = False
    """Tells no progress: somebody else does."""
    _percent: int = -1

    def give(self, answer: Answer) -> None:
        """Write the result: one JSON document, or its lines."""
        self.out.write(self._json(answer.result) if self.as_json else _joined(answer.lines))
        self.out.flush()

    def line(self, text: str, result: Mapping[str, object]) -> None:
        """Write one line of a command that goes on: a line of JSON, or of text."""
        self.out.write(self._json(result) if self.as_json else f"{text}\n")
        self.out.flush()

    def tell(self, text: str) -> None:
        """Say something on the side."""
        self.err.write(f"{text}\n")
        self.err.flush()

    def fail(self, code: str, sentence: str) -> None:
        """Write why nothing was done: one sentence, and the code for a program."""
        self._end_bar()
        self.tell(sentence)
        if self.as_json:
            self.out.write(self._json({"error": {"code": code, "message": sentence}}))
            self.out.flush()

    def progress(self, percent: int) -> None:
        """Show how far something has come: a bar on a terminal, a line for each tenth elsewhere."""
        if self.silent or percent == self._percent:
            return
        if self.err.isatty():
            done = percent * _BAR // 100
            self.err.write(f"\r[{'#' * done}{' ' * (_BAR - done)}] {percent:3d} %")
        elif percent // 10 > self._percent // 10:
            self.err.write(f"{percent} %\n")
        self._percent = percent
        if percent >= 100:  # noqa: PLR2004 - the whole
            self._end_bar()
        self.err.flush()

    def counting(self) -> Callable[[int, int], None]:
        """Give what an act that takes long tells (done, total), shown as it goes."""

        def tell(done: int, total: int) -> None:
            self.progress(100 * done // total if total else 100)

        return tell

    def _end_bar(self) -> None:
        if self._percent >= 0 and self.err.isatty():
            self.err.write("\n")
        self._percent = -1

    def _json(self, value: Mapping[str, object]) -> str:
        plain_letters = not (self.out.encoding or "").lower().replace("-", "").startswith("utf8")
        return json.dumps(plain_json(value), ensure_ascii=plain_letters, indent=2 if self.out.isatty() else None) + "\n"


def terminal(stdin: TextIO, out: TextIO, err: TextIO) -> Terminal:
    """Make a terminal of three streams; a letter the terminal lacks becomes a question mark, never an error."""
    for stream in (out, err):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    return Terminal(stdin, out, err)


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)

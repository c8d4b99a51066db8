"""Many commands on one profile with one unlock: a file with a command a line, as one would type them.

Secrets and people's words stay in files, as everywhere; a line that fails ends the batch unless told otherwise.
"""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group, WrongCommandLine
from fieldnotes.cli.outcome import Outcome, attempt
from fieldnotes.cli.request import Request
from fieldnotes.language.translation import translate as _

_NOT_HERE = frozenset({"batch", "demo", "hub", "init", "recover", "restore", "wipe"})
"""They make, end or need another profile than the one that is open."""
_ONCE = frozenset({"--profile", "--passphrase-file", "--json"})
"""Said once, for the whole batch."""


def add_to(program: Group) -> None:
    """Add `batch`."""
    batch_ = program.command("batch", _("run a file of commands, one a line, with one unlock"), batch)
    batch_.add_argument("file", metavar=_("FILE"), help=_("one command a line, # for comments; - reads standard input"))
    batch_.add_argument("--keep-going", action="store_true", help=_("go on after a line that fails"))


def batch(request: Request) -> Answer:
    """Run the lines in order; the exit status is that of the first line that failed."""
    lines = [*_lines(request.text(request.options.file))]
    told: list[dict[str, object]] = []
    status = 0
    with request.desk() as desk:
        inner = replace(request, held=desk, terminal=replace(request.terminal, silent=True))
        for done, (number, text) in enumerate(lines):
            outcome = attempt(lambda text=text: _run(inner, text))  # type: ignore[misc] # bound at once, called at once
            told.append(_told(number, outcome))
            _say(request, number, outcome)
            request.terminal.progress(100 * (done + 1) // len(lines))
            status = status or outcome.status
            if status and not request.options.keep_going:
                break
    return Answer({"lines": told, "ok": not status, "left": len(lines) - len(told)}, status=status)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line


def _run(request: Request, line: str) -> Answer | None:
    words = _words(line)
    if not words or words[0] in _NOT_HERE:
        raise WrongCommandLine(_("{what} cannot stand in a batch").format(what=words[0] if words else line.strip()))
    for word in words:
        if word.partition("=")[0] in _ONCE:
            raise WrongCommandLine(_("{what} is said once, before the batch").format(what=word.partition("=")[0]))
    options = request.parse(words)
    if getattr(options, "watch", False):
        raise WrongCommandLine(_("{what} cannot stand in a batch").format(what="--watch"))
    answer: Answer | None = options.run(replace(request, options=options))
    return answer


def _words(line: str) -> Sequence[str]:
    try:
        return shlex.split(line, comments=True)
    except ValueError:
        raise WrongCommandLine(_("a quotation mark is missing")) from None


def _told(number: int, outcome: Outcome) -> dict[str, object]:
    told: dict[str, object] = {"line": number, "status": outcome.status}
    if outcome.code:
        return {**told, "error": {"code": outcome.code, "message": outcome.sentence}}
    return {**told, "result": dict(outcome.answer.result) if outcome.answer else {}}


def _say(request: Request, number: int, outcome: Outcome) -> None:
    """A person reads each answer as it comes; what went wrong names its line."""
    if outcome.code:
        request.terminal.tell(_("Line {number}: {what}").format(number=number, what=outcome.sentence))
    elif outcome.answer is not None and not request.terminal.as_json:
        request.terminal.give(outcome.answer)

"""What became of one command: its answer, or what went wrong in one sentence, and the exit status. Knows no command."""

import errno
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.hints import advice
from fieldnotes.cli.options import WrongCommandLine
from fieldnotes.domain.errors import Code, FieldNotesError, Refused, Unavailable
from fieldnotes.language.translation import translate as _

DONE, REFUSED, WRONG, UNAVAILABLE = 0, 1, 2, 3
_FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True, slots=True)
class Outcome:
    """`answer` None and `code` empty: it said everything while it ran."""

    status: int
    answer: Answer | None = field(default=None, repr=False)
    code: str = ""
    sentence: str = ""


def attempt(act: Callable[[], Answer | None]) -> Outcome:
    """Run a command; every foreseen problem becomes a status and one sentence, everything else passes."""
    try:
        answer = act()
    except WrongCommandLine as wrong:
        words = _("The command line is not right: {what}. 'fieldnotes --help' tells more.")
        return Outcome(WRONG, None, Code.REQUEST_WRONG.value, words.format(what=wrong))
    except FieldNotesError as problem:
        return _told(problem)
    except SystemExit:  # argparse has printed its help
        return Outcome(DONE)
    except BrokenPipeError:
        raise
    except OSError as problem:
        return _told(_disk(problem))
    return Outcome(DONE if answer is None else answer.status, answer)


def _told(problem: FieldNotesError) -> Outcome:
    status = REFUSED if isinstance(problem, Refused) else UNAVAILABLE
    return Outcome(status, None, problem.code.value, advice(problem))


def _disk(problem: OSError) -> FieldNotesError:
    """What the operating system says about files, as the program's own words."""
    if problem.errno in _FULL:
        return Unavailable(Code.DISK_FULL)
    if isinstance(problem, FileNotFoundError):
        return Refused(Code.FILE_MISSING, file=Path(str(problem.filename or "")).name)
    return Unavailable(Code.CANNOT_WRITE, file=Path(str(problem.filename or "")).name)

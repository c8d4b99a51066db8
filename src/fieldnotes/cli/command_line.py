"""The entrance from a terminal: parse, run one command, turn every foreseen problem into one sentence and a status.

0 done, 1 refused, 2 the command line is wrong, 3 unavailable, 130 stopped by the person.
"""

import errno
import os
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import TextIO

from fieldnotes.cli.answers import Answer, Terminal, terminal
from fieldnotes.cli.hints import advice
from fieldnotes.cli.options import Group, Options, WrongCommandLine, everywhere
from fieldnotes.cli.request import Given, Request
from fieldnotes.domain.errors import Code, FieldNotesError, Refused, Unavailable
from fieldnotes.language.translation import translate as _

_DONE, _REFUSED, _WRONG, _UNAVAILABLE, _STOPPED = 0, 1, 2, 3, 130
_FULL = {errno.ENOSPC, errno.EDQUOT}


def main(argv: Sequence[str], given: Given, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Run one command.

    Args:
        argv: what was typed after the program's name.
        given: the parts boot hands in.
        stdin: standard input.
        stdout: results, and nothing else.
        stderr: sentences and progress.

    Returns:
        The exit status.
    """
    screen = terminal(stdin, stdout, stderr)
    screen.as_json = "--json" in argv
    try:
        try:
            return _run(argv, screen, given)
        except FieldNotesError as error:
            screen.fail(error.code.value, advice(error))
            return _REFUSED if isinstance(error, Refused) else _UNAVAILABLE
    except BrokenPipeError:
        _stop_writing(stdout)
        return _DONE
    except KeyboardInterrupt:
        screen.tell(_("Stopped."))
        return _STOPPED


def _run(argv: Sequence[str], screen: Terminal, given: Given) -> int:
    try:
        with redirect_stdout(screen.out):  # argparse writes its help to the process's own
            options = program().parse_args(argv)
        answer: Answer | None = options.run(Request(options, screen, given))
    except WrongCommandLine as wrong:
        advice = _("The command line is not right: {what}. 'fieldnotes --help' tells more.")
        screen.fail(Code.REQUEST_WRONG.value, advice.format(what=wrong))
        return _WRONG
    except SystemExit:  # argparse has printed its help
        return _DONE
    except BrokenPipeError:
        raise
    except OSError as problem:
        raise _disk(problem) from problem
    if answer is None:  # it said everything while it ran
        return _DONE
    screen.give(answer)
    return answer.status


def program() -> Options:
    """The whole grammar."""
    from fieldnotes.cli import backup, cases, decisions, exchange, family, hub, life, notes, paper, profile, speech

    parser = Options(prog="fieldnotes", description=_("Notes from home visits. Without a command the window opens."))
    everywhere(parser)
    commands = Group(parser, _("COMMAND"))
    for group in (profile, backup, cases, life, notes, speech, family, decisions, exchange, paper, hub):
        group.add_to(commands)
    return parser


def _disk(problem: OSError) -> FieldNotesError:
    """What the operating system says about files, as the program's own words."""
    if problem.errno in _FULL:
        return Unavailable(Code.DISK_FULL)
    if isinstance(problem, FileNotFoundError):
        return Refused(Code.FILE_MISSING, file=Path(str(problem.filename or "")).name)
    return Unavailable(Code.CANNOT_WRITE, file=Path(str(problem.filename or "")).name)


def _stop_writing(stdout: TextIO) -> None:
    """Let the interpreter's last flush go nowhere: the reader of the pipe has had enough."""
    try:
        number = stdout.fileno()
    except OSError:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)

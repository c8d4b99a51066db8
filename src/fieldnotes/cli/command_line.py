"""The entrance from a terminal: parse, run one command, turn every foreseen problem into one sentence and a status.

0 done, 1 refused, 2 the command line is wrong, 3 unavailable, 130 stopped by the person.
"""

import os
from collections.abc import Sequence
from contextlib import redirect_stdout
from functools import cache
from typing import TextIO

from fieldnotes.cli.answers import Answer, Terminal, terminal
from fieldnotes.cli.options import Group, Options, everywhere
from fieldnotes.cli.outcome import DONE, attempt
from fieldnotes.cli.request import Given, Request
from fieldnotes.language.translation import spoken_language
from fieldnotes.language.translation import translate as _

_STOPPED = 130


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
        outcome = attempt(lambda: _run(argv, screen, given))
        if outcome.code:
            screen.fail(outcome.code, outcome.sentence)
        elif outcome.answer is not None:  # else it said everything while it ran
            screen.give(outcome.answer)
    except BrokenPipeError:
        _stop_writing(stdout)
        return DONE
    except KeyboardInterrupt:
        screen.tell(_("Stopped."))
        return _STOPPED
    return outcome.status


def _run(argv: Sequence[str], screen: Terminal, given: Given) -> Answer | None:
    grammar = _grammar(spoken_language())
    with redirect_stdout(screen.out):  # argparse writes its help to the process's own
        options = grammar.parse_args(argv)
    answer: Answer | None = options.run(Request(options, screen, given, grammar.parse_args))
    return answer


@cache
def _grammar(_language: str) -> Options:
    """Build the grammar once for each language that is spoken: who runs many commands waits for it once."""
    return program()


def program() -> Options:
    """The whole grammar."""
    from fieldnotes.cli import (
        backup,
        batch,
        boards,
        cases,
        decisions,
        deputies,
        diagnostics,
        drafts,
        exchange,
        family,
        files,
        hub,
        leaving,
        life,
        log_in,
        managed,
        notes,
        paper,
        preparing,
        profile,
        speech,
        taking_home,
        templates,
        time_given_back,
        updating,
    )

    parser = Options(prog="fieldnotes", description=_("Notes from home visits. Without a command the window opens."))
    everywhere(parser)
    commands = Group(parser, _("COMMAND"))
    work = (cases, life, notes, drafts, files, speech, family, taking_home, time_given_back, decisions, deputies)
    own = (profile, managed, diagnostics, backup, leaving, batch)
    for group in (*own, *work, preparing, exchange, log_in, boards, paper, templates, updating, hub):
        group.add_to(commands)
    return parser


def _stop_writing(stdout: TextIO) -> None:
    """Let the interpreter's last flush go nowhere: the reader of the pipe has had enough."""
    try:
        number = stdout.fileno()
    except OSError:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)

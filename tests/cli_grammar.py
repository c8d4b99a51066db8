"""Every command there is, read from the grammar itself; so that no command is forgotten by a test."""

import argparse
from collections.abc import Callable, Iterator


def every_command(program: Callable[[], argparse.ArgumentParser]) -> list[tuple[str, ...]]:
    """All commands as the words that are typed, without options."""
    return list(_below(program(), ()))


def _below(parser: argparse.ArgumentParser, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield words
    for group in groups:
        for name, inner in group.choices.items():
            yield from _below(inner, (*words, name))

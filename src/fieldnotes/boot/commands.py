"""Hands the command line its parts."""

import importlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from fieldnotes.cli.command_line import main
from fieldnotes.cli.request import Given, HubCommand, MachineCheck


class _Late(Mapping[str, HubCommand]):
    """The hub's commands, imported when the first is asked for: most command lines never need a server."""

    def __getitem__(self, name: str) -> HubCommand:
        found: HubCommand = _all_hub_commands()[name]
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(_all_hub_commands())

    def __len__(self) -> int:
        return len(_all_hub_commands())


def _all_hub_commands() -> Mapping[str, HubCommand]:
    found: Mapping[str, HubCommand] = importlib.import_module("fieldnotes.boot.hub_commands").HUB_COMMANDS
    return found


def _late(module: str, name: str) -> Callable[..., object]:
    """A function whose module is imported when it is called."""

    def call(*values: object, **named: object) -> object:
        return getattr(importlib.import_module(module), name)(*values, **named)

    return call


def machine() -> Sequence[MachineCheck]:
    """What this machine offers (see `boot/machine.py`)."""
    from fieldnotes.boot.machine import machine_checks

    return machine_checks()


def run_command(arguments: Sequence[str], profile: Path, hub: Path) -> int:
    """Run one command; gives its exit status."""
    given = Given(
        workshop=_late("fieldnotes.boot.workshop", "workshop"),  # type: ignore[arg-type] - late by name
        hub_commands=_Late(),
        demo=_late("fieldnotes.boot.demo", "demo"),
        machine=machine,
        profile_folder=profile,
        hub_folder=hub,
        environ=os.environ,
    )
    return main(arguments, given, sys.stdin, sys.stdout, sys.stderr)

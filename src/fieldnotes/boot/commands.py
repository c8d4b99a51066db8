"""Hands the command line its parts."""

import importlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldnotes.boot.profiles_here import profiles_here
from fieldnotes.cli.command_line import main
from fieldnotes.cli.request import Given, HubCommand, MachineCheck

if TYPE_CHECKING:
    from fieldnotes.casework.desk import Workshop
    from fieldnotes.domain.managed import ManagedRules


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


def late_workshop() -> "Workshop":
    """The workshop, whose parts are imported when it is first needed."""
    from fieldnotes.boot.workshop import workshop

    return workshop()


def late_demo(**asked: Any) -> Mapping[str, Any]:  # noqa: ANN401 - handed on as it is
    """The demo, imported when it is asked for."""
    from fieldnotes.boot.demo import demo

    return demo(**asked)


def machine() -> Sequence[MachineCheck]:
    """What this machine offers (see `boot/machine.py`)."""
    from fieldnotes.boot.machine import machine_checks

    return machine_checks()


def policy_here(file: Path | None) -> tuple["ManagedRules", str]:
    """What the workplace has decided (see `boot/managed_policy.py`)."""
    from fieldnotes.boot.managed_policy import managed_rules, place, rules_in

    return (managed_rules(), place()) if file is None else (rules_in(file), str(file))


def run_command(arguments: Sequence[str], profile: Path, hub: Path) -> int:
    """Run one command; gives its exit status."""
    given = Given(
        workshop=late_workshop,
        hub_commands=_Late(),
        demo=late_demo,
        machine=machine,
        profiles=profiles_here,
        policy=policy_here,
        profile_folder=profile,
        hub_folder=hub,
        environ=os.environ,
    )
    return main(arguments, given, sys.stdin, sys.stdout, sys.stderr)

"""One command as it was asked: its options, its terminal, and the parts boot handed in. Decides nothing."""

import argparse
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.cli import inputs
from fieldnotes.cli.answers import Terminal
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.managed import ManagedRules
from fieldnotes.domain.private import Private

if TYPE_CHECKING:
    from fieldnotes.casework.desk import Desk, Workshop

_SHORT_WAIT = 2
"""Seconds; longer waits are told, not waited out."""

HubCommand = Callable[..., JsonObject]
MachineCheck = tuple[str, bool, str]


@dataclass(frozen=True, slots=True)
class Given:
    """What boot hands in.

    workshop: builds the workshop, called when a command first needs it.
    hub_commands: the hub's functions by name; `cli/hub.py` tells how each is called.
    demo: `demo(headless=, audio=, out=, tell=)`.
    profile_folder, hub_folder: where they lie when neither an option nor the environment says otherwise.
    machine: checks for `doctor` that need libraries the command line does not open: name, whether it is there, detail.
    profiles: where this person's further profiles lie, or with True those of everyone who uses this computer.
    policy: what the workplace has decided for this computer, or what a file says that it may decide; and where it lies.
    environ: FIELDNOTES_PROFILE, FIELDNOTES_PASSPHRASE_FILE and FIELDNOTES_HUB_DATA are read.
    """

    workshop: "Callable[[], Workshop]"
    hub_commands: Mapping[str, HubCommand]
    demo: Callable[..., JsonObject]
    profile_folder: Path
    hub_folder: Path
    machine: Callable[[], Sequence[MachineCheck]] = tuple
    profiles: Callable[[bool], Sequence[Path]] = lambda _everyones: ()
    policy: Callable[[Path | None], tuple[ManagedRules, str]] = lambda _file: (ManagedRules(), "")
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    """A command about to run; `parse` reads another command line, `held` is a desk that is open already."""

    options: argparse.Namespace = field(repr=False)
    terminal: Terminal
    given: Given
    parse: Callable[[Sequence[str]], argparse.Namespace] = field(repr=False)
    held: "Desk | None" = field(default=None, repr=False)

    @property
    def profile(self) -> Path:
        """The profile's folder: the option, the environment, else the platform's."""
        named = getattr(self.options, "profile", None) or self.given.environ.get("FIELDNOTES_PROFILE")
        return Path(named) if named else self.given.profile_folder

    @property
    def hub_data(self) -> Path:
        """The hub's folder: the option, the environment, else the platform's."""
        named = self.options.data or self.given.environ.get("FIELDNOTES_HUB_DATA")
        return Path(named) if named else self.given.hub_folder

    def workshop(self) -> "Workshop":
        """The workshop, built when a command first needs it."""
        return self.given.workshop()

    @property
    def opens_by_itself(self) -> bool:
        """Whether the profile is open, or can be opened without asking anybody."""
        if self.held is not None or self._passphrase_file is None:
            return self.held is not None
        from fieldnotes.casework.profile import profile_exists

        return profile_exists(self.profile)

    @property
    def _passphrase_file(self) -> str | None:
        file = getattr(self.options, "passphrase_file", None) or self.given.environ.get("FIELDNOTES_PASSPHRASE_FILE")
        return file or None

    def passphrase(self, *, twice: bool = False) -> str:
        """The profile's passphrase: the option's file, the environment's, else asked for."""
        return inputs.passphrase(self.terminal, self._passphrase_file, twice=twice)

    @contextmanager
    def desk(self) -> "Iterator[Desk]":
        """Unlock the profile for one command and lock it again, whatever happens; one that is open stays open."""
        if self.held is not None:
            yield self.held
            return
        from fieldnotes.casework.profile import lock, profile_exists

        if not profile_exists(self.profile):
            raise Refused(Code.NO_PROFILE, folder=str(self.profile))
        desk = self._unlocked(self.passphrase(), self._recovery_key())
        try:
            yield desk
        finally:
            lock(desk)

    def _recovery_key(self) -> str | None:
        """The recovery key, where one is given beside the passphrase."""
        file = getattr(self.options, "recovery_key_beside", None)
        return inputs.first_line(file) if file else None

    def _unlocked(self, passphrase: str, recovery_key: str | None) -> "Desk":
        """Unlock; the short wait after one slip is waited out here rather than handed to a person or a script."""
        from fieldnotes.casework.profile import unlock

        try:
            return unlock(self.workshop(), self.profile, passphrase, recovery_key)
        except Unavailable as problem:
            seconds = int(problem.values.get("seconds", 0))
            if problem.code is not Code.WAIT_BEFORE_RETRY or seconds > _SHORT_WAIT:
                raise
        time.sleep(seconds)
        return unlock(self.workshop(), self.profile, passphrase, recovery_key)

    def text(self, name: str) -> Private:
        """The text of a file option, `-` = standard input."""
        return inputs.read_text(self.terminal, name)

    def object(self, name: str) -> JsonObject:
        """The JSON object of a file option, `-` = standard input."""
        return inputs.read_object(self.terminal, name)

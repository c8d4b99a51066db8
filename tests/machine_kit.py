"""What the real machine begins with: a town whose hub three devices have joined, made once and copied for each run."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fieldnotes.domain.long_act import LongAct
from fieldnotes.hub.backup import back_up
from fieldnotes.hub.inviting import invite
from fieldnotes.hub.restoring import restore
from fieldnotes.sync.exchange import exchange
from fieldnotes.sync.join import join
from fieldnotes.vault.identity import identity
from fieldnotes.vault.open_vault import OpenVault
from hub_samples import new_hub
from machine_clock import SetClock
from machine_model import BOSS, COLLEAGUE, WORKER
from machine_way import TroubledWay
from running_hub import running
from vault_samples import Profiles

PEOPLE = (WORKER, COLLEAGUE, BOSS)


@dataclass(frozen=True)
class Kit:
    """What every run begins with, made once: a hub and three devices that have joined it, as folders."""

    folder: Path
    profiles: Profiles
    new_database: Callable[[], str | None] = lambda: None
    """Where each hub of a run shall live: an empty PostgreSQL database, or None for the embedded file."""

    @staticmethod
    def make(folder: Path) -> "Kit":
        """Found the town, let three people join, and restore the hub: each run begins in a history nobody has met."""
        clock = SetClock()
        kit = Kit(folder, Profiles(folder / "first", clock))
        way = TroubledWay(lambda _: None)
        with new_hub(folder / "hub", clock) as hub, running(hub) as url:
            way.port = int(url.rpartition(":")[2])
            for user in PEOPLE:
                vault = kit.profiles.fresh(folder / user, clock)
                join(vault, invite(hub, user, url), clock, transport=way)
                exchange(vault, clock, transport=way)
                vault.empty_log()
                vault.lock()
            back_up(hub, folder / "backup", LongAct())
        way.end()
        restore(folder / "backup", folder / "again", None, clock, LongAct())
        return kit

    def restored(self, folder: Path, clock: SetClock) -> Path:
        """Lay the hub a run begins with in a folder: a copy, or restored anew where it lives on a server."""
        database = self.new_database()
        if database is None:
            shutil.copytree(self.folder / "again", folder)
        else:
            restore(self.folder / "backup", folder, database, clock, LongAct())
        return folder


@dataclass
class RealDisk:
    """A computer: its folder, its open vault, its clock."""

    user: str
    folder: Path
    vault: OpenVault
    clock: SetClock
    full: bool = False
    power: int | None = None

    @property
    def device(self) -> str:
        """The device's id."""
        return identity(self.vault).device

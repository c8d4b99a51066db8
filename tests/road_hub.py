"""A real hub for road tests: its own data folder, embedded SQLite, served over HTTP on this computer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from copied_hub import copied_hub, importing
from fieldnotes.domain.clock import Clock
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.inviting import invite
from fieldnotes.sync.join import join
from fieldnotes.vault.open_vault import OpenVault
from running_hub import running
from vault_samples import Profiles

WORKER, COLLEAGUE, SUPERVISOR = "u-tove", "u-jonas", "u-henrik"
CASE = "c-prov-01"
"""Tove and Jonas are assigned to it, Henrik supervises it."""


@dataclass(slots=True)
class Road:
    """A hub that serves, and the devices of a test."""

    hub: Hub
    url: str
    profiles: Profiles
    folder: Path
    clock: Clock
    vaults: list[OpenVault] = field(default_factory=list)

    def device(self, name: str) -> OpenVault:
        """A fresh profile that has joined nothing."""
        made = self.profiles.fresh(self.folder / name, self.clock)
        self.vaults.append(made)
        return made

    def joined(self, user: str, name: str | None = None) -> OpenVault:
        """A fresh profile that has joined the hub as a person."""
        vault = self.device(name or user)
        join(vault, invite(self.hub, user, self.url), self.clock)
        return vault

    def close(self) -> None:
        """Lock every device."""
        for vault in self.vaults:
            vault.lock()


@contextmanager
def open_road(folder: Path, profiles: Profiles, clock: Clock, source: Path) -> Iterator[Road]:
    """Serve a hub that holds what an import file says."""
    with copied_hub(folder / "hub", clock, importing(source)) as hub, running(hub) as url:
        road = Road(hub, url, profiles, folder, clock)
        try:
            yield road
        finally:
            road.close()

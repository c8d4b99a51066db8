"""A hub that is taken back to an earlier day: a real backup, a real restore, served at an address of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from fieldnotes.domain.clock import Clock
from fieldnotes.domain.long_act import LongAct
from fieldnotes.hub.backup import back_up
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.restoring import restore
from fieldnotes.vault.identity import identity, save_identity
from fieldnotes.vault.open_vault import OpenVault
from running_hub import running


def backed_up(hub: Hub, to: Path) -> Path:
    """Back the hub up as it is now."""
    back_up(hub, to, LongAct())
    return to


@contextmanager
def restored(backup: Path, folder: Path, clock: Clock, *devices: OpenVault) -> Iterator[Hub]:
    """Serve what was backed up as the hub of these devices."""
    restore(backup, folder, None, clock, LongAct())
    with Hub.open(folder, clock) as hub, running(hub) as url:
        for vault in devices:
            save_identity(vault, replace(identity(vault), hub_url=url))
        yield hub

"""Acts on a whole hub, each to be run in a process of its own and killed there (see `killed_step`)."""

from pathlib import Path

from conftest import HeldClock
from fieldnotes.domain.long_act import LongAct
from fieldnotes.hub.backup import back_up
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.restoring import restore


def take_hub_backup(folder: Path, target: Path) -> None:
    with Hub.open(folder, HeldClock()) as hub:
        back_up(hub, target, LongAct())


def restore_hub(backup: Path, folder: Path) -> None:
    restore(backup, folder, None, HeldClock(), LongAct())

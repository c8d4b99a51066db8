"""Acts on a whole profile, each to be run in a process of its own and killed there (see `killed_step`)."""

from pathlib import Path

from conftest import HeldClock
from fieldnotes.domain.long_act import LongAct
from fieldnotes.vault.backup import back_up
from fieldnotes.vault.destroying import destroy_profile
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.restoring import by_recovery_key, restore
from vault_samples import PASSPHRASE, open_quickly


def take_backup(folder: Path, recovery_key: str, target: Path) -> None:
    vault = open_quickly(folder, recovery_key)
    back_up(vault, target, HeldClock(), LongAct())
    vault.lock()


def restore_backup(backup: Path, recovery_key: str, folder: Path) -> None:
    restore(backup, folder, by_recovery_key(recovery_key, PASSPHRASE, Kdf.floor()), HeldClock(), LongAct())


def destroy(folder: Path) -> None:
    destroy_profile(folder)

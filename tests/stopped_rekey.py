"""A process that changes a profile's data key and copies, at each step, what a power cut would leave on the disk.

Called with: the profile's folder, a folder for the copies, the recovery key, the new passphrase. Each copy is a
profile in which the change was stopped one step later than in the one before. The steps are what Python tells its
audit hooks: files opened, renamed, removed. Forks do the copying: reading the store here would drop the locks on it.
"""

import os
import shutil
import sys
from pathlib import Path

from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.rekeying import rekey
from vault_samples import open_quickly

STEPS = {"open", "os.rename", "os.remove"}


class Stops:
    """Copies the folder before each step."""

    def __init__(self, folder: Path, copies: Path) -> None:
        self.folder, self.copies, self.made = folder, copies, 0

    def __call__(self, event: str, arguments: tuple) -> None:
        if event not in STEPS or not isinstance(arguments[0], str | bytes):
            return
        if str(self.folder) in os.fsdecode(arguments[0]):
            self.copy()

    def copy(self) -> None:
        child = os.fork()
        if not child:
            failed = 1
            try:
                folder, self.folder = self.folder, Path("/nowhere")  # the copying is no step
                shutil.copytree(folder, self.copies / f"{self.made:03}")
                failed = 0
            finally:
                os._exit(failed)
        self.made += 1
        if os.waitpid(child, 0)[1] != 0:
            os._exit(1)


def main() -> None:
    folder, copies = Path(sys.argv[1]), Path(sys.argv[2])
    vault = open_quickly(folder, sys.argv[3])
    stops = Stops(folder, copies)
    sys.addaudithook(stops)
    rekey(vault, sys.argv[4], Kdf.floor())
    stops.copy()
    os._exit(0)


main()

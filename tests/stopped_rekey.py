"""A process that changes a profile's data key and ends at each step on the disk in turn, as a power cut would.

Called with: the profile's folder, a folder for the copies, the recovery key, the new passphrase. Each copy is a
profile in which the change was stopped one step later than in the one before. The steps are what Python tells its
audit hooks: files opened, renamed, removed.
"""

import os
import shutil
import sys
from pathlib import Path

from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.rekeying import rekey
from vault_samples import open_quickly

STEPS = {"open", "os.rename", "os.remove"}
STOPPED = 77


def change(folder: Path, recovery_key: str, passphrase: str, after: int) -> None:
    left = after

    def count(event: str, arguments: tuple) -> None:
        nonlocal left
        if event in STEPS and str(folder) in os.fsdecode(arguments[0] if isinstance(arguments[0], str | bytes) else ""):
            left -= 1
            if left < 0:
                os._exit(STOPPED)

    vault = open_quickly(folder, recovery_key)
    sys.addaudithook(count)
    rekey(vault, passphrase, Kdf.floor())
    os._exit(0)


def main() -> None:
    source, copies = Path(sys.argv[1]), Path(sys.argv[2])
    step = 0
    while True:
        folder = copies / f"{step:03}"
        shutil.copytree(source, folder)
        child = os.fork()
        if not child:
            change(folder, sys.argv[3], sys.argv[4], step)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) == 0:
            return
        if os.waitstatus_to_exitcode(status) != STOPPED:
            sys.exit(1)
        step += 1


main()

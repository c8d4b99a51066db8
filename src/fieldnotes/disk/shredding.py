"""A file overwritten and taken away. Knows nothing of what it held, and promises nothing about disks that copy."""

import os
from pathlib import Path
from typing import Final

from fieldnotes.disk.atomic_file import settle_folder

_AT_ONCE: Final = 1024 * 1024


def shred(path: Path) -> bool:
    """Overwrite a file and take it away; give whether it is gone (another program may hold it for a while).

    Overwriting is for disks that write in place; what makes content unreadable everywhere is that its key is gone.
    """
    try:
        with path.open("r+b") as file:
            left = path.stat().st_size
            while left > 0:
                left -= file.write(bytes(min(left, _AT_ONCE)))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        settle_folder(path.parent)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True

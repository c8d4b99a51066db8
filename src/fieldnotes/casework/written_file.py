"""Write one file outside the vault whole or not at all, and tell its fingerprint. Knows no note."""

import hashlib
import os
import tempfile
from contextlib import suppress
from errno import EDQUOT, ENOSPC
from pathlib import Path

from fieldnotes.casework.views import Exported
from fieldnotes.domain.errors import Code, Unavailable


def write_whole(path: Path, data: bytes) -> Exported:
    """Write through a neighbour that only its owner may read, then replace. Unavailable: CANNOT_WRITE, DISK_FULL."""
    try:
        handle, neighbour = tempfile.mkstemp(prefix=".fieldnotes-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(neighbour).replace(path)
        except OSError:
            with suppress(OSError):
                Path(neighbour).unlink()
            raise
    except OSError as problem:
        full = problem.errno in (ENOSPC, EDQUOT)
        raise Unavailable(Code.DISK_FULL if full else Code.CANNOT_WRITE, file=path.name) from None
    return Exported(str(path), hashlib.sha256(data).hexdigest())

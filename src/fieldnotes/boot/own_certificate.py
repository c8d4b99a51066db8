"""Which certificate this computer shows to a hub that asks for one: a file the workplace puts there. Opens nothing."""

import os
from pathlib import Path

from fieldnotes.boot.settings import data_folder

FILE = "device.pem"
"""Certificate and key in one PEM file."""


def own_certificate() -> Path | None:
    """Name the file: FIELDNOTES_CERTIFICATE, else `device.pem` beside the person's data; None when there is none."""
    named = os.environ.get("FIELDNOTES_CERTIFICATE")
    file = Path(named) if named else data_folder() / FILE
    return file if named or file.is_file() else None

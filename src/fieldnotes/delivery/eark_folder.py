"""The way into an archive, or a case system that reads files: an E-ARK package for each text, whole in a folder.

Knows no network. A package that lies there already under its id is the receipt of an earlier try.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fieldnotes.delivery.outgoing import Outgoing
from fieldnotes.delivery.package import METS, fill_package, package_id
from fieldnotes.disk.delivered_folder import delivered
from fieldnotes.domain.errors import Code, Refused, Unavailable

_MARK = "sip"
_TOLD = 32
"""Digits of the fingerprint in a receipt: enough to know it by, short enough for a narrow window."""


@dataclass(frozen=True, slots=True)
class EarkFolder:
    """A folder packages are put into; whoever fetches them takes them away."""

    folder: Path

    @staticmethod
    def made(settings: Mapping[str, str]) -> "EarkFolder":
        """Read `folder`, an absolute path. Refused: CONNECTOR_WRONG."""
        path = Path(settings.get("folder", ""))
        if not path.is_absolute() or set(settings) != {"folder"}:
            raise Refused(Code.CONNECTOR_WRONG, setting="folder")
        return EarkFolder(path)

    def deliver(self, one: Outgoing) -> str:
        """Put the package in place; the receipt names it and the fingerprint of its METS.

        Unavailable: CASE_SYSTEM_UNREACHABLE while the folder is not there, DISK_FULL, CANNOT_WRITE.
        """
        if not self.folder.is_dir():
            raise Unavailable(Code.CASE_SYSTEM_UNREACHABLE)
        target = self.folder / package_id(one.of)
        if not (target / METS).is_file():
            with delivered(target, _MARK) as part:
                fill_package(part, one.of, one.makers)
        digest = hashlib.sha256((target / METS).read_bytes()).hexdigest()
        return f"{target.name}/{METS} sha256:{digest[:_TOLD]}"

"""The profiles of this computer: one folder each, and before they are opened only their workers' own names.

Imported before the first paint; opens nothing and knows no family.
"""

import json
from dataclasses import dataclass
from pathlib import Path

FIRST = "profile"
MORE = "profiles"
WHO = "who.json"
"""In a profile's folder: whose it is, written when it was opened last."""


@dataclass(frozen=True, slots=True)
class KnownProfile:
    """One profile: its folder, and its worker's name (empty until it was opened once)."""

    folder: Path
    name: str
    opened: float = 0.0


class Profiles:
    """Lists what lies under the data folder: the first profile as it always lay, and the others in their folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def listed(self) -> tuple[KnownProfile, ...]:
        """Give the profiles by name; a folder with nothing in it is none."""
        more = self._root / MORE
        folders = [self._root / FIRST, *(sorted(more.iterdir()) if more.is_dir() else ())]
        found = [_known(folder) for folder in folders if folder.is_dir() and any(folder.iterdir())]
        return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.folder.name)))

    def last(self) -> Path:
        """Give the profile that was opened last; with none, where the first will lie."""
        first = self._root / FIRST
        found = max(self.listed(), key=lambda each: (each.opened, each.folder == first), default=None)
        return first if found is None else found.folder

    def fresh(self) -> Path:
        """Name a folder for one more profile; it is made when the profile is, whole or not at all."""
        import secrets  # large, and few computers are shared by many

        first = self._root / FIRST
        if not first.is_dir() or not any(first.iterdir()):
            return first
        return self._root / MORE / secrets.token_hex(6)


def _known(folder: Path) -> KnownProfile:
    who = folder / WHO
    try:
        said = json.loads(who.read_text(encoding="utf-8"))
        opened = who.stat().st_mtime
    except (OSError, ValueError):
        return KnownProfile(folder, "")
    name = said.get("name") if isinstance(said, dict) else None
    return KnownProfile(folder, name if isinstance(name, str) else "", opened)

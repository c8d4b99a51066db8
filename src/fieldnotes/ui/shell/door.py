"""The door of one profile: everything heavy is imported and built behind it, on a lane, after the first paint.

Knows which casework acts open a profile, and nothing of windows.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.ui.shell.profiles import WHO

if TYPE_CHECKING:
    from fieldnotes.casework.act_views import Joined
    from fieldnotes.casework.desk import Desk, Workshop

LARGEST_INVITATION = 1_000_000
BEHIND = (
    "fieldnotes.ui.shell.session",
    "fieldnotes.ui.worker.today_screen",
    "fieldnotes.casework.decide",
    "fieldnotes.ui.worker.case_screen",
    "fieldnotes.ui.worker.editor.screen",
)
"""What is met first in an open profile; large enough that a person would wait for it."""


class Door:
    """Opens, makes, recovers and joins the profile of one folder; every method blocks and belongs on a lane."""

    def __init__(self, workshop: "Callable[[], Workshop]", folder: Path) -> None:
        self._build = workshop
        self._folder = folder
        self._built: Workshop | None = None
        self._building = Lock()

    @property
    def folder(self) -> Path:
        """Give the folder of the profile."""
        return self._folder

    def choose(self, folder: Path) -> None:
        """Stand before another profile; nothing of this one is open."""
        self._folder = folder

    def is_new(self) -> bool:
        """Tell whether no profile lies here; one whose end was cut short is brought to its end first."""
        from fieldnotes.casework import backup, profile

        if backup.wipe_begun(self._folder):
            backup.finish_wipe(self.workshop(), self._folder)
        return not profile.profile_exists(self._folder)

    def workshop(self) -> "Workshop":
        """Build the workshop once: templates, spoken rules, everything but the vault."""
        with self._building:
            if self._built is None:
                self._built = self._build()
            return self._built

    def prepare(self) -> None:
        """Import what is behind the door; done while a passphrase is typed and its key worked out, nobody waits."""
        for name in BEHIND:
            import_module(name)

    def speak(self, language: str) -> None:
        """Let labels of templates be read in another language by every profile opened from now on."""
        with self._building:
            if self._built is not None:
                self._built = replace(self._built, language=language)

    def unlock(self, passphrase: str, recovery_key: str | None = None) -> "Desk":
        """Open the profile; refuses and waits as `casework.profile.unlock`."""
        from fieldnotes.casework import profile

        return _remembered(profile.unlock(self.workshop(), self._folder, passphrase, recovery_key))

    def pin_state(self) -> str:
        """Say how it stands with a PIN for this profile here: ready, none, lost or impossible."""
        from fieldnotes.casework import ways_in

        return ways_in.pin_state(self.workshop(), self._folder)

    def unlock_with_pin(self, digits: str) -> "Desk":
        """Open the profile by its PIN; refuses and waits as `casework.ways_in.unlock_with_pin`."""
        from fieldnotes.casework import ways_in

        return _remembered(ways_in.unlock_with_pin(self.workshop(), self._folder, digits))

    def recover(self, recovery_key: str, passphrase: str) -> "Desk":
        """Open with the recovery key and set a new passphrase."""
        from fieldnotes.casework import profile

        return _remembered(profile.recover(self.workshop(), self._folder, recovery_key, passphrase))

    def create(self, passphrase: str, name: str) -> "tuple[Desk, str]":
        """Make the profile; gives the desk and the recovery key, which nobody can show again."""
        from fieldnotes.casework import profile, recovery_sheet

        desk, key = profile.create_profile(self.workshop(), self._folder, passphrase, name)
        recovery_sheet.expect_proof(desk)
        return _remembered(desk), key

    def lock(self, desk: "Desk") -> None:
        """Close the store and forget the key."""
        from fieldnotes.casework import profile

        profile.lock(_remembered(desk))


def looks_new(folder: Path) -> bool:
    """Guess, without opening anything, that no profile lies here yet: the folder is missing or empty."""
    return not folder.is_dir() or not any(folder.iterdir())


def _remembered(desk: "Desk") -> "Desk":
    """Leave the worker's own name beside the profile, for the door; a profile opens without it too."""
    from fieldnotes.casework import profile

    profile.leave_name(desk, WHO)
    return desk


def join_by_invitation(desk: "Desk", invitation: JsonObject) -> "Joined":
    """Join the hub of an invitation; blocks, so it belongs on the HUB lane. As `casework.profile.join`."""
    from fieldnotes.casework import profile

    joined = profile.join(desk, invitation)
    _remembered(desk)
    return joined


def join_by_file(desk: "Desk", invitation: Path) -> "Joined":
    """Join the hub of an invitation file, at the first start or later; blocks, so it belongs on the HUB lane.

    Refused: FILE_MISSING, WRONG_FILE, and as `casework.profile.join`.
    """
    return join_by_invitation(desk, read_invitation(invitation))


def read_invitation(file: Path) -> JsonObject:
    """Read an invitation file. Refused: FILE_MISSING, WRONG_FILE."""
    wrong = Refused(Code.WRONG_FILE, file=file.name, expected="invitation")
    try:
        if file.stat().st_size > LARGEST_INVITATION:
            raise wrong
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Refused(Code.FILE_MISSING, file=file.name) from None
    except (OSError, ValueError):
        raise wrong from None
    if not isinstance(found, dict):
        raise wrong
    return found

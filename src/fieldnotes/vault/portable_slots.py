"""The two ways into a profile that may travel: passphrase and recovery key, for drafts in safe-keeping.

Never the PIN (its other half lies in one computer's keychain) and never the organisation's. Knows no draft.
"""

from typing import Final

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.key_file import KeyFile, SlotKind, from_bytes, to_bytes

_PORTABLE: Final = (SlotKind.PASSPHRASE, SlotKind.RECOVERY)
_MOST_OF_A_KIND: Final = 4
"""A key file has one or two of a kind; each passphrase slot costs a second to try."""


def portable_slots(file: KeyFile) -> bytes:
    """Write the passphrase and recovery slots of a key file, and nothing else of it."""
    return to_bytes(KeyFile(file.profile, tuple(slot for slot in file.slots if slot.kind in _PORTABLE)))


def read_portable(data: bytes) -> KeyFile:
    """Read slots that came from the hub; whether they open shows when they are tried.

    Raises:
        Refused: HUB_ANSWER_WRONG when they are none.
    """
    try:
        found = from_bytes(data)
    except (ValueError, TypeError, KeyError, RecursionError, Refused):
        raise Refused(Code.HUB_ANSWER_WRONG) from None
    if any(len(found.of_kind(kind)) > (_MOST_OF_A_KIND if kind in _PORTABLE else 0) for kind in SlotKind):
        raise Refused(Code.HUB_ANSWER_WRONG)
    return found

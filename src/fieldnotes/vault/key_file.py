"""The key file `keys.json` and its kept copy: all ways into one profile, written whole, read back, never half.

Format, profile id, slots, checksum. A slot's id, kind and parameters are bound into what it wraps (`bound`), so
nothing can be lowered or moved in place. Opens no slot itself.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from fieldnotes.disk.atomic_file import write_atomically
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.vault.kdf import Kdf
from fieldnotes.wire import canonical
from fieldnotes.wire.base64_text import from_base64, to_base64

KEY_FILE: Final = "keys.json"
KEPT_KEY_FILE: Final = "keys.previous.json"
WIPING: Final = "wiping"
"""The mark beside them: the profile is being destroyed, and no key file here is read any more."""
_FORMAT: Final = 1


class SlotKind(StrEnum):
    """Ways in."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a slot
    RECOVERY = "recovery"
    ESCROW = "escrow"
    PIN = "pin"


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in: what its key is made from, and the data key sealed under it.

    `officers`: in an escrow slot the ids of the two keys it is sealed to, the outer first; it has no salt or nonce.
    """

    id: str
    kind: SlotKind
    kdf: Kdf | None
    salt: bytes
    nonce: bytes
    wrapped: bytes = field(repr=False)
    officers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyFile:
    """All ways into one profile."""

    profile: str
    slots: tuple[Slot, ...]

    def of_kind(self, kind: SlotKind) -> tuple[Slot, ...]:
        """Give the slots of one kind; more than one only after a passphrase change was cut short."""
        return tuple(s for s in self.slots if s.kind is kind)

    def with_only(self, kind: SlotKind, slot: Slot) -> "KeyFile":
        """Give the same file where `slot` is the only one of its kind."""
        return KeyFile(self.profile, (*self.without(kind).slots, slot))

    def without(self, kind: SlotKind) -> "KeyFile":
        """Give the same file with no slot of a kind."""
        return KeyFile(self.profile, tuple(s for s in self.slots if s.kind is not kind))


def bound(profile: str, slot: str, kind: SlotKind, kdf: Kdf | None, officers: tuple[str, ...] = ()) -> bytes:
    """Say as canonical bytes which slot of which profile something is sealed for, and how its key is made."""
    said: JsonObject = {
        "format": _FORMAT,
        "profile": profile,
        "slot": slot,
        "kind": kind.value,
        "kdf": kdf_to_json(kdf),
    }
    return canonical.encode({**said, "officers": list(officers)} if officers else said)


def key_file_exists(folder: Path) -> bool:
    """Tell whether the key file or its kept copy lies here."""
    return any((folder / name).exists() for name in (KEY_FILE, KEPT_KEY_FILE))


def read_key_file(folder: Path) -> KeyFile:
    """Read the key file, or the kept one when the current is torn.

    Raises:
        Refused: NO_PROFILE when there is none, or it is being destroyed; PROFILE_NEWER when a newer program wrote it;
            PROFILE_DAMAGED when neither can be read.
    """
    if (folder / WIPING).exists():
        raise Refused(Code.NO_PROFILE, folder=str(folder))
    for name in (KEY_FILE, KEPT_KEY_FILE):
        found = readable(folder / name)
        if found is not None:
            return found
    if not key_file_exists(folder):
        raise Refused(Code.NO_PROFILE, folder=str(folder))
    newer = any(_format_of(folder / name) > _FORMAT for name in (KEY_FILE, KEPT_KEY_FILE))
    raise Refused(Code.PROFILE_NEWER) if newer else Refused(Code.PROFILE_DAMAGED, file=KEY_FILE)


def _format_of(path: Path) -> int:
    """Read in which format a key file says it is written; 0 when it says nothing."""
    try:
        said = json.loads(path.read_bytes())["format"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return 0
    return said if type(said) is int else 0


def readable(path: Path) -> KeyFile | None:
    """Read one key file; None when it is missing, torn or not one."""
    try:
        return from_bytes(path.read_bytes())
    except (OSError, ValueError, TypeError, KeyError, RecursionError, Refused):
        return None


def write_key_file(folder: Path, file: KeyFile, opens: Callable[[KeyFile], bool]) -> None:
    """Write the key file, read it back, see that it opens, and only then let the kept copy follow.

    The kept copy ends up equal: an old passphrase must not live on in it.

    Raises:
        Unavailable: CANNOT_WRITE or DISK_FULL; the former file still stands.
    """
    data = to_bytes(file)
    write_atomically(folder / KEY_FILE, data)
    written = readable(folder / KEY_FILE)
    if written != file or not opens(file):
        raise Refused(Code.PROFILE_DAMAGED, file=KEY_FILE)
    write_atomically(folder / KEPT_KEY_FILE, data)


def to_bytes(file: KeyFile) -> bytes:
    """Write a key file as it lies on the disk."""
    content: JsonObject = {"format": _FORMAT, "profile": file.profile, "slots": [_slot_json(s) for s in file.slots]}
    whole = {**content, "sha256": hashlib.sha256(canonical.encode(content)).hexdigest()}
    return json.dumps(whole, indent=1).encode() + b"\n"


def from_bytes(data: bytes) -> KeyFile:
    """Read a key file; a byte that differs from what was written shows in the checksum.

    Raises:
        ValueError, TypeError, KeyError, Refused: it is none, or torn.
    """
    whole = json.loads(data)
    if not isinstance(whole, Mapping):
        raise TypeError
    content = {name: value for name, value in whole.items() if name != "sha256"}
    if hashlib.sha256(canonical.encode(content)).hexdigest() != whole["sha256"] or content["format"] != _FORMAT:
        raise ValueError
    return KeyFile(str(content["profile"]), tuple(_slot(s) for s in content["slots"]))


def kdf_to_json(kdf: Kdf | None) -> Json:
    """Write Argon2id's numbers; None for a slot without."""
    if kdf is None:
        return None
    return {"memory_kib": kdf.memory_kib, "iterations": kdf.iterations, "lanes": kdf.lanes}


def kdf_from_json(raw: Json) -> Kdf:
    """Read Argon2id's numbers. Raises TypeError, KeyError or Refused (PROFILE_DAMAGED under the floor)."""
    if not isinstance(raw, Mapping):
        raise TypeError
    return Kdf(_whole(raw["memory_kib"]), _whole(raw["iterations"]), _whole(raw["lanes"]))


def _slot_json(slot: Slot) -> JsonObject:
    written: JsonObject = {
        "id": slot.id, "kind": slot.kind.value, "kdf": kdf_to_json(slot.kdf), "salt": to_base64(slot.salt),
        "nonce": to_base64(slot.nonce), "wrapped": to_base64(slot.wrapped),
    }  # fmt: skip
    return {**written, "officers": list(slot.officers)} if slot.officers else written


def _slot(raw: Mapping[str, Json]) -> Slot:
    numbers, officers = raw["kdf"], raw.get("officers", [])
    kdf = None if numbers is None else kdf_from_json(numbers)
    if not isinstance(officers, list):
        raise TypeError
    return Slot(
        str(raw["id"]), SlotKind(str(raw["kind"])), kdf,
        from_base64(raw["salt"]), from_base64(raw["nonce"]), from_base64(raw["wrapped"]),
        tuple(str(one) for one in officers),
    )  # fmt: skip


def _whole(value: Json) -> int:
    if type(value) is not int:
        raise TypeError
    return value

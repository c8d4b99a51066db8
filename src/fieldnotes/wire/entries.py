"""An entry as bytes: sealed by the device that made it, stored and forwarded unchanged.

hash = SHA-256("fieldnotes/entry/1" ‖ bytes); signature = Ed25519(device key, "fieldnotes/sig/1" ‖ hash).
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from fieldnotes.domain.entry import Entry, Kind
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.wire import canonical
from fieldnotes.wire.bodies import check_body
from fieldnotes.wire.ids import is_id
from fieldnotes.wire.keys import SigningKey, signature_holds

_HASH_LABEL = b"fieldnotes/entry/1"
_SIGNATURE_LABEL = b"fieldnotes/sig/1"
_HASH = re.compile(r"[0-9a-f]{64}")
_KEYS = frozenset(
    [
        "at",
        "author",
        "auth",
        "body",
        "case",
        "case_previous",
        "device",
        "dseq",
        "id",
        "kind",
        "note",
        "parents",
        "role",
        "since_hub",
        "unit",
        "v",
        "visit",
    ]
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """Exact bytes, their hash (hex) and the device's signature over the hash (64 bytes)."""

    data: bytes = field(repr=False)
    hash: str
    signature: bytes = field(repr=False)


def entry_hash(data: bytes) -> str:
    """Hash the exact bytes of an entry; 64 lower-case hex digits."""
    return hashlib.sha256(_HASH_LABEL + data).hexdigest()


def seal(entry: Entry, key: SigningKey) -> Sealed:
    """Write an entry in its one spelling, hash it and sign the hash.

    Raises:
        Refused: BYTES_WRONG when the entry or its body does not follow version 1.
    """
    data = canonical.encode(_as_json(entry))
    read(data)
    digest = entry_hash(data)
    return Sealed(data, digest, key.sign(_SIGNATURE_LABEL, bytes.fromhex(digest)))


def signed_by(sealed: Sealed, public: bytes) -> bool:
    """Tell whether the bytes have this hash and the hash was signed by the holder of `public`."""
    if entry_hash(sealed.data) != sealed.hash:
        return False
    return signature_holds(public, _SIGNATURE_LABEL, bytes.fromhex(sealed.hash), sealed.signature)


def read(data: bytes) -> Entry:
    """Decode an entry of version 1.

    Raises:
        Refused: BYTES_WRONG when bytes, fields or the kind's body break the rule; VERSION_UNSUPPORTED for `v` > 1.
    """
    raw = canonical.decode(data)
    if not isinstance(raw, Mapping):
        raise Refused(Code.BYTES_WRONG)
    version = raw.get("v")
    if type(version) is int and version > 1:
        raise Refused(Code.VERSION_UNSUPPORTED)
    if set(raw) != _KEYS or type(version) is not int or version != 1:
        raise Refused(Code.BYTES_WRONG)
    try:
        entry = _from_json(raw)
        check_body(entry.kind, entry.body)
    except FieldNotesError:
        raise
    except (ValueError, TypeError):
        raise Refused(Code.BYTES_WRONG) from None
    return entry


def reread(data: bytes) -> Entry:
    """Decode bytes that `read` has passed before they were stored; the bytes rule is not proved a second time.

    Raises:
        Refused: BYTES_WRONG when they are no entry at all.
    """
    try:
        return _from_json(json.loads(data))
    except (ValueError, TypeError, KeyError):
        raise Refused(Code.BYTES_WRONG) from None


def _as_json(entry: Entry) -> JsonObject:
    return {
        "at": entry.at, "author": entry.author, "auth": entry.auth, "body": entry.body, "case": entry.case,
        "case_previous": entry.case_previous, "device": entry.device, "dseq": entry.dseq, "id": entry.id,
        "kind": entry.kind.value, "note": entry.note, "parents": list(entry.parents), "role": entry.role,
        "since_hub": entry.since_hub, "unit": entry.unit, "v": entry.v, "visit": entry.visit,
    }  # fmt: skip


def _from_json(raw: Mapping[str, Json]) -> Entry:
    parents = raw["parents"]
    if not isinstance(parents, list):
        raise TypeError
    hashes = tuple(_hash(p) for p in parents)
    if list(hashes) != sorted(set(hashes)):
        raise ValueError
    return Entry(
        id=_id(raw["id"]), kind=Kind(_text(raw["kind"])), case=_text(raw["case"]),
        note=_optional_text(raw["note"]), visit=_optional_text(raw["visit"]), parents=hashes,
        case_previous=None if raw["case_previous"] is None else _hash(raw["case_previous"]),
        dseq=_count(raw["dseq"], 1), author=_text(raw["author"]), role=_text(raw["role"]),
        unit=_text(raw["unit"]), device=_id(raw["device"]), at=_moment(raw["at"]),
        since_hub=None if raw["since_hub"] is None else _count(raw["since_hub"], 0),
        auth=_auth(raw["auth"]), body=_object(raw["body"]),
    )  # fmt: skip


def _text(value: Json) -> str:
    if not isinstance(value, str) or not value or len(value) > 200:  # noqa: PLR2004 - ids are short
        raise TypeError
    return value


def _optional_text(value: Json) -> str | None:
    return None if value is None else _text(value)


def _id(value: Json) -> str:
    if not is_id(value):
        raise ValueError
    return cast("str", value)


def _hash(value: Json) -> str:
    if not isinstance(value, str) or not _HASH.fullmatch(value):
        raise ValueError
    return value


def _count(value: Json, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ValueError
    return value


def _moment(value: Json) -> str:
    text = _text(value)
    if datetime.fromisoformat(text).tzinfo is None:
        raise ValueError
    return text


def _object(value: Json) -> JsonObject:
    if not isinstance(value, Mapping):
        raise TypeError
    return value


def _auth(value: Json) -> JsonObject | None:
    if value is None:
        return None
    found = _object(value)
    if set(found) != {"acr", "at"}:
        raise ValueError
    _text(found["acr"])
    _moment(found["at"])
    return found

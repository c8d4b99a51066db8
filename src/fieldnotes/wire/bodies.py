"""The content of each kind of entry, version 1: which keys it has and what stands there.

A shape is text: `hash`, `text` (may be empty), `id` (short, not empty), `bool`, `count`, `object`,
`[shape]` a list, `{…}` a nested table, `a|b` one of these words; `?` after a key: it may be left out;
`shape|null`: null is allowed. The check is strict: an unknown key would be content nobody reads.
"""

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from fieldnotes.domain.entry import Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json

Shape: TypeAlias = "str | dict[str, Shape] | list[Shape]"

_TEMPLATE: Shape = {"id": "id", "version": "id", "sha256": "hash"}
_TEXTS: Shape = "texts"
_REVISION: dict[str, Shape] = {
    "template": _TEMPLATE,
    "sections": "sections",
    "shown": ["hash"],
    "reasons": _TEXTS,
    "dictated": "bool",
    "family_text?": "sections",
}
_COPY: Shape = {
    "sections": [{"id": "id", "label": "text", "text": "text", "source": "hash"}],
    "language": "id",
    "date": "id|null",
}
_PIN: Shape = {"section": "id", "field": "id|null", "start?": "count", "end?": "count", "quoted?": "text"}

BODIES: dict[Kind, dict[str, Shape]] = {
    Kind.NOTE_SIGNED: _REVISION,
    Kind.NOTE_CORRECTED: {**_REVISION, "reason": "text"},
    Kind.NOTE_MERGED: {**_REVISION, "reason": "text"},
    Kind.NOTE_COSIGNED: {"revision": "hash"},
    Kind.NOTE_MISFILED: {"revision": "hash", "to_case": "id|null", "reason": "text"},
    Kind.NOTE_SHOWN: {
        "revision": "hash|null",
        "template": _TEMPLATE,
        "copy": _COPY,
        "copy_hash": "hash",
        "people": [{"person_id": "id", "role": "id", "for_person_id?": "id"}],
        "opened": ["id"],
        "reasons": [{"section": "id", "terms": "bool", "text": "text"}],
    },
    Kind.FAMILY_RESPONDED: {
        "shown": "hash",
        "person_id": "id",
        "role": "id",
        "section": "id|null",
        "answer": "=agrees disagrees adds not_asked did_not_take_part",
        "text?": "text",
        "reason?": "text",
    },
    Kind.COPY_HANDED_OVER: {"revision": "hash", "document": "hash", "way": "id", "to": "id"},
    Kind.QUESTION_ASKED: {
        "revision": "hash",
        "pin": _PIN,
        "kind": "=question suggestion praise",
        "text": "text",
    },
    Kind.QUESTION_ANSWERED: {"question": "hash", "text": "text"},
    Kind.NOTE_APPROVED: {"revision": "hash", "seen": ["hash"]},
    Kind.NOTE_RETURNED: {"revision": "hash", "seen": ["hash"], "questions": ["hash"]},
    Kind.APPROVAL_WITHDRAWN: {"revision": "hash", "approval": "hash", "seen": ["hash"], "reason": "text"},
    Kind.ATTACHMENT_ADDED: {
        "attachment": "id",
        "name": "text",
        "media_type": "id",
        "size": "count",
        "chunk_size": "count",
        "chunks": ["hash"],
        "section?": "id",
    },
    Kind.CONSENT_GIVEN: {"what": "id", "person_id": "id", "role": "id", "how": "id", "note?": "text"},
    Kind.CONSENT_WITHDRAWN: {"what": "id", "person_id": "id", "consent": "hash", "note?": "text"},
    Kind.RECORDING_DESTROYED: {"recording": "id", "seconds": "count", "why": "id"},
    Kind.CASE_PROPOSED: {"child": "object", "people": ["object"], "unit": "id", "note?": "text"},
    Kind.CASE_BOUND: {"proposed": "id", "to_case": "id"},
    Kind.AGREEMENT_FOLLOWED_UP: {
        "revision": "hash",
        "section": "id",
        "row": "count",
        "outcome": "id",
        "note?": "text",
    },
    Kind.INSIGHT_GIVEN: {"to": "id", "document": "hash", "way": "id", "masked": ["object"]},
    Kind.COMMUNICATION_SENT: {"to": "id", "documents": ["hash"], "reply_by": "id", "way": "id"},
    Kind.COMMUNICATION_ANSWERED: {"sent": "hash", "answer": "id", "text?": "text"},
    Kind.CASE_DISPOSED: {"entries": "count", "attachments": "count", "root": "hash", "rule": "id"},
}

_HASH = re.compile(r"[0-9a-f]{64}")
_ID_LENGTH = 200


def check_body(kind: Kind, body: Mapping[str, Json]) -> None:
    """Refuse a body that is not exactly what its kind holds.

    Raises:
        Refused: BYTES_WRONG.
    """
    if not _fits(body, BODIES[kind]):
        raise Refused(Code.BYTES_WRONG)


def _fits(value: Json, shape: Shape) -> bool:
    if isinstance(shape, dict):
        return isinstance(value, Mapping) and _table_fits(value, shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(_fits(v, shape[0]) for v in value)
    if shape.startswith("="):
        return isinstance(value, str) and value in shape[1:].split()
    if shape.endswith("|null"):
        return value is None or _fits(value, shape.removesuffix("|null"))
    return _plain_fits(value, shape)


def _table_fits(value: Mapping[str, Json], shape: Mapping[str, Shape]) -> bool:
    known = {key.removesuffix("?"): (inner, key.endswith("?")) for key, inner in shape.items()}
    if not set(value) <= set(known):
        return False
    return all(_fits(value[key], inner) if key in value else optional for key, (inner, optional) in known.items())


def _plain_fits(value: Json, shape: str) -> bool:
    if shape == "bool":
        return isinstance(value, bool)
    if shape == "count":
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if isinstance(value, str):
        return _text_fits(value, shape)
    return isinstance(value, Mapping) and _object_fits(value, shape)


def _text_fits(value: str, shape: str) -> bool:
    if shape == "hash":
        return _HASH.fullmatch(value) is not None
    return shape == "text" or (shape == "id" and 0 < len(value) <= _ID_LENGTH)


def _object_fits(value: Mapping[str, Json], shape: str) -> bool:
    if shape == "texts":
        return all(isinstance(v, str) for v in value.values())
    if shape == "sections":
        return all(isinstance(v, Mapping | str) for v in value.values())
    return shape == "object"


def texts_of(value: Json) -> Sequence[str]:
    """All texts of a body, for tests that look for words where none may be."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return [text for part in inner for text in texts_of(part)]

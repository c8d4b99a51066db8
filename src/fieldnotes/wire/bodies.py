"""The content of each kind of entry, version 1: which keys it has and what stands there.

A shape is text: `hash`, `text` (may be empty), `id` (short, not empty), `bool`, `count`, `object`,
`[shape]` a list, `{…}` a nested table, `a|b` one of these words; `?` after a key: it may be left out;
`shape|null`: null is allowed. The check is strict: an unknown key would be content nobody reads.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from fieldnotes.domain.entry import Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json

Shape: TypeAlias = "str | dict[str, Shape] | list[Shape]"

_TEMPLATE: Shape = {"id": "id", "version": "id", "sha256": "hash"}
_TEXTS: Shape = "texts"
_CHANGE: Shape = {
    "section": "id",
    "field": "id",
    "person_id": "id",
    "role": "id",
    "before": "text",
    "after": "text",
    "at": "id",
    "response?": "hash",
}
"""A change of the text: who asked for it, the sentences before and after, and the answer it meets (decision 032)."""
_REVISION: dict[str, Shape] = {
    "template": _TEMPLATE,
    "sections": "sections",
    "shown": ["hash"],
    "reasons": _TEXTS,
    "dictated": "bool",
    "family_text?": "sections",
    "changes?": [_CHANGE],
}
_COPIED: Shape = {"revision": "hash", "author": "id", "role": "id", "at": "id"}
"""Where a note that lay in the wrong case comes from: whose signed text it is and when; never which case it lay in."""
_COPY: Shape = {
    "sections": [{"id": "id", "label": "text", "text": "text", "source": "hash"}],
    "language": "id",
    "date": "id|null",
}
_PIN: Shape = {"section": "id", "field": "id|null", "start?": "count", "end?": "count", "quoted?": "text"}

BODIES: dict[Kind, dict[str, Shape]] = {
    Kind.NOTE_SIGNED: {**_REVISION, "copied?": _COPIED},
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
        "interpreter?": {"name?": "text", "way?": "id", "for?": ["id"]},
    },
    Kind.FAMILY_RESPONDED: {
        "shown": "hash",
        "person_id": "id",
        "role": "id",
        "section": "id|null",
        "answer": "=agrees disagrees adds not_asked did_not_take_part",
        "text?": "text",
        "reason?": "text",
        "face?": "=happy calm unsure sad angry afraid",
        "way?": "=said showed",
        "understood?": "=yes partly no",
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
_TEXT_OR_TABLE = (str, dict)
Fits: TypeAlias = Callable[[Json], bool]


def check_body(kind: Kind, body: Mapping[str, Json]) -> None:
    """Refuse a body that is not exactly what its kind holds.

    Raises:
        Refused: BYTES_WRONG.
    """
    if not _CHECKS[kind](body):
        raise Refused(Code.BYTES_WRONG)


def _check_of(shape: Shape) -> Fits:
    """Turn a shape into its check, once: thousands of entries pass through the same few shapes."""
    if isinstance(shape, dict):
        return _table_check(shape)
    if isinstance(shape, list):
        inner = _check_of(shape[0])
        return lambda value: isinstance(value, list) and all(map(inner, value))
    if shape.startswith("="):
        words = frozenset(shape[1:].split())
        return lambda value: isinstance(value, str) and value in words
    if shape.endswith("|null"):
        given = _check_of(shape.removesuffix("|null"))
        return lambda value: value is None or given(value)
    return _PLAIN[shape]


def _table_check(shape: Mapping[str, Shape]) -> Fits:
    checks = {key.removesuffix("?"): _check_of(inner) for key, inner in shape.items()}
    needed = frozenset(key for key in shape if not key.endswith("?"))

    def fits(value: Json) -> bool:
        return (
            isinstance(value, dict)
            and needed <= value.keys()
            and value.keys() <= checks.keys()
            and all(checks[key](inner) for key, inner in value.items())
        )

    return fits


_PLAIN: dict[str, Fits] = {
    "bool": lambda value: isinstance(value, bool),
    "count": lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
    "hash": lambda value: isinstance(value, str) and _HASH.fullmatch(value) is not None,
    "id": lambda value: isinstance(value, str) and 0 < len(value) <= _ID_LENGTH,
    "text": lambda value: isinstance(value, str),
    "object": lambda value: isinstance(value, dict),
    "texts": lambda value: isinstance(value, dict) and all(isinstance(v, str) for v in value.values()),
    "sections": lambda value: isinstance(value, dict) and all(isinstance(v, _TEXT_OR_TABLE) for v in value.values()),
}
_CHECKS: dict[Kind, Fits] = {kind: _check_of(shape) for kind, shape in BODIES.items()}


def texts_of(value: Json) -> Sequence[str]:
    """All texts of a body, for tests that look for words where none may be."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return [text for part in inner for text in texts_of(part)]

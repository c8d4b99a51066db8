"""What lies in a package for who opens it in thirty years: what it is, and the shape of our own JSON. Names nobody."""

import json
from typing import Final

from fieldnotes.delivery.note_json import FORMAT
from fieldnotes.language.translation import translate as _

_TEXT: Final = {"type": "string"}
_TEXT_OR_NOTHING: Final = {"type": ["string", "null"]}
_NAMED: Final = {"type": "object", "required": ["id", "name"], "properties": {"id": _TEXT, "name": _TEXT}}
_MARK: Final = {
    "type": "object",
    "required": ["what", "at", "by"],
    "properties": {"what": _TEXT, "at": {"type": "string", "format": "date-time"}, "by": _NAMED},
}
SCHEMA: Final = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A signed note handed over by FieldNotes",
    "type": "object",
    "required": ["format", "case", "retention", "note", "revision", "state", "signed", "sections", "reads", "entries"],
    "properties": {
        "format": {"const": FORMAT},
        "case": {"type": "object", "required": ["id", "number", "child"]},
        "retention": {"type": "object", "required": ["keeping", "rule", "due", "by", "born", "lacks"]},
        "note": _TEXT,
        "revision": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "replaces": {"type": "array", "items": _TEXT},
        "state": {"enum": ["signed", "returned", "approved", "misfiled"]},
        "signed": _MARK,
        "cosigned": {"type": "array", "items": _MARK},
        "decisions": {"type": "array", "items": _MARK},
        "misfiled": {"type": "boolean"},
        "sections": {"type": ["object", "null"], "additionalProperties": {"type": "object"}},
        "reads": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "label", "kind", "lines"],
                "properties": {
                    "kind": _TEXT_OR_NOTHING,
                    "lines": {"type": "array", "items": {"type": "object", "required": ["label", "text"]}},
                },
            },
        },
        "entries": {"type": "array", "items": {"type": "object", "required": ["hash", "bytes", "signature"]}},
    },
}


def schema_json() -> bytes:
    """Give the JSON Schema of a note's file."""
    return (json.dumps(SCHEMA, indent=1) + "\n").encode()


def explained() -> str:
    """Say in words what the package holds and how it can be checked."""
    lines = (
        _("This package holds signed notes of one case, as the case system or the archive gets them."),
        _("METS.xml names every file with its size and SHA-256. metadata/descriptive/ERMS.xml says what each note is."),
        _("Each note lies in representations/rep1/data/notes, as a PDF for people and as JSON for programs."),
        _("The JSON holds the bytes each person signed, and their signatures: base64, SHA-256, Ed25519."),
        _("The hash of an entry is SHA-256 over the words fieldnotes/entry/1 followed by its bytes."),
    )
    return "\n".join(lines) + "\n"

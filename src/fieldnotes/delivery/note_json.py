"""A signed note as our own JSON: its typed values, what is read of them, and every entry's exact bytes and signature.

Whoever has only this file can check each entry's hash and signature; the other formats are made for other programs.
"""

import json
from typing import Final

from fieldnotes.delivery.record import Actor, CaseRecord, Mark, NoteRecord, Party
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.section_part import SectionPart
from fieldnotes.wire.base64_text import to_base64

FORMAT: Final = "fieldnotes/delivered-note/1"


def note_json(of: CaseRecord, note: NoteRecord) -> bytes:
    """Write one note of a case."""
    return (json.dumps(_note(of, note), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _note(of: CaseRecord, note: NoteRecord) -> JsonObject:
    return {
        "format": FORMAT,
        "case": {
            "id": of.case, "number": of.number, "phase": of.phase, "board": of.board, "unit": of.unit,
            "child": _party(of.child), "people": [_party(each) for each in of.parties],
            "opened": of.opened, "closed": of.closed,
        },
        "retention": retention(of),
        "note": note.note, "revision": note.revision, "replaces": [*note.replaces], "state": note.state,
        "template": {"id": note.template, "version": note.template_version}, "title": note.title,
        "happened": note.day.isoformat(), "ended": note.ended.isoformat() if note.ended else None,
        "signed": _mark(note.signed), "cosigned": [_mark(each) for each in note.cosigned],
        "decisions": [_mark(each) for each in note.decisions],
        "misfiled": note.stub,
        "sections": note.sections,
        "reads": [_part(each) for each in note.everything()],
        "entries": [
            {"hash": each.hash, "bytes": to_base64(each.data), "signature": to_base64(each.signature)}
            for each in note.sealed
        ],
    }  # fmt: skip


def retention(of: CaseRecord) -> JsonObject:
    """Say how long the file is kept, and the child's day of birth (RET-5)."""
    kept = of.kept
    return {
        "keeping": kept.keeping.value, "rule": kept.rule, "due": kept.due.isoformat() if kept.due else None,
        "by": kept.by.isoformat() if kept.by else None, "born": of.child.born, "lacks": [*kept.lacks],
    }  # fmt: skip


def _party(party: Party) -> JsonObject:
    return {
        "person_id": party.id, "role": party.role, "name": str(party.name) if party.name else None,
        "number": str(party.number) if party.number else None, "born": party.born,
        "protected": party.protected, "protection": party.protection,
    }  # fmt: skip


def _mark(mark: Mark) -> JsonObject:
    return {"what": mark.what, "at": mark.at.isoformat(), "by": _actor(mark.by), "reason": str(mark.reason) or None}


def _actor(who: Actor) -> JsonObject:
    return {"id": who.id, "name": str(who.name), "role": who.role, "unit": who.unit}


def _part(part: SectionPart) -> Json:
    lines: list[Json] = [{"label": each.label, "text": str(each.text)} for each in part.blocks]
    return {"id": part.id, "label": part.label, "kind": part.content_kind or None, "lines": lines}

"""A desk with very many signed notes, filed by the vault's own act in one transaction."""

import json

from fieldnotes.casework.desk import Desk
from fieldnotes.domain.entry import Act, Kind
from fieldnotes.vault import entries
from fieldnotes.wire.ids import new_id
from one_desk import RESOURCES


def file_notes(desk: Desk, cases, count: int) -> list[str]:
    """File `count` signed notes, each with a text of its own, dealt out over the cases; gives their ids."""
    signed = json.loads((RESOURCES / "demo" / "notes" / "prov-01.json").read_text(encoding="utf-8"))["sections"]
    reference = desk.book.reference("hembesok")
    notes = [new_id(desk.clock) for _ in range(count)]
    with entries.filing(desk.vault, desk.clock) as file_one:
        for number, note in enumerate(notes):
            seen = json.loads(json.dumps(signed["iakttagelser"]))
            seen["obs"][0]["text"] += f" Anteckning nummer {number}."
            sections = {**signed, "iakttagelser": seen}
            body = {"template": reference, "sections": sections, "shown": [], "reasons": {}, "dictated": False}
            case = cases[number % len(cases)]["id"]
            file_one(Act(new_id(desk.clock), Kind.NOTE_SIGNED, case, note, body, (), None))
    return notes

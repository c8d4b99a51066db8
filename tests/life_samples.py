"""Desks of a municipality at one hub, for what life brings: a visit nobody planned, a note gone astray."""

import json
from pathlib import Path

from fieldnotes.casework import exchange, not_carried_out, sign, write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.not_carried_out import NotCarriedOut
from one_desk import make_workshop
from road_hub import Road

SHIPPED = Path(__file__).resolve().parents[1] / "resources" / "demo" / "notes"
PROPOSAL = {
    "child": {"name": "Alva Berglund", "born": "2019-04-01"},
    "people": [{"name": "Maria Berglund", "role": "vardnadshavare"}],
    "note": "Polisen bad oss åka ut.",
}
MISSED = NotCarriedOut("ingen_oppnade", "Vi ringde på tre gånger och väntade en kvart.")
WHY = "Provkörning."


def desk_at(road: Road, vault) -> Desk:
    return Desk(make_workshop(road.clock, road.folder), vault, unlocked=road.clock.now())


def joined_desk(road: Road, user: str, name: str | None = None) -> Desk:
    return desk_at(road, road.joined(user, name))


def carry(*desks: Desk) -> None:
    """Send from all, then fetch for all."""
    for _ in range(2):
        for desk in desks:
            exchange.sync(desk)


def missed(desk: Desk, case: str) -> str:
    """Sign that a visit did not happen; gives the note."""
    return not_carried_out.record(desk, case, MISSED, WHY).note


def shipped_note(desk: Desk, case: str, name: str, template: str = "hembesok") -> str:
    note = write_note.add(desk, case, template, json.loads((SHIPPED / f"{name}.json").read_text("utf-8"))).note
    sign.sign(desk, note, {"*": WHY})
    return note

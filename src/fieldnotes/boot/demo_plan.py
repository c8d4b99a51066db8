"""The demo's one plan: a call, signed, in which a home visit was agreed for today. Knows no window."""

from datetime import timedelta
from typing import Final

from fieldnotes.casework import sign, write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.exchange import sync
from fieldnotes.domain.json_value import JsonObject

CASE: Final = "c-prov-01"
CHILD: Final[JsonObject] = {"person_id": "prov-01-p1", "name": "Elsa Sandin", "role": "barn", "presence": "inte_med"}
MOTHER: Final[JsonObject] = {
    "person_id": "prov-01-p2", "name": "Karin Sandin", "role": "vardnadshavare", "presence": "hela",
}  # fmt: skip
SAID: Final = "Karin säger att hon och Elsa är hemma i dag efter skolan och att det passar att jag kommer hem till dem."


def plan_a_visit(worker: Desk) -> None:
    """Sign a short call that ends just now; its next step is a home visit today, which Today leads to."""
    now = worker.clock.now().replace(microsecond=0)
    note = write_note.add(worker, CASE, "telefonsamtal", {"sections": _call(now.date().isoformat())}).note
    begun: JsonObject = {"start": (now - timedelta(minutes=5)).isoformat(), "end": now.isoformat()}
    write_note.edit(worker, note, {"sections": {"grunddata": begun}})
    sign.sign(worker, note, reason="Provkörning: samtalet är påhittat.")
    sync(worker)


def _call(today: str) -> JsonObject:
    told: JsonObject = {
        "source_person_id": MOTHER["person_id"],
        "source_kind": "berattat_per_telefon",
        "verbatim": False,
    }
    return {
        "grunddata": {"purpose": "Bestämma tid för ett hembesök."},
        "deltagare": {"people": [{**CHILD, "share_contact": False}, {**MOTHER, "share_contact": False}]},
        "samtalet": {"direction": "ut", "said": [{"text": SAID, **told}]},
        "nasta_steg": {"steps": [{"what": "Hembesök hos Elsa och Karin", "who": "Tove Ekberg", "due_date": today}]},
    }

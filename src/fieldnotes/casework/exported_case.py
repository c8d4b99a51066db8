"""A case as others can check it from its bytes alone: entries, signatures, certificates, the hub's last receipt."""

from fieldnotes.casework.desk import Desk
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.vault import devices, entries, feed
from fieldnotes.vault.identity import identity
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.entries import Sealed, read

FORMAT = "fieldnotes/case/1"


def exported_case(desk: Desk, case: str) -> JsonObject:
    """Lay out a case up to the hub's last receipt; what has not reached the hub stands apart under `waiting`.

    Refused: NOT_JOINED, for without a hub nobody vouches for the devices.
    """
    me = identity(desk.vault)
    if me.hub_key is None:
        raise Refused(Code.NOT_JOINED)
    receipt = feed.last_receipt(desk.vault, case)
    reached = receipt.position if receipt else 0
    rows = entries.sealed(desk.vault, case)
    numbered = [sealed for position, sealed in rows if position is not None and position <= reached]
    waiting = [sealed for position, sealed in rows if position is None or position > reached]
    return {
        "format": FORMAT,
        "case": case,
        "hub_key": to_base64(me.hub_key),
        "devices": _certificates(desk, [*numbered, *waiting]),
        "entries": [_row(sealed) for sealed in numbered],
        "receipt": receipt.to_json() if receipt else None,
        "waiting": [_row(sealed) for sealed in waiting],
    }


def _certificates(desk: Desk, rows: list[Sealed]) -> list[Json]:
    named = sorted({read(sealed.data).device for sealed in rows})
    words = (devices.certificate_word(desk.vault, device) for device in named)
    return [word.to_json() for word in words if word is not None]


def _row(sealed: Sealed) -> JsonObject:
    return {"bytes": to_base64(sealed.data), "signature": to_base64(sealed.signature)}

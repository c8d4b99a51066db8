"""Ask the template's rules what stands in the way of signing, showing or exporting. Changes nothing."""

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.views import Check
from fieldnotes.domain.json_value import JsonObject


def check(desk: Desk, note: str, when: str = "sign", room: JsonObject | None = None) -> Check:
    """Try the rules of one act: `sign`, `show` (for `room`, default: child and guardians) or `export`.

    Refused: UNKNOWN_NOTE.
    """
    raise NotImplementedError

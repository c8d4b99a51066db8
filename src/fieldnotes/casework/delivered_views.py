"""Which texts of a note lie in which case system, as the hub tells it with the case. Frozen values; decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fieldnotes.casework.view import View
from fieldnotes.domain.cases import Case
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.wire.reference import DELIVERED

NOTE = "note"


@dataclass(frozen=True, slots=True)
class DeliveredView(View):
    """One text in one system: which, what it is called here, since when, and the receipt it gave or a person noted.

    `what` is `note`, or `taken_back` once it lies in the wrong case.
    """

    revision: str
    what: str
    to: str
    at: datetime
    receipt: str = field(repr=False)


def delivered_of(case: Case, note: str) -> tuple[DeliveredView, ...]:
    """Read what is told of one note, the latest last."""
    told = case.source.get(DELIVERED)
    rows = [each for each in told if isinstance(each, Mapping)] if isinstance(told, list | tuple) else []
    return tuple(sorted((_read(row) for row in rows if row.get("note") == note), key=lambda each: each.at))


def standing(delivered: tuple[DeliveredView, ...], head: str | None) -> DeliveredView | None:
    """Give what was said last of the text that stands; None where it lies in no system, or was taken back."""
    mine = [each for each in delivered if each.revision == head]
    return mine[-1] if mine and mine[-1].what == NOTE else None


def _read(row: JsonObject) -> DeliveredView:
    said = {key: str(row.get(key, "")) for key in ("revision", "what", "to", "receipt")}
    return DeliveredView(**said, at=datetime.fromisoformat(str(row["at"])))

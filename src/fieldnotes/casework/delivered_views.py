"""Which texts of a note lie in which case system, and which wait to be copied there by hand, as the hub tells it.

Frozen values; decides nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from fieldnotes.casework.view import View
from fieldnotes.domain.cases import Case
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.wire.reference import DELIVERED, TO_COPY

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


@dataclass(frozen=True, slots=True)
class ToCopyView(View):
    """One text that a person has to copy into a system without an interface: which, into which, waiting since when.

    `what` is `note`, or `taken_back` where it has to be taken out of there.
    """

    revision: str
    what: str
    to: str
    since: datetime


def delivered_of(case: Case, note: str) -> tuple[DeliveredView, ...]:
    """Read what is told of one note, the latest last."""
    return tuple(sorted((_read(row) for row in _told(case, DELIVERED, note)), key=lambda each: each.at))


def to_copy_of(case: Case, note: str, head: str | None) -> tuple[ToCopyView, ...]:
    """Read what of one note waits to be copied by hand; a text that is not the `head` any more is not copied."""
    rows = [_read_waiting(row) for row in _told(case, TO_COPY, note)]
    return tuple(each for each in rows if each.what != NOTE or each.revision == head)


def standing(delivered: tuple[DeliveredView, ...], head: str | None) -> DeliveredView | None:
    """Give what was said last of the text that stands; None where it lies in no system, or was taken back."""
    mine = [each for each in delivered if each.revision == head]
    return mine[-1] if mine and mine[-1].what == NOTE else None


def _told(case: Case, key: str, note: str) -> Sequence[JsonObject]:
    told = case.source.get(key)
    rows = [each for each in told if isinstance(each, Mapping)] if isinstance(told, list | tuple) else []
    return [row for row in rows if row.get("note") == note]


def _read_waiting(row: JsonObject) -> ToCopyView:
    said = {key: str(row.get(key, "")) for key in ("revision", "what", "to")}
    return ToCopyView(**said, since=datetime.fromisoformat(str(row["since"])))


def _read(row: JsonObject) -> DeliveredView:
    said = {key: str(row.get(key, "")) for key in ("revision", "what", "to", "receipt")}
    return DeliveredView(**said, at=datetime.fromisoformat(str(row["at"])))

"""A case as others can check it from its bytes alone: entries, signatures, certificates, the hub's last receipt."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from fieldnotes.casework.desk import Desk
from fieldnotes.domain.disposal import CARE_TEMPLATES, Facts, Retention, retention
from fieldnotes.domain.disposal_facts import facts_of
from fieldnotes.domain.entry import REVISIONS, Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.vault import devices, entries, feed, reference
from fieldnotes.vault.identity import identity
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.entries import Sealed, read

FORMAT = "fieldnotes/case/1"


def exported_case(desk: Desk, case: str, bound: Sequence[str] = ()) -> JsonObject:
    """Lay out a case up to the hub's last receipt; what has not reached the hub stands apart under `waiting`.

    `bound`: cases proposed before this one was found; each lies under `proposed` as a chain of its own. Of a note in
    the wrong case only the hashes are told: the chain still holds, and the text does not leave with this file.

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
    wrong = _misfiled([*numbered, *waiting])
    found: dict[str, Json] = {
        "format": FORMAT,
        "case": case,
        "hub_key": to_base64(me.hub_key),
        "devices": _certificates(desk, [*numbered, *waiting]),
        "entries": [_row(sealed, wrong) for sealed in numbered],
        "receipt": receipt.to_json() if receipt else None,
        "waiting": [_row(sealed, wrong) for sealed in waiting],
    }
    found["retention"] = _retention(desk, case, [sealed for _, sealed in rows])
    if bound:
        found["proposed"] = [exported_case(desk, each) for each in bound]
    return found


def kept_of(desk: Desk, case: str, rows: Sequence[Sealed]) -> Retention:
    """Work out how long a file is kept, from what the hub says of the case and what is written in it."""
    return retention(_facts(desk, case, rows))


def _retention(desk: Desk, case: str, rows: Sequence[Sealed]) -> JsonObject:
    """How long the file is kept, for the archive it goes to: class, rule, days, and the child's day of birth (RET-5).

    `lacks` names what is not known here and decides it; a case that is only proposed lacks everything.
    """
    facts = _facts(desk, case, rows)
    kept = retention(facts)
    return {
        "keeping": kept.keeping.value, "rule": kept.rule, "due": kept.due.isoformat() if kept.due else None,
        "by": kept.by.isoformat() if kept.by else None, "born": facts.born, "lacks": [*kept.lacks],
    }  # fmt: skip


def _facts(desk: Desk, case: str, rows: Sequence[Sealed]) -> Facts:
    known, unit = reference.case_and_unit(desk.vault, case)
    facts = facts_of(known, unit, max((read(sealed.data).at for sealed in rows), default=None))
    return replace(facts, care=True) if any(template in CARE_TEMPLATES for template in _templates(rows)) else facts


def _templates(rows: Sequence[Sealed]) -> Iterator[str]:
    for sealed in rows:
        act = read(sealed.data)
        template = act.body.get("template") if act.kind in REVISIONS else None
        if isinstance(template, Mapping):
            yield str(template.get("id"))


def withheld(desk: Desk, cases: Sequence[str]) -> frozenset[str]:
    """Hashes of the entries whose content does not leave with an export of these cases."""
    return frozenset[str]().union(
        *(_misfiled([sealed for _, sealed in entries.sealed(desk.vault, case)]) for case in cases)
    )


def _misfiled(rows: list[Sealed]) -> frozenset[str]:
    """Hashes of everything about notes that lie in the wrong case, but for the acts that say so."""
    acts = [(sealed.hash, read(sealed.data)) for sealed in rows]
    notes = {act.note for _, act in acts if act.kind is Kind.NOTE_MISFILED}
    return frozenset(digest for digest, act in acts if act.note in notes and act.kind is not Kind.NOTE_MISFILED)


def _certificates(desk: Desk, rows: list[Sealed]) -> list[Json]:
    named = sorted({read(sealed.data).device for sealed in rows})
    words = (devices.certificate_word(desk.vault, device) for device in named)
    return [word.to_json() for word in words if word is not None]


def _row(sealed: Sealed, wrong: frozenset[str]) -> JsonObject:
    if sealed.hash in wrong:
        return {"hash": sealed.hash, "withheld": "misfiled"}
    return {"bytes": to_base64(sealed.data), "signature": to_base64(sealed.signature)}

"""hub verify finds every change that somebody with the database in hands could make."""

import pytest
from sqlalchemy import delete, insert, select, update

from fieldnotes.hub.feed import push
from fieldnotes.hub.sealing import CaseKeys
from fieldnotes.hub.tables import access_row, case_head, device, entry, quarantine, reference_item
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.wire.access_chain import START, link
from hub_samples import CASE, OTHER
from in_the_clear import in_the_clear


@pytest.fixture
def filled(hub, tove, boss):
    notes = [tove.signed(note=f"n-{number}") for number in range(3)]
    push(hub, tove.id, [*notes, tove.signed(case=OTHER)])
    push(hub, boss.id, [boss.approved(notes[0].hash, note="n-0")])
    return hub


def second(statement):
    return statement.where(entry.c.case_id == CASE, entry.c.position == 2)


def test_an_untouched_hub_is_found_whole(filled):
    """rules: INS-1."""
    assert verify_hub(filled) == {"entries": 4, "attachments": 0, "pending": 0, "ok": True, "faults": []}


def swapped(connection):
    first = connection.execute(select(entry).where(entry.c.case_id == CASE, entry.c.position == 1)).one()
    other = connection.execute(second(select(entry))).one()
    for row, place in ((first, 2), (other, 1)):
        changed = {k: v for k, v in row._mapping.items() if k not in ("position", "case_id", "log_head", "entry_id")}
        connection.execute(update(entry).where(entry.c.case_id == CASE, entry.c.position == place).values(**changed))


def flipped(connection):
    """By somebody who has the hub's key, too."""
    [(row, data)] = in_the_clear(connection, second(select(entry)))
    assert b"mamma" in data
    changed = CaseKeys(connection).seal(row.case_id, row.hash, data.replace(b"mamma", b"pappa"))
    connection.execute(second(update(entry)).values(data=changed))


def scratched(connection):
    row = connection.execute(second(select(entry))).one()
    connection.execute(second(update(entry)).values(data=row.data[:-1] + bytes([row.data[-1] ^ 1])))


def rolled_back(connection):
    earlier = connection.execute(
        select(entry.c.log_head).where(entry.c.case_id == CASE, entry.c.position == 3)
    ).scalar()
    connection.execute(delete(entry).where(entry.c.case_id == CASE, entry.c.position == 4))
    connection.execute(update(case_head).where(case_head.c.case_id == CASE).values(position=3, log_head=earlier))


def doubled(connection):
    row = connection.execute(second(select(entry))).one()
    connection.execute(insert(entry).values(**{**row._mapping, "position": 5, "entry_id": "again"}))


TAMPERED = {
    "a flipped byte": (flipped, {"hash", "log_head", "signature", "position"}),
    "a flipped byte under the seal": (scratched, {"seal"}),
    "a dropped entry": (lambda c: c.execute(second(delete(entry))), {"gap", "log_head", "position"}),
    "two swapped entries": (swapped, {"columns", "log_head", "position"}),
    "a foreign signature": (lambda c: c.execute(second(update(entry)).values(signature=bytes(64))), {"signature"}),
    "a rolled-back case": (rolled_back, {"receipt"}),
    "a doubled entry": (doubled, {"columns", "log_head", "position"}),
    "another running head": (lambda c: c.execute(second(update(entry)).values(log_head="0" * 64)), {"log_head"}),
    "another author": (lambda c: c.execute(second(update(entry)).values(author="u-maja")), {"columns"}),
    "a forged receipt": (lambda c: c.execute(update(case_head).values(receipt=bytes(64))), {"receipt"}),
    "a lost counter row": (lambda c: c.execute(delete(case_head).where(case_head.c.case_id == CASE)), {"orphan"}),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_every_way_of_tampering_shows(filled, name):
    """rules: INS-1."""
    tamper, expected = TAMPERED[name]
    filled.database.write(tamper)
    found = verify_hub(filled)
    assert not found["ok"]
    assert {fault["what"] for fault in found["faults"]} == expected


def test_a_swapped_device_key_shows(filled, tove):
    filled.database.write(
        lambda c: c.execute(update(device).where(device.c.device_id == tove.id).values(public_key=bytes(32)))
    )
    whats = {fault["what"] for fault in verify_hub(filled)["faults"]}
    assert {f"certificate {tove.id}", "signature"} <= whats


def test_changed_reference_data_and_quarantine_show(filled, tove):
    push(filled, tove.id, [tove.signed(case="c-3")])
    filled.database.write(lambda c: c.execute(update(reference_item).values(value=b'{"a": 1}')))
    filled.database.write(lambda c: c.execute(update(quarantine).values(data=b"{}")))
    whats = {fault["what"] for fault in verify_hub(filled)["faults"]}
    assert {"quarantine", "reference case", "reference user"} <= whats


def access_rows(hub, *numbers, device="d-1", changed=()):
    before = START
    for number in range(1, max(numbers) + 1):
        row = {"what": "opened", "case": "c-1", "note": None, "revision": None, "at": f"2026-03-12T15:0{number}:00Z"}
        before = link(before, row)
        if number in numbers:
            values = {"case_id": row.pop("case"), "device": device, "number": number, "user_id": "u-tove", **row}
            values |= {"chain": before, "received_at": "2026-03-12", "what": "x" if number in changed else "opened"}
            hub.database.write(lambda connection, values=values: connection.execute(insert(access_row).values(values)))


def test_a_row_of_the_access_log_that_is_missing_or_was_changed_is_named(filled):
    """rules: SEC-6"""
    access_rows(filled, 1, 2, 3)
    assert verify_hub(filled)["ok"]
    access_rows(filled, 1, 3, device="d-2")
    access_rows(filled, 1, 2, 3, device="d-3", changed=(2,))
    found = [fault["what"] for fault in verify_hub(filled)["faults"]]
    assert found == ["access gap d-2 3", "access chain d-3 2"]

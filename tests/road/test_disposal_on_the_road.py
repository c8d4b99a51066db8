"""A disposed case leaves every device at its next exchange, and each says so; what somebody has begun holds it up.

rules: RET-5
"""

import json

import pytest
from sqlalchemy import select

from fieldnotes.domain.entry import Act, Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub.devices import revoke
from fieldnotes.hub.disposal_orders import disposed_cases, orders
from fieldnotes.hub.disposing import dispose
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.retention import disposal_list
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.sync import disposing
from fieldnotes.sync.exchange import exchange
from fieldnotes.vault import attachments, drafts, entries, reference
from fieldnotes.vault.attachments import Coming
from fieldnotes.vault.ending import end_case
from fieldnotes.vault.feed import last_receipt
from fieldnotes.vault.identity import identity
from fieldnotes.vault.leftovers import FILES
from fieldnotes.vault.promises import receipt_in
from fieldnotes.vault.store import STORE_FILE
from fieldnotes.vault.tables import METADATA, PROMISES
from fieldnotes.vault.verify import verify
from fieldnotes.wire.disposal_order import DisposalOrder
from fieldnotes.wire.ids import new_id
from restored_hub import backed_up, restored
from road_hub import CASE, COLLEAGUE, SUPERVISOR, WORKER
from vault_samples import NOTE, consent, draft

MINE = "c-prov-04"
YEARS = 365.25 * 24 * 3600


@pytest.fixture
def old_case(own_road, resources):
    """A case that opened nothing, closed in 2026, in a town that keeps no more than the law says."""
    town = json.loads((resources / "demo" / "import.json").read_text("utf-8"))
    case = next(each for each in town["cases"] if each["id"] == CASE)
    del case["opened"]
    case |= {"closed": "2026-03-12", "retention": "ej_inledd"}
    import_file(own_road.hub, {"units": [{**town["units"][0], "municipality_code": "0184"}], "cases": [case]})
    return own_road


def end(road):
    road.clock.move(5.01 * YEARS)
    rows = disposal_list(road.hub)["due"]
    assert [row["case"] for row in rows] == [CASE]
    dispose(road.hub, rows, SUPERVISOR)


def attached(vault, clock):
    coming = Coming(new_id(clock), CASE, NOTE, None, "kylen.jpg", "image/jpeg", clock.now().isoformat())
    one = attachments.add(vault, coming, [b"kylen"])
    entries.file_act(vault, Act(new_id(clock), Kind.ATTACHMENT_ADDED, CASE, NOTE, attachments.body_of(one)), clock)


def filled(road):
    """A worker and a colleague who hold the case with a file, and one case more."""
    people = [road.joined(user) for user in (WORKER, COLLEAGUE)]
    for case, note in ((CASE, NOTE), (MINE, "n-mine"), (CASE, NOTE)):
        entries.file_act(people[0], consent(road.clock, case, note), road.clock)
    attached(people[0], road.clock)
    for vault in (*people, *people):
        exchange(vault, road.clock)
    return people


def rows_about(vault):
    """Tables with anything that names the case, its people or its note, but for what says that it was here."""
    names = (CASE, "Elsa Sandin", "BV-2026-0142", NOTE)
    with vault.reading() as connection:
        return {
            name
            for name, table in METADATA.tables.items()
            for row in connection.execute(select(table))
            if any(word in str(value) for value in row for word in names)
        } - {"access_rows", "purged", "promises"}


def waiting(road):
    return disposed_cases(road.hub)["disposed"][0]["waiting"]


def test_it_leaves_every_device_and_the_rest_is_sound(old_case):
    """Entries, files, the card with its names; the device's chain has no hole, and its access log says what happened.

    rules: RET-5, SEC-6
    """
    worker, colleague = filled(old_case)
    clerk = preparing(old_case)
    assert rows_about(worker) >= {"entries", "reference_items", "attachments"}
    end(old_case)
    assert len(waiting(old_case)) == 2
    for vault in (worker, colleague):
        assert exchange(vault, old_case.clock).disposed == (CASE,)
        assert rows_about(vault) <= {"reference_items"}  # that it is no longer theirs, by its id
        assert CASE not in {case.id for case in reference.cases(vault)}
        assert list((vault.folder / FILES).glob("*")) == []
        assert verify(vault).ok, verify(vault).faults
    assert waiting(old_case) == []
    assert len(entries.of_case(worker, MINE)) == 1
    assert exchange(worker, old_case.clock).disposed == ()
    with worker.reading() as connection:
        promised = receipt_in(connection, PROMISES, CASE)
        said = connection.execute(select(METADATA.tables["access_rows"])).all()
    assert promised.position == 4  # the hub's word about the end is what stays
    assert [(row.what, row.case_id, row.sent) for row in said][-1] == (disposing.ENDED, CASE, True)
    joins_later(old_case)
    exchange(clerk, old_case.clock)
    assert rows_about(clerk) == set()
    found = verify_hub(old_case.hub)
    assert found["ok"], found["faults"]


def preparing(road):
    """An administrator, whose table holds the case's people and no entry."""
    there = [{"unit": "unit-bou", "role": "administrator"}]
    clerk = {"id": "u-adm", "name": "Adam Min", "role": "administrator", "unit": "unit-bou", "memberships": there}
    import_file(road.hub, {"users": [clerk]})
    vault = road.joined("u-adm")
    exchange(vault, road.clock)
    assert rows_about(vault) == {"reference_items"}
    return vault


def joins_later(road):
    """A device that has nothing of it says so at once."""
    fresh = road.joined(WORKER, "fresh")
    assert exchange(fresh, road.clock).disposed == ()
    assert waiting(road) == []
    assert CASE not in {case.id for case in reference.cases(fresh)}
    assert verify(fresh).ok


def test_a_begun_draft_holds_it_up_until_it_is_ended(old_case):
    """Whoever's access was withdrawn obeys too, before they part.

    rules: RET-5, DOC-2
    """
    worker, colleague = filled(old_case)
    end(old_case)
    drafts.save(worker, draft(note="n-begun", case=CASE))
    assert exchange(worker, old_case.clock).disposed == ()
    assert len(entries.of_case(worker, CASE)) == 3
    assert len(waiting(old_case)) == 2
    drafts.discard(worker, "n-begun")
    assert exchange(worker, old_case.clock).disposed == (CASE,)
    assert len(waiting(old_case)) == 1
    revoke(old_case.hub, identity(colleague).device)
    with pytest.raises(Refused) as caught:
        exchange(colleague, old_case.clock)
    assert caught.value.code is Code.DEVICE_REVOKED
    assert entries.of_case(colleague, CASE) == []
    assert waiting(old_case) == []


def test_an_order_that_does_not_fit_what_the_hub_has_signed_is_not_followed(old_case):
    """Neither one another key has signed, nor one that ends another chain than the one told of.

    A true one leaves nothing in the store's log either.

    rules: SEC-9
    """
    worker, _ = filled(old_case)
    end(old_case)
    with old_case.hub.database.reading() as connection:
        [word] = orders(old_case.hub, connection, [CASE])
    with pytest.raises(Refused) as caught:
        DisposalOrder.read(word, bytes(32))
    assert caught.value.code is Code.SIGNATURE_WRONG
    order, now = DisposalOrder.read(word, old_case.hub.key.public), old_case.clock.now().isoformat()
    stood = last_receipt(worker, CASE).log_head
    point(worker, "11" * 32)
    with pytest.raises(Refused) as caught:
        end_case(worker, order, now)
    assert caught.value.code is Code.FEED_ROLLED_BACK
    assert len(entries.of_case(worker, CASE)) == 3
    point(worker, stood)
    assert [end_case(worker, order, now) for _ in range(2)] == [3, 0]
    assert (worker.folder / f"{STORE_FILE}-wal").stat().st_size == 0


def point(vault, log_head):
    """Let the store say that the case it holds stood elsewhere."""
    with vault.writing() as connection:
        connection.execute(METADATA.tables["receipts"].update().values(log_head=log_head))


def test_offered_again_after_a_restore_it_is_not_taken_in_again(old_case, tmp_path):
    """The hub is restored from a later backup; a device that had not heard of the disposal offers all it has."""
    worker, _ = filled(old_case)
    end(old_case)
    copy = backed_up(old_case.hub, tmp_path / "after")
    with restored(copy, tmp_path / "again", old_case.clock, worker) as hub:
        assert exchange(worker, old_case.clock).disposed == (CASE,)
        assert entries.of_case(worker, CASE) == []
        found = verify_hub(hub)
        assert (found["ok"], found["faults"]) == (True, [])
        assert verify(worker).ok, verify(worker).faults

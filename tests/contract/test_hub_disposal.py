"""Disposal at the hub: nothing of the case is left, the rest stands, nobody brings it back."""

import pytest
from sqlalchemy import delete, insert, select, update

from disposed_town import WHO, approved, over, report
from fieldnotes.domain.entry import Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub.attachments import Place, begin, put_piece
from fieldnotes.hub.blobs import blob_name
from fieldnotes.hub.devices import find_device
from fieldnotes.hub.disposal_orders import disposed_cases, orders_for
from fieldnotes.hub.disposal_tables import case_key
from fieldnotes.hub.disposing import dispose, finish
from fieldnotes.hub.feed import push
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.judging import judge
from fieldnotes.hub.operator_log import acts
from fieldnotes.hub.quarantining import all_held
from fieldnotes.hub.reference import delta
from fieldnotes.hub.releasing import quarantine_list, quarantine_refuse, quarantine_release
from fieldnotes.hub.retention import disposal_list
from fieldnotes.hub.sessions import Caller
from fieldnotes.hub.tables import attachment, attachment_chunk, entry, kept_draft, reference_item
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.wire.disposal_order import DisposalOrder, sign_receipt
from fieldnotes.wire.entries import read
from hub_samples import BOSS, BOTH, CASE, COLLEAGUE, OTHER, OUTSIDER, WORKER, a_case
from in_the_clear import in_the_clear

WORDS = "Elsa väcker mamma."


def code_of(act):
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code


@pytest.fixture
def tove(hub, laptop):
    return laptop().enrol(hub)


@pytest.fixture
def jonas(hub, laptop):
    return laptop(COLLEAGUE).enrol(hub)


@pytest.fixture
def filled(hub, tove, jonas):
    """Two cases with notes; the first one's time is over as soon as the clock says so."""
    push(hub, tove.id, [tove.signed(note=f"n-{number}", text=WORDS) for number in range(3)])
    push(hub, jonas.id, [jonas.signed(case=OTHER, text="Om Elsa i ett annat ärende.")])
    return hub


def ended(hub, clock, *cases):
    over(hub, clock, *cases)
    return dispose(hub, approved(hub), WHO)


def lying(hub):
    """Every byte the database keeps: the embedded file and its log, or PostgreSQL's tables."""
    with hub.database.reading() as connection:
        if connection.dialect.name == "sqlite":
            return b"".join(path.read_bytes() for path in hub.home.folder.glob("hub.sqlite*"))
        connection.exec_driver_sql("CHECKPOINT")
        named = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        names = connection.exec_driver_sql(named).scalars().all()
        read_one = "SELECT pg_read_binary_file(pg_relation_filepath('\"{}\"'))"
        return b"".join(connection.exec_driver_sql(read_one.format(name)).scalar_one() for name in names)


@BOTH
def test_nothing_of_the_case_is_left_and_the_rest_stands(filled, held_clock, tove):
    """Not a word, a name or a number, in rows or in what the database keeps of deleted ones.

    rules: RET-1
    """
    before = lying(filled)
    done = ended(filled, held_clock)
    [told] = done["disposed"]
    assert (told["case"], told["entries"], told["attachments"], done["finished"]) == (CASE, 3, 0, True)
    after = lying(filled)
    for word in ("Elsa Sandin", f"NR-{CASE}"):
        assert word.encode() in before  # it was looked for in the right place
    assert f"NR-{CASE}".encode() not in after
    with filled.database.reading() as connection:
        rest = {row.case_id: data for row, data in in_the_clear(connection)}
        assert connection.execute(select(reference_item.c.id).where(reference_item.c.id == CASE)).first() is None
        assert [act.what for act in acts(connection)][-1] == "case_disposed"
    assert rest.keys() == {CASE, OTHER}
    assert read(rest[CASE]).body == {"entries": 3, "attachments": 0, "root": told["root"], "rule": "RET-2"}
    found = verify_hub(filled)
    assert (found["faults"], found["entries"]) == ([], 2)


def test_its_files_go_with_it_and_what_a_kill_left_is_finished_by_the_next_call(filled, held_clock, tove, monkeypatch):
    """The key goes at once, then the bytes and what is noted of them."""
    who, at = Caller(tove.id, WORKER, revoked=False), Place(CASE, "0190a2b4-0000-7000-8000-000000000001")
    begin(filled, who, at, 2, b"k" * 32)
    put_piece(filled, who, at, 1, b"sealed bytes")
    name = blob_name(CASE, at.id, 1)
    over(filled, held_clock)
    rows = approved(filled)
    with monkeypatch.context() as here:
        here.setattr("fieldnotes.hub.disposing.finish", lambda _hub: False)
        done = dispose(filled, rows, WHO)
    assert (done["finished"], done["disposed"][0]["attachments"]) == (False, 1)
    assert not disposed_cases(filled)["disposed"][0]["finished"]
    assert filled.blobs.has(name)
    assert finish(filled)
    assert not filled.blobs.has(name)
    assert disposed_cases(filled)["disposed"][0]["finished"]
    assert dispose(filled, rows, WHO) == {"disposed": [], "finished": True}  # the same again changes nothing
    assert code_of(lambda: begin(filled, who, at, 2, b"k" * 32)) is Code.NOT_ASSIGNED
    with filled.database.reading() as connection:
        for table in (attachment, attachment_chunk):
            assert connection.execute(select(table)).all() == []


def test_its_people_get_a_tombstone_and_read_nothing(filled, held_clock, tove, jonas):
    def items(user, after):
        return delta(filled, user, after)

    with filled.database.reading() as connection:
        stood = connection.exec_driver_sql("SELECT version FROM reference_version").scalar_one()
    ended(filled, held_clock)
    told = read_delta(filled, WORKER, stood)
    assert (CASE, None) in told
    assert CASE not in {name for name, _ in read_delta(filled, WORKER, 0)}
    assert CASE not in {name for name, _ in read_delta(filled, BOSS, 0)}
    assert items(WORKER, 0).signature


def read_delta(hub, user, after):
    from fieldnotes.wire.reference import ReferenceDelta

    found = ReferenceDelta.read(delta(hub, user, after), hub.key.public)
    return [(item.id, item.value) for item in found.items]


def test_what_is_offered_again_is_known_and_kept_nowhere(filled, held_clock, tove, laptop):
    """A device that has not heard of it yet, after a restore say: its entries are those that were disposed of."""
    again = tove.signed(note="n-9", text=WORDS)
    push(filled, tove.id, [again])
    forged = laptop("u-eve").signed(note="n-1", text=WORDS)
    ended(filled, held_clock)
    results = push(filled, tove.id, [again, forged])["results"]
    assert [one["reason"] for one in results] == ["case_disposed", "case_disposed"]
    with filled.database.reading() as connection:
        assert all_held(connection) == []
    assert verify_hub(filled)["ok"]


def test_a_new_entry_in_a_disposed_case_is_kept_for_a_person_and_never_let_in(filled, held_clock, tove):
    """Nothing handed in is lost, nothing brings the case back; what a person refuses goes with the next disposal."""
    ended(filled, held_clock)
    late = tove.signed(note="n-late", text=WORDS)
    assert [one["reason"] for one in push(filled, tove.id, [late])["results"]] == ["case_disposed"]
    assert [row["reason"] for row in quarantine_list(filled)["quarantine"]] == ["case_disposed"]
    assert code_of(lambda: quarantine_release(filled, late.hash, BOSS)) is Code.CASE_DISPOSED
    quarantine_refuse(filled, late.hash, BOSS)
    assert finish(filled)
    with filled.database.reading() as connection:
        assert all_held(connection) == []
    assert verify_hub(filled)["ok"]


def test_who_was_judged_before_and_comes_after_is_too_late(filled, held_clock, tove, monkeypatch):
    """The case ends between the judgement of an entry and its filing: it is judged again under the lock."""
    over(filled, held_clock)
    rows, fresh = approved(filled), tove.signed(note="n-race", text=WORDS)

    def meanwhile(hub, sealed):
        judged = judge(hub, sealed)
        dispose(hub, rows, WHO)
        return judged

    monkeypatch.setattr("fieldnotes.hub.feed.judge", meanwhile)
    assert [one["reason"] for one in push(filled, tove.id, [fresh])["results"]] == ["case_disposed"]
    assert verify_hub(filled)["ok"]


def test_nobody_but_the_hub_says_that_a_case_is_disposed_of(filled, laptop, tove, held_clock):
    """Neither its supervisor nor a worker; it is set aside, and cannot be released."""
    from hub_samples import supervisor

    boss = supervisor(held_clock).enrol(filled)
    body = {"entries": 3, "attachments": 0, "root": "11" * 32, "rule": "RET-1"}
    said = [one.act(Kind.CASE_DISPOSED, body, note=None) for one in (boss, tove)]
    results = push(filled, boss.id, said)["results"]
    assert [one["reason"] for one in results] == ["not_allowed", "not_allowed"]
    assert code_of(lambda: quarantine_release(filled, said[0].hash, BOSS)) is Code.NOT_ALLOWED


def test_the_case_system_does_not_bring_it_back(filled, held_clock):
    ended(filled, held_clock)
    told = import_file(filled, {"cases": [report(), a_case(OTHER, [COLLEAGUE])]})
    assert told["disposed"] == [CASE]
    with filled.database.reading() as connection:
        assert connection.execute(select(reference_item.c.id).where(reference_item.c.id == CASE)).first() is None


def test_the_list_is_approved_as_it_was_gone_through(filled, held_clock, tove):
    """Who approves is a supervisor of the unit or an administrator; what has changed since is not disposed of.

    rules: RET-1
    """
    over(filled, held_clock)
    rows = approved(filled)
    assert [row["case"] for row in rows] == [CASE]
    assert code_of(lambda: dispose(filled, rows, "u-nobody")) is Code.UNKNOWN_USER
    assert code_of(lambda: dispose(filled, rows, WORKER)) is Code.NOT_A_SUPERVISOR
    assert code_of(lambda: dispose(filled, [{**rows[0], "due": "2030-01-01"}], WHO)) is Code.NOT_DUE
    assert code_of(lambda: dispose(filled, [*rows, {**rows[0], "case": OTHER}], WHO)) is Code.NOT_DUE
    push(filled, tove.id, [tove.signed(note="n-new")])
    assert disposal_list(filled)["due"] == []
    assert code_of(lambda: dispose(filled, rows, WHO)) is Code.NOT_DUE
    assert verify_hub(filled)["entries"] == 5


@pytest.mark.parametrize("why", ["placed", "care_note", "draft", "set_aside", "unclear", "open", "sample"])
def test_what_speaks_against_it_keeps_the_case(filled, held_clock, tove, jonas, why):
    """rules: RET-1, RET-2, RET-3"""
    more = {
        "placed": {"placed": "2026-03-01"},
        "unclear": {"child": {"person_id": "p", "name": "Elsa", "role": "barn"}},
        "open": {"phase": "utredning"},
        "sample": {"child": {"person_id": "p", "name": "Elsa", "role": "barn", "born": "2017-09-05"}},
    }.get(why, {})
    case = report(**more)
    if why == "open":
        del case["closed"]
    if why == "care_note":
        push(filled, tove.id, [care_note(tove)])
    if why == "set_aside":
        push(filled, tove.id, [tove.approved("11" * 32)])
    if why == "draft":
        filled.database.write(lambda connection: connection.execute(insert(kept_draft).values(DRAFT)))
    over(filled, held_clock, case)
    found = disposal_list(filled)
    assert found["due"] == []
    where = {"draft": "waiting", "set_aside": "waiting", "unclear": "unclear", "open": "unclear"}.get(why)
    if where:
        needs = {row["case"]: row["needs"] for row in found[where]}
        expected = {"draft": ["drafts"], "set_aside": ["set_aside"], "unclear": ["born"], "open": ["closed"]}[why]
        assert needs[CASE] == expected
    else:
        assert found["kept"] == 1


DRAFT = {
    "case_id": CASE, "note": "n-d", "device": "d", "shelf": "s", "user_id": WORKER, "number": 1, "begun": "2026-03-12",
    "since": "2026-03-12", "received_at": "2026-03-12", "sealed": b"x",
}  # fmt: skip


def care_note(device):
    body = {
        "template": {"id": "hembesok_placering", "version": "2.0.0", "sha256": "11" * 32},
        "sections": {}, "shown": [], "reasons": {}, "dictated": False,
    }  # fmt: skip
    return device.act(Kind.NOTE_SIGNED, body, CASE, "n-care")


def test_a_proposed_case_goes_with_the_one_it_turned_out_to_be(filled, held_clock, tove):
    filled_with_a_proposal(filled, tove)
    over(filled, held_clock)
    done = dispose(filled, approved(filled), WHO)
    assert sorted((one["case"], one["entries"]) for one in done["disposed"]) == [(CASE, 3), ("c-new", 1)]
    assert WORDS.encode() not in lying(filled)
    assert verify_hub(filled)["ok"]


def filled_with_a_proposal(hub, device):
    from fieldnotes.hub.proposing import bind

    body = {"child": {"person_id": "p", "name": WORDS, "role": "barn"}, "people": [], "unit": device.unit}
    results = push(hub, device.id, [device.act(Kind.CASE_PROPOSED, body, "c-new", None)])["results"]
    assert results[0]["result"] == "stored"
    bind(hub, "c-new", CASE)


@BOTH
def test_a_device_is_told_until_it_says_that_nothing_is_left(filled, held_clock, tove, jonas, laptop):
    """Every device of who could know the case, also one that joins later; nobody else's receipt counts."""
    eve = laptop(OUTSIDER).enrol(filled)
    ended(filled, held_clock)
    late = laptop().enrol(filled)

    def told(device):
        with filled.database.reading() as connection:
            return orders_for(filled, connection, find_device(connection, device.id))

    [word] = told(tove)
    order = DisposalOrder.read(word, filled.key.public)
    assert (order.case, order.entries) == (CASE, 3)
    assert [len(told(one)) for one in (jonas, late, eve)] == [1, 1, 0]
    from fieldnotes.hub.disposal_orders import note_obeyed

    wrong = sign_receipt(jonas.key, word)
    assert code_of(lambda: note_obeyed(filled, tove.id, word, wrong)) is Code.SIGNATURE_WRONG
    for _ in range(2):
        assert note_obeyed(filled, tove.id, word, sign_receipt(tove.key, word)) == {"case": CASE}
    assert [len(told(one)) for one in (tove, jonas)] == [0, 1]
    [row] = disposed_cases(filled)["disposed"]
    assert set(row["waiting"]) == {jonas.id, late.id}


def test_verify_finds_what_does_not_fit_the_end_of_a_case(filled, held_clock):
    ended(filled, held_clock)
    stub = entry.c.case_id == CASE

    def whats():
        return {fault["what"] for fault in verify_hub(filled)["faults"]}

    with filled.database.reading() as connection:
        row = connection.execute(select(entry).where(stub)).one()
    filled.database.write(lambda c: c.execute(update(entry).where(stub).values(log_head="0" * 64)))
    assert whats() == {"log_head"}
    filled.database.write(lambda c: c.execute(update(entry).where(stub).values(log_head=row.log_head, position=9)))
    assert whats() == {"gap", "position"}
    filled.database.write(lambda c: c.execute(delete(entry).where(stub)))
    assert whats() == {"position"}
    filled.database.write(lambda c: c.execute(insert(entry).values(**row._mapping)))
    filled.database.write(lambda c: c.execute(delete(case_key).where(case_key.c.case_id == CASE)))
    assert "seal" in whats()

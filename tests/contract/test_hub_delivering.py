"""What is approved goes to the case system: once, whatever is cut; with a receipt that those who know the case see."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from delivery_samples import makers
from domain_samples import book
from fieldnotes.delivery.package import DATA
from fieldnotes.domain.entry import Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub.connecting import connect, connectors, disconnect
from fieldnotes.hub.delivered import Copied, copied_by, deliveries, done_by_hand, retry
from fieldnotes.hub.delivering import Sender, deliver, queue
from fieldnotes.hub.delivery_reading import Reading
from fieldnotes.hub.delivery_tables import connector, delivery
from fieldnotes.hub.destroying import destroy_case
from fieldnotes.hub.feed import push
from fieldnotes.hub.people_tables import hub_access
from fieldnotes.hub.reference import delta
from fieldnotes.hub.sessions import Caller
from fieldnotes.hub.status import status
from fieldnotes.wire.reference import ReferenceDelta
from hub_samples import BOSS, BOTH, CASE, COLLEAGUE, OTHER, OUTSIDER, WORKER, H, Laptop, supervisor
from small_fhir import small_fhir

SECRET = "ett hemligt tecken"
WORDS = "Elsa väcker mamma."


@pytest.fixture
def sender():
    return Sender(Reading(book(), "sv"), makers())


@pytest.fixture
def people(hub, held_clock):
    return Laptop(clock=held_clock).enrol(hub), supervisor(held_clock).enrol(hub)


@pytest.fixture
def approved(hub, people):
    """Sign and approve a note; give its revision."""

    def make(note="n-1", **changes):
        tove, boss = people
        signed = tove.signed(note=note, **changes)
        push(hub, tove.id, [signed])
        push(hub, boss.id, [boss.approved(signed.hash, note=note)])
        return signed.hash

    return make


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    return folder


@pytest.fixture
def fhir():
    with small_fhir() as system:
        yield system


def state_of(hub, note="n-1"):
    return [(row["to"], row["what"], row["state"]) for row in deliveries(hub)["deliveries"] if row["note"] == note]


def card(hub, user=WORKER, case=CASE):
    """The case as a device of this person is told of it."""
    items = ReferenceDelta.read(delta(hub, user, 0), hub.key.public).items
    return next((one.value for one in items if one.id == case), None)


@BOTH
def test_an_approved_note_is_handed_over_once_and_whoever_knows_the_case_sees_the_receipt(
    hub, approved, people, archive, sender
):
    """rules: SEC-6, SEC-8, RET-1"""
    connect(hub, "arkiv", "eark", {"folder": str(archive)}, None, "it")
    tove, _boss = people
    push(hub, tove.id, [tove.signed(note="n-2")])
    revision = approved()
    before = ReferenceDelta.read(delta(hub, WORKER, 0), hub.key.public).version
    assert deliver(hub, sender)["delivered"] == 1
    assert deliver(hub, sender) == {"queued": 0, "delivered": 0, "waiting": 0, "failed": 0, "dropped": 0}
    (package,) = archive.iterdir()
    told = json.loads(next((package / DATA / "notes").glob("*.json")).read_text())
    assert (told["note"], told["revision"], told["state"]) == ("n-1", revision, "approved")
    assert WORDS in json.dumps(told, ensure_ascii=False)
    (receipt,) = card(hub)["delivered"]
    assert (receipt["note"], receipt["revision"], receipt["to"]) == ("n-1", revision, "arkiv")
    assert package.name in receipt["receipt"]
    news = ReferenceDelta.read(delta(hub, WORKER, before), hub.key.public)
    assert [one.id for one in news.items] == [CASE]
    assert card(hub, OUTSIDER) is None
    with hub.database.reading() as connection:
        rows = connection.execute(select(hub_access).where(hub_access.c.what == "handed_over")).all()
    assert [(row.case_id, row.note, row.revision, row.user_id) for row in rows] == [
        (CASE, "n-1", revision, "connector:arkiv")
    ]
    _in_lists(hub)
    hub.database.write(lambda connection: destroy_case(connection, CASE))
    assert deliveries(hub)["deliveries"] == []
    assert deliver(hub, sender)["queued"] == 0


def _in_lists(hub):
    """The operator's lists hold numbers and ids, and no word of a note."""
    listed = json.dumps([deliveries(hub), connectors(hub)], ensure_ascii=False)
    assert [word for word in ("Elsa", "Karin", "väcker", "Berit", "Namn") if word in listed] == []
    assert "NR-c-1" in listed


def test_nothing_goes_before_it_is_approved_or_after_it_was_withdrawn(hub, people, approved, archive, sender):
    connect(hub, "arkiv", "eark", {"folder": str(archive / "not there yet")}, None, "it")
    tove, boss = people
    signed, again = tove.signed(note="n-3"), tove.signed(note="n-4")
    push(hub, tove.id, [signed, again])
    push(hub, boss.id, [boss.returned(signed.hash, note="n-3")])
    assert deliver(hub, sender)["queued"] == 0
    yes = boss.approved(again.hash, note="n-4")
    push(hub, boss.id, [yes])
    assert deliver(hub, sender)["waiting"] == 1
    push(hub, boss.id, [boss.withdrawn(again.hash, yes.hash, note="n-4")])
    (archive / "not there yet").mkdir()
    retry(hub, "n-4", "it")
    assert deliver(hub, sender)["dropped"] == 1
    assert list((archive / "not there yet").iterdir()) == []
    push(hub, boss.id, [boss.approved(again.hash, note="n-4")])
    assert deliver(hub, sender)["delivered"] == 1, "the same text, approved after all"


def test_a_system_that_is_away_gets_it_later_and_each_wait_is_longer(hub, approved, fhir, sender, held_clock):
    fhir.mood = "busy"
    connect(hub, "treserva", "fhir", {"url": fhir.url}, SECRET, "it")
    approved()
    assert deliver(hub, sender)["waiting"] == 1
    assert deliver(hub, sender)["waiting"] == 0
    held_clock.move(61)
    assert deliver(hub, sender)["waiting"] == 1
    held_clock.move(61)
    assert deliver(hub, sender)["waiting"] == 0
    (row,) = deliveries(hub)["deliveries"]
    assert (row["attempts"], row["why"], row["state"]) == (2, Code.CASE_SYSTEM_UNREACHABLE.value, "waiting")
    (told,) = status(hub)["deliveries"]["problems"]
    assert told == {"to": "treserva", "state": "waiting", "why": Code.CASE_SYSTEM_UNREACHABLE.value, "count": 1}
    fhir.mood = "well"
    held_clock.move(61)
    assert deliver(hub, sender)["delivered"] == 1
    assert fhir.asked[-1][1] == f"Bearer {SECRET}"
    assert sorted(kind for kind, _ in fhir.kept) == ["Bundle", "DocumentReference"]
    (bundle,) = [one for (kind, _), one in fhir.kept.items() if kind == "Bundle"]
    assert WORDS in json.dumps(bundle, ensure_ascii=False)
    (reference,) = [one for (kind, _), one in fhir.kept.items() if kind == "DocumentReference"]
    assert reference["content"][-1]["attachment"]["url"].startswith("Bundle/")
    assert reference["subject"]["type"] == "Patient"
    assert "urn:uuid:" not in json.dumps(reference["subject"])
    assert card(hub)["delivered"][0]["receipt"].startswith("Bundle/")


def test_a_line_cut_after_the_system_took_it_doubles_nothing(hub, approved, fhir, sender, held_clock):
    connect(hub, "treserva", "fhir", {"url": fhir.url}, None, "it")
    approved()
    fhir.mood = "cut"
    assert deliver(hub, sender)["waiting"] == 1
    assert len(fhir.kept) == 1
    fhir.mood = "well"
    held_clock.move(61)
    assert deliver(hub, sender)["delivered"] == 1
    assert len(fhir.kept) == 2
    assert state_of(hub) == [("treserva", "note", "delivered")]


def test_a_process_that_dies_while_sending_leaves_a_claim_that_runs_out(hub, approved, archive, sender, held_clock):
    """Whether it died before the system took it, or after: the same package, once."""
    connect(hub, "arkiv", "eark", {"folder": str(archive)}, None, "it")
    approved()

    class Died(BaseException):
        """The process ends here."""

    def paper(_case, _note):
        raise Died

    dying = replace(sender, makers=makers(paper))
    with pytest.raises(Died):
        deliver(hub, dying)
    assert state_of(hub) == [("arkiv", "note", "sending")]
    assert deliver(hub, sender)["delivered"] == 0
    held_clock.move(601)
    assert deliver(hub, sender)["delivered"] == 1
    with hub.database.reading() as connection:
        before = connection.execute(select(delivery)).one()
    died_after = {"state": "sending", "done_at": None, "receipt": None}
    hub.database.write(lambda connection: connection.execute(update(delivery).values(**died_after)))
    held_clock.move(601)
    assert deliver(hub, sender)["delivered"] == 1
    with hub.database.reading() as connection:
        after = connection.execute(select(delivery)).one()
    assert after.receipt == before.receipt
    assert len([path for path in archive.iterdir() if path.is_dir()]) == 1


def test_two_senders_at_once_hand_each_text_over_once(hub, approved, archive, sender):
    connect(hub, "arkiv", "eark", {"folder": str(archive)}, None, "it")
    approved()
    inner = []

    def paper(case, note):
        if not inner:
            inner.append("asked")
            inner.append(deliver(hub, sender))
        return makers().paper(case, note)

    outer = deliver(hub, replace(sender, makers=makers(paper)))
    assert outer["delivered"] == 1
    assert inner[1] == {"queued": 0, "delivered": 0, "waiting": 0, "failed": 0, "dropped": 0}


def test_what_the_system_does_not_take_waits_for_a_person(hub, approved, fhir, sender, held_clock):
    fhir.mood = "strict"
    connect(hub, "treserva", "fhir", {"url": fhir.url}, None, "it")
    approved()
    assert deliver(hub, sender)["failed"] == 1
    held_clock.move(100_000)
    assert deliver(hub, sender)["failed"] == 0
    assert deliveries(hub, "failed")["deliveries"][0]["why"] == "case_system_refused"
    told = status(hub)
    assert (told["deliveries"]["failed"], told["deliveries"]["waiting"]) == (1, 0)
    assert {"delivery_failed", "delivery_waits"} & set(told["look"]) == {"delivery_failed"}
    disconnect(hub, "treserva", "it")
    assert status(hub)["deliveries"] == {"waiting": 0, "failed": 0, "oldest": None, "hours": None, "problems": []}
    connect(hub, "treserva", "fhir", {"url": fhir.url}, None, "it")
    fhir.mood = "well"
    assert retry(hub, "n-1", "it") == {"again": 1}
    assert deliver(hub, sender)["delivered"] == 1
    with pytest.raises(Refused) as nothing:
        retry(hub, "n-1", "it")
    assert nothing.value.code is Code.NOTHING_TO_HAND_OVER


def test_a_corrected_text_goes_too_and_says_which_it_replaces(hub, people, approved, fhir, sender):
    """rules: INS-1"""
    connect(hub, "treserva", "fhir", {"url": fhir.url}, None, "it")
    tove, boss = people
    first = approved()
    deliver(hub, sender)
    body = {
        "template": {"id": "hembesok", "version": "2.0.0", "sha256": "11" * 32}, "reason": "Fel.", "shown": [],
        "sections": {"barnets_rost": {"said": "Elsa väcker pappa."}}, "reasons": {}, "dictated": False,
    }  # fmt: skip
    second = tove.act(Kind.NOTE_CORRECTED, body, parents=(first,))
    push(hub, tove.id, [second])
    assert deliver(hub, sender)["queued"] == 0
    push(hub, boss.id, [boss.approved(second.hash)])
    assert deliver(hub, sender)["delivered"] == 1
    bundles = [one for (kind, _), one in fhir.kept.items() if kind == "Bundle"]
    assert len(bundles) == 2
    compositions = {one["entry"][0]["resource"]["status"]: one["entry"][0]["resource"] for one in bundles}
    assert compositions["amended"]["relatesTo"][0]["targetIdentifier"] == compositions["final"]["identifier"]
    assert [row["revision"] for row in card(hub)["delivered"]] == [first, second.hash]


def test_a_note_in_the_wrong_case_is_taken_back_where_it_was_handed_over(hub, people, approved, fhir, sender):
    """rules: DOC-8"""
    connect(hub, "treserva", "fhir", {"url": fhir.url}, None, "it")
    _tove, boss = people
    revision = approved()
    deliver(hub, sender)
    wrong = {"revision": revision, "to_case": "c-2", "reason": "Fel barn."}
    push(hub, boss.id, [boss.act(Kind.NOTE_MISFILED, wrong)])
    assert deliver(hub, sender)["delivered"] == 1
    (bundle,) = [one for (kind, _), one in fhir.kept.items() if kind == "Bundle"]
    assert bundle["entry"][0]["resource"]["status"] == "entered-in-error"
    assert WORDS not in json.dumps(list(fhir.kept.values()), ensure_ascii=False)
    approved("n-9")
    push(hub, boss.id, [boss.act(Kind.NOTE_MISFILED, {**wrong, "revision": approved("n-7")}, note="n-7")])
    assert deliver(hub, sender)["queued"] == 1
    assert state_of(hub, "n-7") == []


def test_by_hand_a_person_copies_it_and_writes_the_receipt_down(hub, approved, sender, held_clock):
    """Who only supervises the case has it in outline, and is told no receipt.

    rules: SEC-6, SEC-8
    """
    connect(hub, "lifecare", "by_hand", {}, None, "it")
    approved()
    assert deliver(hub, sender) == {"queued": 1, "delivered": 0, "waiting": 0, "failed": 0, "dropped": 0}
    assert state_of(hub) == [("lifecare", "note", "waiting")]
    told_at_once = status(hub)
    assert (told_at_once["deliveries"]["waiting"], "delivery_waits" in told_at_once["look"]) == (1, False)
    held_clock.move(25 * 3600 + 1)
    assert "delivery_waits" in status(hub)["look"]
    for wrong in ("", "x" * 501, "rad\nrad"):
        with pytest.raises(Refused) as stopped:
            done_by_hand(hub, "n-1", "lifecare", wrong, "u-henrik")
        assert stopped.value.code is Code.REQUEST_WRONG
    done_by_hand(hub, "n-1", "lifecare", " LC-2026-88 ", "u-henrik")
    assert card(hub, COLLEAGUE)["delivered"][0]["receipt"] == "LC-2026-88"
    outline = card(hub, BOSS)
    assert outline["kept_back"] is True
    assert "delivered" not in outline
    with pytest.raises(Refused) as again:
        done_by_hand(hub, "n-1", "lifecare", "LC-2026-89", "u-henrik")
    assert again.value.code is Code.NOTHING_TO_HAND_OVER


def test_whoever_knows_the_case_is_told_what_to_copy_and_writes_the_receipt_from_their_own_device(
    hub, approved, people, sender
):
    """Only the text that waits, only into a system that waits for a person; said again it is written once.

    rules: SEC-4, SEC-6, SEC-8
    """
    connect(hub, "lifecare", "by_hand", {}, None, "it")
    connect(hub, "treserva", "fhir", {"url": "https://fhir.kommun.example/r4"}, None, "it")
    revision = approved()
    queue(hub)
    (waits,) = card(hub, COLLEAGUE)["to_copy"]
    assert (waits["note"], waits["revision"], waits["what"], waits["to"]) == ("n-1", revision, "note", "lifecare")
    assert "to_copy" not in card(hub, BOSS), "in outline nobody is told of a note"
    jonas, said = Caller("d-jonas", COLLEAGUE, revoked=False), Copied(CASE, "n-1", revision, "lifecare", "LC-7 ")
    assert "LC-7" not in repr(said)
    for who, wrong, code in (
        (Caller("d-maja", OUTSIDER, revoked=False), said, Code.NOT_ASSIGNED),
        (Caller("d-henrik", BOSS, revoked=False), said, Code.NOT_ASSIGNED),
        (jonas, replace(said, case=OTHER), Code.NOTHING_TO_HAND_OVER),
        (jonas, replace(said, revision=H), Code.NOTHING_TO_HAND_OVER),
        (jonas, replace(said, to="treserva"), Code.NOTHING_TO_HAND_OVER),
        (jonas, replace(said, receipt="rad\nrad"), Code.REQUEST_WRONG),
    ):
        with pytest.raises(Refused) as stopped:
            copied_by(hub, who, wrong)
        assert stopped.value.code is code
    before = ReferenceDelta.read(delta(hub, WORKER, 0), hub.key.public).version
    for _time in ("the answer was lost", "and it is said again"):
        copied_by(hub, jonas, said)
    news = ReferenceDelta.read(delta(hub, WORKER, before), hub.key.public)
    assert [one.id for one in news.items] == [CASE]
    assert [each["receipt"] for each in card(hub)["delivered"]] == ["LC-7"]
    assert "to_copy" not in card(hub)
    with hub.database.reading() as connection:
        rows = connection.execute(select(hub_access).where(hub_access.c.what == "handed_over")).all()
    assert [(row.user_id, row.device, row.note) for row in rows] == [(COLLEAGUE, "d-jonas", "n-1")]
    with pytest.raises(Refused) as other:
        copied_by(hub, jonas, replace(said, receipt="LC-8"))
    assert other.value.code is Code.NOTHING_TO_HAND_OVER


def test_nobody_is_asked_to_copy_what_holds_no_more(hub, people, approved):
    """rules: INS-1"""
    connect(hub, "lifecare", "by_hand", {}, None, "it")
    tove, boss = people
    first = tove.signed()
    yes = boss.approved(first.hash)
    push(hub, tove.id, [first])
    push(hub, boss.id, [yes])
    queue(hub)
    push(hub, boss.id, [boss.withdrawn(first.hash, yes.hash)])
    queue(hub)
    assert "to_copy" not in card(hub)
    assert state_of(hub) == [("lifecare", "note", "dropped")]
    push(hub, boss.id, [boss.approved(first.hash)])
    assert queue(hub) == 1
    assert [each["revision"] for each in card(hub)["to_copy"]] == [first.hash]
    before = ReferenceDelta.read(delta(hub, WORKER, 0), hub.key.public).version
    disconnect(hub, "lifecare", "it")
    (told,) = ReferenceDelta.read(delta(hub, WORKER, before), hub.key.public).items
    assert "to_copy" not in told.value


def test_secrets_are_sealed_shown_to_nobody_and_go_with_the_connector(hub, fhir):
    """rules: SEC-9"""
    shown = connect(hub, "treserva", "fhir", {"url": fhir.url}, SECRET, "it")
    assert SECRET not in json.dumps([shown, connectors(hub)], ensure_ascii=False)
    assert connectors(hub)["connectors"][0]["secret"] is True
    with hub.database.reading() as connection:
        row = connection.execute(select(connector)).one()
    assert SECRET.encode() not in bytes(row.sealed_secret)
    assert disconnect(hub, "treserva", "it") == {"connector": "treserva"}
    assert connectors(hub)["connectors"] == []


def test_a_way_that_cannot_be_is_refused_at_once(hub, fhir):
    """rules: SEC-11"""
    for kind, settings, code in (
        ("eark", {"folder": "here"}, Code.CONNECTOR_WRONG),
        ("eark", {}, Code.CONNECTOR_WRONG),
        ("fhir", {"url": "http://fhir.example.org/r4"}, Code.CONNECTOR_WRONG),
        ("fhir", {"url": fhir.url, "user": "x"}, Code.CONNECTOR_WRONG),
        ("fhir", {"url": "https://fhir.example.org/r4", "ca": "no certificate"}, Code.CONNECTOR_WRONG),
        ("by_hand", {"url": "x"}, Code.CONNECTOR_WRONG),
        ("carrier-pigeon", {}, Code.CONNECTOR_UNKNOWN),
    ):
        with pytest.raises(Refused) as stopped:
            connect(hub, "one", kind, settings, None, "it")
        assert stopped.value.code is code, (kind, settings)
    connect(hub, "one", "by_hand", {}, None, "it")
    with pytest.raises(Refused) as taken:
        connect(hub, "one", "by_hand", {}, None, "it")
    assert taken.value.code is Code.CONNECTOR_EXISTS
    with pytest.raises(Refused) as unknown:
        disconnect(hub, "two", "it")
    assert unknown.value.code is Code.CONNECTOR_UNKNOWN

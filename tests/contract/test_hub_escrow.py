"""Officers' keys at the hub: a pair is published and learnt, a new pair takes over, every opening stands in the log."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from conftest import HeldClock
from copied_hub import copied_hub
from fieldnotes.boot.escrow_commands import escrow_new, escrow_open
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.domain.private import Private
from fieldnotes.hub import escrow
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.operator_log import acts
from fieldnotes.hub.reference import delta
from fieldnotes.vault.escrow import escrow_slot
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.key_file import KEY_FILE, SlotKind, read_key_file, to_bytes
from fieldnotes.vault.officer_key import make_officer_key
from fieldnotes.vault.opening import create
from fieldnotes.wire.escrow_pair import EscrowPair, Officer
from fieldnotes.wire.reference import ItemType, ReferenceDelta
from hub_samples import BOTH, WORKER, fill

WORDS = "en nyckel i kassaskåpet"
WHY = Private("Glömd fras och borttappad nyckel.")


def officer(name: str, byte: int) -> Officer:
    return Officer(name, bytes([byte]) * 32)


def published(hub: Hub) -> list[EscrowPair]:
    read = ReferenceDelta.read(delta(hub, WORKER, 0), hub.key.public)
    return [EscrowPair.from_json(item.value) for item in read.items if item.type is ItemType.ESCROW]


def log(hub: Hub) -> list[tuple[str, str | None, str]]:
    with hub.database.reading() as connection:
        return [(act.what, act.who, act.about) for act in acts(connection)]


def refusal(act) -> FieldNotesError:
    with pytest.raises(FieldNotesError) as problem:
        act()
    return problem.value


@BOTH
def test_two_officers_make_a_pair_and_a_later_pair_takes_its_place(hub):
    anna, bo, cia, dag = (officer(name, byte) for byte, name in enumerate(("Anna", "Bo", "Cia", "Dag"), 1))
    assert escrow.register(hub, anna)["officers"] == []
    assert published(hub) == []
    assert escrow.register(hub, bo)["officers"] == ["Anna", "Bo"]
    assert published(hub) == [EscrowPair(anna, bo)]
    assert escrow.register(hub, cia)["officers"] == []
    assert published(hub) == [EscrowPair(anna, bo)]
    escrow.register(hub, dag)
    assert published(hub) == [EscrowPair(cia, dag)]
    assert [what for what, _, _ in log(hub)] == [escrow.MADE] * 4


@BOTH
def test_one_person_makes_no_pair_and_a_second_key_of_hers_counts_instead(hub):
    """rules: SEC-9"""
    first, second, bo = officer("Anna", 1), officer("Anna", 2), officer("Bo", 3)
    escrow.register(hub, first)
    assert escrow.register(hub, second)["officers"] == []
    escrow.register(hub, bo)
    assert published(hub) == [EscrowPair(second, bo)]


@BOTH
def test_an_opening_is_written_down_with_its_reason_and_needs_one(hub):
    pair = (officer("Anna", 1), officer("Bo", 2))
    act = escrow.write_down(hub, escrow.Opening(pair, "p-1", WHY))
    with hub.database.reading() as connection:
        (held,) = acts(connection)
    assert (held.id, held.what, held.who, held.about, held.reason) == (act, escrow.OPENED, "Anna + Bo", "p-1", WHY)
    assert refusal(lambda: escrow.write_down(hub, escrow.Opening(pair, "p-1", "  "))).code is Code.REASON_MISSING
    same = (officer("Anna", 1), officer("Anna", 2))
    assert refusal(lambda: escrow.write_down(hub, escrow.Opening(same, "p-1", WHY))).code is Code.SAME_OFFICER
    assert len(log(hub)) == 1


@pytest.fixture(scope="module")
def first_office(tmp_path_factory):
    """A hub's folder, two officers' files, and a lost profile's key file sealed to them; the slow keys made once."""
    folder, clock, publics = tmp_path_factory.mktemp("office"), HeldClock(), []
    copied_hub(folder / "hub", clock, fill).close()
    for name in ("Anna", "Bo"):
        public, content = make_officer_key(name, WORDS, Kdf.floor())
        (folder / f"{name}.key").write_bytes(content)
        publics.append(public)
    vault, _ = create(folder / "profile", "fyra torra ord här", Kdf.floor(), clock)
    file = read_key_file(folder / "profile")
    sealed = file.with_only(SlotKind.ESCROW, escrow_slot(file.profile, vault.key, EscrowPair(*publics)))
    vault.lock()
    (folder / KEY_FILE).write_bytes(to_bytes(sealed))
    return folder


@pytest.fixture
def office(first_office, tmp_path):
    """A copy of it for each test."""
    return Path(shutil.copytree(first_office, tmp_path / "office"))


def open_it(office, reason=WHY, officers=("Anna", "Bo"), keys=KEY_FILE):
    pairs = [(str(office / f"{name}.key"), WORDS) for name in officers]
    return escrow_open(office / "hub", str(office / keys), pairs, reason, str(office / "opened.json"))


def test_nothing_leaves_when_the_log_cannot_be_written(office, held_clock):
    """rules: SEC-9"""
    with Hub.open(office / "hub", held_clock) as hub:
        hub.database.write(lambda connection: connection.execute(text("DROP TABLE operator_act")))
    problem = refusal(lambda: open_it(office))
    assert problem.code is Code.DATABASE_UNREACHABLE
    assert not (office / "opened.json").exists()


def test_an_opening_that_fails_writes_no_log_and_no_file(office, held_clock):
    assert refusal(lambda: open_it(office, officers=("Anna", "Anna"))).code is Code.OFFICERS_WRONG
    assert refusal(lambda: open_it(office, reason=Private(" "))).code is Code.REASON_MISSING
    assert refusal(lambda: open_it(office, keys="Anna.key")).code is Code.WRONG_FILE
    assert not (office / "opened.json").exists()
    with Hub.open(office / "hub", held_clock) as hub:
        assert log(hub) == []


def test_what_was_opened_is_never_written_over(office):
    (office / "opened.json").write_text("mine")
    assert refusal(lambda: open_it(office)).code is Code.FILE_EXISTS
    assert (office / "opened.json").read_text() == "mine"


def test_an_officers_file_is_its_owners_alone_and_never_written_over(office):
    out = office / "cia.key"
    made = escrow_new(office / "hub", " Cia ", WORDS, str(out), True)
    assert made["officer"] == "Cia"
    assert out.stat().st_mode & 0o077 == 0
    assert refusal(lambda: escrow_new(office / "hub", "Dag", WORDS, str(out), True)).code is Code.FILE_EXISTS
    assert refusal(lambda: escrow_new(office / "hub", " ", WORDS, str(office / "d.key"), True)).code is Code.WRONG_TYPE
    assert (
        refusal(lambda: escrow_new(office / "hub", "Dag", "kort", str(office / "d.key"), True)).code
        is Code.WEAK_PASSPHRASE
    )
    assert not (office / "d.key").exists()

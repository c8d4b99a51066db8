"""What the workplace has decided stands in the way of the very act, whichever way it is asked for.

rules: SEC-9
"""

import json
from dataclasses import replace

import pytest

from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.casework import (
    attach,
    backup,
    case_folder,
    exchange,
    make_report,
    profile,
    speech_models,
    ways_in,
    write_note,
)
from fieldnotes.casework.hearing import Standby, recogniser
from fieldnotes.casework.managed import rules_of
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.managed import read_rules
from fieldnotes.vault import reference
from fieldnotes.vault.identity import identity
from fieldnotes.wire.invitation import Invitation
from fieldnotes.wire.reference import HUB_POLICY, MANAGED, Item, ItemType, ReferenceDelta
from memory_keychain import MemoryKeychain
from one_desk import EPOCH, HUB_KEY, PASSPHRASE, SILENT_HUB, make_desk

CASE, NOTE = "c-prov-01", "0195d0f0-0000-7000-8000-0000000000aa"
ELSEWHERE = "https://annan.kommun.example"


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    """A desk that has joined, and one that has not; what they are held to is given by each test."""
    clock = SystemClock()
    joined = make_desk(tmp_path_factory.mktemp("joined"), clock)
    alone = make_desk(tmp_path_factory.mktemp("alone"), clock, joined=False)
    for desk in (joined, alone):
        desk.workshop = replace(desk.workshop, keychain=MemoryKeychain())
    yield {"joined": joined, "alone": alone}
    for desk in (joined, alone):
        profile.lock(desk)


def held(desk, **rules):
    """The desk under a policy of this computer."""
    return replace(desk, workshop=replace(desk.workshop, managed=read_rules(rules, "policy.toml")))


def refused_by(act):
    with pytest.raises(Refused) as stopped:
        act()
    return stopped.value.code, stopped.value.values.get("rule", stopped.value.values.get("least"))


LEAVING = {
    "pdf": lambda desk, to: make_report.export_pdf(desk, NOTE, to),
    "print": lambda desk, _to: make_report.pdf_bytes(desk, NOTE),
    "json": lambda desk, to: make_report.export_json(desk, NOTE, to),
    "json of a case": lambda desk, to: make_report.export_case(desk, CASE, to),
    "pdf of a journal": lambda desk, to: case_folder.export_journal(desk, CASE, to),
    "print of a journal": lambda desk, _to: case_folder.journal(desk, CASE),
    "attachment": lambda desk, to: attach.get_out(desk, NOTE, to),
}


@pytest.mark.parametrize("way", LEAVING)
def test_what_may_not_leave_is_refused_before_anything_is_read_and_nothing_is_written(desks, tmp_path, way):
    others = sorted({"pdf", "print", "json", "attachment"} - {way.split(" ", 1)[0]})
    out = tmp_path / "out"
    assert refused_by(lambda: LEAVING[way](held(desks["joined"], exports=others), out)) == (Code.MANAGED, "exports")
    assert not out.exists()


@pytest.mark.parametrize("way", sorted(set(LEAVING) - {"json of a case"}))
def test_what_may_leave_is_refused_for_what_it_is(desks, tmp_path, way):
    code, _rule = refused_by(
        lambda: LEAVING[way](held(desks["joined"], exports=[way.split(" ", 1)[0]]), tmp_path / "o")
    )
    assert code in {Code.UNKNOWN_NOTE, Code.UNKNOWN_ATTACHMENT, Code.NOTHING_SIGNED}


def test_a_case_in_json_leaves_where_json_may(desks, tmp_path):
    make_report.export_case(held(desks["joined"], exports=["json"]), CASE, tmp_path / "case")
    assert (tmp_path / "case" / "case.json").exists()


def test_the_profile_is_not_copied_where_that_is_decided(desks, tmp_path):
    assert refused_by(lambda: backup.back_up(held(desks["joined"], backups=False), tmp_path / "copy")) == (
        Code.MANAGED,
        "backups",
    )
    assert not (tmp_path / "copy").exists()


def test_notes_are_begun_once_the_profile_has_joined(desks):
    assert refused_by(lambda: write_note.add(held(desks["alone"], work_alone=False), CASE, "hembesok")) == (
        Code.MANAGED,
        "work_alone",
    )
    begun = write_note.add(held(desks["joined"], work_alone=False), CASE, "hembesok")
    write_note.discard(desks["joined"], begun.note)


def test_notes_are_begun_once_officers_can_open_the_profile(desks):
    assert refused_by(lambda: write_note.add(held(desks["joined"], escrow=True), CASE, "hembesok")) == (
        Code.MANAGED,
        "escrow",
    )


def test_only_the_workplaces_hub_is_joined_and_exchanged_with(desks):
    invitation = Invitation(SILENT_HUB, b"k" * 32, None, "u-tove", "code", "2027-01-01T00:00:00Z").to_json()
    assert refused_by(lambda: profile.join(held(desks["alone"], hub=[ELSEWHERE]), json.dumps(invitation))) == (
        Code.MANAGED,
        "hub",
    )
    assert not identity(desks["alone"].vault).joined
    assert refused_by(lambda: exchange.sync(held(desks["joined"], hub=[ELSEWHERE]))) == (Code.MANAGED, "hub")
    assert refused_by(lambda: exchange.sync(held(desks["alone"], hub=[ELSEWHERE])))[0] is Code.NOT_JOINED


def test_no_pin_is_set_or_used_where_none_may_be(desks):
    desk = held(desks["joined"], pin=False)
    assert refused_by(lambda: ways_in.set_pin(desk, "842617")) == (Code.MANAGED, "pin")
    opens = lambda: ways_in.unlock_with_pin(desk.workshop, desk.vault.folder, "842617")  # noqa: E731 - as an act
    assert refused_by(opens) == (Code.MANAGED, "pin")
    assert ways_in.ways_in(desk).pin == ways_in.pin_state(desk.workshop, desk.vault.folder) == "closed"


def test_a_new_passphrase_is_as_long_as_the_workplace_wants(desks, tmp_path):
    desk = held(desks["joined"], passphrase_length=20)
    short = (Code.WEAK_PASSPHRASE, 20)
    assert refused_by(lambda: profile.change_passphrase(desk, PASSPHRASE, floor=True)) == short
    assert refused_by(lambda: ways_in.rekey(desk, PASSPHRASE, floor=True)) == short
    assert (
        refused_by(lambda: profile.create_profile(desk.workshop, tmp_path / "p", PASSPHRASE, "", floor=True)) == short
    )
    assert not (tmp_path / "p").exists()


def test_only_the_workplaces_speech_models_are_installed_and_used(desks, tmp_path):
    workshop = held(desks["joined"], models=["kb-whisper-small"]).workshop
    stopped = (Code.MANAGED, "models")
    assert refused_by(lambda: speech_models.install(workshop, tmp_path / "vosk-sv.zip")) == stopped
    assert refused_by(lambda: speech_models.fetch(workshop, "vosk-model-small-sv-rhasspy-0.15")) == stopped
    assert refused_by(lambda: recogniser(workshop, "vosk-model-sv-mini")) == stopped
    assert refused_by(Standby(workshop).find) == stopped


def test_of_what_the_computer_and_the_hub_decide_the_stricter_holds(tmp_path):
    joined = make_desk(tmp_path, SystemClock())  # its own: what the hub has decided stays
    desk = held(joined, lock_minutes=10, backups=False)
    value = {MANAGED: {"lock_minutes": 5, "backups": True, "exports": ["pdf"], "reason": "Nämndens beslut 9."}}
    told = ReferenceDelta(EPOCH, "u-tove", 1, 2, (Item(ItemType.POLICY, HUB_POLICY, value),))
    reference.apply_reference(desk.vault, told.seal(HUB_KEY))
    rules = rules_of(desk)
    assert (rules.lock_minutes, rules.backups, rules.exports) == (5, False, {"pdf"})
    assert rules.reasons["lock_minutes"] == "Nämndens beslut 9."
    assert refused_by(lambda: make_report.export_json(desk, NOTE, desk.vault.folder / "x")) == (Code.MANAGED, "exports")
    profile.lock(joined)

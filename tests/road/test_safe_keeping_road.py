"""Drafts in safe-keeping over real HTTP: a laptop that is gone takes nothing with it that it had handed in."""

import secrets
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from conftest import HeldClock
from fieldnotes.casework import draft_ages, read_cases, safe_keeping, sign, write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.safe_keeping import OldSecret
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.hub.devices import revoke
from fieldnotes.hub.inviting import invite
from fieldnotes.hub.tables import kept_draft, kept_keys
from fieldnotes.sync.exchange import exchange
from fieldnotes.sync.join import join
from fieldnotes.vault import drafts, kept_drafts
from fieldnotes.vault.identity import identity, save_exchange_token, save_identity
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.key_file import read_key_file
from fieldnotes.vault.opening import change_passphrase, create
from fieldnotes.vault.portable_slots import portable_slots
from fieldnotes.vault.rekeying import rekey
from fieldnotes.wire.ids import new_id
from one_desk import make_workshop, shipped
from road_hub import CASE, SUPERVISOR, WORKER
from vault_samples import PASSPHRASE, open_quickly

NEW_PASSPHRASE = "en helt annan höst"
OLD = OldSecret(passphrase=PASSPHRASE)
HOURS = timedelta(hours=1).total_seconds()


@pytest.fixture
def at_desk(own_road, tmp_path):
    """Makes desks over vaults; the workshop is the same for all."""
    workshop = make_workshop(own_road.clock, tmp_path / "desk")

    def make(vault) -> Desk:
        return Desk(workshop, vault, unlocked=own_road.clock.now())

    return make


@pytest.fixture
def old(own_road, at_desk):
    """The worker's laptop, with one whole draft and one begun."""
    desk = at_desk(own_road.joined(WORKER, "old"))
    write_note.add(desk, CASE, "hembesok", shipped("demo/notes/prov-01.json"))
    write_note.add(desk, CASE, "telefonsamtal", {"sections": {"samtalet": "Det luktar kaffe i köket."}})
    return desk


@pytest.fixture(scope="session")
def bought(tmp_path_factory):
    """A profile of another data key under another passphrase, made once; gives its folder and recovery key."""
    folder = tmp_path_factory.mktemp("bought") / "profile"
    vault, key = create(folder, NEW_PASSPHRASE, Kdf.floor(), HeldClock(), "Tove")
    vault.lock()
    return folder, key


@pytest.fixture
def new(own_road, at_desk, bought):
    """A new laptop, joined as the same worker."""
    folder = shutil.copytree(bought[0], own_road.folder / "new")
    vault = open_quickly(folder, bought[1])
    own_road.vaults.append(vault)
    me = identity(vault)
    save_identity(vault, replace(me, device=new_id(own_road.clock), seed=secrets.token_bytes(32)))
    join(vault, invite(own_road.hub, WORKER, own_road.url), own_road.clock)
    return at_desk(vault)


@pytest.fixture
def secret(road_profiles):
    """The old laptop's recovery key, which costs no slow key derivation."""
    return OldSecret(recovery_key=road_profiles.recovery_key)


def meet(desk):
    exchange(desk.vault, desk.clock)


def stolen(desk):
    """The laptop is gone, and everything on it."""
    desk.vault.lock()
    shutil.rmtree(desk.vault.folder)


def content(vault):
    return {one.note: (one.sections, one.family_text, one.created_at, one.visit) for one in drafts.all_drafts(vault)}


def lying(hub):
    """(device, note) of everything in safe-keeping."""
    with hub.database.reading() as connection:
        rows = connection.execute(select(kept_draft.c.device, kept_draft.c.note)).all()
    return sorted((row.device, row.note) for row in rows)


def refusal(act) -> FieldNotesError:
    with pytest.raises(FieldNotesError) as problem:
        act()
    return problem.value


def test_a_stolen_laptop_loses_nothing_older_than_the_last_contact(own_road, old, new):
    """rules: DOC-2"""
    meet(old)
    handed_in = content(old.vault)
    write_note.add(old, CASE, "telefonsamtal")
    stolen(old)
    meet(new)
    assert read_cases.status(new).drafts_elsewhere == 2, "told without being asked, at the first exchange"
    (seen,) = safe_keeping.look(new)
    assert (seen.drafts, content(new.vault)) == (2, {})
    back = safe_keeping.fetch(new, OLD)
    assert (len(back.put_back), back.copies, back.here_already, back.unopened, back.older) == (2, (), 0, 0, ())
    assert content(new.vault) == handed_in
    assert {row.note for row in read_cases.today(new).drafts} == set(handed_in)
    assert lying(own_road.hub) == sorted((identity(new.vault).device, note) for note in handed_in), "from here now"
    assert (read_cases.status(new).drafts_elsewhere, safe_keeping.look(new)) == (0, ())


def test_the_hub_cannot_read_a_word_of_it_though_the_passphrase_slot_lies_there(own_road, old):
    """rules: SEC-12"""
    meet(old)
    with own_road.hub.database.reading() as connection:
        slots = bytes(connection.execute(select(kept_keys.c.slots)).scalar_one())
        assert connection.execute(select(kept_draft.c.note)).all() != []
    assert slots == portable_slots(read_key_file(old.vault.folder))
    texts = [text for one in drafts.all_drafts(old.vault) for text in _texts(one.sections) if " " in text]
    assert len(texts) > 10
    everything = b"".join(path.read_bytes() for path in own_road.hub.home.folder.rglob("*") if path.is_file())
    assert slots in everything
    assert [text for text in texts if text.encode() in everything and not _said_by_the_import(text)] == []


def test_the_recovery_key_opens_it_too_and_a_wrong_passphrase_waits(own_road, old, new, road_profiles):
    meet(old)
    stolen(old)
    wrong = refusal(lambda: safe_keeping.fetch(new, OldSecret(passphrase="något helt annat")))
    assert wrong.code is Code.WRONG_PASSPHRASE
    assert refusal(lambda: safe_keeping.fetch(new, OLD)).code is Code.WAIT_BEFORE_RETRY
    own_road.clock.move(2)
    back = safe_keeping.fetch(new, OldSecret(recovery_key=road_profiles.recovery_key))
    assert len(back.put_back) == 2


def test_fetching_twice_changes_nothing_and_what_was_written_since_stays(old, new, secret):
    meet(old)
    safe_keeping.fetch(new, secret)
    note = drafts.all_drafts(new.vault)[0].note
    write_note.edit(new, note, {"sections": {"information": "Vi lämnade ett papper."}})
    before = content(new.vault)
    again = safe_keeping.fetch(new, secret)
    assert (again.put_back, again.copies) == ((), ())
    assert content(new.vault) == before


def test_a_draft_that_differs_from_the_one_here_comes_as_a_draft_of_its_own(old, new, secret):
    meet(old)
    safe_keeping.fetch(new, secret)
    note = drafts.all_drafts(old.vault)[0].note
    write_note.edit(old, note, {"sections": {"information": "Det gamla: vi lämnade ett papper."}})
    write_note.edit(new, note, {"sections": {"information": "Det nya: inget papper."}})
    meet(old)
    here = content(new.vault)
    back = safe_keeping.fetch(new, secret)
    (copy,) = back.copies
    found = content(new.vault)
    assert {name: found[name] for name in here} == here, "nothing here was written over"
    assert found[copy][0] == content(old.vault)[note][0]
    (row,) = [row for row in write_note.draft_list(new) if row.note == copy]
    assert row.draft.copy_of == note


def test_what_was_signed_meanwhile_does_not_come_back_as_a_draft(own_road, old, new, secret):
    meet(old)
    note = next(one.note for one in drafts.all_drafts(old.vault) if one.template["id"] == "hembesok")
    with own_road.hub.database.reading() as connection:
        row = connection.execute(select(kept_draft).where(kept_draft.c.note == note)).mappings().one()
    sign.sign(old, note, {"*": "Provkörning."})
    meet(old)
    own_road.hub.database.write(lambda connection: connection.execute(kept_draft.insert().values(**row)))
    back = safe_keeping.fetch(new, secret)
    assert (len(back.put_back), back.here_already, back.copies) == (1, 1, ())
    assert drafts.get(new.vault, note) is None


def test_signed_and_discarded_drafts_leave_the_hub(own_road, old):
    meet(old)
    for one in drafts.all_drafts(old.vault):
        if one.template["id"] == "hembesok":
            sign.sign(old, one.note, {"*": "Provkörning."})
        else:
            write_note.discard(old, one.note)
    meet(old)
    assert lying(own_road.hub) == []
    assert kept_drafts.all_kept(old.vault) == {}


def test_an_older_copy_of_a_disk_begins_a_shelf_of_its_own(own_road, old):
    meet(old)
    device = identity(old.vault).device
    note = drafts.all_drafts(old.vault)[0].note
    image = own_road.folder / "image"
    shutil.copytree(old.vault.folder, image)
    write_note.edit(old, note, {"sections": {"information": "Skrivet efter avbilden."}})
    meet(old)
    token = identity(old.vault).exchange_token
    restored = own_road.profiles.open(image)
    own_road.vaults.append(restored)
    save_exchange_token(restored, token)  # the copy speaks before the hub could notice it
    drafts.save(restored, replace(drafts.get(restored, note), changed_at="2026-03-12T17:00:00+01:00"))
    exchange(restored, own_road.clock)
    assert [each for each in lying(own_road.hub) if each[1] == note] == [(device, note)] * 2, "both states are kept"


def test_a_new_passphrase_replaces_the_slot_at_the_hub(old, new):
    meet(old)
    change_passphrase(old.vault, "ett nytt ord i maj", Kdf.floor())
    meet(old)
    assert refusal(lambda: safe_keeping.fetch(new, OLD)).code is Code.WRONG_PASSPHRASE
    new.clock.move(2)
    assert len(safe_keeping.fetch(new, OldSecret(passphrase="ett nytt ord i maj")).put_back) == 2


def test_after_a_new_data_key_everything_is_handed_in_anew_and_opens(old, new):
    meet(old)
    paper = rekey(old.vault, PASSPHRASE, Kdf.floor())
    meet(old)
    stolen(old)
    back = safe_keeping.fetch(new, OldSecret(recovery_key=paper))
    assert (len(back.put_back), back.unopened) == (2, 0)


def test_a_revoked_device_hands_in_its_last_words_and_they_reach_the_new_laptop(own_road, old, new, secret):
    meet(old)
    note = drafts.all_drafts(old.vault)[0].note
    write_note.write_family_text(old, note, {"guardian": {"information": "Sista orden."}})
    own_road.clock.move(1)
    drafts.save(old.vault, replace(drafts.get(old.vault, note), changed_at=own_road.clock.now().isoformat()))
    revoke(own_road.hub, identity(old.vault).device)
    assert refusal(lambda: meet(old)).code is Code.DEVICE_REVOKED
    assert refusal(lambda: safe_keeping.look(old)).code is Code.DEVICE_REVOKED
    last = drafts.get(old.vault, note)
    safe_keeping.fetch(new, secret)
    assert drafts.get(new.vault, note) == last


def test_an_old_blob_in_a_newer_ones_place_is_told(own_road, old, new, secret):
    meet(old)
    note = drafts.all_drafts(old.vault)[0].note
    there = kept_draft.c.note == note
    with own_road.hub.database.reading() as connection:
        earlier = connection.execute(select(kept_draft.c.sealed, kept_draft.c.number).where(there)).mappings().one()
    for text in ("Först.", "Sedan."):
        own_road.clock.move(1)
        for one in drafts.all_drafts(old.vault):
            write_note.edit(old, one.note, {"sections": {"information": text} if one.note == note else {}})
        meet(old)
    own_road.hub.database.write(lambda connection: connection.execute(update(kept_draft).where(there).values(earlier)))
    assert safe_keeping.fetch(new, secret).older == (note,)


def test_a_damaged_blob_stays_where_it_is_and_the_rest_comes(own_road, old, new, secret):
    meet(old)
    note = drafts.all_drafts(old.vault)[0].note
    spoiled = update(kept_draft).where(kept_draft.c.note == note).values(sealed=b"x" * 100)
    own_road.hub.database.write(lambda connection: connection.execute(spoiled))
    back = safe_keeping.fetch(new, secret)
    assert (len(back.put_back), back.unopened) == (1, 1)
    assert (identity(old.vault).device, note) in lying(own_road.hub)


def test_ages_reach_the_author_after_a_day_and_the_supervisor_after_three(own_road, old, at_desk):
    """rules: DOC-2"""
    henrik = at_desk(own_road.joined(SUPERVISOR))
    meet(old)
    own_road.clock.move(25 * HOURS)
    meet(old), meet(henrik)
    assert [(row.draft.age_hours, row.draft.late) for row in read_cases.today(old).drafts] == [(25, True)] * 2
    assert draft_ages.old_drafts(henrik) == ()
    own_road.clock.move(48 * HOURS)
    assert [(one.case, one.author, one.age_hours) for one in draft_ages.old_drafts(henrik)] == [
        (CASE, WORKER, 73)
    ] * 2, "without another contact"
    write_note.discard(old, drafts.all_drafts(old.vault)[0].note)
    meet(old), meet(henrik)
    assert len(draft_ages.old_drafts(henrik)) == 1


def test_a_draft_says_where_it_lies(old):
    def said():
        return {(row.draft.kept, row.draft.kept_at) for row in write_note.draft_list(old)}

    assert said() == {("here", None)}
    meet(old)
    at = old.clock.now()
    assert said() == {("kept", at)}
    old.clock.move(60)
    for one in drafts.all_drafts(old.vault):
        write_note.write_family_text(old, one.note, {"guardian": {}})
    assert said() == {("kept_before", at)}


def test_without_anything_there_nothing_is_asked_for(new):
    assert safe_keeping.look(new) == ()
    assert safe_keeping.fetch(new, OldSecret(passphrase="vad som helst")).put_back == ()


def test_alone_on_a_computer_there_is_no_hub_to_ask(own_road, at_desk):
    desk = at_desk(own_road.device("alone"))
    assert refusal(lambda: safe_keeping.look(desk)).code is Code.NOT_JOINED
    assert isinstance(refusal(lambda: safe_keeping.fetch(desk, OLD)), Refused)


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _said_by_the_import(text):
    return text in str(shipped("demo/import.json"))

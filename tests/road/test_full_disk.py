"""A disk that is really full: typing, signing, attaching, exchanging are whole or refused, and go on with room.

Tried with room for nothing, and for a little more each time, until the act goes through.
"""

import shutil

import pytest

from fieldnotes.casework import attach, sign, write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.whole_note import fetch
from fieldnotes.domain.entry import Where
from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.language.sentences import SENTENCES
from fieldnotes.sync.exchange import exchange
from fieldnotes.vault import attachments, drafts, entries
from fieldnotes.vault.verify import verify
from one_desk import make_workshop, shipped
from picture_samples import jpeg
from road_hub import CASE, COLLEAGUE, WORKER
from small_disk import WAYS, small_disk
from vault_samples import consent

STEP, TRIES = 3 * 4096, 40
WHY = {"*": "Provkörning."}
FULL = {Code.DISK_FULL, Code.CANNOT_WRITE, Code.DATABASE_UNREACHABLE}
"""The last is the hub's own disk, where it stands under the same limit."""


@pytest.fixture(params=WAYS)
def disk(request, tmp_path):
    with small_disk(request.param, tmp_path / "small") as made:
        yield made


@pytest.fixture
def desk(own_road, disk, tmp_path):
    """A worker's desk whose profile lies on the small disk."""
    joined = own_road.joined(WORKER)
    joined.lock()
    own_road.vaults.remove(joined)
    folder = disk.folder / "profile"
    shutil.copytree(joined.folder, folder)
    vault = own_road.profiles.open(folder)
    yield Desk(make_workshop(own_road.clock, tmp_path), vault, unlocked=own_road.clock.now())
    disk.make_room()
    vault.lock()


def until_it_goes(disk, act, refused_wholly) -> int:
    """Try an act with more and more room; give how often it was refused. A refusal is one of the disk's sentences."""
    for tries in range(TRIES):
        disk.fill(tries * STEP * (1 + tries // 8))
        try:
            act()
        except Unavailable as problem:
            said = problem.code
        else:
            return tries
        finally:
            disk.make_room()
        assert said in FULL
        assert SENTENCES[said]
        refused_wholly()
    raise AssertionError("it never went through")


def begin(desk) -> str:
    return write_note.add(desk, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note


def words(desk, note) -> str:
    return fetch(desk, note).sections["information"]["note"]


def test_what_is_typed_is_saved_or_refused_and_the_last_saved_text_stays(desk, disk):
    """rules: DOC-2"""
    note = begin(desk)
    write_note.edit(desk, note, {"sections": {"information": {"note": "Det sparade."}}})
    text = "Det nya. " * 6000

    def refused():
        assert words(desk, note) == "Det sparade."

    typed = {"sections": {"information": {"note": text}}}
    assert until_it_goes(disk, lambda: write_note.edit(desk, note, typed), refused) > 0
    assert words(desk, note) == text
    assert verify(desk.vault).ok


def test_signing_is_whole_or_leaves_the_draft(desk, disk):
    """rules: DOC-1"""
    note = begin(desk)

    def refused():
        assert [each.note for each in drafts.all_drafts(desk.vault)] == [note]
        assert entries.of_note(desk.vault, note) == []

    assert until_it_goes(disk, lambda: sign.sign(desk, note, WHY), refused) > 0
    assert drafts.all_drafts(desk.vault) == []
    assert len(entries.of_note(desk.vault, note)) == 1
    assert verify(desk.vault).ok


def test_a_file_is_attached_whole_or_not(desk, disk, tmp_path):
    """rules: DOC-1"""
    note, photo = begin(desk), tmp_path / "kylen.jpg"
    photo.write_bytes(jpeg() + bytes(120_000))

    def refused():
        assert attachments.of_note(desk.vault, note) == []
        assert verify(desk.vault).ok

    assert until_it_goes(disk, lambda: attach.attach(desk, note, photo), refused) > 0
    (one,) = attachments.of_note(desk.vault, note)
    attach.get_out(desk, one.id, tmp_path / "out.jpg")
    assert (tmp_path / "out.jpg").stat().st_size > 120_000
    assert verify(desk.vault).ok


def test_an_exchange_is_broken_off_and_goes_on(desk, disk, own_road):
    """rules: DOC-2"""
    colleague = own_road.joined(COLLEAGUE)
    for vault, count in ((colleague, 150), (desk.vault, 20)):
        with entries.filing(vault, own_road.clock) as file:
            theirs = {file(consent(own_road.clock, CASE)).hash for _ in range(count)}
    exchange(colleague, own_road.clock)

    def refused():
        held = {filed.hash: filed.where for filed in entries.of_case(desk.vault, CASE)}
        assert theirs <= set(held)

    assert until_it_goes(disk, lambda: exchange(desk.vault, own_road.clock), refused) > 0
    found = entries.of_case(desk.vault, CASE)
    assert (len(found), {filed.where for filed in found}) == (170, {Where.RECEIVED})
    assert verify(desk.vault).ok
    assert verify_hub(own_road.hub)["ok"]

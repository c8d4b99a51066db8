"""A new data key: everything follows, the old one opens nothing, and a stop anywhere leaves one whole profile."""

import subprocess
import sys
from pathlib import Path

import pytest

from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.vault import attachments, drafts, entries, take_rows, takes
from fieldnotes.vault.attachments import Coming
from fieldnotes.vault.identity import identity
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.key_file import KEPT_KEY_FILE, KEY_FILE, SlotKind, read_key_file
from fieldnotes.vault.opening import change_passphrase, open_with_key, recover, unlock
from fieldnotes.vault.opening_lock import alone_at_the_keys
from fieldnotes.vault.recovery_key import from_paper
from fieldnotes.vault.rekey_promise import COPY, PROMISE, settle, unsettled
from fieldnotes.vault.rekeying import rekey
from fieldnotes.vault.sealed_files import unwrap_key
from fieldnotes.vault.slots import open_with_passphrase, open_with_recovery
from fieldnotes.vault.store import STORE_FILE, connect
from fieldnotes.vault.verify import verify
from vault_samples import CASE, NOTE, PASSPHRASE, consent, data_key, draft

NEW = "helt nya ord nu"
FILE = "0195d0f0-0000-7000-8000-0000000000f1"
PHOTO = b"\xff\xd8 en bild av k\xc3\xb6ket" * 99
SOUND = b"\x01\x02" * 16000


def fill(vault, clock):
    """A draft, a signed entry, a sealed photo and recorded sound."""
    drafts.save(vault, draft())
    entries.file_act(vault, consent(clock), clock)
    photo = Coming(FILE, CASE, NOTE, None, "kök.jpg", "image/jpeg", "2026-03-12T15:00:00.000+01:00")
    attachments.add(vault, photo, [PHOTO])
    take = takes.begin(vault, NOTE, CASE, "iakttagelser", 16000, clock)
    take.add(SOUND)
    take.close()


def sealed_keys(vault) -> list[bytes]:
    with vault.reading() as connection:
        wanted = "SELECT sealed_key FROM attachments UNION ALL SELECT sealed_key FROM takes"
        return list(connection.exec_driver_sql(wanted).scalars())


def all_there(vault) -> bool:
    """Whether everything can be read again, files and sound too."""
    (take,) = take_rows.takes_of(vault, NOTE)
    return (
        drafts.get(vault, draft().note) == draft()
        and len(entries.of_case(vault, CASE)) == 1
        and b"".join(attachments.content(vault, FILE)) == PHOTO
        and b"".join(takes.frames(vault, take.id)) == SOUND
        and verify(vault).ok
    )


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.suffix != ".lock"}


@pytest.fixture
def filled(vault, held_clock):
    fill(vault, held_clock)
    return vault


def refusal(act) -> FieldNotesError:
    with pytest.raises(FieldNotesError) as problem:
        act()
    return problem.value


def test_everything_follows_and_the_vault_goes_on(filled, folder, held_clock):
    """rules: SEC-9"""
    seed, old = identity(filled).seed, data_key(filled)
    seen = []
    paper = rekey(filled, NEW, Kdf.floor(), lambda done, total: seen.append((done, total)))
    assert not old.erased
    assert old.database_key() != filled.key.database_key()
    assert all_there(filled)
    assert identity(filled).seed == seed
    assert seen
    assert seen[-1][0] == seen[-1][1]
    entries.file_act(filled, consent(held_clock), held_clock)
    filled.lock()
    again = unlock(folder, NEW, held_clock)
    assert len(entries.of_case(again, CASE)) == 2
    again.lock()
    recover(folder, paper, PASSPHRASE, Kdf.floor(), held_clock).lock()
    assert not (folder / COPY).exists()
    assert not (folder / PROMISE).exists()


def test_the_old_key_opens_nothing_new(filled, folder, profiles):
    """rules: SEC-9"""
    old = data_key(filled)
    rekey(filled, NEW, Kdf.floor())
    new_rows = sealed_keys(filled)
    filled.lock()
    assert refusal(lambda: connect(folder / STORE_FILE, old)).code is Code.PROFILE_DAMAGED
    assert len(new_rows) == 2
    assert refusal(lambda: unwrap_key(old, FILE, new_rows[0])).code is Code.ATTACHMENT_DAMAGED
    for name in (KEY_FILE, KEPT_KEY_FILE):
        (folder / name).replace(folder / KEY_FILE)
        file = read_key_file(folder)
        assert open_with_passphrase(file, PASSPHRASE) is None
        assert open_with_recovery(file, from_paper(profiles.recovery_key)) is None


def test_a_cancelled_change_leaves_everything_as_it_was(filled, folder, held_clock):
    key_file = (folder / KEY_FILE).read_bytes()
    old = data_key(filled).database_key()
    problem = refusal(lambda: rekey(filled, NEW, Kdf.floor(), cancelled=lambda: True))
    assert problem.code is Code.CANCELLED
    assert filled.key.database_key() == old
    assert (folder / KEY_FILE).read_bytes() == key_file
    assert not (folder / COPY).exists()
    assert drafts.get(filled, draft().note) == draft()
    filled.lock()
    unlock(folder, PASSPHRASE, held_clock).lock()


def test_a_profile_open_elsewhere_is_left_alone(filled, folder, profiles):
    other = profiles.open(folder)
    drafts.all_drafts(other)
    assert refusal(lambda: rekey(filled, NEW, Kdf.floor())).code is Code.PROFILE_IN_USE
    assert drafts.get(other, draft().note) == draft()
    assert drafts.get(filled, draft().note) == draft()
    other.lock()


def test_a_file_key_that_does_not_open_stops_the_change(filled, folder):
    with filled.writing() as connection:
        connection.exec_driver_sql("UPDATE takes SET sealed_key = x'00112233445566778899aabbccddeeff'")
    assert isinstance(refusal(lambda: rekey(filled, NEW, Kdf.floor())), Refused)
    assert not (folder / COPY).exists()
    assert drafts.get(filled, draft().note) == draft()


def test_what_was_written_into_the_old_store_after_the_copy_is_not_lost(filled, folder, held_clock):
    """A promise whose store was used since is taken back."""
    before = files(folder)
    rekey(filled, NEW, Kdf.floor())
    filled.lock()
    promise, copy = (folder / KEY_FILE).read_bytes(), (folder / STORE_FILE).read_bytes()
    for name in (KEY_FILE, KEPT_KEY_FILE, STORE_FILE):
        (folder / name).write_bytes(before[name])
    (folder / f"{STORE_FILE}-wal").write_bytes(before[f"{STORE_FILE}-wal"])
    (folder / PROMISE).write_bytes(promise)
    (folder / COPY).write_bytes(copy)
    again = unlock(folder, PASSPHRASE, held_clock)
    assert drafts.get(again, draft().note) == draft()
    again.lock()
    assert not (folder / PROMISE).exists()
    assert not (folder / COPY).exists()


def test_a_stop_at_every_step_leaves_one_whole_profile(filled, folder, tmp_path, profiles):
    """rules: SEC-9 – the process ends, without a word, at each step on the disk; the next start has everything."""
    filled.lock()
    script = Path(__file__).parents[2] / "stopped_rekey.py"
    line = [sys.executable, str(script), str(folder), str(tmp_path / "stops"), profiles.recovery_key, NEW]
    told = subprocess.run(line, capture_output=True, text=True, check=False, timeout=300)
    assert told.returncode == 0, told.stderr
    stops = sorted((tmp_path / "stops").iterdir())
    assert len(stops) > 10
    outcomes = [reopened(stop, profiles.recovery_key) for stop in stops]
    assert outcomes == sorted(outcomes, key=["old", "new"].index)
    assert set(outcomes) == {"old", "new"}


def reopened(stop: Path, recovery_key: str) -> str:
    """Open as the next start would; tell which of the two keys holds. The recovery key costs no slow derivation."""
    promised = (stop / PROMISE).exists()
    with alone_at_the_keys(stop):
        settle(stop)
    file = read_key_file(stop)
    key = open_with_recovery(file, from_paper(recovery_key))
    outcome = "new" if key is None else "old"
    if key is None:
        assert not (promised and file.of_kind(SlotKind.RECOVERY)), "a recovery key that nobody has seen"
        key = open_with_passphrase(file, NEW)
        assert key is not None
    vault = open_with_key(stop, file, key)
    assert all_there(vault)
    vault.lock()
    assert not unsettled(stop)
    return outcome


def test_a_changed_passphrase_after_a_change_of_key_still_opens(filled, folder, held_clock):
    rekey(filled, NEW, Kdf.floor())
    change_passphrase(filled, PASSPHRASE, Kdf.floor())
    filled.lock()
    unlock(folder, PASSPHRASE, held_clock).lock()

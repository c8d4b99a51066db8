"""Every byte under the profile, searched for words that were written: none is there, in no spelling."""

import unicodedata
from pathlib import Path

import pytest

from fieldnotes.vault import access, drafts, entries, feed, outbox, reference
from vault_samples import CASE, NOTE, OtherDevice, case_item, consent, draft, user_item

WORDS = ("Blåbärssoppa", "sömnlös", "köksfönstret", "nickade", "Sandin", "Ekberg", "iakttagelser", "BV-2026-0142")
AT = "2026-03-12T16:05:00.000+01:00"


def spellings(word: str) -> set[bytes]:
    forms = {unicodedata.normalize(form, word) for form in ("NFC", "NFD")}
    return {
        form.encode(code)
        for form in forms
        for code in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
        if fits(form, code)
    }


def fits(text: str, code: str) -> bool:
    try:
        text.encode(code)
    except UnicodeEncodeError:
        return False
    return True


def found_in(folder: Path) -> set[tuple[str, str]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) >= 3
    return {
        (path.name, word)
        for path in files
        for data in [path.read_bytes()]
        for word in WORDS
        if any(spelling in data for spelling in spellings(word))
    }


@pytest.fixture
def busy(vault, hub, held_clock):
    """A busy day: drafts saved, discarded and signed, a colleague's entries, reference data, access rows."""
    other = OtherDevice()
    reference.apply_reference(vault, hub.delta([other.as_item(hub), case_item(), user_item()]))
    words = " ".join(WORDS)
    for number in range(20):
        drafts.save(vault, draft(note=f"n-{number}", text=f"{words} {number}"))
    drafts.discard(vault, "n-1")
    entries.file_act(vault, consent(held_clock), held_clock, "n-2")
    entries.file_act(vault, consent(held_clock), held_clock)
    outbox.take(vault)
    hub.file(CASE, other.make(body={"what": "visit", "person_id": "p", "role": "barn", "how": "x", "note": words}))
    feed.apply_page(vault, CASE, 0, hub.held[CASE], hub.receipt(CASE), AT)
    access.record(vault, access.OPENED, CASE, NOTE, None, AT)
    return vault


def test_no_word_is_readable_while_the_store_is_open(busy, folder):
    """rules: SEC-9"""
    assert (folder / "store.db-wal").stat().st_size > 0
    assert found_in(folder) == set()


def test_no_word_is_readable_after_lock(busy, folder):
    """rules: SEC-9"""
    busy.lock()
    assert found_in(folder) == set()


def test_the_search_itself_finds_words_that_lie_open(tmp_path):
    for number, code in enumerate(("utf-8", "utf-16-le", "utf-16-be")):
        for form in ("NFC", "NFD"):
            text = unicodedata.normalize(form, f"…{WORDS[0]}…")
            (tmp_path / f"{number}-{form}").write_bytes(text.encode(code))
    assert len(found_in(tmp_path)) == 6

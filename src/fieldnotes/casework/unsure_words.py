"""Words of a draft the recogniser was not sure of: kept with the draft until they are confirmed, changed or signed.

They lie beside the draft's text, in the same transaction; what is signed says nothing of them. Hears nothing.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from fieldnotes.casework.desk import Changed, Desk, changed
from fieldnotes.casework.whole_note import fetch, require_draft
from fieldnotes.domain.heard_words import UnsureWord, moved, read_unsure
from fieldnotes.vault import drafts
from fieldnotes.vault.drafts import Draft
from fieldnotes.vault.heard_sound import sound_between

UNSURE = "unsure"
AROUND_MS = 150
"""Milliseconds of sound before and after a word: what it begins and ends with is heard whole."""


def unsure_words(desk: Desk, note: str) -> tuple[UnsureWord, ...]:
    """Read the unsure words of a draft; a signed note has none. Refused: UNKNOWN_NOTE."""
    draft = fetch(desk, note).draft
    return () if draft is None else unsure_of(draft)


def unsure_of(draft: Draft) -> tuple[UnsureWord, ...]:
    """Read what a draft keeps of them."""
    return read_unsure((draft.cursor or {}).get(UNSURE))


def with_unsure(draft: Draft, words: Iterable[UnsureWord]) -> Draft:
    """The draft with these unsure words and no others."""
    rows = [word.to_json() for word in words]
    kept = {key: value for key, value in (draft.cursor or {}).items() if key != UNSURE}
    return replace(draft, cursor={**kept, UNSURE: rows} if rows else kept or None)


def followed(desk: Desk, draft: Draft) -> Draft:
    """The draft with its unsure words where they stand in its new text; changed ones are unsure no more."""
    words = unsure_of(draft)
    before = drafts.get(desk.vault, draft.note) if words else None
    return draft if before is None else with_unsure(draft, moved(words, before.sections, draft.sections))


def confirm(desk: Desk, note: str, ids: Collection[str]) -> Changed:
    """Say that words were heard rightly: their marks go. Refused: UNKNOWN_NOTE, ALREADY_SIGNED."""
    with desk.writing:
        draft = require_draft(fetch(desk, note))
        words = unsure_of(draft)
        left = [word for word in words if word.id not in ids]
        if len(left) < len(words):
            drafts.save(desk.vault, with_unsure(draft, left))
    return changed("drafts", note, draft.case)


def sound_of(desk: Desk, word: UnsureWord) -> tuple[bytes, int]:
    """Open exactly the sound behind a word: 16-bit mono samples and their rate. It is never written anywhere.

    Refused: UNKNOWN_RECORDING (another computer has it, or it was destroyed), RECORDING_DAMAGED.
    """
    return sound_between(desk.vault, word.take, word.begins - AROUND_MS, word.ends + AROUND_MS)

"""The worker's own words: how something that is dictated shall be written. The vault keeps them; they may be names."""

from unicodedata import normalize

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.views import SpellingView
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.private import Private
from fieldnotes.language.spoken_rules import SpokenRules
from fieldnotes.vault import spellings

MOST_WORDS = 6
MOST_LETTERS = 80


def list_spellings(desk: Desk) -> tuple[SpellingView, ...]:
    """Give all of them, by what is said."""
    return tuple(SpellingView(Private(said), Private(text)) for said, text in spellings.all_of(desk.vault).items())


def keep_spelling(desk: Desk, said: str, written: str) -> SpellingView:
    """Keep one from now on: `said`, whatever its capitals, is written as given. Replaces the one for the same words.

    Refused: SPELLING_WRONG when it could not be said, or is a command or a mark.
    """
    words = normalize("NFC", said).lower().split()
    text = " ".join(normalize("NFC", written).split())
    if not _can_be_said(words, desk.workshop.speech.rules) or not _can_be_written(written, text):
        raise Refused(Code.SPELLING_WRONG, words=MOST_WORDS, letters=MOST_LETTERS)
    spellings.save(desk.vault, " ".join(words), text)
    return SpellingView(Private(" ".join(words)), Private(text))


def forget_spelling(desk: Desk, said: str) -> None:
    """Write those words by the rules again; what is not there is fine."""
    spellings.forget(desk.vault, " ".join(normalize("NFC", said).lower().split()))


def _can_be_said(words: list[str], rules: SpokenRules) -> bool:
    letters = bool(words) and all(letter.isalpha() or letter in "-'" for word in words for letter in word)
    return letters and len(words) <= MOST_WORDS and not rules.is_command(" ".join(words))


def _can_be_written(given: str, text: str) -> bool:
    return 0 < len(text) <= MOST_LETTERS and text[0].isalnum() and given.strip().isprintable()

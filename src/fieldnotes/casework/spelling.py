"""Spelling of what is being written: looked up in this computer's dictionary and the worker's own words."""

from collections.abc import Sequence

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.people import people_at
from fieldnotes.casework.spellings import keep_spelling
from fieldnotes.language.spelling import MOST_SUGGESTIONS, Misspelt, misspelt
from fieldnotes.vault import spellings


def look_over(desk: Desk, case: str, texts: Sequence[str]) -> tuple[tuple[Misspelt, ...], ...] | None:
    """Give each text's words that are not known; nothing at all without a dictionary of the language.

    Names of the case's people and of colleagues are right, and so are the worker's own words.
    """
    speller = desk.workshop.speller
    if speller is None or not speller.speaks(desk.language):
        return None
    own = right_words(desk, case)
    return tuple(misspelt(text, desk.language, speller, own) for text in texts)


def right_words(desk: Desk, case: str) -> frozenset[str]:
    """Give the words that are right whatever the dictionary says. Refused: UNKNOWN_CASE."""
    people = people_at(desk)
    names = [str(person.name) for person in people.around(people.case(case)).values()]
    return frozenset([*names, *spellings.all_of(desk.vault).values()])


def suggestions(desk: Desk, word: str) -> tuple[str, ...]:
    """Give what may have been meant, at most six; may take half a second."""
    speller = desk.workshop.speller
    return tuple(speller.suggest(desk.language, word)[:MOST_SUGGESTIONS]) if speller is not None else ()


def keep_word(desk: Desk, word: str) -> None:
    """Let a word be right from now on: it joins the worker's own words. Refused: SPELLING_WRONG."""
    keep_spelling(desk, word, word)

"""Search inside one open case. What a case says is made ready once and stays until the store changes or locks.

It is made ready a piece at a time, the newest notes first, so that whoever types early is answered from what is there.
That somebody searched stands in the access log before they are answered; for what, stands nowhere (SEC-6).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.find_words import Line, SearchedCase, SearchedNote, Wanted, folded
from fieldnotes.casework.note_reading import blocks_of
from fieldnotes.casework.note_rows import last_touched
from fieldnotes.casework.people import People, people_at
from fieldnotes.casework.views import Hit
from fieldnotes.casework.whole_note import WholeNote, fetch_these
from fieldnotes.domain.private import Private
from fieldnotes.vault import access, drafts, entries

SEARCHED: Final = "searched"
"""In the access log: somebody searched the notes of a case."""
PIECE = 24
"""Notes made ready in one go: so long waits at most who types before all of them are."""
FIRST = 16
"""At most so many in the first go: about what a screen has room for, and who types at once waits for no more."""


def find_in_case(desk: Desk, case: str, text: str) -> tuple[Hit, ...]:
    """Search the notes of one open case: every word given must stand there, as it stands or as the beginning of a word.

    Any case; accents are folded but å, ä and ö kept apart; a part of a compound counts from three letters.
    Refused: UNKNOWN_CASE, SEARCH_NOT_ALLOWED for an empty text.
    """
    wanted = Wanted.read(text)
    _note_searched(desk, case)
    return _in_order(_hits(make_ready(desk, case).notes, wanted))


def find_by_and_by(
    desk: Desk, case: str, text: str, *, went_on: bool = False
) -> Iterator[tuple[tuple[Hit, ...], bool]]:
    """Search the same way what is ready, the newest notes first, and again each time twice as many are.

    `went_on`: it is the same search, with another letter; it is written down once.

    Gives what was found so far, and whether that is all. Refused: as `find_in_case`.
    """
    wanted = Wanted.read(text)
    if not went_on:
        _note_searched(desk, case)
    seen, told, found = make_ready(desk, case, PIECE), 0, list[Hit]()
    found += _hits(seen.notes, wanted)
    while True:
        if not seen.left or len(seen.notes) >= 2 * told:
            told = len(seen.notes)
            yield _in_order(found), not seen.left
        if not seen.left:
            return
        more = make_ready(desk, case, PIECE)
        searched = len(seen.notes)
        if more.notes[:searched] != seen.notes:  # something was written meanwhile: it was begun anew
            found, searched = [], 0
        found += _hits(more.notes[searched:], wanted)
        seen = more


def make_ready(desk: Desk, case: str, most: int | None = None) -> SearchedCase:
    """Make the notes of a case ready to be searched, the newest first, unless nothing was written since.

    `most`: so many of those that are not ready yet, None for all; `left` names the others. Refused: UNKNOWN_CASE.
    """
    version = desk.vault.version()
    known = desk.searched.get(case)
    if known is None or (known.version, known.language) != (version, desk.language):
        people = people_at(desk)
        known, most = _anew(desk, people, case, version, known), None if most is None else min(most, FIRST)
    elif not known.left:
        return known
    else:
        people = people_at(desk)
    now = known.left[:most]
    here = {whole.note: whole for whole in fetch_these(desk, people, set(now))}
    more = tuple(_searched(desk, here[note], known.before) for note in now if note in here and not here[note].closed)
    return _keep(desk, case, replace(known, notes=known.notes + more, left=known.left[len(now) :]))


def _note_searched(desk: Desk, case: str) -> None:
    of = people_at(desk).case(case)
    access.record(desk.vault, SEARCHED, of.id, None, None, desk.clock.now().isoformat())


def _anew(desk: Desk, people: People, case: str, version: int, known: SearchedCase | None) -> SearchedCase:
    """Begin with nothing ready, but with the signed texts that were read already."""
    chains = people.chains(people.case(case))
    begun = [draft.note for chain in chains for draft in drafts.all_drafts(desk.vault, chain)]
    wanted = dict.fromkeys([*begun, *entries.newest_first(desk.vault, chains)])
    before: dict[str, SearchedNote] = {}
    if known is not None and known.language == desk.language:
        before = {**known.before, **{note.head: note for note in known.notes if note.head is not None}}
    return SearchedCase(version, desk.language, (), tuple(wanted), before)


def _hits(notes: Iterable[SearchedNote], wanted: Wanted) -> list[Hit]:
    return [
        Hit(
            note=note.note,
            label=note.label,
            section=line.section,
            section_label=line.label,
            at=note.at,
            text=Private(line.text),
            start=place[0],
            end=place[1],
        )
        for note in notes
        for line, place in note.hits(wanted)
    ]


def _in_order(found: Iterable[Hit]) -> tuple[Hit, ...]:
    return tuple(sorted(found, key=lambda hit: hit.at, reverse=True))


def _searched(desk: Desk, whole: WholeNote, before: Mapping[str, SearchedNote]) -> SearchedNote:
    """What is signed never changes, so it is read once; names in it are as they were known then."""
    head = whole.shown_revision if whole.draft is None else None
    if head is not None and head.hash in before:
        return before[head.hash]
    sections = whole.sections
    lines = tuple(
        Line(section.id, section.label(desk.language), block.text, folded(block.text))
        for section in whole.template.sections
        if sections.get(section.id)
        for block in blocks_of(desk, whole, section, sections)
    )
    return SearchedNote(
        note=whole.note,
        label=whole.template.label(desk.language),
        head=head.hash if head else None,
        at=last_touched(whole),
        lines=lines,
    )


def _keep(desk: Desk, case: str, ready: SearchedCase) -> SearchedCase:
    """Keep text only while the desk is open: a search that runs on while it locks leaves nothing behind.

    One case at a time: that is the one which is open.
    """
    with desk.writing:
        if not desk.vault.locked:
            desk.searched.clear()
            desk.searched[case] = ready
    return ready

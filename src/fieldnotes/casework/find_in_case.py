"""Search inside one open case. What a case says is made ready once and stays until the store changes or locks."""

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.find_words import Line, SearchedCase, SearchedNote, Wanted, folded
from fieldnotes.casework.note_reading import blocks_of
from fieldnotes.casework.note_rows import last_touched
from fieldnotes.casework.people import people_at
from fieldnotes.casework.views import Hit
from fieldnotes.casework.whole_note import WholeNote, fetch_all
from fieldnotes.domain.private import Private


def find_in_case(desk: Desk, case: str, text: str) -> tuple[Hit, ...]:
    """Search the notes of one open case: every word given must stand there, as it stands or as the beginning of a word.

    Any case; accents are folded but å, ä and ö kept apart; a part of a compound counts from three letters.
    Refused: UNKNOWN_CASE, SEARCH_NOT_ALLOWED for an empty text.
    """
    wanted = Wanted.read(text)
    found = [
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
        for note in make_ready(desk, case).notes
        for line, place in note.hits(wanted)
    ]
    return tuple(sorted(found, key=lambda hit: hit.at, reverse=True))


def make_ready(desk: Desk, case: str) -> SearchedCase:
    """Make the notes of a case ready to be searched, unless nothing was written since that was done.

    Refused: UNKNOWN_CASE.
    """
    version = desk.vault.version()
    known = desk.searched.get(case)
    if known is not None and (known.version, known.language) == (version, desk.language):
        return known
    people = people_at(desk)
    before = {note.head: note for note in known.notes} if known is not None and known.language == desk.language else {}
    here = fetch_all(desk, people, people.case(case).id)
    ready = tuple(_searched(desk, whole, before) for whole in here if not whole.closed)
    return _keep(desk, case, SearchedCase(version, desk.language, ready))


def _searched(desk: Desk, whole: WholeNote, before: dict[str | None, SearchedNote]) -> SearchedNote:
    """What is signed never changes, so it is read once; names in it are as they were known then."""
    head = whole.shown_revision if whole.draft is None else None
    if head is not None and head.hash in before:
        return before[head.hash]
    sections = whole.sections
    lines = tuple(
        Line(section.id, section.label(desk.language), block.text, folded(block.text))
        for section in whole.template.sections
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

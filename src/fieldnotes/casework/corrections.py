"""Lay each correction of a signed note beside the text it was made from (INS-1). Changes nothing."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from fieldnotes.casework.changed_text import plain_label
from fieldnotes.casework.correction_views import CorrectionView, PlaceChange
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.note_reading import blocks_of, in_order, moment, private
from fieldnotes.casework.note_views import TextBlock
from fieldnotes.casework.read_note import note_read
from fieldnotes.casework.whole_note import WholeNote, as_family_text, fetch, sections_of
from fieldnotes.domain.entry import Filed
from fieldnotes.domain.private import Private

NOTHING = TextBlock("", Private(""))


def corrections(desk: Desk, note: str) -> tuple[CorrectionView, ...]:
    """Give every later text beside its first parent held here, the newest first; none of a note in the wrong case.

    Refused: UNKNOWN_NOTE.
    """
    whole = fetch(desk, note)
    if whole.restricted:
        return ()
    note_read(desk, whole)
    held = {each.hash: each for each in whole.state.revisions}
    found = [
        _correction(desk, whole, held[before[0]], after)
        for after in sorted(held.values(), key=in_order, reverse=True)
        if (before := [parent for parent in after.entry.parents if parent in held])
    ]
    return tuple(found)


def _correction(desk: Desk, whole: WholeNote, before: Filed, after: Filed) -> CorrectionView:
    return CorrectionView(
        revision=after.hash,
        before=before.hash,
        kind=after.entry.kind.value,
        by_name=whole.people.user_name(after.entry.author),
        at=moment(after),
        places=(*_journal(desk, whole, before, after), *_plain(desk, whole, before, after)),
        reason=private(after.entry.body.get("reason")),
    )


def _journal(desk: Desk, whole: WholeNote, before: Filed, after: Filed) -> Iterator[PlaceChange]:
    for section in whole.template.sections:
        old, new = (blocks_of(desk, whole, section, sections_of(each)) for each in (before, after))
        for was, now in _pairs(old, new):
            yield PlaceChange(section.id, section.label(desk.language), now.label or was.label, was.text, now.text)


def _plain(desk: Desk, whole: WholeNote, before: Filed, after: Filed) -> Iterator[PlaceChange]:
    """The plain versions are part of what was signed, so a change of theirs is seen as well."""
    old, new = (as_family_text(each.entry.body.get("family_text")) for each in (before, after))
    for audience in dict.fromkeys((*old, *new)):
        label = plain_label(audience)
        for section in whole.template.sections:
            was, now = (each.get(audience, {}).get(section.id, "") for each in (old, new))
            if was != now:
                yield PlaceChange(section.id, section.label(desk.language), label, Private(was), Private(now))


def _pairs(old: Sequence[TextBlock], new: Sequence[TextBlock]) -> Iterator[tuple[TextBlock, TextBlock]]:
    """Pair the pieces that differ, of one field in their order; what came or went stands beside nothing."""
    was, now = ([(each.field, each.label, str(each.text)) for each in side] for side in (old, new))
    for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        left, right = list(old[a:b]), list(new[c:d])
        for one in left:
            mate = next((each for each in right if (each.field, each.label) == (one.field, one.label)), None)
            if mate is not None:
                right.remove(mate)
            yield one, mate or NOTHING
        for each in right:
            yield NOTHING, each

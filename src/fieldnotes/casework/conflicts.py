"""A note with several signed texts: count them, open one, choose place by place, sign what comes of it.

Choices are saved as they are made and outlive lock and crash; nothing is chosen by the program.
"""

from collections.abc import Callable
from unicodedata import normalize

from fieldnotes.casework.check_note import findings_at_signing
from fieldnotes.casework.conflict_reading import WRITTEN, merge_view
from fieldnotes.casework.conflict_views import ConflictRow, MergeView
from fieldnotes.casework.desk import Desk, Recorded
from fieldnotes.casework.note_reading import moment
from fieldnotes.casework.people import people_at, require_assigned
from fieldnotes.casework.sign import Reasons, file_merge
from fieldnotes.casework.versions import (
    choices_of,
    compared,
    field_at,
    in_conflict,
    is_mine_to_settle,
    keep_choices,
    rows_in_place,
    writable,
)
from fieldnotes.casework.views import Check
from fieldnotes.casework.whole_note import WholeNote, fetch, fetch_all
from fieldnotes.domain.differences import Difference, Place
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.merging import Choice, Choices, merged
from fieldnotes.vault import access, entries

PROPOSAL, JOINED = "proposal", "joined"


def conflicts(desk: Desk) -> tuple[ConflictRow, ...]:
    """Notes with several texts that are this person's to bring together, the oldest first."""
    found = [_row(desk, whole) for whole in fetch_all(desk, people_at(desk)) if is_mine_to_settle(whole)]
    return tuple(sorted(found, key=lambda row: (row.at, row.note)))


def count(desk: Desk) -> int:
    """Count the notes with several texts that are this person's to bring together; quick when there are none."""
    return sum(is_mine_to_settle(fetch(desk, note)) for note in sorted(entries.parted(desk.vault)))


def open_conflict(desk: Desk, note: str) -> MergeView:
    """Open all texts of a note beside each other; each is recorded as opened (SEC-6).

    Refused: UNKNOWN_NOTE, NOT_SIGNED, NOT_A_CONFLICT, UNKNOWN_CASE.
    """
    whole = in_conflict(desk, note)
    if whole.restricted:
        raise Refused(Code.NOT_A_CONFLICT, note=note)
    now = desk.clock.now().isoformat()
    for digest in whole.head_hashes:
        access.record(desk.vault, access.OPENED, whole.case.id, note, digest, now)
    return merge_view(desk, whole)


def choose(desk: Desk, note: str, place: str, how: str, text: str | None = None) -> MergeView:
    """Choose what shall stand at a place; saved when this returns. Gives the note as it stands then.

    `how`: `proposal`, `joined`, a head's hash, or `written` with `text`.
    Refused: NOT_A_CONFLICT, NOT_ASSIGNED, UNKNOWN_FIELD when nothing of the kind is offered there, WORDS_LOST when a
    head lacks words of the child or the family.
    """
    return _with_choices(desk, note, lambda whole, made: {**made, **_chosen(whole, Place.read(place), how, text)})


def take_back(desk: Desk, note: str, place: str) -> MergeView:
    """Leave a place open again. Refused: NOT_A_CONFLICT, NOT_ASSIGNED."""
    return _with_choices(
        desk, note, lambda _whole, made: {at: each for at, each in made.items() if at != Place.read(place)}
    )


def check_merge(desk: Desk, note: str) -> Check:
    """Tell what stands in the way of signing what was chosen. Refused: NOT_A_CONFLICT, MERGE_UNDECIDED."""
    whole = in_conflict(desk, note)
    text = merged(compared(whole), choices_of(desk, note))
    return findings_at_signing(desk, whole, text.sections)


def merge(
    desk: Desk, note: str, heads: tuple[str, ...], reason: str | None = None, reasons: Reasons | None = None
) -> Recorded:
    """Sign what was chosen as one text with all heads as parents; `heads`: those the person had in sight.

    Refused: NOT_A_CONFLICT, NOT_ASSIGNED, NOT_THE_HEAD when another text has come (the choices stay), MERGE_UNDECIDED,
    WORDS_LOST, CONTENT_MISSING and WARNING_NEEDS_REASON as `StoppedBy`.
    """
    with desk.writing:
        whole = in_conflict(desk, note)
        require_assigned(whole.people, whole.case)
        come = sorted(set(whole.head_hashes) - set(heads))
        if come:
            raise Refused(Code.NOT_THE_HEAD, note=note, revision=come[0])
        text = merged(compared(whole), choices_of(desk, note))
        return file_merge(desk, whole, text, reason, reasons)


def _with_choices(desk: Desk, note: str, change: Callable[[WholeNote, Choices], Choices]) -> MergeView:
    with desk.writing:
        whole = in_conflict(desk, note)
        require_assigned(whole.people, whole.case)
        keep_choices(desk, note, change(whole, choices_of(desk, note)))
        return merge_view(desk, whole)


def _chosen(whole: WholeNote, place: Place, how: str, text: str | None) -> Choices:
    about = next((each for each in compared(whole).differences if each.place == place), None)
    if about is None:
        raise Refused(Code.UNKNOWN_FIELD, section=place.section[:64], field=place.field[:64])
    value = _written(whole, about, text) if how == WRITTEN else _offered(about, how)
    return {place: Choice(rows_in_place(about, value), about.stamp, how)}


def _offered(about: Difference, how: str) -> Json:
    if how == PROPOSAL and about.proposed:
        return about.proposal
    if how == JOINED and about.joined is not None:
        return about.joined
    offer = next((each for each in about.offers if how in each.heads), None)
    if offer is None:
        raise Refused(Code.UNKNOWN_FIELD, section=about.place.section, field=about.place.field)
    if not offer.keeps:
        raise Refused(Code.WORDS_LOST, section=about.place.section, field=about.place.field, count=len(about.words))
    return offer.value


def _written(whole: WholeNote, about: Difference, text: str | None) -> Json:
    """Put a person's own text at a place; of a row everything but its text stays as it was offered."""
    if text is None or not writable(whole, about):
        raise Refused(Code.WRONG_TYPE, section=about.place.section, field=about.place.field, expected="text")
    spelled = normalize("NFC", text)
    field = field_at(whole, about.place)
    if field is None or field.type == "text":
        return spelled or None
    offered = [about.proposal, *(each.value for each in about.offers if each.keeps), *(o.value for o in about.offers)]
    row = next((each for each in offered if isinstance(each, dict)), {})
    return {**row, "text": spelled} if spelled.strip() else None


def _row(desk: Desk, whole: WholeNote) -> ConflictRow:
    heads = whole.state.heads
    return ConflictRow(
        note=whole.note,
        case=whole.case.id,
        case_number=whole.case.number,
        label=whole.template.label(desk.language),
        heads=whole.head_hashes,
        authors=tuple(dict.fromkeys(whole.people.user_name(head.entry.author) for head in heads)),
        at=max(moment(head) for head in heads),
        begun=bool(choices_of(desk, whole.note)),
    )

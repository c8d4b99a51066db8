"""The notes a working day may be about, found by their marks, so that ten thousand others are not read.

It gives too many rather than too few: what the day shows is decided from the notes themselves.
"""

from datetime import date

from fieldnotes.casework.agreements import OPEN, agreed_in, agreements_of, promise, promise_of
from fieldnotes.casework.cosigning import took_part
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.people import People
from fieldnotes.casework.views import AgreementView
from fieldnotes.casework.whole_note import WholeNote, fetch_these, reference_of, sections_of
from fieldnotes.domain.entry import Filed, Kind
from fieldnotes.domain.template_library import template_for
from fieldnotes.vault import drafts, entries, marks
from fieldnotes.vault.marks import Mark

RULE = 2
"""Raise it when other things are marked; everything is then marked anew, once."""
UNSENT = 50
"""So many of the newest that wait to be sent; how many there are is counted elsewhere."""
_TOLD = (Kind.NOTE_RETURNED, Kind.QUESTION_ASKED, Kind.NOTE_MISFILED)


def near_notes(
    desk: Desk, people: People, first: date, last: date, pages: int | None = None
) -> tuple[tuple[WholeNote, ...], bool]:
    """Fetch drafts, notes somebody has asked about, and notes that promise something between two days.

    With them come the newest that wait to be sent, and those in which such a promise was carried on, to whatever day.

    `pages`: how many pages of texts may be marked first, None for all. Also tells whether some are left unmarked.
    """
    left = look_through(desk, pages)
    vault = desk.vault
    wanted = {
        *(draft.note for draft in drafts.all_drafts(vault)),
        *entries.parted(vault),
        *marks.acted_on(vault, _TOLD),
        *marks.promised_between(vault, first, last),
        *marks.attended_by(vault, people.me.id),
        *marks.copies(vault),
        *marks.unsent(vault, UNSENT),
    }
    found = fetch_these(desk, people, wanted)
    open_now = frozenset(promise(row) for whole in found for row in agreements_of(whole) if is_near(row, first, last))
    carried = marks.promising(vault, open_now) - wanted
    return (*found, *fetch_these(desk, people, carried)), left


def is_near(row: AgreementView, first: date, last: date) -> bool:
    """Whether a promise is open and its day lies between two days."""
    return row.outcome == OPEN and row.due is not None and first <= row.due <= last


def look_through(desk: Desk, pages: int | None) -> bool:
    """Mark what came since the last time, the newest first, and tell whether some are left.

    The store keeps it, so it is done once for each text. `pages`: how many pages of `marks.PAGE`, None for all.
    """
    while pages is None or pages > 0:
        found = marks.unmarked(desk.vault, RULE)
        if found:
            marks.put(desk.vault, RULE, [_marked(desk, filed) for filed in found])
        if len(found) < marks.PAGE:
            return False
        pages = None if pages is None else pages - 1
    return marks.any_unmarked(desk.vault, RULE)


def _marked(desk: Desk, filed: Filed) -> Mark:
    if filed.entry.kind is Kind.NOTE_COSIGNED:
        return Mark(filed.hash, present=(filed.entry.author,))
    template = template_for(desk.book, reference_of(filed), sections_of(filed))
    rows = agreed_in(template, filed)
    days = sorted(row.due for row in rows if row.due is not None)
    return Mark(
        filed.hash,
        first_due=days[0] if days else None,
        last_due=days[-1] if days else None,
        promised=tuple(promise_of(row.content) for row in rows),
        present=tuple(sorted(took_part(template, filed) - {filed.entry.author})),
        copied="copied" in filed.entry.body,
    )

"""Read a note, its list, history and changes. Opening a signed text is recorded (SEC-6); it writes no more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from fieldnotes.casework.asked_changes import change_views
from fieldnotes.casework.changed_text import text_changes
from fieldnotes.casework.cosigning import cosignings, is_asked_to_cosign, may_cosign
from fieldnotes.casework.delivered_views import delivered_of, to_copy_of
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.draft_ages import draft_view
from fieldnotes.casework.misfile import copied_view, misfiled_notes, misfiled_view
from fieldnotes.casework.note_reading import (
    decision_views,
    family_rows,
    in_order,
    moment,
    private,
    question_views,
    revision_views,
    section_states,
)
from fieldnotes.casework.note_rows import author_of, flags_of, last_touched, row_of
from fieldnotes.casework.people import People, people_at
from fieldnotes.casework.versions import is_mine_to_settle
from fieldnotes.casework.views import HistoryRow, NoteRow, NoteView, SectionChange
from fieldnotes.casework.whole_note import WholeNote, as_family_text, fetch, fetch_all, of_chains, sections_of
from fieldnotes.casework.write_note import proposals_for, window_of
from fieldnotes.domain.entry import REVISIONS, Filed, Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.private import Private
from fieldnotes.domain.proposed_case import proposed_number
from fieldnotes.domain.two_clocks import doubted_by
from fieldnotes.vault import access, drafts, entries
from fieldnotes.vault.drafts import Draft

_CLOSED: Mapping[str, Any] = {
    "sections": {}, "section_states": (), "family": (), "questions": (), "family_text": {}, "proposals": {},
    "changes": (),
    "reasons": {}, "cursor": None,
}  # fmt: skip
"""What is left of a note that lies in the wrong case: the stub, without text."""


def show(desk: Desk, note: str, at: str | None = None) -> NoteView:
    """Read one note: its draft, else its head, or the revision `at`; opening a signed text is recorded as opened.

    Refused: UNKNOWN_NOTE(note), UNKNOWN_REVISION.
    """
    return show_fetched(desk, fetch(desk, note), at)


def show_fetched(desk: Desk, whole: WholeNote, at: str | None = None) -> NoteView:
    """Do as `show`, for whoever has fetched the note already. Refused: UNKNOWN_REVISION."""
    revision = _revision(whole, at)
    if revision is not None:
        access.record(desk.vault, access.OPENED, whole.case.id, whole.note, revision.hash, desk.clock.now().isoformat())
    return view_of(desk, whole, revision)


def note_read(desk: Desk, whole: WholeNote) -> None:
    """Write down, once, that a signed text is read another way than by opening its note (SEC-6)."""
    revision = _revision(whole, None)
    if revision is not None and not access.has_read(desk.vault, whole.note, revision.hash):
        access.record(desk.vault, access.READ, whole.case.id, whole.note, revision.hash, desk.clock.now().isoformat())


def notes(desk: Desk, case: str | None = None) -> tuple[NoteRow, ...]:
    """All notes on this computer, drafts among them, the newest first."""
    people = people_at(desk)
    return rows_of(desk, fetch_all(desk, people, people.case(case).id if case else None))


def rows_of(desk: Desk, fetched: Iterable[WholeNote]) -> tuple[NoteRow, ...]:
    """Do as `notes`, for whoever has fetched them already."""
    rows = [row_of(desk, whole) for whole in fetched]
    return tuple(sorted(rows, key=lambda row: (row.at, row.note), reverse=True))


def history(desk: Desk, note: str) -> tuple[HistoryRow, ...]:
    """Every entry of the note in order. Refused: UNKNOWN_NOTE."""
    filed = entries.of_note(desk.vault, note)
    if not filed and drafts.get(desk.vault, note) is None:
        raise Refused(Code.UNKNOWN_NOTE, note=note)
    people = people_at(desk)
    closed = misfiled_notes(filed)
    old = _replaced(filed)
    return tuple(_history_row(people, each, closed, old) for each in sorted(filed, key=in_order))


def timeline(desk: Desk, case: str) -> tuple[HistoryRow, ...]:
    """Every entry of the case, the newest first. Refused: UNKNOWN_CASE."""
    people = people_at(desk)
    filed = [*of_chains(desk, people.chains(people.case(case)))]
    closed = misfiled_notes(filed)
    old = _replaced(filed)
    return tuple(_history_row(people, each, closed, old) for each in sorted(filed, key=in_order, reverse=True))


def changes(desk: Desk, note: str, since: str | None = None, until: str | None = None) -> tuple[SectionChange, ...]:
    """Compare two revisions as people read them; default: the last decided (else the first) with the head.

    Refused: UNKNOWN_NOTE, UNKNOWN_REVISION.
    """
    whole = fetch(desk, note)
    if not whole.state.revisions or whole.restricted:
        return ()
    before = whole.revision(since or _last_decided(whole))
    after = whole.revision(until) if until else whole.state.heads[-1]
    return text_changes(desk, whole, before, after)


def _revision(whole: WholeNote, at: str | None) -> Filed | None:
    if at is not None:
        return whole.revision(at)
    return None if whole.draft is not None else whole.shown_revision


def view_of(desk: Desk, whole: WholeNote, revision: Filed | None) -> NoteView:
    """Make the view of one signed text, or of the draft (None); records nothing."""
    if whole.restricted:
        return stub_of(_open_view(desk, whole, revision))
    return _open_view(desk, whole, revision)


def stub_of(view: NoteView) -> NoteView:
    """Take every word of a note in the wrong case out of its view; who did what, and why it lies there, stay."""
    return replace(
        view,
        **_CLOSED,
        revisions=tuple(replace(each, reason=None) for each in view.revisions),
        decisions=tuple(replace(each, reason=None) for each in view.decisions),
    )


def _open_view(desk: Desk, whole: WholeNote, revision: Filed | None) -> NoteView:
    sections = sections_of(revision) if revision else whole.sections
    reasons = revision.entry.body.get("reasons") if revision else None
    draft = None if revision else whole.draft
    author = revision.entry.author if revision else author_of(whole)
    return NoteView(
        note=whole.note,
        case=whole.case.id,
        template=whole.template.id,
        form=whole.template,
        state=whole.state.state.value,
        where=whole.state.where.value,
        flags=flags_of(whole.state.flags),
        head=whole.state.head.hash if whole.state.head else None,
        heads=whole.head_hashes,
        sections=sections,
        family=family_rows(whole),
        questions=question_views(whole),
        decisions=decision_views(whole),
        case_number=whole.case.number,
        child=Private(whole.case.child.name),
        label=whole.template.label(desk.language),
        author=author,
        author_name=whole.people.user_name(author),
        at=moment(revision) if revision else last_touched(whole),
        revisions=revision_views(whole),
        reasons={str(k): str(v) for k, v in reasons.items()} if isinstance(reasons, dict) else {},
        family_text=as_family_text(revision.entry.body.get("family_text")) if revision else whole.family_text,
        at_revision=revision.hash if revision else None,
        visit=whole.visit,
        misfiled=misfiled_view(whole),
        copied=copied_view(whole, revision),
        proposed_as=proposed_number(whole.chain) if whole.chain != whole.case.id else None,
        proposals=proposals_for(desk, whole) if draft else {},
        section_states=section_states(desk, whole, sections),
        changes=change_views(desk, whole, at=revision),
        **_beside(whole),
        **_of_draft(desk, draft),
        **_may(whole, draft),
    )


def _beside(whole: WholeNote) -> Mapping[str, Any]:
    """What others have done with the text, or wait for: signed it too, taken it into a case system."""
    head = whole.state.head.hash if whole.state.head else None
    return {
        "cosigned": cosignings(whole),
        "delivered": delivered_of(whole.case, whole.note),
        "to_copy": to_copy_of(whole.case, whole.note, head),
    }


def _of_draft(desk: Desk, draft: Draft | None) -> Mapping[str, Any]:
    """What only a note that is being written has."""
    if draft is None:
        return {}
    kept = draft_view(desk, draft).kept
    return {"is_draft": True, "corrects": draft.corrects, "cursor": window_of(draft), "kept": kept}


def _may(whole: WholeNote, draft: Draft | None) -> Mapping[str, Any]:
    """What this person may do with the note, and is asked to."""
    return {
        "may_misfile": whole.people.supervises(whole.case) and bool(whole.state.heads),
        "may_approve": _may_approve(whole),
        "may_cosign": may_cosign(whole),
        "asked_to_cosign": is_asked_to_cosign(whole),
        "may_merge": is_mine_to_settle(whole),
        "may_edit": draft is not None or whole.people.assigned(whole.case),
    }


def _may_approve(whole: WholeNote) -> bool:
    me = whole.people.me.id
    return whole.people.supervises(whole.case) and all(f.entry.author != me for f in whole.state.revisions)


def _last_decided(whole: WholeNote) -> str:
    decided = [str(f.entry.body["revision"]) for f in whole.state.decisions]
    known = {f.hash for f in whole.state.revisions}
    return next((digest for digest in reversed(decided) if digest in known), whole.state.revisions[0].hash)


def _replaced(filed: Sequence[Filed]) -> frozenset[str]:
    """Name the signed texts that another text has replaced."""
    return frozenset(parent for each in filed if each.entry.kind in REVISIONS for parent in each.entry.parents)


def _history_row(people: People, filed: Filed, closed: frozenset[str | None], replaced: frozenset[str]) -> HistoryRow:
    """One line of what happened; of a note in the wrong case only why it lies there is told."""
    told = filed.entry.note not in closed or filed.entry.kind is Kind.NOTE_MISFILED
    return HistoryRow(
        id=filed.entry.id,
        hash=filed.hash,
        kind=filed.entry.kind.value,
        author=filed.entry.author,
        author_name=people.user_name(filed.entry.author),
        at=moment(filed),
        note=filed.entry.note,
        where=filed.where.value,
        position=filed.position,
        received_at=filed.received_at,
        reason=private(filed.entry.body.get("reason")) if told else None,
        earlier=filed.entry.kind is Kind.NOTE_COSIGNED and filed.entry.body["revision"] in replaced,
        hub_time=doubted_by(moment(filed), filed.received_at),
        **(_taken_home(people, filed) if told and filed.entry.kind is Kind.COPY_HANDED_OVER else {}),
    )


def _taken_home(people: People, filed: Filed) -> Mapping[str, Any]:
    """Who took a paper home, and how; the case may have left this computer."""
    to, way = str(filed.entry.body["to"]), str(filed.entry.body["way"])
    known = people.knows(filed.entry.case)
    return {"to": people.person_name(people.case(filed.entry.case), to) if known else Private(to), "way": way}

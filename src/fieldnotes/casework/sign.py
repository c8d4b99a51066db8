"""Sign, correct, merge, cosign: from here on a text is a record and cannot be changed (INS-1)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fieldnotes.casework.attach import acts_at_signing
from fieldnotes.casework.check_note import findings_at_signing
from fieldnotes.casework.correct_here import changes_to_sign
from fieldnotes.casework.desk import Desk, Recorded, changed
from fieldnotes.casework.people import require_assigned
from fieldnotes.casework.recordings import SIGNED, receipts
from fieldnotes.casework.refusals import StoppedBy
from fieldnotes.casework.versions import MERGE, children_of, head_versions, in_conflict, merged_by_file
from fieldnotes.casework.views import Check
from fieldnotes.casework.whole_note import (
    WholeNote,
    act,
    as_family_text,
    fetch,
    require_draft,
    require_signed,
    sections_of,
)
from fieldnotes.casework.write_note import correction_draft, dictated, finished, laid_over
from fieldnotes.domain.entry import Act, Filed, Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.merging import Merged, refuse_lost_words
from fieldnotes.vault import access, entries
from fieldnotes.vault.drafts import Draft
from fieldnotes.vault.leftovers import clear_away

Reasons = Mapping[str, str]
"""Rule id -> reason; the key `*` answers for every warning without one of its own."""

EVERY = "*"


def sign(desk: Desk, note: str, reasons: Reasons | None = None, reason: str | None = None) -> Recorded:
    """Sign the draft; `hash` is the revision. A correction draft needs `reason` and becomes NoteCorrected.

    Without `reasons`, `reason` answers for every warning; the reason is recorded per rule.

    Refused: UNKNOWN_NOTE, ALREADY_SIGNED (no draft), NOT_ASSIGNED, NOTHING_CHANGED, REASON_MISSING,
    CONTENT_MISSING(rules, count) and WARNING_NEEDS_REASON(rules, count), both as `StoppedBy` with `.findings`.
    """
    with desk.writing:
        whole = fetch(desk, note)
        draft = require_draft(whole)
        require_its_place(whole)
        draft = replace(draft, sections=finished(desk, whole, draft.sections))
        require_assigned(whole.people, whole.case)
        if draft.corrects is not None:
            return _sign_again(desk, whole, draft, Kind.NOTE_CORRECTED, (draft.corrects,), reason, reasons)
        given = reasons if reasons is not None else {EVERY: reason or ""}
        return _file(desk, whole, draft, Kind.NOTE_SIGNED, (), {}, given)


def correct(desk: Desk, note: str, data: JsonObject, reason: str, reasons: Reasons | None = None) -> Recorded:
    """Correct a signed note in one act, by anyone assigned, as their own signed revision with a reason.

    A correction that is open as a draft is carried on and signed. Without reasons of their own, warnings are
    answered by `reason`. Refused: NOT_SIGNED, NOT_ASSIGNED, REASON_MISSING, NOTHING_CHANGED and those of `sign`.
    """
    with desk.writing:
        whole = fetch(desk, note)
        head = require_signed(whole)
        require_its_place(whole)
        require_assigned(whole.people, whole.case)
        draft = whole.draft or correction_draft(desk, whole, head.hash)
        draft = _with(desk, whole, draft, data)
        return _sign_again(desk, whole, draft, Kind.NOTE_CORRECTED, (draft.corrects or head.hash,), reason, reasons)


def merge(
    desk: Desk,
    note: str,
    data: JsonObject,
    reason: str | None = None,
    reasons: Reasons | None = None,
    *,
    accept: bool = False,
) -> Recorded:
    """Settle a conflict from a merge file: `data` says what shall stand wherever the heads differ.

    What the file does not name is as it was chosen before, or with `accept` as proposed; the rest is refused, never
    guessed. A reason may be left out, for the conflict is one. Refused: NOT_A_CONFLICT, NOT_ASSIGNED,
    MERGE_UNDECIDED(fields, count), WORDS_LOST(section, field, count), and for the file as `write_note.edit`.
    """
    with desk.writing:
        whole = in_conflict(desk, note)
        require_assigned(whole.people, whole.case)
        return file_merge(desk, whole, merged_by_file(desk, whole, data, accept=accept), reason, reasons)


def file_merge(
    desk: Desk, whole: WholeNote, text: Merged, reason: str | None = None, reasons: Reasons | None = None
) -> Recorded:
    """Sign one text with all heads as parents; a correction one has begun stays. Refused: WORDS_LOST, as `sign`."""
    require_its_place(whole)
    refuse_lost_words(whole.template, children_of(whole), head_versions(whole), text.sections)
    spoken = any(head.entry.body.get("dictated") is True for head in whole.state.heads)
    draft = replace(
        correction_draft(desk, whole, whole.head_hashes[0]),
        sections=text.sections,
        family_text=text.family_text,
        cursor={"dictated": spoken},
    )
    given = reasons if reasons is not None else {EVERY: reason or ""}
    why = {"reason": reason or ""}
    return _file(desk, whole, draft, Kind.NOTE_MERGED, whole.head_hashes, why, given)


def cosign(desk: Desk, note: str, revision: str) -> Recorded:
    """Sign as the second worker. Refused: NOT_SIGNED, NOT_ASSIGNED, OWN_WORK, NOT_THE_HEAD, NEVER_OPENED."""
    whole = fetch(desk, note)
    require_signed(whole)
    require_assigned(whole.people, whole.case)
    refuse_own_work(whole)
    require_read(desk, whole, revision)
    filed = file(desk, whole, Kind.NOTE_COSIGNED, {"revision": revision})
    return Recorded(filed.hash, changed("entries outbox", note, whole.case.id))


def file(desk: Desk, whole: WholeNote, kind: Kind, body: JsonObject) -> Filed:
    """File one entry about the note, with all heads as seen."""
    return entries.file_act(desk.vault, act(desk, whole, kind, body), desk.clock)


def require_its_place(whole: WholeNote) -> None:
    """Refuse to write on in a case the note does not belong to. Refused: NOT_ALLOWED."""
    if whole.closed:
        raise Refused(Code.NOT_ALLOWED)


def require_reason(reason: str | None) -> str:
    """Give the reason without blanks around it. Refused: REASON_MISSING."""
    if reason is None or not reason.strip():
        raise Refused(Code.REASON_MISSING)
    return reason.strip()


def refuse_own_work(whole: WholeNote) -> None:
    """Refuse a decision about a note one has written any revision of, as the hub does. Refused: OWN_WORK."""
    if any(f.entry.author == whole.people.me.id for f in whole.state.revisions):
        raise Refused(Code.OWN_WORK, note=whole.note)


def require_read(desk: Desk, whole: WholeNote, revision: str) -> None:
    """Refuse a hash that is not a head, or that this person never opened here. Refused: NOT_THE_HEAD, NEVER_OPENED."""
    if revision not in whole.head_hashes:
        raise Refused(Code.NOT_THE_HEAD, note=whole.note, revision=revision[:64])
    if not access.has_opened(desk.vault, whole.note, revision):
        raise Refused(Code.NEVER_OPENED, note=whole.note, revision=revision)


def _sign_again(
    desk: Desk,
    whole: WholeNote,
    draft: Draft,
    kind: Kind,
    parents: Sequence[str],
    reason: str | None,
    reasons: Reasons | None,
) -> Recorded:
    why = require_reason(reason)
    was = whole.revision(parents[0])
    same_text = as_family_text(draft.family_text) == as_family_text(was.entry.body.get("family_text"))
    if _filled(draft.sections) == _filled(sections_of(was)) and same_text:
        raise Refused(Code.NOTHING_CHANGED, note=whole.note)
    given = reasons if reasons is not None else {EVERY: why}
    return _file(desk, whole, draft, kind, parents, {"reason": why}, given)


def _file(
    desk: Desk,
    whole: WholeNote,
    draft: Draft,
    kind: Kind,
    parents: Sequence[str],
    why: JsonObject,
    reasons: Reasons,
) -> Recorded:
    answered = _answered(findings_at_signing(desk, whole, draft.sections), reasons)
    body: dict[str, Json] = {
        "template": draft.template,
        "sections": _filled(draft.sections),
        "shown": sorted(showing.hash for showing in whole.state.showings),
        "reasons": answered,
        "dictated": dictated(draft),
        **why,
    }
    if draft.family_text:
        body["family_text"] = draft.family_text
    told = changes_to_sign(desk, whole, draft, kind)
    if told:
        body["changes"] = told
    made = act(desk, whole, kind, body, parents)
    merging = kind is Kind.NOTE_MERGED
    with entries.filing(
        desk.vault,
        desk.clock,
        drop_draft=whole.note if whole.draft and not merging else None,
        drop_begun=(MERGE, whole.note) if merging else None,
    ) as file_one:
        filed = file_one(made)
        along = () if merging else tuple(file_one(each).hash for each in _along(desk, whole, filed.hash))
    clear_away(desk.vault)
    return Recorded(filed.hash, changed("drafts entries outbox", whole.note, whole.case.id), along)


def _along(desk: Desk, whole: WholeNote, revision: str) -> Sequence[Act]:
    """What a signature brings with it: the draft's files become part of the record, its sound is destroyed."""
    return [*acts_at_signing(desk, whole, revision), *receipts(desk, whole, SIGNED, (revision,))]


def _answered(check: Check, reasons: Reasons) -> dict[str, str]:
    """The reason for each warning, by rule. Refused: CONTENT_MISSING, WARNING_NEEDS_REASON."""
    if check.blocks:
        raise StoppedBy(Code.CONTENT_MISSING, check.blocks)
    answered = {w.rule: (reasons.get(w.rule) or reasons.get(EVERY) or "").strip() for w in check.warnings}
    open_ = [w for w in check.warnings if not answered[w.rule]]
    if open_:
        raise StoppedBy(Code.WARNING_NEEDS_REASON, open_)
    return answered


def _with(desk: Desk, whole: WholeNote, draft: Draft, data: JsonObject) -> Draft:
    return replace(draft, sections=laid_over(desk, whole, draft.sections, data))


def _filled(sections: Mapping[str, Mapping[str, Json]]) -> dict[str, Json]:
    kept = {
        section: {field: value for field, value in fields.items() if value not in (None, "", [], {})}
        for section, fields in sections.items()
    }
    return {section: fields for section, fields in kept.items() if fields}

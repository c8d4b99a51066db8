"""Write a draft: begin, edit, autosave, accept proposals, discard. A draft is no entry; it never leaves the vault."""

from collections.abc import Mapping
from dataclasses import replace
from unicodedata import normalize

from fieldnotes.casework.attach import let_go
from fieldnotes.casework.desk import Begun, Changed, Desk, changed
from fieldnotes.casework.managed import require_may_begin
from fieldnotes.casework.note_rows import row_of
from fieldnotes.casework.people import people_at, require_assigned
from fieldnotes.casework.recordings import DISCARDED, receipts
from fieldnotes.casework.unsure_words import followed
from fieldnotes.casework.views import NoteRow
from fieldnotes.casework.whole_note import (
    WholeNote,
    as_family_text,
    fetch,
    fetch_all,
    reference_of,
    require_draft,
    require_signed,
    sections_of,
)
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.fields import merge_sections, read_sections
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.planned_people import with_planned_people
from fieldnotes.domain.planned_visits import planned_in
from fieldnotes.domain.prefill import finish, prefill, proposals
from fieldnotes.domain.speaking import read_spoken
from fieldnotes.domain.templates import Template
from fieldnotes.vault import drafts, entries
from fieldnotes.vault.drafts import Draft
from fieldnotes.vault.leftovers import clear_away
from fieldnotes.wire.ids import new_id

AUDIENCES = ("guardian", "child")


def add(
    desk: Desk, case: str, template: str | Template, data: JsonObject | None = None, visit: str | None = None
) -> Begun:
    """Begin a draft from a template, prefilled from the case; `data` is a note file's content, merged over it.

    `template`: its id, for the version that is offered now, or the very version a sibling's note was begun with.
    Refused: UNKNOWN_CASE, UNKNOWN_TEMPLATE, TEMPLATE_WITHDRAWN, UNKNOWN_SECTION, UNKNOWN_FIELD, UNKNOWN_PERSON,
    WRONG_TYPE, NOT_ASSIGNED, MANAGED.
    """
    require_may_begin(desk)
    people = people_at(desk)
    of = people.case(case)
    form = template if isinstance(template, Template) else desk.book.offered(template)
    require_assigned(people, of)
    now = desk.clock.now()
    planned = planned_in(of.source, visit)
    sections = prefill(desk.book, form, of, people.everybody, people.me, planned.start if planned else now)
    if data is not None:
        sections = read_spoken(desk.book, form, sections, data, of, people.everybody, people.me)
    draft = Draft(
        note=new_id(desk.clock),
        case=of.id,
        template=form.reference,
        visit=visit or new_id(desk.clock),
        sections=sections,
        family_text={},
        cursor=None,
        corrects=None,
        created_at=now.isoformat(),
        changed_at=now.isoformat(),
    )
    drafts.save(desk.vault, draft)
    return Begun(draft.note, changed("drafts", draft.note, of.id))


def edit(desk: Desk, note: str, data: JsonObject) -> Changed:
    """Merge a note file's content into the draft, field by field; null removes.

    Refused: as `add`, UNKNOWN_NOTE, ALREADY_SIGNED (begin a correction instead).
    """
    with desk.writing:
        whole = fetch(desk, note)
        draft = require_draft(whole)
        return keep(desk, replace(draft, sections=laid_over(desk, whole, draft.sections, data)))


def save(desk: Desk, note: str, sections: Sections, cursor: JsonObject | None = None) -> Changed:
    """Autosave: each section given replaces that section whole, sections not given stay; `{}` empties one.

    `cursor` is the window's own note of where the person was. Refused: as `edit`.
    """
    with desk.writing:
        whole = fetch(desk, note)
        draft = require_draft(whole)
        given = _read(desk, whole, sections)
        kept = {**draft.sections, **{section: given.get(section, {}) for section in sections}}
        place = cursor if cursor is not None else window_of(draft)
        filled = {section: fields for section, fields in kept.items() if fields}
        return keep(desk, replace(draft, sections=filled, cursor=_cursor(draft, place)))


def accept(desk: Desk, note: str, section: str, field: str) -> Changed:
    """Take the proposal for one field into the draft: the one act a `confirm` field asks for.

    Refused: UNKNOWN_FIELD when nothing is proposed there; UNKNOWN_NOTE, ALREADY_SIGNED.
    """
    with desk.writing:
        whole = fetch(desk, note)
        draft = require_draft(whole)
        value = proposals_for(desk, whole).get(section, {}).get(field)
        if value is None:
            raise Refused(Code.UNKNOWN_FIELD, section=section, field=field)
        return keep(desk, replace(draft, sections=merge_sections(draft.sections, {section: {field: value}})))


def discard(desk: Desk, note: str) -> Changed:
    """Throw the draft away, its files and its sound too; consent and showings already recorded stay.

    Refused: UNKNOWN_NOTE, ALREADY_SIGNED.
    """
    with desk.writing:
        whole = fetch(desk, note)
        draft = require_draft(whole)
        with entries.filing(desk.vault, desk.clock, drop_draft=note) as file:
            for receipt in receipts(desk, whole, DISCARDED):
                file(receipt)
        let_go(desk, note)
        drafts.discard(desk.vault, note)
        clear_away(desk.vault)
    return changed("drafts", note, draft.case)


def draft_list(desk: Desk, case: str | None = None) -> tuple[NoteRow, ...]:
    """Drafts not signed, the last changed first."""
    people = people_at(desk)
    of = people.case(case).id if case else None
    found = [row_of(desk, whole) for whole in fetch_all(desk, people, of) if whole.draft is not None]
    return tuple(sorted(found, key=lambda row: row.at, reverse=True))


def begin_correction(desk: Desk, note: str) -> Begun:
    """Open the signed note as a correction draft (the same note id); one that is open already stays as it is.

    Refused: NOT_SIGNED, NOT_ASSIGNED, UNKNOWN_NOTE.
    """
    with desk.writing:
        whole = fetch(desk, note)
        head = require_signed(whole)
        require_assigned(whole.people, whole.case)
        if whole.draft is None:
            drafts.save(desk.vault, correction_draft(desk, whole, head.hash))
    return Begun(note, changed("drafts", note, whole.case.id))


def correction_draft(desk: Desk, whole: WholeNote, revision: str) -> Draft:
    """Make a draft holding the signed text, to be changed and signed again."""
    head = whole.revision(revision)
    now = desk.clock.now().isoformat()
    return Draft(
        note=whole.note,
        case=whole.chain,
        template=reference_of(head),
        visit=whole.visit,
        sections=sections_of(head),
        family_text=as_family_text(head.entry.body.get("family_text")),
        cursor=None,
        corrects=revision,
        created_at=now,
        changed_at=now,
    )


def write_family_text(desk: Desk, note: str, data: JsonObject) -> Changed:
    """Save the plain versions: `{"guardian": {section: text}, "child": {...}}`; an empty text removes one.

    Refused: UNKNOWN_SECTION, WRONG_TYPE, ALREADY_SIGNED.
    """
    with desk.writing:
        whole = fetch(desk, note)
        draft = require_draft(whole)
        texts = {audience: dict(found) for audience, found in whole.family_text.items()}
        for audience, given in data.items():
            texts.setdefault(audience, {}).update(_plain_versions(whole.template, audience, given))
        kept = {who: {s: text for s, text in found.items() if text.strip()} for who, found in texts.items()}
        return keep(desk, replace(draft, family_text=kept))


def family_text(desk: Desk, note: str) -> Mapping[str, Mapping[str, str]]:
    """Read the plain versions of the draft or the head."""
    return fetch(desk, note).family_text


def keep(desk: Desk, draft: Draft) -> Changed:
    """Save a draft that was changed here."""
    drafts.save(desk.vault, replace(followed(desk, draft), changed_at=desk.clock.now().isoformat()))
    return changed("drafts", draft.note, draft.case)


def proposals_for(desk: Desk, whole: WholeNote) -> Sections:
    """What is proposed for fields that are still empty."""
    people, planned = whole.people, planned_in(whole.case.source, whole.visit)
    usual = proposals(desk.book, whole.template, whole.case, people.everybody, people.me)
    others = [user for user in people.everybody if user.id != people.me.id]
    offered = with_planned_people(usual, whole.template, whole.case, planned, others)
    left = {
        section: {field: value for field, value in fields.items() if not whole.sections.get(section, {}).get(field)}
        for section, fields in offered.items()
    }
    return {section: fields for section, fields in left.items() if fields}


def laid_over(desk: Desk, whole: WholeNote, sections: Sections, data: JsonObject) -> Sections:
    """A note file's content over sections; plain texts are spoken in, with their sources proposed."""
    return read_spoken(desk.book, whole.template, sections, data, whole.case, whole.people.everybody, whole.people.me)


def finished(desk: Desk, whole: WholeNote, sections: Sections) -> Sections:
    """The sections once their input ends: the clock's fields have the time (`prefill_sources`)."""
    return finish(whole.template, sections, desk.clock.now())


def window_of(draft: Draft) -> JsonObject | None:
    """The window's own note in the draft's cursor."""
    place = (draft.cursor or {}).get("window")
    return place if isinstance(place, Mapping) else None


def dictated(draft: Draft) -> bool:
    """Whether something of the draft was spoken."""
    return (draft.cursor or {}).get("dictated") is True


def with_speech(draft: Draft, sections: Sections) -> Draft:
    """The draft with spoken text in it."""
    return replace(draft, sections=sections, cursor={**(draft.cursor or {}), "dictated": True})


def _cursor(draft: Draft, place: JsonObject | None) -> JsonObject:
    return {**(draft.cursor or {}), "window": place}


def _read(desk: Desk, whole: WholeNote, data: JsonObject) -> Sections:
    at_hand = whole.case.people_with(whole.people.everybody)
    return read_sections(desk.book, whole.template, data, at_hand, whole.people.me.name)


def _plain_versions(template: Template, audience: str, given: Json) -> dict[str, str]:
    if audience not in AUDIENCES or not isinstance(given, Mapping):
        raise Refused(Code.WRONG_TYPE, section="family-text", field=audience, expected="guardian | child")
    known = {section.id for section in template.sections}
    for section, text in given.items():
        if section not in known:
            raise Refused(Code.UNKNOWN_SECTION, section=section)
        if not isinstance(text, str):
            raise Refused(Code.WRONG_TYPE, section=section, field=audience, expected="text")
    return {section: normalize("NFC", str(text)) for section, text in given.items()}

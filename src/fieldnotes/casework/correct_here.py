"""Correct it here, with a name on it: a change that somebody asks for is made in the text, and told with who asked.

The change is the worker's act and waits in the draft; the signed text names who asked, with the words before and
after (L2). Somebody's own words change only when they ask for it themselves (L4). It draws nothing and knows no room.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fieldnotes.casework.desk import Changed, Desk
from fieldnotes.casework.people import require_assigned
from fieldnotes.casework.versions import children_of
from fieldnotes.casework.view import HIDDEN, View
from fieldnotes.casework.whole_note import WholeNote, fetch, in_one_spelling, require_signed, sections_of
from fieldnotes.casework.write_note import correction_draft, keep
from fieldnotes.domain.asked_change import (
    AskedChange,
    other_differences,
    read_changes,
    sentences_changed,
    still_standing,
)
from fieldnotes.domain.cases import REPORTER
from fieldnotes.domain.entry import Filed, Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_reader import rows
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.own_words import spoken_by
from fieldnotes.domain.passages import Passage, passages_of, with_text
from fieldnotes.domain.private import Private
from fieldnotes.domain.template_parts import Field
from fieldnotes.vault.drafts import Draft

CHANGES = "changes"
"""Under this key a draft keeps what was asked for, beside its text."""
WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Corrected(View):
    """One text that was changed: the sentences before and after."""

    before: Private
    after: Private


@dataclass(frozen=True, slots=True)
class CorrectedTexts(View):
    """The texts that were changed in one act."""

    note: str
    texts: tuple[Corrected, ...] = field(metadata={"json": "changes"})
    changed: Changed = field(metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class Changeable:
    """One text of a section that can be changed here; `theirs`: only this person can ask for a change of it."""

    field: str
    row: int
    label: str
    text: Private
    theirs: str | None = None


def texts_to_change(desk: Desk, note: str, section: str) -> tuple[Changeable, ...]:
    """List the texts of a section as they stand now. Refused: UNKNOWN_NOTE, UNKNOWN_SECTION."""
    whole = fetch(desk, note)
    shape, values = whole.template.section(section), whole.sections.get(section) or {}
    return tuple(
        Changeable(each.id, one.row, each.label(desk.language), Private(one.text), _theirs(whole, each, values, one))
        for each in shape.fields
        for one in passages_of(each, values.get(each.id), children_of(whole))
        if one.text.strip()
    )


def correct_here(desk: Desk, note: str, data: JsonObject) -> Corrected:
    """Change one text because somebody asked: `{"section", "field", "row"?, "text", "person_id", "response"?}`.

    `text` is the whole text as it shall stand, `row` counts from 0; `response`: hash of the answer it meets. On a
    signed note a correction begins. Nothing is signed here.

    Refused: UNKNOWN_NOTE, NOT_ASSIGNED, NOT_ALLOWED (wrong case), UNKNOWN_SECTION, UNKNOWN_FIELD, UNKNOWN_PERSON,
    NOT_IN_ROOM (who reported), WRONG_TYPE, UNKNOWN_ANSWER, WORDS_ARE_THEIRS, NOTHING_CHANGED.
    """
    return correct_all(desk, note, (data,)).texts[0]


def correct_all(desk: Desk, note: str, wanted: Sequence[JsonObject]) -> CorrectedTexts:
    """Change several texts, all or none. Refused: as `correct_here`, and WRONG_TYPE when there is nothing to change."""
    with desk.writing:
        whole = fetch(desk, note)
        require_assigned(whole.people, whole.case)
        if whole.closed:
            raise Refused(Code.NOT_ALLOWED)
        if not wanted:
            raise Refused(Code.WRONG_TYPE, section="change", field="changes", expected="a list of changes")
        draft = whole.draft or correction_draft(desk, whole, require_signed(whole).hash)
        texts: list[Corrected] = []
        for data in wanted:
            draft, made = _changed(desk, whole, draft, data)
            texts.append(Corrected(Private(made.before), Private(made.after)))
        return CorrectedTexts(note, tuple(texts), keep(desk, draft))


def _changed(desk: Desk, whole: WholeNote, draft: Draft, data: JsonObject) -> tuple[Draft, AskedChange]:
    person, role = _asker(whole, data)
    section = whole.template.section(_text(data, "section"))
    shape = section.field(_text(data, "field"))
    values = draft.sections.get(section.id) or {}
    stands = _passage(whole, shape, values, data)
    if _theirs(whole, shape, values, stands) not in (None, person):
        raise Refused(Code.WORDS_ARE_THEIRS, section=section.id, field=shape.id)
    text = str(in_one_spelling(_text(data, "text")))
    before, after = sentences_changed(stands.text, text)
    if before == after:
        raise Refused(Code.NOTHING_CHANGED, note=whole.note)
    now = desk.clock.now().isoformat()
    made = AskedChange(section.id, shape.id, person, role, before, after, now, _response(whole, person, data))
    fields = {**values, shape.id: with_text(shape, values.get(shape.id), stands.row, text)}
    written = replace(draft, sections={**draft.sections, section.id: fields})
    return with_changes(written, [*changes_of(draft), made]), made


def changes_of(draft: Draft) -> tuple[AskedChange, ...]:
    """Read what was asked for in a draft."""
    return read_changes((draft.cursor or {}).get(CHANGES))


def with_changes(draft: Draft, changes: Sequence[AskedChange]) -> Draft:
    """The draft with these changes asked for, and no others."""
    kept = {key: value for key, value in (draft.cursor or {}).items() if key != CHANGES}
    listed: Json = [each.as_json() for each in changes]
    return replace(draft, cursor={**kept, CHANGES: listed} if changes else kept or None)


def changes_to_sign(desk: Desk, whole: WholeNote, draft: Draft, kind: Kind) -> list[Json]:
    """Give the changes a signature tells: those asked for that still stand, and in a correction the worker's own."""
    asked = still_standing(whole.template, changes_of(draft), draft.sections)
    own: Sequence[AskedChange] = ()
    if kind is Kind.NOTE_CORRECTED and draft.corrects is not None:
        was, me = sections_of(whole.revision(draft.corrects)), whole.people.me.id
        now = desk.clock.now().isoformat()
        found = other_differences(whole.template, was, draft.sections, asked)
        own = [AskedChange(section, name, me, WORKER, old, new, now) for section, name, old, new in found]
    return [each.as_json() for each in (*asked, *own)]


def changes_in(revision: Filed) -> tuple[AskedChange, ...]:
    """Read the changes a signed text tells of."""
    return read_changes(revision.entry.body.get(CHANGES))


def _asker(whole: WholeNote, data: JsonObject) -> tuple[str, str]:
    person = _text(data, "person_id")
    if person == whole.people.me.id:
        return person, WORKER
    asks = whole.case.person(person)
    if asks.role == REPORTER:
        raise Refused(Code.NOT_IN_ROOM, person=person[:64])
    return person, asks.role


def _passage(whole: WholeNote, shape: Field, values: Mapping[str, Json], data: JsonObject) -> Passage:
    row = data.get("row", 0)
    found = passages_of(shape, values.get(shape.id), children_of(whole))
    stands = next((each for each in found if each.row == row), None)
    if stands is None:
        raise Refused(
            Code.WRONG_TYPE, section=_text(data, "section"), field=shape.id, expected="a text that stands there"
        )
    return stands


def _theirs(whole: WholeNote, shape: Field, values: Mapping[str, Json], passage: Passage) -> str | None:
    """Whose own words a text is, if it is anybody's."""
    if not passage.own:
        return None
    said = spoken_by(shape, rows(values[shape.id])[passage.row], children_of(whole))
    return said[0] if said is not None else None


def _response(whole: WholeNote, person: str, data: JsonObject) -> str | None:
    given = data.get("response")
    if given is None:
        return None
    for each in whole.state.responses:
        if each.filed.hash == given and each.filed.entry.body["person_id"] == person:
            return each.filed.hash
    raise Refused(Code.UNKNOWN_ANSWER, answer=str(given)[:64])


def _text(data: JsonObject, key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise Refused(Code.WRONG_TYPE, section="change", field=key, expected="text")
    return value

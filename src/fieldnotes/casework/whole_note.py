"""A note fetched from the vault as one value: its case, template, draft, entries and what they fold to.

Every act begins here. It reads only, and refuses to know what anybody wants to do with the note.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.people import People, people_at
from fieldnotes.domain.cases import Case
from fieldnotes.domain.entry import Act, Filed, Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.fold import NoteState, State, fold
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.template_library import template_for
from fieldnotes.domain.templates import Template
from fieldnotes.vault import drafts, entries
from fieldnotes.vault.drafts import Draft
from fieldnotes.wire.ids import new_id


@dataclass(frozen=True, slots=True)
class WholeNote:
    """Everything known here about one note. `people` names everybody of the case and all colleagues."""

    note: str
    case: Case
    template: Template
    draft: Draft | None = field(repr=False)
    filed: tuple[Filed, ...] = field(repr=False)
    state: NoteState = field(repr=False)
    people: People = field(repr=False)

    @property
    def chain(self) -> str:
        """The case whose chain holds the note's entries: `case`, or the proposed one that was bound to it."""
        return self.filed[0].entry.case if self.filed or self.draft is None else self.draft.case

    @property
    def shown_revision(self) -> Filed | None:
        """The head that stands for the note: the one head, or the latest made of several."""
        return self.state.heads[-1] if self.state.heads else None

    @property
    def sections(self) -> Sections:
        """The draft's content, else the head's."""
        if self.draft is not None:
            return self.draft.sections
        head = self.shown_revision
        return sections_of(head) if head else {}

    @property
    def family_text(self) -> Mapping[str, Mapping[str, str]]:
        """The draft's plain versions, else the head's."""
        if self.draft is not None:
            return as_family_text(self.draft.family_text)
        head = self.shown_revision
        return as_family_text(head.entry.body.get("family_text")) if head else {}

    @property
    def visit(self) -> str | None:
        """The visit that siblings' notes share."""
        if self.draft is not None:
            return self.draft.visit
        return self.filed[0].entry.visit if self.filed else None

    @property
    def written_by(self) -> JsonObject:
        """Name the version of the template its text follows, as an entry does."""
        if self.draft is not None:
            return self.draft.template
        return reference_of(self.shown_revision) or self.template.reference

    @property
    def head_hashes(self) -> tuple[str, ...]:
        """Hashes of all heads, sorted."""
        return tuple(sorted(head.hash for head in self.state.heads))

    @property
    def closed(self) -> bool:
        """Whether the note lies in the wrong case: its text leaves that case in no search, print or file."""
        return self.state.state is State.MISFILED

    @property
    def restricted(self) -> bool:
        """Whether the text is closed to this person: it lies in the wrong case and is not theirs to supervise."""
        return self.closed and not self.people.supervises(self.case)

    def revision(self, digest: str) -> Filed:
        """Find one signed text by its hash. Refused: UNKNOWN_REVISION."""
        for filed in self.state.revisions:
            if filed.hash == digest:
                return filed
        raise Refused(Code.UNKNOWN_REVISION, revision=digest)


def fetch(desk: Desk, note: str) -> WholeNote:
    """Fetch one note. Refused: UNKNOWN_NOTE; UNKNOWN_CASE when its case is no longer on this computer."""
    draft = drafts.get(desk.vault, note)
    filed = entries.of_note(desk.vault, note)
    if draft is None and not filed:
        raise Refused(Code.UNKNOWN_NOTE, note=note)
    found = _whole(desk, people_at(desk), note, draft, filed)
    if found is None:
        raise Refused(Code.UNKNOWN_NOTE, note=note)
    return found


def fetch_all(desk: Desk, people: People, case: str | None = None) -> tuple[WholeNote, ...]:
    """Fetch all notes, or those of one case; what only names a discarded draft is left to the history."""
    chains = people.chains(people.case(case)) if case else (None,)
    begun = [draft for chain in chains for draft in drafts.all_drafts(desk.vault, chain)]
    written = {draft.note: draft for draft in begun if not _elsewhere(people, draft)}
    filed: dict[str, list[Filed]] = defaultdict(list)
    for each in of_chains(desk, chains):
        if each.entry.note is not None and people.knows(each.entry.case):
            filed[each.entry.note].append(each)
    return _put_together(desk, people, written, filed)


def fetch_these(desk: Desk, people: People, notes: Collection[str]) -> tuple[WholeNote, ...]:
    """Fetch some notes by their ids, as `fetch_all` does; those whose case is not here are left out."""
    begun = [draft for draft in drafts.all_drafts(desk.vault) if draft.note in notes]
    written = {draft.note: draft for draft in begun if not _elsewhere(people, draft)}
    filed: dict[str, list[Filed]] = defaultdict(list)
    for each in entries.of_these(desk.vault, sorted(notes)):
        if each.entry.note is not None and people.knows(each.entry.case):
            filed[each.entry.note].append(each)
    return _put_together(desk, people, written, filed)


def _elsewhere(people: People, draft: Draft) -> bool:
    """Whether a draft lies in a case of another board this person serves, which is not in front just now."""
    return people.bound.get(draft.case, draft.case) in people.elsewhere


def of_chains(desk: Desk, chains: Sequence[str | None]) -> Iterator[Filed]:
    """Read the entries of these cases in turn; None = all that are about notes."""
    for chain in chains:
        yield from entries.of_case(desk.vault, chain) if chain else entries.of_notes(desk.vault)


def fetch_draft(desk: Desk, note: str) -> WholeNote:
    """Fetch a note that is a draft. Refused: UNKNOWN_NOTE, ALREADY_SIGNED."""
    whole = fetch(desk, note)
    require_draft(whole)
    return whole


def require_draft(whole: WholeNote) -> Draft:
    """Give the draft. Refused: ALREADY_SIGNED when the note has none because it is signed."""
    if whole.draft is None:
        raise Refused(Code.ALREADY_SIGNED, note=whole.note)
    return whole.draft


def require_signed(whole: WholeNote) -> Filed:
    """Give the head that stands for the note. Refused: NOT_SIGNED."""
    head = whole.shown_revision
    if head is None:
        raise Refused(Code.NOT_SIGNED, note=whole.note)
    return head


def act(desk: Desk, whole: WholeNote, kind: Kind, body: JsonObject, parents: Sequence[str] | None = None) -> Act:
    """Make the act for one entry about this note, its text in one spelling (NFC).

    Parents default to the heads that this person sees.
    """
    seen = whole.head_hashes if parents is None else tuple(sorted(parents))
    spelled = {key: in_one_spelling(value) for key, value in body.items()}
    return Act(new_id(desk.clock), kind, whole.chain, whole.note, spelled, seen, whole.visit)


def in_one_spelling(value: Json) -> Json:
    """Bring every text of a value to NFC, as the bytes rule wants it; keyboards differ."""
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, Mapping):
        return {key: in_one_spelling(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [in_one_spelling(item) for item in value]
    return value


def sections_of(revision: Filed) -> Sections:
    """The content of a signed text."""
    sections = revision.entry.body.get("sections")
    return {str(k): v for k, v in sections.items() if isinstance(v, Mapping)} if isinstance(sections, Mapping) else {}


def as_family_text(value: Json) -> Mapping[str, Mapping[str, str]]:
    """Read plain versions by audience and section."""
    if not isinstance(value, Mapping):
        return {}
    return {
        str(audience): {str(section): str(text) for section, text in texts.items()}
        for audience, texts in value.items()
        if isinstance(texts, Mapping)
    }


def _put_together(
    desk: Desk, people: People, written: Mapping[str, Draft], filed: Mapping[str, Sequence[Filed]]
) -> tuple[WholeNote, ...]:
    known = {draft.note for draft in written.values() if people.knows(draft.case)} | set(filed)
    found = (_whole(desk, people, note, written.get(note), filed.get(note, ())) for note in sorted(known))
    return tuple(whole for whole in found if whole is not None)


def _whole(desk: Desk, people: People, note: str, draft: Draft | None, filed: Sequence[Filed]) -> WholeNote | None:
    """Put a note together; None when nothing says which template it follows."""
    begun = [draft.template] if draft else [told for each in filed if (told := reference_of(each))]
    if not begun:
        return None
    case, state = people.case(draft.case if draft else filed[0].entry.case), fold(note, filed)
    head = state.heads[-1] if state.heads and draft is None else None
    sections = draft.sections if draft else sections_of(head) if head else {}
    template = template_for(desk.book, reference_of(head) or begun[0], sections)
    return WholeNote(note, case, template, draft, tuple(filed), state, people)


def reference_of(text: Filed | None) -> JsonObject:
    """Read which version of which template an entry's text was written by; empty for one without text."""
    value = None if text is None else text.entry.body.get("template")
    return value if isinstance(value, Mapping) else {}

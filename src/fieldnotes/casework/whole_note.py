"""A note fetched from the vault as one value: its case, template, draft, entries and what they fold to.

Every act begins here. It reads only, and refuses to know what anybody wants to do with the note.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.people import People, people_at
from fieldnotes.domain.cases import Case
from fieldnotes.domain.entry import Act, Filed, Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.fold import NoteState, fold
from fieldnotes.domain.json_value import Json, JsonObject, Sections
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
    def head_hashes(self) -> tuple[str, ...]:
        """Hashes of all heads, sorted."""
        return tuple(sorted(head.hash for head in self.state.heads))

    def revision(self, digest: str) -> Filed:
        """Find one signed text by its hash. Refused: UNKNOWN_REVISION."""
        for filed in self.state.revisions:
            if filed.hash == digest:
                return filed
        raise Refused(Code.UNKNOWN_REVISION, revision=digest)


def fetch(desk: Desk, note: str) -> WholeNote:
    """Fetch one note. Refused: UNKNOWN_NOTE; UNKNOWN_CASE when its case is no longer on this computer."""
    draft = drafts.get(desk.vault, note)
    filed = tuple(entries.of_note(desk.vault, note))
    if draft is None and not filed:
        raise Refused(Code.UNKNOWN_NOTE, note=note)
    case_id = draft.case if draft else filed[0].entry.case
    people = people_at(desk)
    case = people.case(case_id)
    state = fold(note, filed)
    return WholeNote(note, case, _template(desk, note, draft, filed), draft, filed, state, people)


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
    """Make the act for one entry about this note; parents default to the heads that this person sees."""
    seen = whole.head_hashes if parents is None else tuple(sorted(parents))
    return Act(new_id(desk.clock), kind, whole.case.id, whole.note, body, seen, whole.visit)


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


def _template(desk: Desk, note: str, draft: Draft | None, filed: Sequence[Filed]) -> Template:
    references = [draft.template] if draft else [f.entry.body["template"] for f in filed if "template" in f.entry.body]
    for reference in references:
        if isinstance(reference, Mapping):
            return desk.book.template(str(reference["id"]))
    raise Refused(Code.UNKNOWN_NOTE, note=note)

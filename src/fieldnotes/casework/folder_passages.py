"""A signed note as passages: each a value one can read, take out, or leave, with where it stands and who said it.

Everything the record holds of a note's text and of what happened with it comes here, and no draft. Decides nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from fieldnotes.casework.cosigning import cosigned
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.folder_afterwards import afterwards
from fieldnotes.casework.folder_parts import KEY, Layout, Passage
from fieldnotes.casework.note_paper import Paper
from fieldnotes.casework.note_reading import in_order
from fieldnotes.casework.whole_note import WholeNote, sections_of
from fieldnotes.domain.conditions import moment
from fieldnotes.domain.digest import section_digest
from fieldnotes.domain.entry import Filed
from fieldnotes.domain.json_reader import has_content, rows
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.private import Private
from fieldnotes.domain.readable import field_texts
from fieldnotes.domain.templates import Section, Template
from fieldnotes.language.translation import translate as _
from fieldnotes.report.note_flow import said_state

_FLAGS: Final = ("changed_after_approval", "conflict", "changed_since_shown")


@dataclass(frozen=True, slots=True)
class PassagePart:
    """A section of the note, or what happened with it. `kind`: the section's kind of content, else empty."""

    heading: str
    passages: tuple[Passage, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class NotePassages:
    """One note as it stands in the folder: its day, its name, who signed which text, and its passages."""

    note: str
    revision: str
    template: Template
    """The version it was written by: what is kept from whom follows its sections."""
    day: datetime
    title: str
    under: tuple[str, ...] = field(repr=False)
    parts: tuple[PassagePart, ...] = field(repr=False)
    stub: bool = False
    """It lies in the wrong case: nothing of its text is here."""

    def passages(self) -> Iterator[Passage]:
        """Walk every passage."""
        for part in self.parts:
            yield from part.passages


def note_passages(desk: Desk, whole: WholeNote, *, earlier: bool) -> NotePassages | None:
    """Lay a note out; None when nothing of it is signed. `earlier`: texts that were replaced later too.

    Of a note in the wrong case there is only that it was here: its text belongs to somebody else.
    """
    head = whole.shown_revision
    if head is None:
        return None
    of = Layout(desk, whole, Paper(desk, whole))
    parts = () if whole.closed else tuple(_parts(of, head, earlier=earlier))
    title = whole.template.label(desk.language)
    return NotePassages(
        whole.note, head.hash, whole.template, _day(head), title, tuple(_under(of, head)), parts, stub=whole.closed
    )


def _under(of: Layout, head: Filed) -> Iterator[str]:
    """Who signed which text, and its state."""
    state = of.whole.state
    flags = [
        each for each in ("changed_after_approval", "conflict", "changed_since_shown") if getattr(state.flags, each)
    ]
    said = said_state(state.state.value, flags, _)
    if of.whole.closed:
        yield said
        return
    yield f"{_('Signed by {who}.').format(who=of.signed(head))} {said}."
    for filed in cosigned(of.whole):
        yield _("Cosigned by {who}.").format(who=of.signed(filed))
    yield _("Text {hash}").format(hash=head.hash[:12])


def _day(head: Filed) -> datetime:
    """When it happened; of a text that does not say so, when it was signed."""
    start = moment((sections_of(head).get("grunddata") or {}).get("start"))
    if isinstance(start, datetime) and start.tzinfo is not None:
        return start
    return datetime.fromisoformat(head.entry.at)


def _parts(of: Layout, head: Filed, *, earlier: bool) -> Iterator[PassagePart]:
    whole = of.whole
    for revision in sorted(whole.state.heads, key=lambda each: each.hash != head.hash):
        yield from _text(of, revision)
    if earlier:
        for revision in sorted(whole.state.revisions, key=in_order):
            if revision.hash not in whole.head_hashes:
                yield from _earlier(of, revision, head)
    yield from (PassagePart(heading, tuple(found)) for heading, found in afterwards(of) if found)


def _text(of: Layout, revision: Filed) -> Iterator[PassagePart]:
    several = len(of.whole.state.heads) > 1
    for section in of.whole.template.sections:
        passages = tuple(_section(of, revision, section))
        if passages:
            heading = section.label(of.desk.language)
            if several:
                heading = _("{section}, as {who} signed it").format(section=heading, who=of.signed(revision))
            yield PassagePart(heading, passages, section.content_kind)


def _earlier(of: Layout, revision: Filed, head: Filed) -> Iterator[PassagePart]:
    """The sections of a text that was replaced, where they say something else than the one that stands."""
    now, before = sections_of(head), sections_of(revision)
    for section in of.whole.template.sections:
        if section_digest(before.get(section.id) or {}) == section_digest(now.get(section.id) or {}):
            continue
        passages = tuple(_section(of, revision, section))
        if passages:
            words = _("{section}: earlier text, signed by {who}")
            heading = words.format(section=section.label(of.desk.language), who=of.signed(revision))
            yield PassagePart(heading, passages, section.content_kind)


def _section(of: Layout, revision: Filed, section: Section) -> Iterator[Passage]:
    """Each row of each field by itself; the label stands at the first."""
    fields = sections_of(revision).get(section.id) or {}
    people = of.whole.people.around(of.whole.case)
    for each in section.fields:
        value = fields.get(each.id)
        if not has_content(value):
            continue
        apart = each.holds_rows and each.type not in {"multichoice", "person"}
        label = each.label(of.desk.language)
        for number, row in enumerate(rows(value) if apart else [value]):
            one: JsonObject = {each.id: [row] if apart else row}
            for _field, text in field_texts(of.desk.book, of.whole.template, section, one, people, of.desk.language):
                key = f"{revision.hash[:KEY]}/{section.id}/{each.id}/{number}"
                yield Passage(key, label, Private(text), section.id, each.type, row)
                label = ""

"""A note's heads held against each other, and the choices a person has made and not signed yet. Signs nothing."""

import json
from collections.abc import Mapping

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.whole_note import WholeNote, as_family_text, fetch, sections_of
from fieldnotes.domain.ancestry import nearest_common
from fieldnotes.domain.cases import CHILD
from fieldnotes.domain.differences import FAMILY_TEXT, ORDER, Difference, Place
from fieldnotes.domain.entry import Filed
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.merging import Choice, Choices, Comparison, Merged, Version, compare, merged
from fieldnotes.domain.own_words import Children
from fieldnotes.domain.speaking import read_spoken
from fieldnotes.domain.templates import Field
from fieldnotes.vault import unfinished

MERGE = "merge"
"""Under which kind begun choices lie in the vault."""


def in_conflict(desk: Desk, note: str) -> WholeNote:
    """Fetch a note that has several heads. Refused: UNKNOWN_NOTE, NOT_SIGNED, NOT_A_CONFLICT."""
    whole = fetch(desk, note)
    if not whole.state.heads:
        raise Refused(Code.NOT_SIGNED, note=note)
    if len(whole.state.heads) < 2:  # noqa: PLR2004 - two heads are a conflict
        raise Refused(Code.NOT_A_CONFLICT, note=note)
    return whole


def is_mine_to_settle(whole: WholeNote) -> bool:
    """Whether the note has several texts and this person works with its case."""
    return whole.state.flags.conflict and not whole.restricted and whole.people.assigned(whole.case)


def version_of(revision: Filed) -> Version:
    """Give one signed text as it is compared."""
    return Version(revision.hash, sections_of(revision), as_family_text(revision.entry.body.get("family_text")))


def head_versions(whole: WholeNote) -> tuple[Version, ...]:
    """Give the texts of all heads."""
    return tuple(version_of(head) for head in whole.state.heads)


def children_of(whole: WholeNote) -> Children:
    """Give the ids under which the case's child is named in its notes."""
    earlier = [person.person_id for person in whole.case.earlier if person.role == CHILD]
    return frozenset({whole.case.child.person_id, *earlier})


def bases_of(whole: WholeNote) -> tuple[str, ...]:
    """Give the nearest texts all heads grew from."""
    return nearest_common(whole.state.revisions, whole.head_hashes)


def compared(whole: WholeNote) -> Comparison:
    """Hold the heads against each other."""
    bases = [version_of(whole.revision(digest)) for digest in bases_of(whole)]
    return compare(whole.template, children_of(whole), bases, head_versions(whole))


def field_at(whole: WholeNote, place: Place) -> Field | None:
    """Give the template's field of a place; None for a plain version and for what the template does not know."""
    section = whole.template.by_id.get(place.section)
    return section.by_id.get(place.field) if section is not None else None


def writable(whole: WholeNote, about: Difference) -> bool:
    """Tell whether a person may write what shall stand at a place: only where it is text."""
    if about.place.field.startswith(FAMILY_TEXT):
        return True
    field = field_at(whole, about.place)
    return field is not None and field.type in {"text", "statement", "observation", "assessment", "comment"}


def choices_of(desk: Desk, note: str) -> Choices:
    """Read what was chosen and not signed yet."""
    text = unfinished.get(desk.vault, MERGE, note)
    kept = json.loads(text) if text else {}
    return {Place.read(place): _choice(each) for place, each in kept.items()}


def keep_choices(desk: Desk, note: str, choices: Choices) -> None:
    """Save what was chosen; it is on the disk when this returns."""
    if not choices:
        unfinished.forget(desk.vault, MERGE, note)
        return
    written = {str(place): {"value": c.value, "seen": c.seen, "how": c.how} for place, c in choices.items()}
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    unfinished.save(desk.vault, MERGE, note, text, desk.clock.now().isoformat())


def _choice(kept: Mapping[str, Json]) -> Choice:
    return Choice(kept.get("value"), str(kept["seen"]), str(kept["how"]))


def rows_in_place(about: Difference, value: Json) -> Json:
    """Give a chosen value as a choice holds it: for one row of several, the list of rows that shall stand there."""
    if about.place.row in {"", ORDER}:
        return value
    return [] if value is None else [value]


def merged_by_file(desk: Desk, whole: WholeNote, data: JsonObject, *, accept: bool) -> Merged:
    """Put the text together from a merge file, laid over what is the same, was chosen before or is accepted.

    Refused: MERGE_UNDECIDED for what neither says, and for the file as `write_note.edit`.
    """
    comparison = compared(whole)
    content = {key: value for key, value in data.items() if key != "family_text"}
    plain = _plain_versions(data)
    named = {*_named(whole, content), *plain}
    choices = dict(choices_of(desk, whole.note))
    for each in comparison.differences:
        at = Place(each.place.section, each.place.field)
        if at in named:
            choices[each.place] = Choice(rows_in_place(each, None), each.stamp, "file")
        elif accept and each.proposed and not (each.place in choices and choices[each.place].stands(each)):
            choices[each.place] = Choice(rows_in_place(each, each.proposal), each.stamp, "proposal")
    text = merged(comparison, choices)
    people = whole.people
    sections = read_spoken(desk.book, whole.template, text.sections, content, whole.case, people.everybody, people.me)
    versions = {audience: dict(texts) for audience, texts in text.family_text.items()}
    for place, version in plain.items():
        versions.setdefault(place.field.removeprefix(FAMILY_TEXT), {})[place.section] = version
    return Merged(sections, versions)


def _named(whole: WholeNote, content: JsonObject) -> set[Place]:
    """List the fields a merge file speaks of; a plain text is for the section's speaking surface."""
    inner = content.get("sections", content)
    found: set[Place] = set()
    for section_id, given in inner.items() if isinstance(inner, Mapping) else ():
        section = whole.template.section(section_id)
        if given is None:
            found |= {Place(section_id, each.id) for each in section.fields}
        elif isinstance(given, Mapping):
            found |= {Place(section_id, name) for name in given}
        else:
            found.add(Place(section_id, section.speaks_to))
    return found


def _plain_versions(data: JsonObject) -> dict[Place, str]:
    """Read the plain versions beside the sections of a merge file: `{"family_text": {audience: {section: text}}}`."""
    return {
        Place(section, FAMILY_TEXT + audience): text
        for audience, texts in as_family_text(data.get("family_text")).items()
        for section, text in texts.items()
    }

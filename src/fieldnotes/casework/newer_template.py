"""Take a draft over to the newer version of its template: a person asks for it, sees what moves, and loses nothing."""

from dataclasses import dataclass, replace

from fieldnotes.casework.desk import Changed, Desk
from fieldnotes.casework.view import View
from fieldnotes.casework.whole_note import WholeNote, fetch, require_draft
from fieldnotes.casework.write_note import keep
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_reader import has_content
from fieldnotes.domain.json_value import Sections
from fieldnotes.domain.prefill import prefill
from fieldnotes.domain.template_change import CarriedOver, carry_over
from fieldnotes.domain.templates import Template

_SHOWN_PLACES = 5


@dataclass(frozen=True, slots=True)
class MovedView(View):
    """Words that will stand under another place, both as people read them."""

    place: str
    to: str


@dataclass(frozen=True, slots=True)
class NewerView(View):
    """What taking over would do. `left`: places whose text has no room; as long as there is one, nothing is done."""

    template: str
    label: str
    version: str
    newer: str
    moved: tuple[MovedView, ...]
    left: tuple[str, ...]


def newer(desk: Desk, note: str) -> NewerView | None:
    """Say which newer version a draft can be taken over to; None when there is none. Refused: UNKNOWN_NOTE."""
    return newer_of(desk, fetch(desk, note))


def newer_of(desk: Desk, whole: WholeNote) -> NewerView | None:
    """Do as `newer`, for whoever has fetched the note already. A text that was ever signed keeps its version."""
    target = _target(desk, whole)
    if target is None:
        return None
    carried = _carried(desk, whole, target)
    return NewerView(
        template=whole.template.id,
        label=target.label(desk.language),
        version=whole.template.version,
        newer=target.version,
        moved=tuple(
            MovedView(_named(whole.template, old, desk), _named(target, to, desk)) for old, to in carried.moved
        ),
        left=tuple(_named(whole.template, place, desk) for place in carried.left),
    )


def take_over(desk: Desk, note: str) -> Changed:
    """Carry the draft over to the version that is offered now; its words keep their places or go to the nearest one.

    Refused: UNKNOWN_NOTE; ALREADY_SIGNED; NOTHING_CHANGED when it has that version; TEMPLATE_NO_PLACE(count, places)
    when text would be left over: then nothing is done.
    """
    with desk.writing:
        whole = fetch(desk, note)
        draft, target = require_draft(whole), _target(desk, whole)
        if target is None:
            raise Refused(Code.NOTHING_CHANGED)
        carried = _carried(desk, whole, target)
        if carried.left:
            places = ", ".join(carried.left[:_SHOWN_PLACES])
            raise Refused(Code.TEMPLATE_NO_PLACE, count=len(carried.left), places=places)
        return keep(
            desk,
            replace(
                draft,
                template=target.reference,
                sections=_with_new_places(desk, whole, target, carried.sections),
                family_text=carried.family_text,
            ),
        )


def _target(desk: Desk, whole: WholeNote) -> Template | None:
    if whole.draft is None or whole.draft.corrects is not None or whole.state.heads:
        return None
    name = whole.template.id
    current = desk.book.templates.get(name)
    if current is None or name in desk.book.not_offered or current.digest == whole.draft.template.get("sha256"):
        return None
    return current


def _carried(desk: Desk, whole: WholeNote, target: Template) -> CarriedOver:
    around = whole.people.around(whole.case)
    return carry_over(desk.book, whole.template, target, whole.sections, whole.family_text, around)


def _with_new_places(desk: Desk, whole: WholeNote, target: Template, sections: Sections) -> Sections:
    """Fill what only the new version asks for and the case knows; what the old one had stays as the person left it."""
    people = whole.people
    known = prefill(desk.book, target, whole.case, people.everybody, people.me, desk.clock.now())
    old = {(section.id, each.id) for section in whole.template.sections for each in section.fields}
    found = {name: dict(fields) for name, fields in sections.items()}
    for section, fields in known.items():
        for name, value in fields.items():
            if (section, name) not in old and not has_content(found.get(section, {}).get(name)):
                found.setdefault(section, {})[name] = value
    return found


def _named(template: Template, place: str, desk: Desk) -> str:
    """Say a place by the labels people read."""
    section_id, _dot, field_id = place.partition(".")
    section = template.by_id.get(section_id)
    if section is None:
        return place
    each = section.by_id.get(field_id)
    name = section.label(desk.language)
    return name if each is None else f"{name}: {each.label(desk.language)}"

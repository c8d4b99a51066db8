"""Good passages kept as examples for new colleagues, made anonymous by a person. Never rewrites a word itself.

An example goes to its unit through the hub and names no case and no note; offline it waits here.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from fieldnotes.casework.desk import Desk, Recorded, changed
from fieldnotes.casework.people import People, people_at, require_supervisor
from fieldnotes.casework.view import View
from fieldnotes.casework.whole_note import WholeNote, fetch, in_one_spelling, require_signed
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.private import Private
from fieldnotes.domain.told_apart import Telling, telling
from fieldnotes.vault import access, examples
from fieldnotes.vault.examples import KeptExample
from fieldnotes.wire.examples import MOST_TEXT, MOST_WHY
from fieldnotes.wire.ids import new_id


@dataclass(frozen=True, slots=True)
class ExampleView(View):
    """A passage that shows how it can be written; `state` is `shared`, `waiting` (for the hub) or `refused`.

    Whoever kept it may take it away, and so may every supervisor of the unit.
    """

    id: str
    unit: str
    template: str
    section: str
    about: str | None
    text: Private
    why: Private
    by_name: Private
    at: datetime | None
    state: str
    may_remove: bool
    reason: str = ""
    """The code with which the hub said no: to the example, or to its being taken away."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Where an example comes from in the template, and its words as they stand after a person rewrote them."""

    section: str
    about: str | None
    """The field; None for the whole section."""
    text: str = field(repr=False)
    why: str = field(default="", repr=False)


def look_through(desk: Desk, note: str, text: str) -> tuple[Telling, ...]:
    """Mark what in a text may tell who it is about. Refused: UNKNOWN_NOTE."""
    whole = fetch(desk, note)
    return telling(spelled(text), _known(whole))


def keep(desk: Desk, note: str, passage: Passage) -> Recorded:
    """Keep a passage of a note as an example, as its supervisor wrote it anew; `hash` is the example's id.

    Refused: NOT_SIGNED, NOT_A_SUPERVISOR, NEVER_OPENED, UNKNOWN_SECTION, UNKNOWN_FIELD, WRONG_TYPE (empty or too
    long), NAMES_LEFT while a name, a number or a protected word of the case stands in it.
    """
    whole = fetch(desk, note)
    require_signed(whole)
    require_supervisor(whole.people, whole.case)
    if not any(access.has_opened(desk.vault, note, head) for head in whole.head_hashes):
        raise Refused(Code.NEVER_OPENED, revision=whole.head_hashes[0])
    section = whole.template.section(passage.section)
    if passage.about is not None:
        section.field(passage.about)
    text, why = (spelled(each).strip() for each in (passage.text, passage.why))
    _require_fit(text, why)
    left = [each for words in (text, why) for each in telling(words, _known(whole)) if each.known]
    if left:
        raise Refused(Code.NAMES_LEFT, count=len(left))
    example = new_id(desk.clock)
    value: JsonObject = {
        "template": whole.template.id, "section": section.id, "field": passage.about, "text": text, "why": why,
    }  # fmt: skip
    examples.hand_over(desk.vault, example, whole.case.unit, value, desk.clock.now().isoformat())
    return Recorded(example, changed("examples"))


def remove(desk: Desk, example: str) -> Recorded:
    """Take an example away from everybody's help; one that waits or was refused is thrown away.

    Refused: NOT_YOURS_TO_TAKE for those who neither kept it nor supervise its unit.
    """
    own = {one.id for one in (*examples.waiting(desk.vault), *examples.refused(desk.vault)) if "gone" not in one.value}
    if example in own:
        examples.drop(desk.vault, example)
        return Recorded(example, changed("examples"))
    shared = next((one for one in examples.published(desk.vault) if one.id == example), None)
    if shared is not None:
        if not _may_take_away(people_at(desk), shared):
            raise Refused(Code.NOT_YOURS_TO_TAKE)
        examples.drop(desk.vault, example)
        examples.hand_over(desk.vault, example, shared.unit, {"gone": True}, desk.clock.now().isoformat())
    return Recorded(example, changed("examples"))


def kept(desk: Desk, template: str | None = None) -> tuple[ExampleView, ...]:
    """List the examples for a template (or all), the latest first; those being taken away are gone already."""
    people = people_at(desk)
    waiting, refused = examples.waiting(desk.vault), examples.refused(desk.vault)
    going = {one.id for one in waiting if "gone" in one.value}
    stays = {one.id: one.reason for one in refused if "gone" in one.value}
    shared = [
        replace(one, reason=stays.get(one.id, "")) for one in examples.published(desk.vault) if one.id not in going
    ]
    there = {one.id for one in shared}
    rows = [
        *(_view(people, one, "refused") for one in refused if "gone" not in one.value),
        *(_view(people, one, "waiting") for one in waiting if "gone" not in one.value and one.id not in there),
        *(_view(people, one, "shared") for one in sorted(shared, key=lambda one: one.id, reverse=True)),
    ]
    return tuple(row for row in rows if template in (None, row.template))


def spelled(text: str) -> str:
    """Bring a text to NFC."""
    return str(in_one_spelling(text))


def _require_fit(text: str, why: str) -> None:
    if not 0 < len(text) <= MOST_TEXT:
        raise Refused(Code.WRONG_TYPE, section="example", field="text", expected=f"1–{MOST_TEXT}")
    if len(why) > MOST_WHY:
        raise Refused(Code.WRONG_TYPE, section="example", field="why", expected=f"0–{MOST_WHY}")


def _known(whole: WholeNote) -> tuple[str, ...]:
    """Everything of the case that tells who it is: its people and colleagues, its number, its protected words."""
    case = whole.case
    names = [str(each.name) for each in (*whole.people.around(case).values(), *case.earlier)]
    return (*names, case.number, *(str(each.term) for each in case.protected_terms))


def _view(people: People, one: KeptExample, state: str) -> ExampleView:
    value = one.value
    by, at, about = value.get("by"), value.get("at"), value.get("field")
    return ExampleView(
        id=one.id,
        unit=one.unit,
        template=str(value["template"]),
        section=str(value["section"]),
        about=about if isinstance(about, str) else None,
        text=Private(str(value["text"])),
        why=Private(str(value.get("why") or "")),
        by_name=people.user_name(by) if isinstance(by, str) else people.me.name,
        at=datetime.fromisoformat(at) if isinstance(at, str) else None,
        state=state,
        may_remove=state != "shared" or _may_take_away(people, one),
        reason=one.reason,
    )


def _may_take_away(people: People, one: KeptExample) -> bool:
    return people.me.id == one.value.get("by") or people.me.is_supervisor_of(one.unit)

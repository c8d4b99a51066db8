"""Ask the template's rules what stands in the way of signing, showing or exporting. Changes nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.note_reading import moment, objects
from fieldnotes.casework.views import Check, FindingView
from fieldnotes.casework.whole_note import WholeNote, fetch, sections_of
from fieldnotes.casework.write_note import finished
from fieldnotes.domain.cases import GUARDIAN, Case, User
from fieldnotes.domain.checks import Finding, check_export, check_show, check_sign
from fieldnotes.domain.digest import section_digest
from fieldnotes.domain.entry import Filed
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.rooms import Room, text_audience
from fieldnotes.language.translation import translate as _

CHANGED_SINCE_SHOWN = "changed_since_shown"
WHENS = ("sign", "show", "export")


def check(desk: Desk, note: str, when: str = "sign", room: JsonObject | None = None) -> Check:
    """Try the rules of one act: `sign`, `show` (for `room`, default: child and guardians) or `export` (to the family).

    Refused: UNKNOWN_NOTE, WRONG_TYPE for another act, UNKNOWN_PERSON.
    """
    whole = fetch(desk, note)
    if when not in WHENS:
        raise Refused(Code.WRONG_TYPE, section="check", field="when", expected=" | ".join(WHENS))
    if when == "sign":
        return findings_at_signing(desk, whole, finished(desk, whole, whole.sections))
    if when == "export":
        return findings_at_export(desk, whole, "family")
    return _findings_at_showing(desk, whole, room if room is not None else family_room(whole.case))


def findings_at_signing(desk: Desk, whole: WholeNote, sections: Sections) -> Check:
    """Everything that stands in the way of signing these sections, and whether they differ from what was shown."""
    return _at_signing(desk, whole, sections, whole.people.me, desk.clock.now())


def findings_of_signed(desk: Desk, whole: WholeNote, revision: Filed) -> Check:
    """Say what the list before signing says of a signed text, asked as its author was when it was signed."""
    author = next((user for user in whole.people.everybody if user.id == revision.entry.author), whole.people.me)
    return _at_signing(desk, whole, sections_of(revision), author, moment(revision))


def _at_signing(desk: Desk, whole: WholeNote, sections: Sections, author: User, now: datetime) -> Check:
    found = check_sign(desk.book, whole.template, sections, whole.case, whole.people.everybody, author, now)
    differing = sorted(_differing(whole, sections))
    return _check(desk, found, [_changed_since_shown(section) for section in differing])


def findings_at_export(
    desk: Desk,
    whole: WholeNote,
    purpose: str,
    room: Room | None = None,
    copied: Mapping[str, Json] | None = None,
) -> Check:
    """Everything that stands in the way of a copy for `family`, `archive` or `case`."""
    state = whole.state.state.value if whole.draft is None or whole.state.revisions else "draft"
    found = check_export(
        desk.book,
        whole.template,
        whole.sections,
        whole.case,
        whole.people.everybody,
        purpose,
        state=state,
        room=room,
        copied=copied,
    )
    return _check(desk, found)


def family_room(case: Case) -> JsonObject:
    """The room of the child and everybody who has custody."""
    people = [case.child, *(person for person in case.people if person.role == GUARDIAN)]
    return {"people": [{"person_id": person.person_id, "role": person.role} for person in people]}


def _findings_at_showing(desk: Desk, whole: WholeNote, room: JsonObject) -> Check:
    people = whole.case.people_with(whole.people.everybody)
    here = Room.read(room, people)
    audience = text_audience(desk.book, here, people)
    plain = whole.family_text.get(audience or "", {})
    found: list[Finding] = []
    for section in whole.template.sections:
        if whole.sections.get(section.id):
            found += check_show(
                desk.book,
                whole.template,
                whole.sections,
                whole.case,
                whole.people.everybody,
                here,
                section.id,
                plain=plain.get(section.id),
                state=whole.state.state.value,
            )
    return _check(desk, found)


def _differing(whole: WholeNote, sections: Sections) -> set[str]:
    """Sections whose text is no longer the text that was last shown of them."""
    last: dict[str, str] = {}
    for showing in whole.state.showings:
        copy = showing.entry.body.get("copy")
        rows = objects(copy.get("sections")) if isinstance(copy, Mapping) else ()
        last |= {str(row["id"]): str(row["source"]) for row in rows}
    return {section for section, source in last.items() if section_digest(sections.get(section)) != source}


def _changed_since_shown(section: str) -> FindingView:
    text = _("The text has changed since it was shown to the family. Show it again, or say why not.")
    return FindingView(CHANGED_SINCE_SHOWN, "warn", section, None, text, ("INS-2", "INS-3"))


def _check(desk: Desk, found: Iterable[Finding], more: Iterable[FindingView] = ()) -> Check:
    views = [
        FindingView(f.rule, f.severity, f.section, f.field, f.text(desk.language), tuple(f.rule_ids)) for f in found
    ]
    views += more
    return Check(
        blocks=tuple(view for view in views if view.severity == "block"),
        warnings=tuple(view for view in views if view.severity != "block"),
    )

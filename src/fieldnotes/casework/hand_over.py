"""Hand a copy of a signed note to one person: the file, and the entry that says which, how and to whom (INS-3)."""

from dataclasses import replace
from pathlib import Path

from fieldnotes.casework.check_note import findings_at_export
from fieldnotes.casework.desk import Desk, changed
from fieldnotes.casework.family_copy import composed
from fieldnotes.casework.note_paper import Paper
from fieldnotes.casework.people import require_assigned
from fieldnotes.casework.refusals import StoppedBy
from fieldnotes.casework.sign import file
from fieldnotes.casework.views import HandedOver
from fieldnotes.casework.whole_note import WholeNote, fetch, require_signed
from fieldnotes.casework.written_file import write_whole
from fieldnotes.domain.cases import Person
from fieldnotes.domain.entry import Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.rooms import Room
from fieldnotes.report.note_document import Block, SectionPart
from fieldnotes.report.note_pdf import note_pdf
from fieldnotes.vault import access


def hand_over(desk: Desk, note: str, to: str, way: str, path: Path) -> HandedOver:
    """Write the signed copy for one person and record it: what this person may see alone in a room, no reasons.

    Refused: NOT_SIGNED, NOT_ASSIGNED, UNKNOWN_PERSON, NOT_SHOWABLE, FILE_EXISTS, WRONG_TYPE (no way),
    CONTENT_MISSING (an export rule). Unavailable: CANNOT_WRITE, DISK_FULL.
    """
    whole = replace(fetch(desk, note), draft=None)
    head = require_signed(whole)
    require_assigned(whole.people, whole.case)
    if whole.closed:
        raise Refused(Code.NOT_ALLOWED)
    person = whole.case.person(to)
    if not way.strip():
        raise Refused(Code.WRONG_TYPE, section="hand-over", field="way", expected="text")
    if path.exists():
        raise Refused(Code.FILE_EXISTS, file=path.name)
    paper = Paper(desk, whole)
    document = paper.copy(head, _sections(desk, whole, person), paper.person(to, person.role))
    done = write_whole(path, note_pdf(document, desk.workshop.fonts, desk.language))
    body = {"revision": head.hash, "document": done.sha256, "way": way.strip(), "to": to}
    filed = file(desk, whole, Kind.COPY_HANDED_OVER, body)
    access.record(desk.vault, "handed_over", whole.case.id, note, head.hash, filed.entry.at)
    return HandedOver(done.file, done.sha256, filed.hash, changed("entries outbox", note, whole.case.id))


def _sections(desk: Desk, whole: WholeNote, person: Person) -> tuple[SectionPart, ...]:
    room = {"people": [{"person_id": person.person_id, "role": person.role}]}
    drawn = composed(desk, whole, room).copy.sections
    if not drawn:
        raise Refused(Code.NOT_SHOWABLE, note=whole.note)
    here = Room.read(room, whole.case.people_with(whole.people.everybody))
    texts = {section.id: str(section.text) for section in drawn}
    found = findings_at_export(desk, whole, "family", here, texts)
    if found.blocks:
        raise StoppedBy(Code.CONTENT_MISSING, found.blocks)
    return tuple(
        SectionPart(
            id=section.id,
            label=section.label,
            content_kind=whole.template.section(section.id).content_kind,
            blocks=(Block("", section.text),),
        )
        for section in drawn
    )

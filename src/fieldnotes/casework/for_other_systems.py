"""Write a note or a case to files that other systems read: FHIR, an E-ARK package, a paper for an archive.

Each is a disclosure, so each is logged (SEC-6). What the formats look like is the affair of `delivery`.
"""

import hashlib
import json
import mimetypes
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from fieldnotes import __version__
from fieldnotes.casework.check_note import findings_at_export
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.exported_case import exported_case, kept_of, withheld
from fieldnotes.casework.exported_files import FOLDER, write_files
from fieldnotes.casework.folder_case import Cancelled, Progress, Steps, require_inside
from fieldnotes.casework.managed import require_may_leave
from fieldnotes.casework.people import People, people_at
from fieldnotes.casework.refusals import StoppedBy
from fieldnotes.casework.view import plain_json
from fieldnotes.casework.views import Exported
from fieldnotes.casework.whole_note import WholeNote, fetch, fetch_all, require_signed
from fieldnotes.casework.written_file import write_whole
from fieldnotes.delivery.around import Around
from fieldnotes.delivery.fhir import File, fhir_document
from fieldnotes.delivery.note_json import note_json
from fieldnotes.delivery.package import DATA, JSON, METS, PDF, Makers, More, fill_package
from fieldnotes.delivery.read_record import case_record, filed_of, note_record
from fieldnotes.delivery.record import CaseRecord, NoteRecord
from fieldnotes.delivery.secrecy import secrecy
from fieldnotes.disk.delivered_folder import delivered
from fieldnotes.domain.cases import Case
from fieldnotes.domain.entry import Where
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.report.archive_pdf import archive_pdf
from fieldnotes.report.case_pdf import MANY, Setting
from fieldnotes.vault import access, entries, reference

PURPOSES: Final = ("case", "archive", "family")
_MARK: Final = "sip"


def export_fhir(desk: Desk, note: str, path: Path, purpose: str = "case") -> Exported:
    """Write the note as a FHIR R4 document, its paper and our JSON inside it.

    Refused: UNKNOWN_NOTE, NOT_SIGNED, CONTENT_MISSING (an export rule), HAND_IT_OVER for the family, MANAGED.
    Unavailable: FONT_MISSING, CANNOT_WRITE, DISK_FULL.
    """
    require_may_leave(desk, "fhir")
    whole = _signed(desk, note, purpose)
    of = _case(desk, whole.people, whole.case, [whole])
    one = of.notes[0]
    files = [File("note.json", JSON, note_json(of, one))]
    if not one.stub:
        files.insert(0, File("note.pdf", PDF, archive_pdf(of, one, _setting(desk))))
    text = json.dumps(fhir_document(of, one, files), ensure_ascii=False, indent=1)
    return _done(desk, whole, one, write_whole(path, f"{text}\n".encode()))


def export_for_archive(desk: Desk, note: str, path: Path) -> Exported:
    """Write the note as a tagged PDF that claims PDF/A-2a. Refused and Unavailable: as `export_fhir`."""
    require_may_leave(desk, "pdf")
    whole = _signed(desk, note, "archive")
    of = _case(desk, whole.people, whole.case, [whole])
    return _done(desk, whole, of.notes[0], write_whole(path, archive_pdf(of, of.notes[0], _setting(desk))))


def require_purpose(desk: Desk, note: str, purpose: str) -> None:
    """Ask the rules of a copy for `case` or `archive`; the family's are handed over to somebody, so that it stands.

    Refused: UNKNOWN_NOTE, NOT_SIGNED, CONTENT_MISSING (an export rule), HAND_IT_OVER.
    """
    _signed(desk, note, purpose)


def export_package(
    desk: Desk,
    case: str,
    folder: Path,
    *,
    files: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Exported:
    """Write all signed notes of a case as an E-ARK SIP into a folder that is new or empty, whole or not at all.

    With `files` the attached files go with it. The answer names the METS of the package and its fingerprint.

    Refused: UNKNOWN_CASE, NOT_ASSIGNED, NOTHING_SIGNED, NOT_JOINED, FILE_EXISTS, ATTACHMENT_DAMAGED, MANAGED.
    Unavailable: FONT_MISSING, CANNOT_WRITE, DISK_FULL, CANCELLED.
    """
    require_may_leave(desk, "eark")
    people = people_at(desk)
    of = people.case(case)
    require_inside(people, of)
    whole = [each for each in fetch_all(desk, people, of.id) if each.state.heads]
    if not whole:
        raise Refused(Code.NOTHING_SIGNED, case=of.id)
    steps = Steps(len(whole), progress, cancelled)
    record = _case(desk, people, of, whole)
    setting = replace(_setting(desk), apart=len(whole) >= MANY)
    with delivered(folder, _MARK) as part:
        more = _more(desk, people, of, part / DATA, files=files, cancelled=cancelled)
        makers = Makers(
            lambda case_, note: archive_pdf(case_, note, setting, lambda _count: steps.step(0)),
            secrecy(desk.workshop.fonts.parent / "words"),
            __version__,
            steps.step,
        )
        fill_package(part, record, makers, more)
        made = (part / METS).read_bytes()
    done = Exported(str(folder / METS), hashlib.sha256(made).hexdigest())
    _log_all(desk, record)
    return done


def _log_all(desk: Desk, of: CaseRecord) -> None:
    rows = [(of.case, each.note, each.revision) for each in of.notes if not each.stub]
    access.record_each(desk.vault, "exported", [(of.case, None, None), *rows], desk.clock.now().isoformat())


def _signed(desk: Desk, note: str, purpose: str) -> WholeNote:
    if purpose == "family":
        raise Refused(Code.HAND_IT_OVER, note=note)
    whole = fetch(desk, note)
    require_signed(whole)
    if not whole.closed:
        found = findings_at_export(desk, whole, purpose)
        if found.blocks:
            raise StoppedBy(Code.CONTENT_MISSING, found.blocks)
    return whole


def _case(desk: Desk, people: People, case: Case, notes: Sequence[WholeNote]) -> CaseRecord:
    """Read these notes of a case out of their entries; what the hub has set aside is not told elsewhere."""
    chains = people.chains(case)
    rows = [(sealed, position) for chain in chains for position, sealed in entries.sealed(desk.vault, chain)]
    users = {user.id: user for user in people.everybody}
    units = {unit.id: unit for unit in reference.units(desk.vault)}
    kept = kept_of(desk, case.id, [sealed for sealed, _position in rows])
    around = Around(case, units, users, desk.book, desk.language, kept, desk.clock.now())
    standing = {filed.hash for each in notes for filed in each.filed if filed.where is not Where.QUARANTINED}
    by_note = filed_of((sealed, position) for sealed, position in rows if sealed.hash in standing)
    found = [note_record(around, each.note, by_note.get(each.note, [])) for each in notes]
    return case_record(around, [one for one in found if one is not None])


def _more(
    desk: Desk, people: People, case: Case, folder: Path, *, files: bool, cancelled: Callable[[], bool] | None
) -> list[More]:
    """The case as others can check it from its bytes alone, and its files, which are written where they shall lie."""
    chains = people.chains(case)
    found = dict(exported_case(desk, case.id, chains[1:]))
    more = []
    if files:
        found["files"] = listed = write_files(desk, chains, withheld(desk, chains), folder / FOLDER, None, cancelled)
        named = [str(each["file"]) for each in listed if isinstance(each, Mapping) and "file" in each]
        more = [More(name, mimetypes.guess_type(name)[0] or "application/octet-stream") for name in named]
    text = json.dumps(plain_json(found), ensure_ascii=False, indent=1)
    return [More("case.json", JSON, f"{text}\n".encode()), *more]


def _setting(desk: Desk) -> Setting:
    return Setting(desk.workshop.fonts, desk.workshop.sheets, desk.language)


def _done(desk: Desk, whole: WholeNote, one: NoteRecord, done: Exported) -> Exported:
    access.record(desk.vault, "exported", whole.case.id, whole.note, one.revision, desk.clock.now().isoformat())
    return done

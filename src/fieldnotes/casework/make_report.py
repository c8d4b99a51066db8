"""Write a note or a case to files outside the vault: a disclosure, so each is logged (SEC-6)."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from fieldnotes.casework.check_note import findings_at_export
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.exported_case import exported_case, withheld
from fieldnotes.casework.exported_files import FOLDER, write_files
from fieldnotes.casework.managed import require_may_leave
from fieldnotes.casework.note_paper import Paper
from fieldnotes.casework.people import people_at
from fieldnotes.casework.read_note import history, stub_of, view_of
from fieldnotes.casework.refusals import StoppedBy
from fieldnotes.casework.view import plain_json
from fieldnotes.casework.views import Exported
from fieldnotes.casework.whole_note import WholeNote, fetch, require_draft, require_signed
from fieldnotes.casework.written_file import write_whole
from fieldnotes.domain.entry import Filed
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.report.note_pdf import note_pdf
from fieldnotes.vault import access

CASE_FILE = "case.json"


def export_pdf(desk: Desk, note: str, path: Path, at: str | None = None) -> Exported:
    """Write the signed note as a PDF: who, when, state, sections, the family's answers, questions and decisions.

    Refused: UNKNOWN_NOTE, UNKNOWN_REVISION, NOT_SIGNED, CONTENT_MISSING (an export rule), MANAGED.
    Of a note in the wrong case only the stub is printed, for everybody. Unavailable: CANNOT_WRITE, DISK_FULL.
    """
    require_may_leave(desk, "pdf")
    whole, revision = _signed(desk, note, at)
    done = write_whole(path, _pdf(desk, whole, revision))
    _log(desk, whole, "exported", revision)
    return done


def pdf_bytes(desk: Desk, note: str, at: str | None = None) -> bytes:
    """Make the same PDF without a file, for reading on the screen. Refused: as `export_pdf`."""
    require_may_leave(desk, "print")
    whole, revision = _signed(desk, note, at)
    drawn = _pdf(desk, whole, revision)
    _log(desk, whole, "printed", revision)
    return drawn


def draft_pdf(desk: Desk, note: str) -> bytes:
    """Show how an unsigned note would look on paper; it never becomes a file. Refused: UNKNOWN_NOTE, ALREADY_SIGNED."""
    whole = fetch(desk, note)
    return note_pdf(Paper(desk, whole).draft(require_draft(whole)), desk.workshop.fonts, desk.language)


def export_json(desk: Desk, note: str, path: Path) -> Exported:
    """Write the note and its entries as one JSON document. Refused and Unavailable: as `export_pdf`."""
    require_may_leave(desk, "json")
    whole, revision = _signed(desk, note, None)
    view = view_of(desk, whole, revision)
    document: Mapping[str, object] = {
        "format": "fieldnotes/note/1",
        **(stub_of(view) if whole.closed else view).to_json(),
        "entries": plain_json(history(desk, note)),
    }
    done = write_whole(path, _as_bytes(document))
    _log(desk, whole, "exported", revision)
    return done


def export_case(
    desk: Desk,
    case: str,
    folder: Path,
    *,
    files: bool = False,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write `case.json`: every entry's exact bytes, signatures, receipts, device certificates and the hub's key.

    With `files` the attached files are written beside it, each with its key and header, so that an independent
    verifier can hold them against the record too. Refused: UNKNOWN_CASE, FILE_EXISTS, ATTACHMENT_DAMAGED, MANAGED.
    """
    require_may_leave(desk, "json")
    people = people_at(desk)
    of = people.case(case)
    path = folder / CASE_FILE
    if path.exists() or (files and (folder / FOLDER).exists()):
        raise Refused(Code.FILE_EXISTS, file=path.name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Unavailable(Code.CANNOT_WRITE, file=folder.name) from None
    chains = people.chains(of)
    found = dict(exported_case(desk, of.id, chains[1:]))
    if files:
        found["files"] = write_files(desk, chains, withheld(desk, chains), folder / FOLDER, progress, cancelled)
    done = write_whole(path, _as_bytes(found))
    access.record(desk.vault, "exported", of.id, None, None, desk.clock.now().isoformat())
    return done


def _signed(desk: Desk, note: str, at: str | None) -> tuple[WholeNote, Filed]:
    whole = fetch(desk, note)
    head = require_signed(whole)
    if whole.closed:
        return whole, head
    found = findings_at_export(desk, whole, "case")
    if found.blocks:
        raise StoppedBy(Code.CONTENT_MISSING, found.blocks)
    return whole, whole.revision(at) if at else head


def _pdf(desk: Desk, whole: WholeNote, revision: Filed) -> bytes:
    paper = Paper(desk, whole)
    document = paper.stub(revision) if whole.closed else paper.document(revision)
    return note_pdf(document, desk.workshop.fonts, desk.language)


def _log(desk: Desk, whole: WholeNote, what: str, revision: Filed) -> None:
    access.record(desk.vault, what, whole.case.id, whole.note, revision.hash, desk.clock.now().isoformat())


def _as_bytes(document: object) -> bytes:
    return (json.dumps(plain_json(document), ensure_ascii=False, indent=1) + "\n").encode("utf-8")

"""Two desks with a case to print: notes of several days, corrected, shown, in the wrong case, asked about; no draft."""

import io
import zlib
from datetime import datetime, timedelta, timezone

from pypdf import PdfReader

from fieldnotes.casework import misfile, sign, write_note
from one_desk import shipped
from two_desks import CASE, WHY, make_two, returned, shown_and_signed

REPORTED, PLACED = "c-prov-04", "c-prov-07"
REASONS = {"*": WHY}


class SteppingClock:
    """A clock that goes one second each time it is looked at, so that what is done later has the later id."""

    def __init__(self):
        self.wall, self.passed = datetime(2026, 3, 12, 16, 0, tzinfo=timezone(timedelta(hours=1))), 1000.0

    def now(self):
        self.wall += timedelta(seconds=1)
        return self.wall

    def monotonic(self):
        self.passed += 1.0
        return self.passed


def on(day, words, file="prov-01"):
    """A shipped visit held on a day, with words of its own."""
    sections = shipped(f"demo/notes/{file}.json")["sections"]
    basics = {**sections["grunddata"], "start": f"{day}T14:00:00+01:00", "end": f"{day}T15:00:00+01:00"}
    return {"sections": {**sections, "grunddata": basics, "information": {**sections["information"], "note": words}}}


def sign_on(desk, day, words, case=CASE):
    note = write_note.add(desk, case, "hembesok", on(day, words)).note
    sign.sign(desk, note, REASONS)
    return note


def folder_desks(folder):
    """The desks, and their notes by name: the later visit is signed first, one note belongs to another child."""
    two = make_two(folder, SteppingClock())
    notes = {"later": sign_on(two.worker, "2026-03-20", "Andra besöket.")}
    notes["first"], revision = shown_and_signed(two)
    returned(two, notes["first"], revision, "Hur ofta är Elsa ensam?")
    change = {"sections": {"information": {"note": "Rättad text."}}}
    sign.correct(two.worker, notes["first"], change, "Fel ord.", REASONS)
    notes["wrong"] = sign_on(two.worker, "2026-03-10", "Om ett annat barn.")
    two.carry()
    misfile.misfiled(two.supervisor, notes["wrong"], REPORTED, "Hör till någon annan.")
    two.carry()
    write_note.add(two.worker, CASE, "telefonsamtal", {"sections": {"information": {"note": "Bara ett utkast."}}})
    return two, notes


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def everything_in(pdf):
    """All a reader's tools can find in a file: drawn text, metadata, names, links, and every stream unpacked."""
    reader = PdfReader(io.BytesIO(pdf))
    found = [text_of(pdf), repr(reader.metadata), repr(reader.root_object), pdf.decode("latin-1")]
    rest = pdf
    while (at := rest.find(b"stream")) >= 0:
        rest = rest[at + len(b"stream") :].lstrip(b"\r\n")
        try:
            raw = zlib.decompressobj().decompress(rest)
        except zlib.error:
            continue
        found += [raw.decode("latin-1"), raw.decode("utf-8", "replace"), raw.decode("utf-16-be", "replace")]
    for number in range(len(reader.xref_objStm) + len(reader.xref.get(0, {})) + 1):
        found.append(repr(reader.get_object(number)) if number else "")
    return "\n".join(found)

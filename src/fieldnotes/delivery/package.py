"""A case or a note as an E-ARK SIP: a folder with METS, PREMIS, the records document, and each note as PDF/A and JSON.

Fills a folder it is given; knows no store. The papers are made by whoever asks, for it draws none.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from fieldnotes.delivery.erms import SOFTWARE, Appendix, Secrecy, erms
from fieldnotes.delivery.explained import explained, schema_json
from fieldnotes.delivery.identity import package_uuid
from fieldnotes.delivery.mets import REPRESENTATION, About, Held, Parts, package_mets, representation_mets
from fieldnotes.delivery.note_json import note_json
from fieldnotes.delivery.premis import premis
from fieldnotes.delivery.record import CaseRecord, NoteRecord

Paper = Callable[[CaseRecord, NoteRecord], bytes]
"""Sets one note as a tagged PDF/A."""
PDF: Final = "application/pdf"
JSON: Final = "application/json"
XML: Final = "application/xml"
METS: Final = "METS.xml"
PDF_FORMAT: Final = "PDF/A-2a"
DATA: Final = f"representations/{REPRESENTATION}/data"
_AT_ONCE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class More:
    """A file beside the notes, by its path below the data folder; without `data` it lies there already."""

    path: str
    mime: str
    data: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Makers:
    """What a package is made with: who draws the papers, the law it is secret under, which version makes it."""

    paper: Paper
    secret: Secrecy
    version: str
    step: Callable[[int], None] = lambda _count: None


def package_id(of: CaseRecord) -> str:
    """Give the id of the package these notes make: the same texts, the same package; one taken back is another."""
    return package_uuid(of.case, (f"{each.revision}{'-taken-back' if each.stub else ''}" for each in of.notes))


def fill_package(folder: Path, of: CaseRecord, makers: Makers, more: Iterable[More] = ()) -> str:
    """Write the package into an empty folder and give its id.

    Args:
        folder: where it is written; named as its id by whoever puts it in place.
        of: the case with at least one note.
        makers: what it is made with; `step` is told when a note is done.
        more: files that go with it.

    Raises:
        OSError: what the disk says. What `makers.paper` and `makers.step` raise.
    """
    package = package_id(of)
    about = About(package, of.board, of.made_at, SOFTWARE, makers.version)
    held: list[Held] = []
    named: dict[str, list[Appendix]] = {}
    for note in of.notes:
        for appendix, mime, data in _files_of(of, note, makers):
            held.append(_write(folder, appendix.path, mime, data))
            named.setdefault(note.note, []).append(appendix)
        makers.step(1)
    for one in more:
        path = f"{DATA}/{one.path}"
        held.append(_measure(folder, path, one.mime) if one.data is None else _write(folder, path, one.mime, one.data))
    _describe(folder, of, about, held, named, makers.secret)
    return package


def _files_of(of: CaseRecord, note: NoteRecord, makers: Makers) -> Iterable[tuple[Appendix, str, bytes]]:
    name = f"{note.day.date().isoformat()}-{note.note}"
    json = f"{DATA}/notes/{name}.json"
    yield Appendix(f"{name}.json", JSON, json), JSON, note_json(of, note)
    if not note.stub:
        pdf = f"{DATA}/notes/{name}.pdf"
        yield Appendix(f"{name}.pdf", PDF_FORMAT, pdf), PDF, makers.paper(of, note)


def _describe(
    folder: Path, of: CaseRecord, about: About, held: list[Held], named: Mapping[str, list[Appendix]], secret: Secrecy
) -> None:
    records = erms(of, about.package, named, secret)
    inner = f"representations/{REPRESENTATION}/METS.xml"
    representation = _write(folder, inner, XML, representation_mets(about, held))
    parts = Parts(
        records=_write(folder, "metadata/descriptive/ERMS.xml", XML, records),
        preservation=_write(folder, "metadata/preservation/premis.xml", XML, premis(about, held)),
        documentation=_write(folder, "documentation/README.txt", "text/plain", explained().encode()),
        schema=_write(folder, "schemas/delivered-note.schema.json", JSON, schema_json()),
        representation=representation,
    )
    _write(folder, METS, XML, package_mets(about, parts))


def _write(folder: Path, path: str, mime: str, data: bytes) -> Held:
    with _opened(folder / path) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return Held(path, mime, len(data), hashlib.sha256(data).hexdigest())


def _measure(folder: Path, path: str, mime: str) -> Held:
    """Read a file that lies there already, never all of it in memory."""
    digest, size = hashlib.sha256(), 0
    with (folder / path).open("rb") as file:
        while piece := file.read(_AT_ONCE):
            digest.update(piece)
            size += len(piece)
    return Held(path, mime, size, digest.hexdigest())


def _opened(path: Path) -> BinaryIO:
    """Make a file only its owner may read."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

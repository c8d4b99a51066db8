"""A signed note as a FHIR R4 document: a Bundle with its Composition, and a DocumentReference that holds its files.

The same text gives the same ids, so a server knows what it has already. Sends nothing and draws nothing.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from fieldnotes.delivery.identity import case_uuid, document_uuid, part_uuid
from fieldnotes.delivery.record import Actor, CaseRecord, Mark, NoteRecord, Party
from fieldnotes.delivery.xml_text import tag, words
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.section_part import SectionPart
from fieldnotes.language.translation import translate as _

URIS: Final = "urn:ietf:rfc:3986"
NUMBERS: Final = {
    "personnummer": "http://electronichealth.se/identifier/personnummer",
    "samordningsnummer": "http://electronichealth.se/identifier/samordningsnummer",
    "reservnummer": "http://electronichealth.se/identifier/nationelltReservnummer",
}
STAFF: Final = "urn:oid:1.2.752.29.4.19"
PATIENT: Final = "http://hl7.se/fhir/ig/base/StructureDefinition/SEBasePatient"
_SECRECY: Final = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
_OURS: Final = "urn:fieldnotes"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_PROTECTIONS: Final = {"skyddad_folkbokforing": "skyddadFolkbokforing", "fingerade": "fingeradeUppgifter"}


@dataclass(frozen=True, slots=True)
class File:
    """A file the document goes with: its name, type and bytes."""

    name: str
    mime: str
    data: bytes = field(repr=False)


def document_id(of: CaseRecord, note: NoteRecord) -> str:
    """Give the id of the text that stands as a document (UUID)."""
    return document_uuid(of.case, note.note, note.revision)


def fhir_document(of: CaseRecord, note: NoteRecord, files: Sequence[File] = ()) -> dict[str, Json]:
    """Make the Bundle of one note.

    Args:
        of: the case.
        note: one of its notes; of a stub only that it was taken back is told.
        files: what the DocumentReference holds: the paper and our JSON.
    """
    return _Document(of, note).bundle(files)


@dataclass(frozen=True, slots=True)
class _Document:
    of: CaseRecord
    note: NoteRecord

    @property
    def id(self) -> str:
        return document_id(self.of, self.note)

    def bundle(self, files: Sequence[File]) -> dict[str, Json]:
        """Everything, the Composition first."""
        resources = [self._composition(files=bool(files)), self._patient(), *self._staff(), self._organization()]
        if files:
            resources.append(self.reference(files))
        return {
            "resourceType": "Bundle",
            "type": "document",
            "identifier": {"system": URIS, "value": f"urn:uuid:{self.id}"},
            "timestamp": self.of.made_at.isoformat(timespec="seconds"),
            "meta": {"security": self._labels(), "tag": self._retention()},
            "entry": [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources],
        }

    def _composition(self, *, files: bool) -> dict[str, Json]:
        note = self.note
        sections: list[Json] = [self._section(each) for each in note.everything()]
        if files:
            sections.append({"title": _("Files"), "entry": [self._points("DocumentReference")]})
        if note.stub:
            sections = [_text_section(_("This note lay in the wrong case. Its text is not here."))]
        made: dict[str, Json] = {
            "resourceType": "Composition",
            "id": part_uuid(self.id, "Composition"),
            "meta": {"security": self._labels(), "tag": self._retention()},
            "identifier": {"system": URIS, "value": f"urn:uuid:{self.id}"},
            "status": self._status(),
            "type": _concept("template", note.template, note.title),
            "subject": self._points("Patient"),
            "date": _moment(note.signed.at),
            "author": [self._points("Practitioner", note.signed.by.id)],
            "title": f"{note.title} {note.day.date().isoformat()}",
            "confidentiality": "V" if self.of.guarded else "R",
            "attester": self._attesters(),
            "custodian": self._points("Organization"),
            "event": [{"period": self._period()}],
            "section": sections,
        }
        if note.replaces:
            made["relatesTo"] = [
                {"code": "replaces", "targetIdentifier": self._earlier(each)} for each in note.replaces
            ]
        return made

    def _status(self) -> str:
        if self.note.stub:
            return "entered-in-error"
        return "amended" if self.note.replaces else "final"

    def _section(self, part: SectionPart) -> JsonObject:
        kind = _("Assessment by the worker, not a fact") if part.content_kind == "assessment" else ""
        rows = [tag("p", None, tag("b", None, words(kind)))] if kind else []
        for line in part.blocks:
            label = tag("b", None, words(f"{line.label}: ")) if line.label else ""
            text = tag("br").join(words(each) for each in str(line.text).split("\n"))
            rows.append(tag("p", None, label, text))
        return {
            "title": part.label,
            "code": _concept("section", part.id, part.label),
            "text": {"status": "generated", "div": tag("div", {"xmlns": _XHTML}, *rows)},
        }

    def _attesters(self) -> list[Json]:
        """Who signed, cosigned and approved, and when."""
        found = [("legal", self.note.signed), *(("professional", each) for each in self.note.cosigned)]
        if self.note.approved:
            found.append(("official", self.note.approved))
        return [
            {"mode": mode, "time": _moment(mark.at), "party": self._points("Practitioner", mark.by.id)}
            for mode, mark in found
        ]

    def _patient(self) -> dict[str, Json]:
        child = self.of.child
        made: dict[str, Json] = {
            "resourceType": "Patient",
            "id": part_uuid(self.id, "Patient"),
            "meta": {"profile": [PATIENT], "security": [*self._labels(), *_protection(child)]},
            "identifier": _numbers(self.of, child),
        }
        if child.name:
            made["name"] = [_name(str(child.name))]
        if child.born and len(child.born) in (4, 7, 10):
            made["birthDate"] = child.born
        return made

    def _staff(self) -> Iterator[dict[str, Json]]:
        marks: list[Mark] = [self.note.signed, *self.note.cosigned, *self.note.decisions]
        for who in {mark.by.id: mark.by for mark in marks}.values():
            yield _practitioner(part_uuid(self.id, f"Practitioner/{who.id}"), who)

    def _organization(self) -> dict[str, Json]:
        return {
            "resourceType": "Organization",
            "id": part_uuid(self.id, "Organization"),
            "name": self.of.board or self.of.unit or "FieldNotes",
        }

    def reference(self, files: Sequence[File]) -> dict[str, Json]:
        """Point at the note's files, which are inside."""
        note = self.note
        made: dict[str, Json] = {
            "resourceType": "DocumentReference",
            "id": part_uuid(self.id, "DocumentReference"),
            "meta": {"tag": self._retention()},
            "masterIdentifier": {"system": URIS, "value": f"urn:uuid:{self.id}"},
            "identifier": [{"system": f"{_OURS}:revision", "value": note.revision}],
            "status": "entered-in-error" if note.stub else "current",
            "docStatus": self._status(),
            "type": _concept("template", note.template, note.title),
            "subject": self._points("Patient"),
            "date": _moment(note.signed.at),
            "author": [self._points("Practitioner", note.signed.by.id)],
            "custodian": self._points("Organization"),
            "securityLabel": [{"coding": self._labels()}],
            "content": [{"attachment": _attachment(each, note.signed.at, self.of.language)} for each in files],
            "context": {"period": self._period()},
        }
        if note.approved:
            made["authenticator"] = self._points("Practitioner", note.approved.by.id)
        if note.replaces:
            made["relatesTo"] = [
                {"code": "replaces", "target": {"identifier": self._earlier(each)}} for each in note.replaces
            ]
        return made

    def _points(self, kind: str, which: str = "") -> JsonObject:
        return {"reference": f"urn:uuid:{part_uuid(self.id, f'{kind}/{which}' if which else kind)}"}

    def _earlier(self, revision: str) -> JsonObject:
        return {"system": URIS, "value": f"urn:uuid:{document_uuid(self.of.case, self.note.note, revision)}"}

    def _period(self) -> JsonObject:
        ended = {"end": _moment(self.note.ended)} if self.note.ended else {}
        return {"start": _moment(self.note.day), **ended}

    def _labels(self) -> list[Json]:
        return [{"system": _SECRECY, "code": "V" if self.of.guarded else "R"}]

    def _retention(self) -> list[Json]:
        """How long the file is kept, as class and day (RET-5); the day of birth stands at the child."""
        kept = self.of.kept
        found: list[Json] = [{"system": f"{_OURS}:retention", "code": kept.keeping.value, "display": kept.rule}]
        if kept.due:
            found.append({"system": f"{_OURS}:retention-due", "code": kept.due.isoformat()})
        return found


def _concept(kind: str, code: str, text: str) -> JsonObject:
    return {"coding": [{"system": f"{_OURS}:{kind}", "code": code}], "text": text}


def _text_section(text: str) -> JsonObject:
    div = tag("div", {"xmlns": _XHTML}, tag("p", None, words(text)))
    return {"title": text, "text": {"status": "generated", "div": div}}


def _numbers(of: CaseRecord, child: Party) -> list[Json]:
    """The number where it may be told, and the case's own."""
    found: list[Json] = [{"system": f"{_OURS}:case", "value": of.number or case_uuid(of.case)}]
    if child.number:
        found.insert(0, {"system": NUMBERS[child.number_kind], "value": str(child.number)})
    return found


def _protection(party: Party) -> list[Json]:
    if not party.protected:
        return []
    kind = str(party.protection)
    return [{"system": f"{_OURS}:protection", "code": _PROTECTIONS.get(kind, kind)}]


def _practitioner(name: str, who: Actor) -> dict[str, Json]:
    numbers: list[Json] = [{"system": f"{_OURS}:user", "value": who.id}]
    if who.hsa_id:
        numbers.insert(0, {"system": STAFF, "value": who.hsa_id})
    return {"resourceType": "Practitioner", "id": name, "identifier": numbers, "name": [_name(str(who.name))]}


def _name(whole: str) -> JsonObject:
    """A name as it stands, and its parts where it has two: the last word is the family's."""
    given, space, family = whole.rpartition(" ")
    parts: Mapping[str, Json] = {"family": family, "given": given.split()} if space else {}
    return {"text": whole, **parts}


def _attachment(file: File, at: datetime, language: str) -> JsonObject:
    digest = hashlib.sha1(file.data, usedforsecurity=False).digest()  # FHIR R4 asks for this one
    return {
        "contentType": file.mime, "language": language, "title": file.name, "creation": _moment(at),
        "size": len(file.data), "hash": base64.b64encode(digest).decode("ascii"),
        "data": base64.b64encode(file.data).decode("ascii"),
    }  # fmt: skip


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")

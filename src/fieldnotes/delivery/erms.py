"""A case as a records document: E-ARK CITS ERMS 3.0, one aggregation with a record for each note. Writes no file.

Titles, labels and agents name nobody who must not be named (SEC-3, SEC-4); what the notes say is in their files.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from fieldnotes.delivery.identity import case_uuid
from fieldnotes.delivery.record import Actor, CaseRecord, Mark, NoteRecord, Party
from fieldnotes.delivery.xml_text import document, says, tag
from fieldnotes.domain.conditions import moment
from fieldnotes.language.translation import translate as _

NAMESPACE: Final = "https://DILCIS.eu/XML/ERMS"
SOFTWARE: Final = "FieldNotes"


@dataclass(frozen=True, slots=True)
class Appendix:
    """A file of a note's: its name, format and path inside the package."""

    name: str
    format: str
    path: str


@dataclass(frozen=True, slots=True)
class Secrecy:
    """The law the whole is secret under, in words; it comes from the words' file, never from the program."""

    about: str
    law: str


def erms(of: CaseRecord, package: str, files: Mapping[str, Sequence[Appendix]], secret: Secrecy) -> bytes:
    """Write the document.

    Args:
        of: the case and its notes.
        package: the package's own id.
        files: by note id, the files that hold it.
        secret: the law it is secret under.
    """
    root = tag(
        "erms",
        {"xmlns": NAMESPACE},
        _control(of, package, secret),
        tag("aggregations", None, _aggregation(of, files, secret)),
    )
    return document(root)


def _control(of: CaseRecord, package: str, secret: Secrecy) -> str:
    agency = of.board or of.unit or SOFTWARE
    made = tag("maintenanceEvent", None, tag("eventType", {"value": "created"}), _plain("eventDateTime", of.made_at),
               _software("creator"))  # fmt: skip
    return tag(
        "control",
        None,
        says("identification", package, {"identificationType": "UUID"}),
        says("informationClass", secret.law),
        tag(
            "maintenanceInformation",
            None,
            tag("maintenanceStatus", {"value": "created"}),
            tag("maintenanceAgency", None, says("agencyName", agency)),
            tag("maintenanceHistory", None, made),
        ),
        tag("systemInformation", None, tag("agents", None, _software("deliverer", agency))),
    )


def _aggregation(of: CaseRecord, files: Mapping[str, Sequence[Appendix]], secret: Secrecy) -> str:
    agents = [*(_agent("responsible_person", each) for each in of.responsible), *map(_party, (of.child, *of.parties))]
    dates = _dates({"opened": of.opened, "closed": of.closed, "decision_deadline": of.decision_deadline})
    return tag(
        "aggregation",
        {"systemIdentifier": case_uuid(of.case), "aggregationType": "caseFile"},
        says("objectId", of.number or of.case),
        says("extraId", of.case, {"extraIdType": "FieldNotes"}),
        says("title", " · ".join(filter(None, (_("Case"), of.number, of.phase)))),
        tag("status", {"value": "closed" if of.closed else "in_progress"}),
        _restriction(secret),
        _disposal(of),
        tag("agents", None, *agents),
        dates,
        *(_record(each, files.get(each.note, ()), secret) for each in of.notes),
    )


def _record(note: NoteRecord, files: Sequence[Appendix], secret: Secrecy) -> str:
    appendices = [tag("appendix", {"name": f.name, "fileFormat": f.format, "path": f.path}) for f in files]
    checked = note.approved.at if note.approved else note.signed.at
    marks = {"created": note.signed.at, "main_signature": note.signed.at}
    if note.approved:
        marks["reviewed"] = note.approved.at
    if not note.stub:
        marks["start"] = note.day
    if note.ended:
        marks["end"] = note.ended
    return tag(
        "record",
        {"systemIdentifier": note.note, "recordType": f"journalanteckning/{note.template}",
         "recordPhysicalOrDigital": "digital"},
        says("objectId", note.revision),
        says("title", f"{note.title} {note.day.date().isoformat()}"),
        tag("status", {"value": "obliterated" if note.stub else "closed"}),
        *(says("relation", each, {"relationType": "replaces"}) for each in note.replaces),
        _restriction(secret),
        tag("agents", None, *_signers(note)),
        says("description", _("This note lay in the wrong case. Its text is not here.") if note.stub else ""),
        tag("dates", None, *(_plain("date", at, {"dateType": kind}) for kind, at in marks.items())),
        *(_action(each) for each in note.decisions),
        tag("eSignatures", None,
            tag("eSignature", {"present": "true", "dateeSignatureIsVerified": _moment(checked)})),
        tag("additionalInformation", None, *appendices) if appendices else "",
    )  # fmt: skip


def _signers(note: NoteRecord) -> Iterator[str]:
    yield _agent("creator", note.signed.by)
    yield _agent("main_signatory", note.signed.by)
    for each in note.cosigned:
        yield _agent("other_signatory", each.by)
    if note.approved:
        yield _agent("authorising_person", note.approved.by)


def _action(mark: Mark) -> str:
    dates = tag("dates", None, _plain("actionDate", mark.at, {"dateType": "decision"}))
    agents = tag("agents", None, _agent("responsible_person", mark.by))
    return tag("action", None, says("actionText", mark.what), says("actionType", "review"), dates, agents)


def _disposal(of: CaseRecord) -> str:
    """How long the file is kept: class, rule, days, and the child's day of birth, which decides it (RET-5)."""
    kept = of.kept
    last = max((each.signed.at for each in of.notes), default=of.made_at)
    told = [f"born {of.child.born}" if of.child.born else "", *(f"lacks {each}" for each in kept.lacks)]
    comments = [says("disposalComment", each) for each in told if each]
    days = [_plain("disposalDate", last, {"dateType": "retention_period_start"})]
    if kept.due:
        days.append(_plain("disposalDate", _at_midnight(kept.due), {"dateType": "retention_period_end"}))
    if kept.by:
        days.append(_plain("disposalDate", _at_midnight(kept.by), {"dateType": "action_due"}))
    return tag(
        "disposal",
        {"disposable": "true" if kept.due else "false"},
        says("disposalScheduleId", kept.keeping.value),
        says("disposalPeriod", kept.due.isoformat() if kept.due else ""),
        says("disposalMandate", kept.rule),
        tag("disposalComments", None, *comments) if comments else "",
        tag("dates", None, *days),
    )


def _restriction(secret: Secrecy) -> str:
    told = (says("explanatoryText", secret.about), says("regulation", secret.law))
    return tag("restriction", {"restrictionType": "confidential"}, *told)


def _agent(kind: str, who: Actor) -> str:
    number = says("idNumber", who.hsa_id, {"idNumberType": "HSA-id"})
    unit, role = says("unitName", who.unit), says("role", who.role)
    return tag("agent", {"agentType": kind}, says("name", str(who.name)), unit, number, role)


def _party(party: Party) -> str:
    name = str(party.name) if party.name else _("protected identity")
    number = says("idNumber", str(party.number or ""), {"idNumberType": party.number_kind})
    flag = says("protectedIdentity", "true" if party.protected else "false")
    return tag("agent", {"agentType": "counterpart"}, says("name", name), number, says("role", party.role_label), flag)


def _software(kind: str, organisation: str = "") -> str:
    return tag("agent", {"agentType": kind}, says("name", SOFTWARE), says("organisation", organisation))


def _dates(days: Mapping[str, str | None]) -> str:
    found = {kind: read for kind, text in days.items() if (read := _read(text)) is not None}
    return tag("dates", None, *(_plain("date", at, {"dateType": kind}) for kind, at in found.items())) if found else ""


def _read(text: str | None) -> datetime | None:
    found = moment(text)
    if isinstance(found, datetime):
        return found
    return _at_midnight(found) if isinstance(found, date) else None


def _at_midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _plain(name: str, at: datetime, attributes: Mapping[str, str | None] | None = None) -> str:
    return says(name, _moment(at), attributes)


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")

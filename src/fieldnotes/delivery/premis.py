"""How a package's files came to be, for those who keep them: PREMIS 3, a file each, one event, one agent.

Writes no file. Names no person: what was done by whom stands in the records document and in the signed entries.
"""

from collections.abc import Sequence
from typing import Final

from fieldnotes.delivery.identity import part_uuid
from fieldnotes.delivery.mets import About, Held
from fieldnotes.delivery.xml_text import document, says, tag

NAMESPACE: Final = "http://www.loc.gov/premis/v3"
_FORMATS: Final = {"application/pdf": "PDF/A-2a", "application/json": "JSON", "application/xml": "XML"}


def premis(of: About, files: Sequence[Held]) -> bytes:
    """Write what is known of each data file: its fingerprint, size and format, and that it was made here and when."""
    event, agent = part_uuid(of.package, "event"), part_uuid(of.package, "agent")
    objects = [_object(of, each, event) for each in files]
    root = {
        "xmlns": NAMESPACE,
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:schemaLocation": f"{NAMESPACE} http://www.loc.gov/standards/premis/premis.xsd",
        "version": "3.0",
    }
    return document(tag("premis", root, *objects, _event(of, event, agent), _agent(of, agent)))


def _object(of: About, held: Held, event: str) -> str:
    fixity = tag("fixity", None, says("messageDigestAlgorithm", "SHA-256"), says("messageDigest", held.sha256))
    named = says("formatName", _FORMATS.get(held.mime, held.mime))
    shape = tag("format", None, tag("formatDesignation", None, named))
    return tag(
        "object",
        {"xsi:type": "file"},
        _identifier("object", part_uuid(of.package, held.path)),
        tag("objectCharacteristics", None, fixity, says("size", str(held.size)), shape),
        says("originalName", held.path),
        _identifier("linkingEvent", event),
    )


def _event(of: About, event: str, agent: str) -> str:
    at = of.made_at.isoformat(timespec="seconds")
    told = (says("eventType", "creation"), says("eventDateTime", at))
    return tag("event", None, _identifier("event", event), *told, _identifier("linkingAgent", agent))


def _agent(of: About, agent: str) -> str:
    told = (says("agentName", of.software), says("agentType", "software"), says("agentVersion", of.version))
    return tag("agent", None, _identifier("agent", agent), *told)


def _identifier(what: str, value: str) -> str:
    kind = says(f"{what}IdentifierType", "UUID")
    return tag(f"{what}Identifier", None, kind, says(f"{what}IdentifierValue", value))

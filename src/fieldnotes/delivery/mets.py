"""What a package holds, file by file, with sizes and fingerprints: METS as E-ARK CSIP and SIP 2 ask for it.

Writes no file and reads none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fieldnotes.delivery.identity import part_uuid
from fieldnotes.delivery.xml_text import document, says, tag

PROFILE: Final = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
CONTENT_TYPE: Final = "citserms_v3_0"
REPRESENTATION: Final = "rep1"
_SPACES: Final[Mapping[str, str | None]] = {
    "xmlns": "http://www.loc.gov/METS/",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
    "xmlns:csip": "https://DILCIS.eu/XML/METS/CSIPExtensionMETS",
    "xmlns:sip": "https://DILCIS.eu/XML/METS/SIPExtensionMETS",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://www.loc.gov/METS/ http://www.loc.gov/standards/mets/mets.xsd "
    "http://www.w3.org/1999/xlink http://www.loc.gov/standards/mets/xlink.xsd "
    "https://DILCIS.eu/XML/METS/CSIPExtensionMETS https://earkcsip.dilcis.eu/schema/DILCISExtensionMETS.xsd "
    "https://DILCIS.eu/XML/METS/SIPExtensionMETS https://earksip.dilcis.eu/schema/DILCISExtensionSIPMETS.xsd",
}


@dataclass(frozen=True, slots=True)
class Held:
    """One file of a package: its path below the package, type, size in bytes and SHA-256 (64 hex)."""

    path: str
    mime: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class About:
    """Who made a package, of what, when; `software` with its version."""

    package: str
    board: str
    made_at: datetime
    software: str
    version: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What lies beside the data: what describes it, how it came to be, a word to who opens it, schemas, its METS."""

    records: Held
    preservation: Held
    documentation: Held
    schema: Held
    representation: Held


def package_mets(of: About, parts: Parts) -> bytes:
    """Write the package's own METS."""
    groups = {
        "Documentation": [parts.documentation],
        "Schemas": [parts.schema],
        f"Representations/{REPRESENTATION}": [parts.representation],
    }
    return _mets(
        of,
        of.package,
        tag("dmdSec", {**_section(of, "dmd"), "STATUS": "CURRENT"}, _reference(of, parts.records, "OTHER", "ERMS")),
        tag("amdSec", {"ID": _id(of, "amd")}, _digiprov(of, parts.preservation)),
        _file_section(of, groups),
        _structure(
            of,
            of.package,
            _division(of, "Metadata", "", {"DMDID": _id(of, "dmd"), "ADMID": _id(of, "digiprov")}),
            _division(of, "Documentation", _file_pointer(of, 0)),
            _division(of, "Schemas", _file_pointer(of, 1)),
            _division(of, f"Representations/{REPRESENTATION}", _package_pointer(of, parts.representation)),
        ),
    )


def representation_mets(of: About, data: Sequence[Held]) -> bytes:
    """Write the METS of the representation: its data files, named from where it lies itself."""
    here = f"representations/{REPRESENTATION}/"
    inner = About(part_uuid(of.package, REPRESENTATION), of.board, of.made_at, of.software, of.version)
    moved = [Held(each.path.removeprefix(here), each.mime, each.size, each.sha256) for each in data]
    return _mets(
        inner,
        REPRESENTATION,
        _file_section(inner, {"Data": moved}),
        _structure(
            inner,
            REPRESENTATION,
            _division(inner, "Metadata", ""),
            _division(inner, "Data", _file_pointer(inner, 0)),
        ),
    )


def _mets(of: About, name: str, *inside: str) -> bytes:
    root = {
        **_SPACES,
        "OBJID": name,
        "TYPE": "Mixed",
        "PROFILE": PROFILE,
        "csip:CONTENTINFORMATIONTYPE": CONTENT_TYPE,
    }
    return document(tag("mets", root, _header(of), *inside))


def _header(of: About) -> str:
    software = tag(
        "agent",
        {"ROLE": "CREATOR", "TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"},
        says("name", of.software),
        says("note", of.version, {"csip:NOTETYPE": "SOFTWARE VERSION"}),
    )
    board = of.board or of.software
    archivist = tag("agent", {"ROLE": "ARCHIVIST", "TYPE": "ORGANIZATION"}, says("name", board))
    submitter = {"ROLE": "OTHER", "OTHERROLE": "SUBMITTER", "TYPE": "ORGANIZATION"}
    handing_in = tag("agent", submitter, says("name", board))
    made = _moment(of.made_at)
    about = {"CREATEDATE": made, "LASTMODDATE": made, "RECORDSTATUS": "NEW", "csip:OAISPACKAGETYPE": "SIP"}
    return tag("metsHdr", about, software, archivist, handing_in)


def _digiprov(of: About, held: Held) -> str:
    attributes = {**_section(of, "digiprov"), "STATUS": "CURRENT"}
    return tag("digiprovMD", attributes, _reference(of, held, "PREMIS", None))


def _reference(of: About, held: Held, kind: str, other: str | None) -> str:
    return tag(
        "mdRef",
        {
            "ID": _id(of, f"ref-{kind.lower()}"),
            "LOCTYPE": "URL",
            "MDTYPE": kind,
            "OTHERMDTYPE": other,
            "xlink:type": "simple",
            "xlink:href": held.path,
            **_measured(of, held),
        },
    )


def _file_section(of: About, groups: Mapping[str, Sequence[Held]]) -> str:
    return tag("fileSec", {"ID": _id(of, "files")}, *_groups(of, groups))


def _groups(of: About, groups: Mapping[str, Sequence[Held]]) -> Iterator[str]:
    for number, (use, found) in enumerate(groups.items()):
        files = [
            tag("file", {"ID": _id(of, f"file-{each.path}"), **_measured(of, each)},
                tag("FLocat", {"LOCTYPE": "URL", "xlink:type": "simple", "xlink:href": each.path}))
            for each in found
        ]  # fmt: skip
        about = {"ID": _id(of, f"group-{number}"), "USE": use, "csip:CONTENTINFORMATIONTYPE": CONTENT_TYPE}
        yield tag("fileGrp", about, *files)


def _structure(of: About, name: str, *inside: str) -> str:
    whole = tag("div", {"ID": _id(of, "div"), "LABEL": name}, *inside)
    return tag("structMap", {"ID": _id(of, "structure"), "TYPE": "PHYSICAL", "LABEL": "CSIP"}, whole)


def _division(of: About, label: str, inside: str, more: Mapping[str, str | None] | None = None) -> str:
    return tag("div", {"ID": _id(of, f"div-{label}"), "LABEL": label, **(more or {})}, inside)


def _file_pointer(of: About, group: int) -> str:
    return tag("fptr", {"FILEID": _id(of, f"group-{group}")})


def _package_pointer(of: About, held: Held) -> str:
    title = _id(of, f"file-{held.path}")
    return tag("mptr", {"LOCTYPE": "URL", "xlink:type": "simple", "xlink:href": held.path, "xlink:title": title})


def _measured(of: About, held: Held) -> dict[str, str | None]:
    return {
        "MIMETYPE": held.mime,
        "SIZE": str(held.size),
        "CREATED": _moment(of.made_at),
        "CHECKSUM": held.sha256,
        "CHECKSUMTYPE": "SHA-256",
    }


def _section(of: About, name: str) -> dict[str, str | None]:
    return {"ID": _id(of, name), "CREATED": _moment(of.made_at)}


def _id(of: About, part: str) -> str:
    """An XML id begins with a letter."""
    return f"uuid-{part_uuid(of.package, part)}"


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")

"""Ids that follow from what they name, so that the same text sent twice is known as the same. Knows no format."""

import uuid
from collections.abc import Iterable
from typing import Final

_OURS: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:fieldnotes:delivery:1")


def case_uuid(case: str) -> str:
    """Give a case's id as a UUID."""
    return _named("case", case)


def document_uuid(case: str, note: str, revision: str) -> str:
    """Give the id of one signed text as a document: another text is another document."""
    return _named("document", case, note, revision)


def part_uuid(document: str, part: str) -> str:
    """Give the id of a part of a document."""
    return _named("part", document, part)


def package_uuid(case: str, revisions: Iterable[str]) -> str:
    """Give the id of a package of these texts of a case."""
    return _named("package", case, *sorted(revisions))


def _named(*parts: str) -> str:
    return str(uuid.uuid5(_OURS, "\x1f".join(parts)))

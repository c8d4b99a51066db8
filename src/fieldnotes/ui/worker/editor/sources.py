"""Who is proposed as the source of a statement, from the template's `source_default`. Knows no Qt (DOC-4)."""

from collections.abc import Mapping

from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.ui.worker.editor.shapes import FieldShape, Form, rows_of

DISTANT = ("telefon", "digitalt")
"""Places from which people tell without being there."""


def default_source(shape: FieldShape, form: Form, sections: Sections) -> dict[str, Json]:
    """Give `source_person_id` and `source_kind`, or nothing when the template says to ask or nobody fits."""
    if shape.source_person == "child":
        person: str | None = form.child.id
    elif shape.source_person == "only_present":
        person = _only_present(shape.source_roles, sections)
    else:
        person = None
    if person is None:
        return {}
    place = (sections.get("grunddata") or {}).get("place")
    kind = "berattat_per_telefon" if place in DISTANT else "berattat_pa_plats"
    return {"source_person_id": person, "source_kind": kind}


def source_words(source: Mapping[str, Json], form: Form) -> str:
    """Say a source in a few words: name and way."""
    person = form.person(str(source.get("source_person_id")))
    way = form.words("source_kind", str(source.get("source_kind")))
    return f"{person.first_name if person else source.get('source_person_id')} – {way.lower()}"


def _only_present(roles: tuple[str, ...], sections: Sections) -> str | None:
    people = rows_of((sections.get("deltagare") or {}).get("people"))
    there = [
        str(row["person_id"])
        for row in people
        if isinstance(row, Mapping) and row.get("role") in roles and row.get("presence") != "inte_med"
    ]
    return there[0] if len(there) == 1 else None

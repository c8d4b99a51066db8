"""Agreements and next steps carried on from a note's signed text. Knows no draft and no screen."""

from collections.abc import Iterator, Mapping
from datetime import date

from fieldnotes.casework.note_reading import objects
from fieldnotes.casework.views import AgreementView
from fieldnotes.casework.whole_note import WholeNote, sections_of
from fieldnotes.domain.fold import State
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.private import Private

_DUE = {"agreement": "when", "next_step": "due_date"}


def agreements_of(whole: WholeNote) -> Iterator[AgreementView]:
    """Walk the rows of agreement and next-step fields of the head; a misfiled note carries nothing on."""
    head = whole.shown_revision
    if head is None or whole.state.state is State.MISFILED:
        return
    sections = sections_of(head)
    for kind, due in _DUE.items():
        for section, field in whole.template.fields_of_type(kind):
            for row in objects(sections.get(section.id, {}).get(field.id)):
                yield AgreementView(
                    kind=kind,
                    case=whole.case.id,
                    note=whole.note,
                    case_number=whole.case.number,
                    what=Private(_text(row, "what")),
                    who=Private(_text(row, "who")),
                    due=_day(row.get(due)),
                )


def _text(row: Mapping[str, Json], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""


def _day(value: Json) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None

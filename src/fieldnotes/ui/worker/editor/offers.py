"""Chips that follow from what was written: who probably said it, which agreement was spoken. Takes nothing."""

from collections.abc import Mapping
from datetime import date, datetime

from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.worker.editor.fields_repeat import RepeatField
from fieldnotes.ui.worker.editor.fields_rows import RowsField
from fieldnotes.ui.worker.editor.fields_text import AssessmentField, StatementField
from fieldnotes.ui.worker.editor.said_rows import KEYS, said_rows
from fieldnotes.ui.worker.editor.section_card import SectionCard
from fieldnotes.ui.worker.editor.shapes import Form, SectionShape, filled, rows_of
from fieldnotes.ui.worker.editor.sources import default_source, source_words

TOLD = ("observation", "statement")
"""What an assessment rests on: what was seen, and what somebody said (DOC-4)."""


def offer(card: SectionCard, form: Form, values: Sections) -> None:
    """Offer what the section's text gives reason for; what has been taken is not offered again."""
    for widget in card.fields().values():
        rows = widget.rows() if isinstance(widget, RepeatField) else [widget]
        for row in rows:
            if isinstance(row, StatementField):
                source = default_source(row.shape, form, values)
                words = _("Source: {who}").format(who=source_words(source, form)) if source else ""
                row.offer_source(source, words)
        if isinstance(widget, AssessmentField):
            told = [s for s in form.sections if s.field(s.speaks_to).type in TOLD and _is_told(s, values)]
            words = _("Built on: {section}").format(section=", ".join(s.label for s in told))
            widget.offer_basis([s.id for s in told], words)
        if isinstance(widget, RowsField) and widget.shape.type in KEYS:
            _offer_row(widget, card, form, values)


def _is_told(section: SectionShape, values: Sections) -> bool:
    return filled((values.get(section.id) or {}).get(section.speaks_to))


def _offer_row(widget: RowsField, card: SectionCard, form: Form, values: Sections) -> None:
    fields = values.get(card.shape.id) or {}
    text = fields.get(card.shape.speaks_to)
    said = said_rows(text, form, widget.shape.type, _day_of(values)) if isinstance(text, str) else []
    known = {_plain(row) for row in rows_of(widget.value()) if isinstance(row, Mapping)}
    left = next((row for row in said if _plain(row) not in known), {})
    widget.propose_row(left, _words(left, KEYS[widget.shape.type]) if left else "")


def _words(row: Mapping[str, Json], key: str) -> str:
    first = str(row["who"]).split(" ", 1)[0]
    if row.get(key):
        return _("{who}: {what}, by {day}").format(who=first, what=row["what"], day=row[key])
    return _("{who}: {what}").format(who=first, what=row["what"])


def _plain(row: Mapping[str, Json]) -> str:
    """Compare what is agreed without its day and its ending: a shortened row counts as taken."""
    return " ".join(str(row.get("what") or "").lower().split()[:3])


def _day_of(values: Sections) -> date:
    """Days are said on the day of the visit."""
    start = (values.get("grunddata") or {}).get("start")
    return (
        datetime.fromisoformat(start).date() if isinstance(start, str) and start else datetime.now().astimezone().date()
    )

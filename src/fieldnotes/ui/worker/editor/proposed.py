"""Proposals with words for their chips, as the form offers them. Knows no Qt; what is proposed is casework's affair."""

from collections.abc import Mapping

from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.worker.editor.shapes import FieldShape, Form, rows_of

Proposed = Mapping[str, Mapping[str, tuple[Json, str]]]
"""Section -> field -> proposed value and the words of its chip."""
LONGEST = 60


def proposed_of(form: Form, proposals: Sections) -> Proposed:
    """Give every proposal its words."""
    return {
        section.id: {
            shape.id: (proposals[section.id][shape.id], proposal_words(form, shape, proposals[section.id][shape.id]))
            for shape in section.fields
            if shape.id in proposals.get(section.id, {})
        }
        for section in form.sections
    }


def proposal_words(form: Form, shape: FieldShape, value: Json) -> str:
    """Say a proposed value in a few words."""
    if shape.type in ("participants", "person"):
        names = [_first_name(form, row) for row in rows_of(value)]
        words = _("Confirm: {names}") if shape.confirm else "{names}"
        return words.format(names=", ".join(names))
    if shape.type == "choice":
        return next((option.label for option in shape.options if option.id == value), str(value))
    if shape.type == "yesno":
        return _("Yes") if value else _("No")
    text = str(value.get("text", "")) if isinstance(value, Mapping) else str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 2].rstrip() + " …"


def _first_name(form: Form, row: Json) -> str:
    person_id = str(row.get("person_id")) if isinstance(row, Mapping) else str(row)
    person = form.person(person_id)
    if person is None:
        return str(row.get("name", person_id)).split(" ", 1)[0] if isinstance(row, Mapping) else person_id
    return person.first_name

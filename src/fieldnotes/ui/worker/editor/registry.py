"""Field type of templates.json -> the widget that holds it. The one place that knows them all."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fieldnotes.ui.worker.editor.field import FieldWidget
from fieldnotes.ui.worker.editor.fields_choice import MultiChoiceField, YesNoField, choice_field
from fieldnotes.ui.worker.editor.fields_people import (
    NamedPeopleField,
    ParticipantsField,
    PersonField,
    PersonsField,
)
from fieldnotes.ui.worker.editor.fields_repeat import RepeatField
from fieldnotes.ui.worker.editor.fields_rows import AgreementField, CommentField, GoalField, NextStepField
from fieldnotes.ui.worker.editor.fields_text import AssessmentField, ObservationField, StatementField, TextField
from fieldnotes.ui.worker.editor.fields_when import DateField, DateTimeField, TimeField
from fieldnotes.ui.worker.editor.shapes import FieldShape, Form

Maker = Callable[[FieldShape, Form, QWidget | None], FieldWidget]

SPOKEN = {
    "text": TextField,
    "statement": StatementField,
    "observation": ObservationField,
    "assessment": AssessmentField,
}


def _people(shape: FieldShape, form: Form, parent: QWidget | None) -> FieldWidget:
    kind = ParticipantsField if shape.picks_roles else NamedPeopleField
    return kind(shape, form, parent)


def _person(shape: FieldShape, form: Form, parent: QWidget | None) -> FieldWidget:
    kind = PersonsField if shape.repeat else PersonField
    return kind(shape, form, parent)


WIDGETS: dict[str, Maker] = {
    **SPOKEN,
    "choice": choice_field,
    "multichoice": MultiChoiceField,
    "yesno": YesNoField,
    "date": DateField,
    "time": TimeField,
    "datetime": DateTimeField,
    "participants": _people,
    "person": _person,
    "agreement": AgreementField,
    "next_step": NextStepField,
    "goal": GoalField,
    "comment": CommentField,
}


def make_field(shape: FieldShape, form: Form, parent: QWidget | None = None) -> FieldWidget:
    """Make the widget of one field, with rows when the template says that it repeats."""
    if shape.repeat and shape.type in SPOKEN:
        return RepeatField(shape, form, SPOKEN[shape.type], parent)
    return WIDGETS[shape.type](shape, form, parent)

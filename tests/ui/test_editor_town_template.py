"""A town's template in the editor's form: every type of field has its widget and holds what was put into it."""

from fieldnotes.ui.worker.editor.registry import make_field
from one_form import form_from
from town_templates import KINDS, every_type, filled_in, template_of


def test_every_type_of_field_is_drawn_and_holds_its_value(qtbot):
    template = template_of(every_type())
    sections = filled_in(every_type())
    form = form_from(template, "c-prov-01", sections=sections)
    shapes = {each.id: each for section in form.sections if section.id == "allt" for each in section.fields}
    assert [option.label for option in shapes["val"].options] == ["Videosamtal", "Chatt"]
    for name, _kind, _more in KINDS:
        widget = make_field(shapes[name], form)
        qtbot.addWidget(widget)
        widget.set_value(sections["allt"][name])
        assert widget.value() == sections["allt"][name], name

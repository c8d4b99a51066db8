"""Every field type gives back exactly what it was given, and what a person enters in the record's shape.

rules: DOC-1, DOC-3, DOC-4
"""

import pytest

from editor_window import NOTES, sections_of, sweep, type_text
from fieldnotes.ui.worker.editor.chips import Choice
from fieldnotes.ui.worker.editor.form_view import FormView
from fieldnotes.ui.worker.editor.offers import Offers
from fieldnotes.ui.worker.editor.registry import WIDGETS, make_field
from one_form import BOOK, form_of


@pytest.fixture(autouse=True)
def nothing_left_behind():
    yield
    sweep()


def field_of(qtbot, template, place, case="c-prov-01", value=None):
    form = form_of(template, case)
    section, name = place.split(".")
    widget = make_field(form.section(section).field(name), form)
    qtbot.addWidget(widget)
    widget.set_value(value)
    widget.show()
    return widget


@pytest.mark.parametrize("entry", NOTES, ids=lambda entry: entry["id"])
def test_a_note_goes_through_the_form_unchanged(qtbot, entry):
    sections = sections_of(entry["file"])
    form = form_of(entry["template"], entry["case"], entry["author"], sections)
    view = FormView()
    qtbot.addWidget(view)
    view.show_form(form, sections, Offers(form, None, frozenset()))
    view.build_all()
    held = {}
    for section in form.sections:
        view.cards[section.id].show_all()
        for shape in section.fields:
            value = view.field(section.id, shape.id).value()
            if value is not None:
                held.setdefault(section.id, {})[shape.id] = value
    assert held == sections
    assert view.values() == sections


def test_there_is_a_widget_for_every_field_type(qtbot):
    types = {field.type for template in BOOK.templates.values() for s in template.sections for field in s.fields}
    assert types <= set(WIDGETS)


def test_empty_fields_hold_nothing(qtbot):
    for template in BOOK.templates:
        form = form_of(template, "c-prov-01")
        for section in form.sections:
            for shape in section.fields:
                widget = make_field(shape, form)
                qtbot.addWidget(widget)
                widget.set_value(None)
                assert widget.value() is None, shape.place


def test_one_click_chooses_and_a_second_takes_it_back(qtbot):
    field = field_of(qtbot, "hembesok", "samtycke_besok.consent")
    field.chips_in.button("ja_muntligt").click()
    assert field.value() == "ja_muntligt"
    field.chips_in.button("nej").click()
    assert field.value() == "nej"
    field.chips_in.button("nej").click()
    assert field.value() is None


def test_yes_and_no_are_booleans(qtbot):
    field = field_of(qtbot, "hembesok", "barnets_rost.ok_to_share")
    field.chips_in.button("false").click()
    assert field.value() is False
    field.chips_in.button("true").click()
    assert field.value() is True


def test_several_choices_keep_the_order_they_had(qtbot):
    field = field_of(qtbot, "hembesok", "information.given", value=["journal", "varfor"])
    field.chips_in.button("process").click()
    assert field.value() == ["journal", "varfor", "process"]
    field.chips_in.button("journal").click()
    assert field.value() == ["varfor", "process"]


def test_a_moment_is_kept_to_the_second_until_it_is_changed(qtbot):
    field = field_of(qtbot, "hembesok", "grunddata.start", value="2026-03-12T14:00:25+01:00")
    assert field.value() == "2026-03-12T14:00:25+01:00"
    field._time.selectAll()
    type_text(field._time, "1415")
    assert field.value() == "2026-03-12T14:15:00+01:00"


def test_a_day_may_be_typed_as_people_write_it(qtbot):
    field = field_of(qtbot, "uppfoljning_insats", "insatsen.since", case="c-prov-05")
    type_text(field._day.line, "den 15 jan 2026")
    field._day.settle()
    assert field.value() == "2026-01-15"
    assert field._day.line.text() == "2026-01-15"


def test_what_is_no_day_is_marked_and_not_saved(qtbot):
    field = field_of(qtbot, "uppfoljning_insats", "insatsen.since", case="c-prov-05")
    type_text(field._day.line, "snart")
    field._day.settle()
    assert field.value() is None
    assert field._day.line.property("wrong") is True
    assert field._day.line.text() == "snart"


def test_a_statement_says_who_told_it_and_keeps_keys_it_does_not_show(qtbot):
    field = field_of(qtbot, "hembesok", "barnets_rost.said", value={"text": "Jag väcker mamma.", "source_ref": "dok-1"})
    field.source.pick("prov-01-p1")
    field.kind.pick("berattat_pa_plats")
    field.verbatim.click()
    assert field.value() == {
        "text": "Jag väcker mamma.",
        "source_ref": "dok-1",
        "source_person_id": "prov-01-p1",
        "source_kind": "berattat_pa_plats",
        "verbatim": True,
    }


def test_an_observation_is_the_writers_unless_somebody_else_saw_it(qtbot):
    field = field_of(qtbot, "hembesok", "iakttagelser.obs")
    type_text(field.rows()[0].writing, "Två rum.")
    assert field.value() == [{"text": "Två rum.", "observed_by": "Tove Ekberg"}]
    field.rows()[0].observer.pick("Jonas Lilja")
    assert field.value() == [{"text": "Två rum.", "observed_by": "Jonas Lilja"}]


def test_an_assessment_names_its_maker_and_its_ground(qtbot):
    field = field_of(qtbot, "hembesok", "bedomning.assess")
    type_text(field.writing, "Elsa behöver stöd.")
    field._based["iakttagelser"].click()
    assert field.value() == {"text": "Elsa behöver stöd.", "by": "Tove Ekberg", "based_on": ["iakttagelser"]}


def test_a_removed_row_can_be_had_back(qtbot):
    rows = [{"text": "Ett", "observed_by": "Tove Ekberg"}, {"text": "Två", "observed_by": "Jonas Lilja"}]
    field = field_of(qtbot, "hembesok", "iakttagelser.obs", value=rows)
    field._rows[0].remove.click()
    assert field.value() == rows[1:]
    field._undo.click()
    assert field.value() == rows


def test_people_are_added_with_role_and_presence(qtbot):
    field = field_of(qtbot, "hembesok", "deltagare.people")
    field.add_person("prov-01-p2")
    line = field._rows[0]
    line.presence.pick("delvis")
    assert field.value() == [
        {
            "person_id": "prov-01-p2",
            "name": "Karin Sandin",
            "role": "vardnadshavare",
            "presence": "delvis",
            "share_contact": False,
        }
    ]
    assert line.stands_for.isHidden()
    line.role.pick("ombud")
    assert not line.stands_for.isHidden()
    line.stands_for.pick("prov-01-p1")
    assert field.value()[0]["for_person_id"] == "prov-01-p1"


def test_who_said_yes_takes_role_and_presence_from_those_who_took_part(qtbot):
    field = field_of(qtbot, "hembesok", "samtycke_besok.consent_by")
    karin = {"person_id": "prov-01-p2", "name": "Karin Sandin", "role": "vardnadshavare", "presence": "delvis"}
    field.context_changed({"deltagare": {"people": [karin]}})
    field._chips_in.button("prov-01-p2").click()
    assert field.value() == [karin]


def test_a_reporter_can_never_be_named_as_agreeing(qtbot):
    form = form_of("oanmalt_hembesok", "c-prov-02")
    section = next(s for s in form.sections if s.id == "samtycke_dorr")
    shape = next(f for f in section.fields if f.type == "participants")
    widget = make_field(shape, form)
    qtbot.addWidget(widget)
    assert "prov-02-p4" not in widget._chips_in._buttons


def test_an_agreement_is_what_who_and_when(qtbot):
    field = field_of(qtbot, "hembesok", "overenskommet.agreed")
    row = field.add_row()
    type_text(row.first, "Pratar med sin chef")
    row.put("who", "Karin Sandin")
    row.put("when", "2026-03-20")
    assert field.value() == [{"what": "Pratar med sin chef", "who": "Karin Sandin", "when": "2026-03-20"}]


def test_a_sip_row_has_the_columns_of_its_template(qtbot):
    value = sections_of("prov-09.json")["insatser_sip"]["help"]
    field = field_of(qtbot, "sip_mote", "insatser_sip.help", case="c-prov-05", value=value)
    assert field.value() == value


def test_a_comment_says_whether_something_is_wrong(qtbot):
    field = field_of(qtbot, "overenskommelse", "godkannande.disagree", case="c-prov-06")
    type_text(field._first, "Det stämmer inte.")
    field._wrong.click()
    assert field.value() == {"text": "Det stämmer inte.", "claims_incorrect": True}


def test_a_proposal_is_taken_with_one_act(qtbot):
    field = field_of(qtbot, "hembesok", "grunddata.purpose")
    taken, refused = [], []
    words = "Hembesök – utredning"
    field.show_offers([Choice("k", words, "", lambda: taken.append(words), lambda: refused.append(words))], key=True)
    assert field.accept_first()
    assert field.refuse_first()
    assert (taken, refused) == ([words], [words])
    field.show_offers([])
    assert not field.has_proposal()


def test_text_that_is_too_long_is_told_and_kept_whole(qtbot):
    field = field_of(qtbot, "hembesok", "grunddata.purpose")
    field.writing.setPlainText("a" * 305)
    assert field.value() == "a" * 305
    qtbot.waitUntil(lambda: field._limit is not None)
    assert "5" in field._limit.text()
    assert not field._limit.isHidden()

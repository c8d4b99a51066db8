import copy
import hashlib
import json
import time

import pytest

from domain_samples import book, raw_book
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.templates import read_book


def test_every_template_section_and_field_of_the_file_is_read_in_its_order():
    for raw in raw_book()["templates"]:
        template = book().template(raw["id"])
        assert [each.id for each in template.sections] == [each["id"] for each in raw["sections"]]
        for section, written in zip(template.sections, raw["sections"], strict=True):
            assert [each.id for each in section.fields] == [each["id"] for each in written["fields"]]
            assert [dict(each.source) for each in section.fields] == written["fields"]


def test_no_key_of_the_file_is_lost():
    assert book().source == raw_book()
    assert all(book().template(each["id"]).source == each for each in raw_book()["templates"])
    assert [dict(each.source) for each in book().common_rules] == raw_book()["common_rules"]
    assert {key: dict(each.source) for key, each in book().choice_lists.items()} == raw_book()["choice_lists"]


def test_a_field_knows_what_the_file_says_of_it():
    field = book().template("hembesok").section("barnets_rost").field("why_not")
    assert field.show_if == ("how", "inte_hort")
    assert field.options == "why_not_heard"
    purpose = book().template("hembesok").section("grunddata").field("purpose")
    assert (purpose.max_chars, purpose.suggest, purpose.dictation) == (300, "plan", True)
    told = book().template("hembesok").section("vuxnas_uppgifter").field("told")
    assert (told.repeat, told.source_default.person, told.source_default.roles) == (
        True,
        "only_present",
        ("vardnadshavare",),
    )
    people = book().template("hembesok").section("deltagare").field("people")
    assert (people.confirm, people.prefill, people.holds_rows) == (True, "people", True)
    columns = book().template("sip_mote").section("insatser_sip").field("help").columns
    assert columns == ("insats", "ansvarig_huvudman", "kontaktperson", "start", "klart")


@pytest.mark.parametrize(
    ("language", "label"), [("sv", "Hembesök"), ("en", "Home visit (planned)"), ("so", "Hembesök")]
)
def test_labels_come_in_swedish_and_english_and_fall_back_to_swedish(language, label):
    assert book().template("hembesok").label(language) == label


def test_a_choice_is_read_by_its_label():
    choices = book().choices(book().template("hembesok").section("grunddata").field("place"))
    assert choices.label_of("kontoret", "sv") == "På vårt kontor"
    assert choices.label_of("kontoret", "en") == raw_book()["choice_lists"]["place"]["labels_en"]["kontoret"]
    assert choices.label_of("nowhere", "sv") == "nowhere"


def test_a_reference_names_the_template_by_the_digest_of_its_canonical_json():
    raw = next(each for each in raw_book()["templates"] if each["id"] == "barnsamtal")
    text = json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert book().reference("barnsamtal") == {
        "id": "barnsamtal",
        "version": "2.0.0",
        "sha256": hashlib.sha256(text).hexdigest(),
    }


def test_one_changed_word_changes_the_reference():
    changed = copy.deepcopy(raw_book())
    changed["templates"][0]["sections"][0]["label_sv"] += "."
    template = changed["templates"][0]["id"]
    assert read_book(changed).reference(template) != book().reference(template)


def test_what_does_not_exist_is_refused_by_name():
    with pytest.raises(Refused) as template:
        book().template("no_such")
    with pytest.raises(Refused) as section:
        book().template("hembesok").section("no_such")
    with pytest.raises(Refused) as field:
        book().template("hembesok").section("grunddata").field("no_such")
    assert (template.value.code, template.value.values) == (Code.UNKNOWN_TEMPLATE, {"template": "no_such"})
    assert (section.value.code, section.value.values) == (Code.UNKNOWN_SECTION, {"section": "no_such"})
    assert field.value.code is Code.UNKNOWN_FIELD
    assert field.value.values == {"section": "grunddata", "field": "no_such"}


def _spoilt(path, value):
    changed = copy.deepcopy(raw_book())
    at = changed
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return changed


FIRST = ("templates", 0, "sections", 0)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "fieldnotes-templates/1"),
        (("templates",), "none"),
        ((*FIRST, "fields", 0, "type"), "photo"),
        ((*FIRST, "fields", 1, "options"), "no_such_list"),
        ((*FIRST, "required"), "yes"),
        ((*FIRST, "speaks_to"), "no_such_field"),
        ((*FIRST, "voice_aliases"), [1]),
        (("templates", 0, "rules", 0, "severity"), "shout"),
        (("templates", 0, "rules", 0, "when"), "later"),
        (("templates", 0, "rules", 0, "condition"), {"xor": []}),
        (("templates", 0, "rules", 0, "condition"), {"has": "no_dollar"}),
        (("templates", 0, "rules", 0, "condition"), {"all": [{"not": {"eq": ["$a.b"]}}]}),
        (("templates", 0, "relax", 0, "when"), {}),
        (("common_rules", 0, "condition"), {"mentions": ["$text", [{"match": "word"}]]}),
        (("choice_lists", "place", "values"), [["hemmet"]]),
        (("audience_policy", "roles", "barn", "policy"), "everything"),
    ],
)
def test_a_book_that_is_not_well_made_is_refused(path, value):
    with pytest.raises(Refused) as refused:
        read_book(_spoilt(path, value))
    assert refused.value.code is Code.WRONG_FILE
    assert refused.value.values["file"] == "templates.json"


def test_the_book_is_read_quickly():
    spent = []
    for _ in range(5):
        begun = time.process_time()
        read_book(raw_book())
        spent.append(time.process_time() - begun)
    assert min(spent) < 0.03

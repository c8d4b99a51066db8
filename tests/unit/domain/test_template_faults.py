"""A broken template gets one sentence per fault and never a traceback; one that is let through works everywhere."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broken_templates import broken, mutations
from domain_samples import book, raw_book
from fieldnotes.domain.template_fault import Fault
from fieldnotes.domain.template_faults import template_faults
from fieldnotes.domain.template_file import standing_alone
from fieldnotes.domain.template_rule_faults import NOT_CARRIED_OUT
from fieldnotes.domain.template_sample import findings, sample_note
from fieldnotes.domain.template_source import DEEPEST, read_source
from fieldnotes.domain.templates import read_template
from fieldnotes.language.template_words import WORDS, template_fault_sentence
from town_templates import field_of, section_of, town_file


def faults(file):
    return [each for each in template_faults(file, book()) if not each.is_remark]


def test_the_shipped_book_has_no_fault_and_the_towns_file_has_none():
    assert template_faults(raw_book(), book()) == ()
    assert faults(town_file()) == []


def test_a_template_in_which_no_child_is_heard_is_remarked_and_not_stopped():
    """rules: CHI-1."""
    assert [each.what for each in template_faults(town_file(), book())] == [Fault.CHILD_NOT_ASKED]


def put(*way, value):
    def act(file):
        at = file
        for key in way[:-1]:
            at = at[key]
        at[way[-1]] = value

    return act


def in_field(section, field, **values):
    return lambda file: field_of(file, section, field).update(values)


def in_section(section, **values):
    return lambda file: section_of(file, section).update(values)


def drop(way, key):
    def act(file):
        way(file).pop(key)

    return act


def rule(**values):
    written = {
        "id": "own_rule", "severity": "block", "when": "sign", "rule_ids": ["KOM-1"], "text_sv": "Fel.",
        "text_en": "Wrong.", "condition": {"has": "$samtalet.way"},
    }  # fmt: skip
    return lambda file: file["templates"][0]["rules"].append({**written, **values})


def child_spoke(file):
    told = {"person": "child", "roles": [], "kind": "from_place"}
    field_of(file, "samtalet", "said")["source_default"] = told


def samtalet(file):
    return section_of(file, "samtalet")


PLANTED = [
    (put("schema", value="fieldnotes-templates/9"), Fault.WRONG_SCHEMA, "schema"),
    (put("version", value=2), Fault.NOT_TEXT, "version"),
    (put("version", value="två"), Fault.BAD_VERSION, "version"),
    (put("sektioner", value=[]), Fault.UNKNOWN_KEY, "sektioner"),
    (put("templates", value=[]), Fault.TOO_FEW, "templates"),
    (put("templates", value={}), Fault.NOT_LIST, "templates"),
    (put("common_rules", value=[]), Fault.COMMON_CHANGED, "common_rules"),
    (put("choice_lists", "place", value={"values": []}), Fault.LIST_TAKEN, "choice_lists.place"),
    (put("choice_lists", "vastermo_way", "values", value=[]), Fault.TOO_FEW, "choice_lists.vastermo_way.values"),
    (put("choice_lists", "vastermo_way", "labels_en", value={}), Fault.NO_LABEL, "vastermo_way.labels_en"),
    (lambda f: f["templates"].append(copy.deepcopy(f["templates"][0])), Fault.DOUBLE_ID, "vastermo_samtal.id"),
    (put("templates", 0, "id", value="Västermo"), Fault.BAD_ID, "id"),
    (drop(samtalet, "label_en"), Fault.MISSING, "samtalet.label_en"),
    (in_section("samtalet", label_sv="  "), Fault.EMPTY, "samtalet.label_sv"),
    (in_section("samtalet", label_sv="x" * 300), Fault.TOO_LONG, "samtalet.label_sv"),
    (in_section("samtalet", prompt_sv="hej\x07"), Fault.ODD_SIGN, "samtalet.prompt_sv"),
    (in_section("samtalet", share_default="ja"), Fault.NOT_FLAG, "samtalet.share_default"),
    (in_section("samtalet", content_kind="fakta"), Fault.NOT_ONE_OF, "samtalet.content_kind"),
    (in_section("samtalet", share_audience=["granne"]), Fault.NOT_ONE_OF, "samtalet.share_audience"),
    (in_section("samtalet", share_audience=[]), Fault.SHOWN_TO_NOBODY, "samtalet.share_audience"),
    (in_section("samtalet", speaks_to="way"), Fault.SPEAKS_TO, "samtalet.speaks_to"),
    (in_section("samtalet", speaks_to="hej"), Fault.NO_FIELD, "samtalet.speaks_to"),
    (in_section("samtalet", voice_aliases=["Samtal!"]), Fault.BAD_ALIAS, "samtalet.voice_aliases"),
    (in_section("samtalet", voice_aliases=["bedömning"]), Fault.ALIAS_TAKEN, "voice_aliases"),
    (in_section("samtalet", fields={}), Fault.NOT_LIST, "samtalet.fields"),
    (child_spoke, Fault.CHILD_SHOWN, "samtalet.share_audience"),
    (in_field("bedomning", "assess", type="text"), Fault.OTHER_MEANING, "bedomning.assess.type"),
    (in_section("bedomning", content_kind="fact"), Fault.NOT_APART, "bedomning.assess.type"),
    (lambda f: f["templates"][0]["sections"].pop(), Fault.PART_MISSING, "vastermo_samtal.sections"),
    (in_field("samtalet", "way", type="val"), Fault.NOT_ONE_OF, "samtalet.way.type"),
    (in_field("samtalet", "way", options="finns_inte"), Fault.UNKNOWN_LIST, "samtalet.way.options"),
    (in_field("samtalet", "way", default="brev"), Fault.BAD_DEFAULT, "samtalet.way.default"),
    (in_field("samtalet", "way", show_if="way=chatt"), Fault.ITSELF, "samtalet.way.show_if"),
    (in_field("samtalet", "way", show_if="direction"), Fault.BAD_SHOW_IF, "samtalet.way.show_if"),
    (in_field("samtalet", "way", show_if="direction=hem"), Fault.NOT_ONE_OF, "samtalet.way.show_if"),
    (in_field("samtalet", "way", satisfied_by="hej"), Fault.NO_FIELD, "samtalet.way.satisfied_by"),
    (in_field("samtalet", "way", dictation=True), Fault.NOT_SPOKEN, "samtalet.way.dictation"),
    (in_field("samtalet", "way", prefill="plan"), Fault.BAD_PREFILL, "samtalet.way.prefill"),
    (in_field("samtalet", "way", max_chars=100), Fault.NOT_HERE, "samtalet.way.max_chars"),
    (in_field("samtalet", "way", id="direction"), Fault.DOUBLE_ID, "samtalet.direction.id"),
    (in_field("samtalet", "identity_checked", options="place"), Fault.NO_LIST_HERE, "identity_checked.options"),
    (in_field("deltagare", "people", options="place"), Fault.ONLY_LIST, "deltagare.people.options"),
    (rule(severity="varning"), Fault.NOT_ONE_OF, "own_rule.severity"),
    (rule(rule_ids=[]), Fault.NO_RULE_ID, "own_rule.rule_ids"),
    (rule(condition={"hass": "$samtalet.way"}), Fault.BAD_CONDITION, "own_rule.condition"),
    (rule(condition={"has": "$samtalet.vag"}), Fault.UNKNOWN_PATH, "own_rule.condition"),
    (rule(condition={"has": "$room.role"}), Fault.UNKNOWN_PATH, "own_rule.condition"),
    (rule(id="source_missing"), Fault.RULE_TAKEN, "source_missing.id"),
    (rule(condition={"has": "$author.name"}), Fault.NEVER_SIGNED, "vastermo_samtal.rules"),
    (put("templates", 0, "relax", value=[{"when": {"has": "$text"}}]), Fault.NO_RELAX, "relax[1].when"),
    (put("templates", 0, "relax", 0, "still_required", value=["a.b"]), Fault.NO_PLACE, "still_required"),
]  # fmt: skip


@pytest.mark.parametrize(("plant", "what", "place"), PLANTED, ids=[f"{n}-{p[1].value}" for n, p in enumerate(PLANTED)])
def test_a_planted_fault_is_named_at_its_place(plant, what, place):
    file = town_file()
    plant(file)
    found = [each for each in faults(file) if each.what is what]
    assert found
    assert any(each.place.endswith(place) for each in found), [each.place for each in found]


def test_a_towns_version_of_a_shipped_template_keeps_the_rules_of_law_and_has_a_version_of_its_own():
    """rules: VIS-1."""
    shipped = copy.deepcopy(book().template("hembesok").source)
    file = {"schema": "fieldnotes-templates/2", "version": "2.0.0-1", "templates": [shipped]}
    shipped["label_sv"] = "Hembesök i Västermo"
    assert faults(file) == []
    assert [each.what for each in faults({**file, "version": "2.0.0"})] == [Fault.SAME_VERSION]
    relaxed = {**shipped, "relax": []}
    assert [each.values["given"] for each in faults({**file, "templates": [relaxed]})] == ["relax"]
    shipped["rules"] = [each for each in shipped["rules"] if each["id"] != "consent_required"]
    assert [(each.what, each.values["given"]) for each in faults(file)] == [(Fault.RULE_LOST, "consent_required")]


def test_everything_wrong_is_said_at_once():
    file = town_file()
    for plant, _what, _place in PLANTED[12:20]:
        plant(file)
    assert len({each.place for each in faults(file)}) == 5


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"\xff\xfe", Fault.NOT_TEXT_FILE),
        (b'{"a": 1,}', Fault.NOT_JSON),
        (b'{"a": 1, "a": 2}', Fault.DOUBLE_KEY),
        (b"[" * 100_000, Fault.TOO_DEEP),
        (b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), Fault.TOO_DEEP),
        (b" " * 2_000_001, Fault.TOO_LARGE),
    ],
)
def test_a_file_that_is_no_json_is_one_fault(raw, what):
    data, found = read_source(raw)
    assert (data, [each.what for each in found]) == (None, [what])


def test_text_comes_out_in_one_spelling_and_what_is_no_number_is_no_fault_of_the_reader():
    data, found = read_source('{"å": NaN, "n": 1.5}'.encode())
    assert found == ()
    assert data == {"å": None, "n": 1.5}
    assert [each.what for each in template_faults({"å": None}, book())][:2] == [Fault.UNKNOWN_KEY, Fault.WRONG_SCHEMA]


def test_every_kind_of_fault_has_a_sentence():
    assert set(WORDS) == set(Fault) - {Fault.TOWN_FILE}


def test_what_did_not_take_place_is_the_one_ground_for_relaxing():
    relaxed = [each.when for template in book().templates.values() for each in template.relax]
    assert all(each == NOT_CARRIED_OUT for each in relaxed)


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_any_broken_file_gets_sentences_and_never_a_traceback(seed):
    is_told(seed)


@pytest.mark.slow
@settings(max_examples=5_000)
@given(st.integers(0, 2**32))
def test_thousands_of_broken_files_get_sentences_and_never_a_traceback(seed):
    is_told(seed)


def is_told(seed):
    file = broken(town_file(), seed)
    found = template_faults(file, book())
    for each in found:
        sentence = template_fault_sentence(each, str)
        assert sentence.endswith(".")
        assert "\n" not in sentence
    if not any(not each.is_remark for each in found):
        works(file)


@settings(max_examples=20)
@given(st.data())
def test_any_template_that_is_let_through_can_be_filled_signed_and_read(data):
    is_of_use(data)


@pytest.mark.slow
@settings(max_examples=1_000)
@given(st.data())
def test_a_thousand_templates_that_are_let_through_can_be_filled_signed_and_read(data):
    is_of_use(data)


def is_of_use(data):
    file = mutations(data, town_file())
    assert faults(file) == []
    works(file)


def works(file):
    for whole in standing_alone(file, book()):
        template = read_template(json.loads(json.dumps(whole)), book())
        sections, left = sample_note(book(), template)
        assert left == ()
        assert not [each for each in findings(book(), template, sections) if each.severity == "block"]

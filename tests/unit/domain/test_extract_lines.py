"""What may stand in an agency's extract: lines somebody said yes to, of sections a family sees by default."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain_samples import DEMO, book, load
from fieldnotes.domain.cases import Case
from fieldnotes.domain.extracts import Scope, agreed, lines_of, offered, permitted, who_decides

SCHOOL = "prov-05-p5"
CASES = {each["id"]: each for each in load(DEMO / "import.json")["cases"]}
NOTES = {
    each["id"]: (each["template"], load(DEMO / "notes" / each["file"])["sections"])
    for each in load(DEMO / "notes/index.json")["notes"]
    if "broken" not in each
}


def every_line(template, sections):
    return [line for section in offered(template) for line in lines_of(section, sections.get(section.id) or {})]


@pytest.mark.parametrize("name", sorted(NOTES))
def test_nothing_is_in_an_extract_that_nobody_said_yes_to(name):
    """rules: SEC-1, SEC-6"""
    template_id, sections = NOTES[name]
    template = book().template(template_id)
    others = {Scope("somebody-else", each.id) for each in template.sections}
    assert permitted(template, sections, SCHOOL, others) == {}


@pytest.mark.parametrize("template", sorted(book().templates))
def test_assessments_and_the_childs_words_are_never_offered(template):
    """rules: CHI-6, DOC-4"""
    found = offered(book().template(template))
    assert not [each.id for each in found if each.content_kind == "assessment" or each.id == "barnets_rost"]
    assert all(each.share_default for each in found)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(NOTES)), st.data())
def test_exactly_the_lines_they_said_yes_to_are_in_it(name, data):
    """rules: SEC-6"""
    template_id, sections = NOTES[name]
    template = book().template(template_id)
    lines = every_line(template, sections)
    chosen = data.draw(st.sets(st.sampled_from(range(len(lines)))))
    scopes = {Scope(SCHOOL, lines[at].section, lines[at].mark) for at in chosen}
    left = every_line(template, permitted(template, sections, SCHOOL, scopes))
    assert {each.mark for each in left} == {lines[at].mark for at in chosen}


def test_a_line_that_was_changed_afterwards_is_another_line():
    """rules: INS-1 – a yes is to these words."""
    template_id, sections = NOTES["prov-09"]
    template = book().template(template_id)
    row = sections["andra_atgarder"]["others"][0]
    (line,) = lines_of(template.section("andra_atgarder"), {"others": [row]})
    changed = {**sections, "andra_atgarder": {"others": [{**row, "what": "Ringer socialtjänsten om frånvaron"}]}}
    scopes = {Scope(SCHOOL, "andra_atgarder", line.mark)}
    assert permitted(template, changed, SCHOOL, scopes) == {}
    assert permitted(template, sections, SCHOOL, scopes) == {"andra_atgarder": {"others": [row]}}
    assert "andra_atgarder" in permitted(template, changed, SCHOOL, {Scope(SCHOOL, "andra_atgarder")})


@pytest.mark.parametrize("scope", [Scope("p:1", "nasta_steg"), Scope("p1", "nasta_steg", "0" * 16)])
def test_a_scope_is_read_as_it_was_written(scope):
    assert Scope.read(scope.name) == scope


@pytest.mark.parametrize(
    "what", ["", "inspelning", "extract", "extract:a", "extract:a:*", "extract:::p", "besok:a:*:p"]
)
def test_a_consent_about_something_else_is_no_scope(what):
    assert Scope.read(what) is None


def case(born, guardians):
    people = [{"person_id": each, "name": each, "role": "vardnadshavare"} for each in guardians]
    child = {"person_id": "c", "name": "Barnet", "role": "barn", "born": born}
    return Case.from_json({"id": "x", "child": child, "people": people})


@pytest.mark.parametrize(
    ("born", "deciding"),
    [("2011-05-20", ["c"]), ("2011-05-21", ["a", "b"]), ("2020-01-01", ["a", "b"]), (None, ["a", "b"])],
)
def test_from_15_the_child_decides_and_before_that_everybody_with_custody(born, deciding):
    """rules: CHI-5"""
    assert [each.person_id for each in who_decides(case(born, ["a", "b"]), "2026-05-20")] == deciding


def test_one_of_two_guardians_is_not_enough_and_a_section_holds_its_lines():
    """rules: CHI-5"""
    both = who_decides(case("2020-01-01", ["a", "b"]), "2026-05-20")
    whole, line = Scope(SCHOOL, "nasta_steg"), Scope(SCHOOL, "nasta_steg", "1" * 16)
    assert agreed([("a", whole)], both) == frozenset()
    assert agreed([("a", whole), ("b", line)], both) == {line}
    assert agreed([("a", whole), ("b", whole)], both) == {whole}
    assert agreed([("a", whole)], who_decides(case("2020-01-01", []), "2026-05-20")) == frozenset()

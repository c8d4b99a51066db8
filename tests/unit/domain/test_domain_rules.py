"""Every rule of the book that stops or warns at signing fires on one change to a note that is otherwise silent."""

import copy

import pytest

from domain_samples import DATA, book, load, sample, samples, users
from fieldnotes.domain.cases import Case
from fieldnotes.domain.checks import check_sign

OTHER = {"text": "Hon går i skolan.", "source_person_id": "prov-04-p2", "source_kind": "berattat_pa_plats"}
CHANGES = [
    ("prov-01", "bedomning.assess", {"text": "Bra.", "by": "Tove Ekberg"}, "assessment_without_basis"),
    ("prov-01", "information.child_understood", None, "child_not_informed"),
    ("prov-08", "samtalet.said", None, "own_party_15"),
    ("prov-02", "samtycke_dorr.told_voluntary", "Grannen ringde.", "protected_in_open_section"),
    ("prov-01", "overenskommet.agreed", [{"what": "ringer", "who": "Karin"}], "agreement_without_who_when"),
    ("prov-01", "grunddata.phase", "skyddsbedomning", "phase_visit_warning"),
    ("prov-02", "grunddata.phase", "forhandsbedomning", "phase_visit_warning"),
    ("prov-03", "barnets_berattelse.account", [{**OTHER, "source_person_id": "prov-03-p1"}], "own_words"),
    ("prov-04", "skyddsbedomning.decided_at", None, "protection_same_day"),
    ("prov-05", "mal.goals", [{"goal_text": "Sova"}], "every_goal_status"),
    ("prov-05", "insatsen.since", None, "service_missing"),
    ("prov-08", "samtalet.said", None, "call_content"),
    ("prov-10", "barnets_del.view", None, "child_view_or_why"),
    ("prov-10", "mal_plan.goals", [{"goal_text": "Sova"}], "every_goal_status"),
]
WITH_CHILD_HEARD = ["prov-01", "prov-02", "prov-05", "prov-06", "prov-09"]


def _rules(of, sections, case=None):
    found = check_sign(book(), of.template, sections, case or of.case, users(), of.author, of.now)
    return {each.rule for each in found}


def _changed(note, path, value):
    sections = copy.deepcopy(sample(note).sections)
    section, _, field = path.partition(".")
    at, key = (sections[section], field) if field else (sections, section)
    if value is None:
        del at[key]
    else:
        at[key] = value
    return sections


@pytest.mark.parametrize(("note", "path", "value", "rule"), CHANGES, ids=[f"{c[0]}-{c[3]}" for c in CHANGES])
def test_one_change_fires_one_rule(note, path, value, rule):
    """rules: DOC-3, DOC-4, DOC-5, DOC-10, CHI-1, CHI-2, CHI-5, VIS-3, VIS-8, SEC-3, SEC-4, SEC-5"""
    of, sections = sample(note), _changed(note, path, value)
    fired = _rules(of, sections)
    assert rule in fired
    assert sorted(fired) == sorted({each[1] for each in of.wanted_of_sign(sections)})


@pytest.mark.parametrize("note", WITH_CHILD_HEARD)
def test_a_child_that_was_heard_without_a_written_word_asks_for_a_reason(note):
    """rules: CHI-1"""
    sections = copy.deepcopy(sample(note).sections)
    voice = {key: value for key, value in sections["barnets_rost"].items() if key not in {"said", "wish"}}
    sections["barnets_rost"] = {**voice, "how": "enskilt"}
    assert "child_words_missing" in _rules(sample(note), sections)
    assert "child_words_missing" not in _rules(sample(note), sample(note).sections)


def test_contact_with_somebody_else_during_the_preliminary_assessment_counts_as_investigation():
    """rules: VIS-3"""
    of = sample("prov-04")
    third = {**OTHER, "source_person_id": "u-henrik"}
    assert "third_party_contact" not in _rules(of, _changed("prov-04", "kontakter.contact", [OTHER]))
    assert "third_party_contact" in _rules(of, _changed("prov-04", "kontakter.contact", [OTHER, third]))


@pytest.mark.parametrize(("review", "fires"), [(None, True), ("2026-04-27", True), ("2026-04-28", False)])
def test_a_placement_without_a_day_for_its_next_review_asks_for_a_reason(review, fires):
    """rules: VIS-6"""
    of = sample("prov-07")
    case = Case.from_json({**of.case.source, "next_review": review})
    assert ("six_months" in _rules(of, of.sections, case)) is fires


def test_a_call_that_leads_nowhere_asks_whether_the_note_is_needed():
    """rules: DOC-5"""
    sections = {key: each for key, each in sample("prov-08").sections.items() if key not in {"bedomning", "nasta_steg"}}
    assert "relevance" in _rules(sample("prov-08"), sections)


def test_no_rule_of_signing_is_left_without_a_test():
    held = {"author_missing", "written_late", "third_party_contact", "six_months", "relevance", "child_words_missing"}
    held |= {change[3] for change in CHANGES} | {of.broken for of in samples().values()}
    held |= {row["fires"] for row in load(DATA / "planted.json")["planted"]}
    rules = {rule.id for template in book().templates.values() for rule in book().rules(template, "sign")}
    assert rules - held == set()

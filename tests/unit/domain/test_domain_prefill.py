import copy
from datetime import datetime, timedelta, timezone

import pytest

from domain_samples import book, cases, oracle, raw_book, raw_world, sample, user, users
from fieldnotes.domain.cases import Case
from fieldnotes.domain.checks import check_sign
from fieldnotes.domain.fields import merge_sections
from fieldnotes.domain.prefill import accept, finish, interactions, prefill, proposals

START = datetime(2026, 3, 12, 14, 0, tzinfo=timezone(timedelta(hours=1)))
SAYS_YES = ("samtycke", "consent", "sade ja", "said yes", "överens", "agree")
TEMPLATES = [each["id"] for each in raw_book()["templates"]]


def _prefill(template, case="c-prov-01", author="u-tove"):
    of = case if isinstance(case, Case) else cases()[case]
    return prefill(book(), book().template(template), of, users(), user(author), START)


def _proposals(template, case="c-prov-01", author="u-tove"):
    return proposals(book(), book().template(template), cases()[case], users(), user(author))


def _roles(offered):
    return [row["role"] for row in offered["deltagare"]["people"]]


def _changed(case, change):
    raw = copy.deepcopy(next(each for each in raw_world()["cases"] if each["id"] == case))
    change(raw)
    return Case.from_json(raw)


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_acts_a_note_asks_for_are_counted_as_the_reference_counts_them(template):
    raw = next(each for each in raw_book()["templates"] if each["id"] == template)
    assert interactions(book().template(template)) == oracle().interactions(raw)


def test_a_home_visit_asks_for_at_most_six_acts():
    assert len(interactions(book().template("hembesok"))) == raw_book()["interaction_rule"]["max"]["hembesok"] == 6


def test_a_home_visit_knows_its_case_its_start_and_its_defaults():
    assert _prefill("hembesok") == {
        "grunddata": {
            "case_ref": "BV-2026-0142",
            "phase": "utredning",
            "start": "2026-03-12T14:00:00+01:00",
            "place": "hemmet",
            "outcome": "genomfort",
            "interpreter": False,
        },
    }


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("case", list(cases()))
def test_nobody_is_ever_written_down_as_having_said_yes(template, case):
    """rules: VIS-1, SEC-1"""
    filled = _prefill(template, case)
    for section in book().template(template).sections:
        for each in section.fields:
            words = f"{each.id} {each.label('sv')} {each.label('en')}".lower()
            if any(sign in words for sign in SAYS_YES):
                assert each.is_a_yes == (each.type in {"choice", "participants"}), each.id
                assert each.id not in filled.get(section.id, {}), each.id


def test_only_the_one_guardian_is_proposed_as_having_said_yes():
    """rules: VIS-1"""
    [row] = _proposals("hembesok")["samtycke_besok"]["consent_by"]
    assert row["name"] == "Karin Sandin"
    assert "samtycke_besok" not in _proposals("hembesok", "c-prov-03")
    assert _proposals("overenskommelse", "c-prov-06")["godkannande"].keys() == {"agree"}


def test_a_follow_up_knows_the_support_and_an_assessment_who_decides():
    assert _prefill("uppfoljning_insats", "c-prov-05")["insatsen"] == {
        "service": "Familjebehandling",
        "since": "2026-01-15",
        "plan_ref": "Genomförandeplan 2026-01-12",
    }
    assert _prefill("forhandsbedomning", "c-prov-04")["stallningstagande"] == {"decided_by": "u-henrik"}
    filled = _prefill("forhandsbedomning", "c-prov-04")
    assert filled["skyddsbedomning"] == {"decided_by": "u-tove"}
    assert filled["anmalan"] == {
        "received": "2026-05-04T08:40:00+02:00",
        "reporter_type": "I tjänsten",
        "reporter_protected": True,
    }


@pytest.mark.parametrize(("language", "wanted"), [("sv", False), ("ti", True), (None, False)])
def test_an_interpreter_is_expected_where_somebody_speaks_another_language(language, wanted):
    case = _changed("c-prov-01", lambda raw: raw["people"][0].update(language=language))
    assert _prefill("hembesok", case)["grunddata"]["interpreter"] is wanted


def test_a_received_date_without_a_time_does_not_fill_a_time():
    case = _changed("c-prov-04", lambda raw: raw.update(received="2026-05-04"))
    assert "received" not in _prefill("forhandsbedomning", case)["anmalan"]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("case", list(cases()))
def test_what_is_filled_or_proposed_is_well_formed(template, case):
    for filled in (_prefill(template, case), _proposals(template, case)):
        of, now = cases()[case], START
        found = check_sign(book(), book().template(template), filled, of, users(), user("u-tove"), now)
        assert not [each for each in found if each.rule == "structure"]


def test_what_asks_for_a_confirmation_is_proposed_and_never_filled():
    for template in book().templates.values():
        filled = _prefill(template.id)
        for section in template.sections:
            confirmed = {each.id for each in section.fields if each.confirm}
            assert not confirmed & set(filled.get(section.id, {}))
    offered = _proposals("oanmalt_hembesok", "c-prov-02", "u-jonas")
    assert offered["skal_oanmalt"] == {"approved_by": "u-henrik"}
    assert offered["skydd"] == {"consulted": "u-henrik"}


@pytest.mark.parametrize(
    ("template", "case", "roles"),
    [
        ("hembesok", "c-prov-01", ["barn", "vardnadshavare", "kollega"]),
        ("barnsamtal", "c-prov-03", ["barn"]),
        ("forhandsbedomning", "c-prov-04", ["barn", "vardnadshavare", "vardnadshavare"]),
        ("natverksmote", "c-prov-06", ["barn", "vardnadshavare", "narstaende", "narstaende", "narstaende"]),
        ("hembesok_placering", "c-prov-07", ["barn", "familjehemsforalder", "familjehemsforalder"]),
        ("telefonsamtal", "c-prov-08", ["vardnadshavare"]),
        ("overenskommelse", "c-prov-06", ["barn", "vardnadshavare"]),
    ],
)
def test_those_are_proposed_whom_the_template_asks_about(template, case, roles):
    assert _roles(_proposals(template, case, cases()[case].assigned[0])) == roles


@pytest.mark.parametrize("template", TEMPLATES)
def test_whoever_reported_is_never_proposed(template):
    """rules: SEC-3"""
    for case in ("c-prov-02", "c-prov-04"):
        assert "anmalare" not in _roles(_proposals(template, case))


def test_a_proposal_counts_once_it_is_accepted():
    offered = _proposals("hembesok")
    taken = accept(_prefill("hembesok"), offered, "deltagare", "people")
    assert taken["deltagare"] == offered["deltagare"]
    assert accept(taken, offered, "bedomning", "assess") == taken
    assert accept({}, offered, "grunddata", "purpose") == {"grunddata": {"purpose": "Hembesök – utredning"}}


def test_the_clock_fills_the_end_when_the_input_ends_unless_it_is_written():
    template = book().template("hembesok")
    later = START + timedelta(hours=1)
    assert finish(template, _prefill("hembesok"), later)["grunddata"]["end"] == "2026-03-12T15:00:00+01:00"
    written = {"grunddata": {"end": "2026-03-12T14:40:00+01:00"}}
    assert finish(template, written, later)["grunddata"]["end"] == "2026-03-12T14:40:00+01:00"


def test_the_clock_fills_a_date_where_a_date_is_asked_for():
    done = finish(book().template("forhandsbedomning"), {}, START)
    assert done["stallningstagande"]["decided_at"] == "2026-03-12"
    assert done["skyddsbedomning"]["decided_at"] == "2026-03-12T14:00:00+01:00"


def test_a_visit_that_did_not_take_place_has_no_end():
    not_done = merge_sections(_prefill("hembesok"), {"grunddata": {"outcome": "ej_genomfort"}})
    assert "end" not in finish(book().template("hembesok"), not_done, START)["grunddata"]


@pytest.mark.parametrize(
    ("consent", "kept"), [("ja_muntligt", True), ("nej", True), ("ej_tillfragad", False), ("behovs_ej", False)]
)
def test_where_it_says_why_nobody_was_asked_nobody_is_written_down_as_having_answered(consent, kept):
    """rules: VIS-1"""
    named = accept(_prefill("hembesok"), _proposals("hembesok"), "samtycke_besok", "consent_by")
    asked = merge_sections(named, {"samtycke_besok": {"consent": consent}})
    template = book().template("hembesok")
    assert "consent_by" in finish(template, asked, START)["samtycke_besok"]
    explained = merge_sections(asked, {"samtycke_besok": {"consent_reason": "Ingen vuxen var hemma."}})
    assert ("consent_by" in finish(template, explained, START)["samtycke_besok"]) is kept


def test_finishing_a_whole_note_changes_nothing():
    of = sample("prov-01")
    assert finish(of.template, of.sections, of.now) == of.sections

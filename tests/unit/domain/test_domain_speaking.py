import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain_samples import book, cases, journey, raw_world, sample, user, users
from fieldnotes.domain.cases import Case
from fieldnotes.domain.checks import check_sign
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.prefill import finish, prefill
from fieldnotes.domain.speaking import join, read_spoken, speak, voice_places

KARIN = {"source_person_id": "prov-01-p2", "source_kind": "berattat_pa_plats"}


def _speak(sections, place, text, *, template="hembesok", case="c-prov-01", author="u-tove", present=None):
    of = case if isinstance(case, Case) else cases()[case]
    return speak(book(), book().template(template), sections, place, text, of, users(), user(author), present)


def test_text_is_joined_to_what_stands_there():
    once = _speak({}, "grunddata", "Hembesök.")
    assert _speak(once, "grunddata.purpose", "Vi ses.")["grunddata"]["purpose"] == "Hembesök. Vi ses."


@pytest.mark.parametrize(
    ("before", "text", "joined"),
    [
        ("", "Ett.", "Ett."),
        ("Ett.", "Två.", "Ett. Två."),
        ("Ett.\n", "Två.", "Ett.\nTvå."),
        ("Ett.", "\nTvå.", "Ett.\nTvå."),
        ("Ett", ", två", "Ett, två"),
        ("  ", "Två.", "Två."),
    ],
)
def test_a_blank_stands_between_unless_a_line_or_a_mark_does(before, text, joined):
    assert join(before, text) == joined


def test_silence_changes_nothing():
    assert _speak({"a": {}}, "grunddata", "  \n ") == {"a": {}}


def test_an_observation_goes_on_in_the_row_of_the_same_worker():
    """rules: DOC-4"""
    spoken = _speak(_speak({}, "iakttagelser", "Elsa har säng."), "iakttagelser", "Hon skrattade.")
    assert spoken["iakttagelser"]["obs"] == [{"text": "Elsa har säng. Hon skrattade.", "observed_by": "Tove Ekberg"}]
    other = _speak(spoken, "iakttagelser", "Karin gäspade.", author="u-jonas")
    assert [row["observed_by"] for row in other["iakttagelser"]["obs"]] == ["Tove Ekberg", "Jonas Lilja"]


def test_an_assessment_names_who_makes_it():
    """rules: DOC-4"""
    spoken = _speak(_speak({}, "bedomning", "För stort."), "bedomning", "Ordnat.")
    assert spoken["bedomning"] == {"assess": {"text": "För stort. Ordnat.", "by": "Tove Ekberg"}}


def test_the_child_is_the_source_of_the_childs_voice():
    """rules: DOC-4, CHI-1"""
    said = _speak({}, "barnets_rost", "Elsa: ”Jag väcker mamma.”")["barnets_rost"]["said"]
    assert said == {
        "text": "Elsa: ”Jag väcker mamma.”",
        "source_person_id": "prov-01-p1",
        "source_kind": "berattat_pa_plats",
        "verbatim": True,
    }
    wish = _speak({}, "barnets_rost.wish", "Karin berättar att Elsa vill sova.")["barnets_rost"]["wish"]
    assert wish["source_person_id"] == "prov-01-p1"
    assert "verbatim" not in wish


def test_the_only_guardian_present_is_proposed_as_source():
    """rules: DOC-4"""
    told = _speak({}, "vuxnas_uppgifter", "Arbetar natt.")["vuxnas_uppgifter"]["told"]
    assert told == [{"text": "Arbetar natt.", **KARIN}]
    more = _speak({"vuxnas_uppgifter": {"told": told}}, "vuxnas_uppgifter", "Vill ha stöd.")
    assert more["vuxnas_uppgifter"]["told"] == [{"text": "Arbetar natt. Vill ha stöd.", **KARIN}]


@pytest.mark.parametrize("place", ["telefon", "digitalt"])
def test_what_is_told_from_afar_is_told_on_the_phone(place):
    told = _speak({"grunddata": {"place": place}}, "vuxnas_uppgifter", "Arbetar natt.")["vuxnas_uppgifter"]["told"]
    assert told[0]["source_kind"] == "berattat_per_telefon"


def test_with_two_guardians_nobody_is_put_down_unless_the_text_names_one():
    """rules: DOC-4"""
    room = {"template": "hembesok", "case": "c-prov-04"}
    unclear = _speak({}, "vuxnas_uppgifter", "De har sökt bostad.", **room)["vuxnas_uppgifter"]["told"]
    assert unclear == [{"text": "De har sökt bostad."}]
    clear = _speak({}, "vuxnas_uppgifter", "Anders säger att hon sover dåligt.", **room)["vuxnas_uppgifter"]["told"]
    assert clear[0]["source_person_id"] == "prov-04-p3"
    both = _speak({}, "vuxnas_uppgifter", "Petra berättar om flytten. Det är trångt. Anders bekräftar det.", **room)
    assert [(row["source_person_id"], row["text"]) for row in both["vuxnas_uppgifter"]["told"]] == [
        ("prov-04-p2", "Petra berättar om flytten. Det är trångt."),
        ("prov-04-p3", "Anders bekräftar det."),
    ]


def test_only_those_who_were_there_are_proposed():
    """rules: DOC-4"""
    absent = [{"person_id": "prov-04-p3", "role": "vardnadshavare", "presence": "inte_med"}]
    people = [{"person_id": "prov-04-p2", "role": "vardnadshavare", "presence": "hela"}, *absent]
    spoken = _speak({"deltagare": {"people": people}}, "vuxnas_uppgifter", "Söker bostad.", case="c-prov-04")
    assert spoken["vuxnas_uppgifter"]["told"][0]["source_person_id"] == "prov-04-p2"
    given_present = _speak({}, "vuxnas_uppgifter", "Söker bostad.", case="c-prov-04", present=["prov-04-p3"])
    assert given_present["vuxnas_uppgifter"]["told"][0]["source_person_id"] == "prov-04-p3"


def test_where_the_template_asks_each_named_speaker_has_a_row_and_an_unclear_one_no_source():
    """rules: DOC-4"""
    text = "Camilla berättade om frukosten. Hon trivs. Ali sade att hon spelar. Rune hämtar henne. Tilde: ”Bra.”"
    rows = _speak({}, "det_som_fungerar", text, template="natverksmote", case="c-prov-06")["det_som_fungerar"]["works"]
    assert [(row.get("source_person_id"), row["text"]) for row in rows] == [
        ("prov-06-p4", "Camilla berättade om frukosten. Hon trivs."),
        ("prov-06-p5", "Ali sade att hon spelar."),
        (None, "Rune hämtar henne."),
        ("prov-06-p1", "Tilde: ”Bra.”"),
    ]


def test_two_people_of_one_first_name_are_not_told_apart():
    raw = copy.deepcopy(next(each for each in raw_world()["cases"] if each["id"] == "c-prov-06"))
    raw["people"][3]["name"] = "Camilla Berg"
    spoken = _speak({}, "oro", "Camilla säger nej.", template="natverksmote", case=Case.from_json(raw))
    assert spoken["oro"]["worry"] == [{"text": "Camilla säger nej."}]


def test_agreements_and_steps_are_spoken_as_free_text_first():
    spoken = _speak(_speak({}, "overenskommet", "Karin ringer."), "nasta_steg", "Möte.")
    assert spoken == {"overenskommet": {"note": "Karin ringer."}, "nasta_steg": {"note": "Möte."}}


def test_speaking_never_loses_or_changes_what_stood_elsewhere():
    of = sample("prov-01")
    spoken = _speak(of.sections, "iakttagelser", "Mer.", author="u-jonas")
    assert spoken["iakttagelser"]["obs"][1]["text"].endswith("sovit tre timmar. Mer.")
    assert {k: v for k, v in spoken.items() if k != "iakttagelser"} == {
        k: v for k, v in of.sections.items() if k != "iakttagelser"
    }


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("no_such", Code.UNKNOWN_SECTION),
        ("grunddata.no_such", Code.UNKNOWN_FIELD),
        ("grunddata.phase", Code.WRONG_TYPE),
        ("overenskommet.agreed", Code.WRONG_TYPE),
        ("deltagare.people", Code.WRONG_TYPE),
    ],
)
def test_a_place_one_cannot_speak_into_is_refused(place, code):
    with pytest.raises(Refused) as refused:
        _speak({}, place, "Ord.")
    assert refused.value.code is code


def test_every_alias_of_every_template_leads_somewhere():
    for template in book().templates.values():
        places = voice_places(template)
        for section in template.sections:
            assert {places[alias] for alias in section.voice_aliases} == {section.id}
            for each in section.fields:
                assert {places[alias] for alias in each.voice_aliases} <= {f"{section.id}.{each.id}"}


def test_the_journey_leaves_exactly_the_six_acts_to_do():
    """Who said yes belongs to the act of consent: nobody's name stands there before it. rules: CHI-1, VIS-1"""
    template, case, now = book().template("hembesok"), cases()["c-prov-01"], sample("prov-01").now
    sections = prefill(book(), template, case, users(), user("u-tove"), now)
    for part in journey()["sections"]:
        sections = _speak(sections, part["section"], part["written"])
    found = check_sign(book(), template, finish(template, sections, now), case, users(), user("u-tove"), now)
    assert {f"{each.section}.{each.field}" for each in found if each.rule == "required"} == {
        "deltagare.people",
        "samtycke_besok.consent",
        "samtycke_besok.consent_by",
        "samtycke_besok.voluntary_told",
        "barnets_rost.how",
        "barnets_rost.ok_to_share",
        "information.given",
    }
    assert "source_missing" not in {each.rule for each in found}


def test_a_plain_text_of_a_note_file_gets_its_source_as_if_spoken():
    """rules: DOC-4"""
    data = {"sections": {"vuxnas_uppgifter": "Arbetar natt.", "grunddata": {"place": "telefon"}}}
    template, case = book().template("hembesok"), cases()["c-prov-01"]
    read = read_spoken(book(), template, {}, data, case, users(), user("u-tove"))
    assert read["vuxnas_uppgifter"]["told"] == [
        {"text": "Arbetar natt.", "source_person_id": "prov-01-p2", "source_kind": "berattat_per_telefon"}
    ]
    again = read_spoken(book(), template, read, {"vuxnas_uppgifter": "Annat."}, case, users(), user("u-tove"))
    assert [row["text"] for row in again["vuxnas_uppgifter"]["told"]] == ["Annat."]


SAID = st.sampled_from(
    ["Camilla säger nej. ", "Ali: ”Ja.” ", "Det regnar. ", "Rune hämtar. ", "rad\n", "Tilde vill", " sofie sade", "…"]
)


@given(
    places=st.lists(st.sampled_from(["det_som_fungerar", "oro", "fragan", "barnets_rost", "bedomning"]), max_size=4),
    texts=st.lists(st.lists(SAID, max_size=6).map("".join), min_size=4, max_size=4),
)
def test_whatever_is_spoken_is_well_formed_and_no_word_is_lost(places, texts):
    sections: dict = {}
    for place, text in zip(places, texts, strict=False):
        sections = _speak(sections, place, text, template="natverksmote", case="c-prov-06", author="u-maja")
    of = sample("prov-06")
    assert of.read(sections) == sections
    kept = "".join("".join(_texts(sections)).split())
    assert all("".join(text.split()) in kept or len(places) > 1 for text in texts[: len(places)])
    assert len(kept) == sum(len("".join(text.split())) for text in texts[: len(places)])


def _texts(sections):
    for fields in sections.values():
        for value in fields.values():
            yield from (row["text"] for row in (value if isinstance(value, list) else [value]))

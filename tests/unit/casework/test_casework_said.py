"""What a note's own words give reason to propose, for every type of field; what they do not say is never proposed.

rules: CHI-1, DOC-3, DOC-4, VIS-1
"""

from datetime import datetime

import pytest

from fieldnotes.casework.said import Around, Listener
from fieldnotes.casework.said_offer import Way
from fieldnotes.domain.templates import read_book
from fieldnotes.language.said import Known
from fieldnotes.language.said_rules import SaidRules
from one_desk import shipped
from speech_samples import journey

ELSA, KARIN = Known("p1", "Elsa Sandin", "barn"), Known("p2", "Karin Sandin", "vardnadshavare")
JONAS, TOVE = Known("u-jonas", "Jonas Lilja", "kollega"), Known("u-tove", "Tove Ekberg", "kollega")
BIRGIT, REPORTER = Known("p4", "Birgit Holm", "narstaende"), Known("p5", "Rut Granlund", "anmalare")
PEOPLE = (ELSA, KARIN, JONAS, TOVE, BIRGIT, REPORTER)
NOW = datetime.fromisoformat("2026-03-12T14:00:00+01:00")
START = {"grunddata": {"start": NOW.isoformat(), "place": "hemmet", "interpreter": False, "outcome": "genomfort"}}


@pytest.fixture(scope="module")
def book():
    return read_book(shipped("templates/templates.json"))


@pytest.fixture(scope="module")
def rules():
    return SaidRules.read(shipped("words/said_sv.json"))


def row(person, presence="hela"):
    return {
        "person_id": person.id,
        "name": person.name,
        "role": person.role,
        "presence": presence,
        "share_contact": False,
    }


@pytest.fixture
def offers(book, rules):
    """Speak words into a section of a template; give field -> what is proposed there."""

    def offered(template, section, words, proposed=None, **fields):
        kind = book.template(template)
        listener = Listener(kind, rules, Around(PEOPLE, TOVE, NOW, proposed or {}))
        spoken = kind.section(section).field(kind.section(section).speaks_to)
        value = words if spoken.type == "text" else {"text": words}
        shown = {**fields.pop("own", {}), spoken.id: [value] if spoken.repeat else value}
        sections = {**START, **fields, section: {**START.get(section, {}), **fields.get(section, {}), **shown}}
        found = {}
        for each in listener.offers(section, sections):
            found.setdefault(each.field, []).append(each)
        return found

    return offered


def values(found, field):
    return [each.value for each in found.get(field, [])]


def only(found, field):
    [offer] = found[field]
    return offer.value


@pytest.mark.parametrize(
    ("template", "section", "words", "field", "answer"),
    [
        ("hembesok", "samtycke_besok", "Karin sade ja till besöket per telefon.", "consent", "ja_muntligt"),
        ("hembesok", "samtycke_besok", "Karin samtyckte skriftligt till besöket.", "consent", "ja_skriftligt"),
        ("hembesok", "samtycke_besok", "Karin sade nej till besöket.", "consent", "nej"),
        (
            "hembesok",
            "samtycke_besok",
            "När vi bokade tiden berättade jag att besöket är frivilligt.",
            "voluntary_told",
            "ja_fore",
        ),
        ("hembesok", "barnets_rost", "Elsa och jag pratade ensamma i hennes rum.", "how", "enskilt"),
        ("hembesok", "barnets_rost", "Vi pratade tillsammans med mamma.", "how", "med_foralder"),
        ("hembesok", "barnets_rost", "Hon sade ja till att mamma får veta detta.", "ok_to_share", True),
        ("hembesok", "barnets_rost", "Elsa vill inte att mamma får veta det.", "ok_to_share", False),
        ("telefonsamtal", "samtalet", "Karin ringde mig och var orolig.", "direction", "in"),
        ("telefonsamtal", "samtalet", "Jag ringde upp Karin om mötet.", "direction", "ut"),
        ("forhandsbedomning", "stallningstagande", "Utredning inleds i dag.", "decision", "inled"),
        (
            "forhandsbedomning",
            "stallningstagande",
            "Vi menar att utredning inte ska inledas.",
            "decision",
            "inled_ej",
        ),
        ("oanmalt_hembesok", "skal_oanmalt", "Vi befarade att barnet for illa akut.", "reason", "befarad_nod"),
    ],
)
def test_a_question_is_answered_by_what_was_said(offers, template, section, words, field, answer):
    assert values(offers(template, section, words), field) == [answer]


@pytest.mark.parametrize(
    "words",
    [
        "Om Karin säger ja kommer vi tillbaka.",
        "Karin sade inte ja.",
        "Sade Karin ja till besöket?",
        "Kanske säger Karin ja.",
        "Vi frågade om Karin samtyckte.",
        "Karin har inte godkänt besöket.",
    ],
)
def test_what_is_doubted_denied_or_asked_is_no_consent(offers, words):
    """rules: VIS-1"""
    assert {"ja_muntligt", "ja_skriftligt"}.isdisjoint(values(offers("hembesok", "samtycke_besok", words), "consent"))


def test_two_answers_are_both_shown_and_neither_is_sure(offers):
    found = offers("hembesok", "samtycke_besok", "Karin sade ja. Birgit sade nej till besöket.")["consent"]
    assert {each.value for each in found} == {"ja_muntligt", "nej"}
    assert not any(each.sure for each in found)


def test_an_answer_that_stands_is_left_alone(offers):
    assert "consent" not in offers("hembesok", "samtycke_besok", "Karin sade ja.", own={"consent": "nej"})


def test_what_the_template_filled_in_gives_way_to_what_was_said(offers):
    found = offers("hembesok", "grunddata", "Vi sågs på kontoret. Tolken var med på telefon.")
    assert (only(found, "place"), only(found, "interpreter")) == ("kontoret", True)
    assert "phase" not in found


def test_several_answers_join_those_chosen(offers):
    words = "Vi berättade varför vi kom och att de får läsa det vi skriver."
    [offer] = offers("hembesok", "information", words)["given"]
    assert (offer.way, list(offer.value)) == (Way.ADD, ["varfor", "journal"])
    [left] = offers("hembesok", "information", words, own={"given": ["varfor"]})["given"]
    assert left.taken(["varfor"]) == ["varfor", "journal"]


def test_the_speaker_is_the_source_and_two_speakers_leave_it_open(offers):
    """rules: DOC-4"""
    there = {"deltagare": {"people": [row(KARIN), row(BIRGIT)]}}
    told = offers("hembesok", "vuxnas_uppgifter", "Birgit berättar att hon hjälper till.", **there)
    assert only(told, "told") == {"source_person_id": "p4", "source_kind": "berattat_pa_plats"}
    assert only(offers("hembesok", "vuxnas_uppgifter", "Mamma säger att hon är trött.", **there), "told") == {
        "source_person_id": "p2",
        "source_kind": "berattat_pa_plats",
    }
    usual = offers("hembesok", "vuxnas_uppgifter", "Hon vill ha stöd på morgonen.", **there)
    assert only(usual, "told")["source_person_id"] == "p2"
    assert "told" not in offers("hembesok", "vuxnas_uppgifter", "Karin säger ja. Birgit säger nej.", **there)


def test_nobody_names_the_reporter(offers):
    """rules: DOC-4"""
    assert "told" not in offers("hembesok", "vuxnas_uppgifter", "Rut berättar att hon ringde.")


def test_told_by_phone_is_told_by_phone(offers):
    by_phone = {"grunddata": {**START["grunddata"], "place": "telefon"}}
    found = offers("telefonsamtal", "samtalet", "Karin säger att Elsa är sjuk.", **by_phone)
    assert only(found, "said")["source_kind"] == "berattat_per_telefon"


def test_what_a_colleague_saw_is_theirs(offers):
    [seen, at] = offers("hembesok", "iakttagelser", "Jonas såg att Karin gäspade klockan 14.20.")["obs"]
    assert (seen.value, at.value) == ({"observed_by": "Jonas Lilja"}, {"time": "14:20"})
    assert seen.taken([{"text": "x", "observed_by": "Tove Ekberg"}]) == [{"text": "x", "observed_by": "Jonas Lilja"}]


def test_a_judgement_rests_on_what_was_seen_and_told(offers):
    """rules: DOC-4"""
    told = {"iakttagelser": {"obs": [{"text": "Rent."}]}, "barnets_rost": {"said": {"text": "Bra."}}}
    found = offers("hembesok", "bedomning", "Elsa behöver stöd.", **told)
    assert only(found, "assess") == {"based_on": ["iakttagelser", "barnets_rost"]}
    assert "assess" not in offers("hembesok", "bedomning", "Elsa behöver stöd.")


def test_areas_of_what_was_told(offers):
    found = offers("hembesok", "omraden", "Elsa har mycket frånvaro från skolan.")
    assert {"tags": ["barn_skola"]} in values(found, "items")


def test_agreements_are_rows_and_those_without_a_day_are_only_shown(offers):
    """rules: DOC-3"""
    words = "Karin pratar med sin chef om schemat senast den 20 mars. Jag undersöker morgonstöd. Det var en fin dag."
    first, second = offers("hembesok", "overenskommet", words)["agreed"]
    assert first.value == {"what": "Pratar med sin chef om schemat", "when": "2026-03-20", "who": "Karin Sandin"}
    assert second.value == {"what": "Undersöker morgonstöd", "who": "Tove Ekberg"}
    assert (first.sure, second.sure) == (True, False)
    taken = first.taken(None)
    again = offers("hembesok", "overenskommet", words, own={"agreed": taken})["agreed"]
    assert [each.key for each in again] == [second.key]


@pytest.mark.parametrize(
    ("words", "what", "who", "day"),
    [
        ("Nytt möte den 26 mars klockan 15.00.", "Nytt möte klockan 15.00", "Tove Ekberg", "2026-03-26"),
        ("Jag ringer skolan på fredag.", "Ringer skolan", "Tove Ekberg", "2026-03-13"),
        ("Karin och jag träffas om två veckor.", "Träffas", "Karin Sandin och Tove Ekberg", "2026-03-26"),
        ("Mamma bokar tid i morgon.", "Bokar tid", "Karin Sandin", "2026-03-13"),
        ("Birgit hämtar Elsa den 2 januari.", "Hämtar Elsa", "Birgit Holm", "2027-01-02"),
    ],
)
def test_a_step_has_its_doer_and_its_day(offers, words, what, who, day):
    found = only(offers("hembesok", "nasta_steg", words), "steps")
    assert found == {"what": what, "who": who, "due_date": day}


def test_what_somebody_is_or_thinks_is_no_step(offers):
    assert "agreed" not in offers("hembesok", "overenskommet", "Karin är trött. Elsa tycker om skolan.")


def test_who_was_there_follows_what_was_said(offers):
    proposed = {"deltagare": {"people": [row(ELSA), row(KARIN), row(JONAS)]}}
    words = "Jonas kunde inte komma. Karin kom senare. Birgit var med hela tiden."
    [offer] = offers("hembesok", "deltagare", words, proposed=proposed)["people"]
    assert {each["person_id"]: each["presence"] for each in offer.value} == {
        "p1": "hela",
        "p2": "delvis",
        "u-jonas": "inte_med",
        "p4": "hela",
    }
    assert only(offers("hembesok", "deltagare", "Det var lugnt.", proposed=proposed), "people") == [
        row(ELSA),
        row(KARIN),
        row(JONAS),
    ]


def test_who_said_yes_is_proposed_and_whom_somebody_chose_stays(offers):
    """rules: VIS-1"""
    assert only(offers("hembesok", "samtycke_besok", "Karin sade ja."), "consent_by") == [row(KARIN)]
    assert "consent_by" not in offers("hembesok", "samtycke_besok", "Vi frågade Karin.")
    chosen = {"consent_by": [row(BIRGIT)]}
    assert "consent_by" not in offers("hembesok", "samtycke_besok", "Karin sade ja.", own=chosen)


def test_days_moments_people_goals_and_objections(offers):
    assert only(offers("uppfoljning_insats", "insatsen", "Insatsen började den 3 februari."), "since") == "2026-02-03"
    came = offers("forhandsbedomning", "anmalan", "Anmälan kom in den 9 mars klockan 10.15.")
    assert only(came, "received").startswith("2026-03-09T10:15")
    ended = offers("hembesok", "grunddata", "Besöket slutade klockan 15.05.")
    assert only(ended, "end") == "2026-03-12T15:05:00+01:00"
    assert only(offers("sip_mote", "huvudansvar", "Birgit är kontakt för planen."), "contact") == "p4"
    goal = only(offers("overenskommelse", "mal_plan", "Elsa ska komma i tid till skolan. Hon är glad."), "goals")
    assert goal == {"goal_text": "Elsa ska komma i tid till skolan", "whose_goal": "Elsa Sandin"}
    no = offers("overenskommelse", "godkannande", "Karin är inte överens om tiderna, det stämmer inte.")
    assert only(no, "disagree") == {
        "text": "Karin är inte överens om tiderna, det stämmer inte.",
        "person_id": "p2",
        "date": "2026-03-12",
        "claims_incorrect": True,
    }
    tolk = offers("hembesok", "grunddata", "Tolken tolkade på arabiska för Karin.", own={"interpreter": True})
    assert (only(tolk, "interpreter_language"), only(tolk, "interpreter_for")) == ("arabiska", ["p2"])


def test_a_word_that_sounds_like_a_name_is_asked_about_never_changed(offers):
    [offer] = offers("hembesok", "overenskommet", "Vi ringer Carin i morgon.")["note"]
    assert (offer.way, offer.sure, offer.value["word"], offer.value["name"]) == (Way.NAME, False, "Carin", "Karin")
    assert offer.taken("Vi ringer Carin i morgon.") == "Vi ringer Karin i morgon."
    assert "note" not in offers("hembesok", "overenskommet", "Kartan ligger på bordet. Alla var med.")


def test_every_type_of_field_has_something_that_looks_for_it(book):
    from fieldnotes.casework.said import _FINDERS

    types = {each.type for kind in book.templates.values() for section in kind.sections for each in section.fields}
    assert types - set(_FINDERS) == set()


def test_the_spoken_visit_leaves_two_questions(book, rules):
    """What the dictated visit says answers all that it can. rules: CHI-1, VIS-1"""
    from fieldnotes.domain.requirements import missing

    kind = book.template("hembesok")
    people = [row(ELSA), row(KARIN), row(JONAS)]
    around = Around(PEOPLE, TOVE, NOW, {"deltagare": {"people": people}})
    sections = {"grunddata": {**START["grunddata"], "case_ref": "x", "phase": "utredning", "end": NOW.isoformat()}}
    sections |= {"deltagare": {}, "samtycke_besok": {}}
    for part in journey():
        spoken = kind.section(part["section"]).field(kind.section(part["section"]).speaks_to)
        value = part["written"] if spoken.type == "text" else {"text": part["written"]}
        sections.setdefault(part["section"], {})[spoken.id] = [value] if spoken.repeat else value
    listener = Listener(kind, rules, around)
    for section in kind.sections:
        for offer in listener.offers(section.id, sections):
            if offer.sure:
                fields = sections.setdefault(section.id, {})
                fields[offer.field] = offer.taken(fields.get(offer.field))
    left = [f"{section.id}.{each.id}" for section, each in missing(kind, sections)]
    assert left == ["samtycke_besok.voluntary_told", "information.given"]
    assert not any(offer.sure for section in kind.sections for offer in listener.offers(section.id, sections))

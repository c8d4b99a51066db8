import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain_samples import book, sample, samples, whole_notes
from fieldnotes.domain.readable import section_blocks, section_text
from fieldnotes.domain.wording import clock_text, day_text, inside, moment_text


def _text(note, section, language="sv", fields=None):
    of = sample(note)
    given_fields = of.sections[section] if fields is None else fields
    return section_text(book(), of.template, section, given_fields, of.people, language)


def _line(note, section, language="sv", fields=None):
    return _text(note, section, language, fields).splitlines()


def test_dates_and_times_read_as_people_write_them():
    assert day_text("2026-03-12", "sv") == "12 mars 2026"
    assert day_text("2026-03-12", "en") == "12 March 2026"
    assert moment_text("2026-03-12T14:00:00+01:00", "sv") == "12 mars 2026 kl. 14.00"
    assert moment_text("2026-03-12T14:00+01:00", "en") == "12 March 2026 at 14:00"
    assert clock_text("07:05", "sv") == "kl. 07.05"


@pytest.mark.parametrize("text", ["varje tisdag", "2026-02-30", "", "25:00", "vecka 12"])
def test_what_is_no_date_reads_as_it_stands(text):
    assert (day_text(text, "sv"), moment_text(text, "sv"), clock_text(text, "sv")) == (text, text, text)


def test_a_label_inside_a_sentence_begins_small_unless_it_is_all_capitals():
    assert (inside("Vårdnadshavare"), inside("HVB"), inside("På HVB"), inside("")) == (
        "vårdnadshavare", "HVB", "på HVB", "",
    )  # fmt: skip


def test_basic_data_reads_field_by_field():
    assert _line("prov-01", "grunddata") == [
        "Ärendenummer: BV-2026-0142",
        "Del av handläggningen: Utredning",
        "Började: 12 mars 2026 kl. 14.00",
        "Slutade: 12 mars 2026 kl. 15.05",
        "Plats: I hemmet",
        f"Syfte med mötet: {sample('prov-01').sections['grunddata']['purpose']}",
        "Blev det av? Ja",
        "Tolk: Nej",
    ]
    assert "Started: 12 March 2026 at 14:00" in _line("prov-01", "grunddata", "en")


def test_participants_read_with_role_and_presence():
    assert _line("prov-06", "deltagare")[0] == "Tilde Bergvall (barn eller ung person, med en del av tiden)"
    assert _line("prov-04", "deltagare", "en")[0] == "Signe Holmdahl (child or young person, invited but not present)"
    row = {"person_id": "prov-03-p2", "role": "stodperson", "for_person_id": "prov-03-p1"}
    assert _text("prov-03", "deltagare", fields={"people": [row]}) == "Lotta Hed (stödperson för Vilmer Åkesson)"


def test_a_statement_reads_with_who_said_it_and_how_it_came():
    """rules: DOC-4"""
    assert _text("prov-01", "vuxnas_uppgifter").endswith(
        "Karin vill ha stöd på morgonen. (Karin Sandin, berättat på plats)"
    )
    asked = _line("prov-03", "barnets_berattelse")
    assert asked[0] == "Fråga: Hur är det hemma på helgerna?"
    assert asked[1].endswith("har druckit.” (Vilmer Åkesson, berättat på plats)")
    from_paper = {"told": [{"text": "Går i skolan.", "source_kind": "handling", "source_ref": "Anmälan 4 maj"}]}
    assert (
        _text("prov-01", "vuxnas_uppgifter", fields=from_paper) == "Går i skolan. (Anmälan 4 maj, står i en handling)"
    )
    by_area = {"items": [{"text": "Sover gott.", "tags": ["barn_halsa"]}]}
    assert _text("prov-01", "omraden", fields=by_area) == "Barnets hälsa: Sover gott."


def test_an_assessment_says_that_it_is_one_and_what_it_rests_on():
    """rules: DOC-4"""
    line = (
        "Bedömning av Tove Ekberg. Bygger på: Det vi såg och hörde; Barnets egna ord och vilja; Det de vuxna berättade."
    )
    assert line in _line("prov-01", "bedomning")[0:3]
    assert _line("prov-06", "bedomning", "en")[1] == "Assessment by Maja Frisk. Based on: What works; Worries."


def test_an_agreement_says_who_what_and_until_when():
    lines = _line("prov-01", "overenskommet")
    assert "Karin Sandin – Pratar med sin chef om schemat – senast 20 mars 2026 [överens: Karin Sandin]" in lines
    assert "Karin Sandin – Pratar med sin chef om schemat – by 20 March 2026 [agreed: Karin Sandin]" in _line(
        "prov-01", "overenskommet", "en"
    )
    loose = {"agreed": [{"who": "Karin", "what": "ringer", "when": "varje tisdag"}]}
    assert _text("prov-01", "overenskommet", fields=loose) == "Karin – ringer – varje tisdag"


def test_a_plans_columns_and_steps_and_goals_read_in_one_line_each():
    assert _text("prov-09", "insatser_sip").startswith(
        "Mia Lund – Samtal om sömn varannan vecka – senast 1 juni 2026 (Insats: Samtal om sömn; Ansvarig: Regionen;"
    )
    assert _text("prov-01", "nasta_steg") == "Tove Ekberg – Nytt möte klockan 15.00 på kontoret – 26 mars 2026"
    assert _line("prov-05", "mal")[2] == (
        "Dilan har en fritidsaktivitet (mål för Dilan Karaca) – Ingen förändring. Inget har hänt än."
    )


def test_a_comment_reads_in_the_persons_words():
    """rules: INS-2"""
    comment = {"text": "Det var två nätter.", "person_id": "prov-06-p2", "date": "2026-04-23", "claims_incorrect": True}
    text = _text("prov-10", "godkannande", fields={"disagree": comment})
    assert text == (
        "Inte överens – med vad: Det var två nätter. (Sofie Bergvall, 23 april 2026, menar att uppgiften är fel)"
    )


def test_people_behind_ids_read_by_name_and_unknown_ones_as_unknown():
    assert "Kontaktperson: Mia Lund" in _line("prov-09", "huvudansvar")
    assert "okänd person" in _text("prov-09", "huvudansvar", fields={"contact": "gone"})


def test_blocks_are_the_fields_with_content_in_the_order_of_the_template():
    of = sample("prov-01")
    blocks = section_blocks(book(), of.template, "samtycke_besok", of.sections["samtycke_besok"], of.people, "sv")
    assert [label for label, _ in blocks] == [
        "Samtycke till besöket",
        "Sade vi att besöket är frivilligt?",
        "Vem sade ja",
        "Så gick det till",
        "Rum eller delar av hemmet vi inte fick se",
    ]
    assert blocks[0][1] == "Ja, muntligt"


def test_nothing_reads_as_nothing():
    assert _text("prov-01", "grunddata", fields={}) == ""
    assert _text("prov-01", "deltagare", fields={"people": [], "note": ""}) == ""


WORDS = ("text", "what", "goal_text", "evidence_text", "observed_by", "question", "who", "name")


def _words(value):
    rows = [row for row in (value if isinstance(value, list) else [value]) if isinstance(row, dict)]
    return [row[key] for row in rows for key in WORDS if key in row]


@pytest.mark.parametrize("note", whole_notes())
@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_word_of_a_note_is_lost_and_no_id_is_left(note, language):
    of = sample(note)
    for section, fields in of.sections.items():
        text = _text(note, section, language)
        assert not [
            word
            for value in fields.values()
            if isinstance(value, dict | list)
            for word in _words(value)
            if word not in text
        ]
        assert not [each for each in of.people if each in text]
        assert "_" not in text


@given(note=st.sampled_from(list(samples())), pick=st.randoms(use_true_random=False))
def test_any_part_of_a_note_reads_without_a_fault(note, pick):
    of = sample(note)
    section = pick.choice(list(of.sections))
    fields = json.loads(json.dumps(of.sections[section]))
    for name in pick.sample(list(fields), pick.randrange(len(fields) + 1)):
        value = fields[name]
        for row in value if isinstance(value, list) else [value]:
            if isinstance(row, dict) and row:
                del row[pick.choice(sorted(row))]
    assert isinstance(_text(note, section, "sv", fields), str)

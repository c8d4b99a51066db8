"""Spoken Swedish, rule by rule: marks by the words around, amounts, times, dates, quotations, names."""

import pytest

from fieldnotes.language.spoken import SpokenRules, write
from speech_samples import places, spoken_rules

RULES = SpokenRules.read(spoken_rules())
PLACES = places()


def text(spoken, *names, locked=()):
    passages = write(spoken.split(" / "), RULES, PLACES, "iakttagelser", names, locked=locked)
    return "".join(passage.text for passage in passages)


WORDS_STAY = [
    ("vi går igenom varje punkt på listan punkt", "Vi går igenom varje punkt på listan."),
    ("pappan satte punkt för samtalet punkt", "Pappan satte punkt för samtalet."),
    ("nästa punkt är skolan punkt", "Nästa punkt är skolan."),
    ("det är en svag punkt punkt", "Det är en svag punkt."),
    ("på punkt två står det fel punkt", "På punkt två står det fel."),
    ("hon kunde inte komma frågetecken", "Hon kunde inte komma?"),
    ("ska mamma komma på fredag frågetecken", "Ska mamma komma på fredag?"),
    ("kan skolan komma med ett förslag frågetecken", "Kan skolan komma med ett förslag?"),
    ("låt henne komma till tals punkt", "Låt henne komma till tals."),
    ("han missade ett komma i texten punkt", "Han missade ett komma i texten."),
    ("det finns ett frågetecken kring skolan punkt", "Det finns ett frågetecken kring skolan."),
    ("många frågetecken är kvar punkt", "Många frågetecken är kvar."),
    ("hon gav ett citat ur boken punkt", "Hon gav ett citat ur boken."),
    ("han ritade ett stort utropstecken punkt", "Han ritade ett stort utropstecken."),
    ("vad betyder citattecken frågetecken", "Vad betyder citattecken?"),
    ("han stod i rad tre punkt", "Han stod i rad tre."),
    ("stryk det som inte stämmer punkt", "Stryk det som inte stämmer."),
    ("gå till skolan är svårt för henne punkt", "Gå till skolan är svårt för henne."),
    ("komma hem är skönt punkt", "Komma hem är skönt."),
]
MARKS = [
    ("hon vill komma hem komma men inte i dag punkt", "Hon vill komma hem, men inte i dag."),
    ("hon vill ha mjölk komma bröd och smör punkt", "Hon vill ha mjölk, bröd och smör."),
    ("han verkar ensam komma trött och ledsen punkt", "Han verkar ensam, trött och ledsen."),
    ("hon har en guldfisk punkt", "Hon har en guldfisk."),
    ("hon vill ha en punkt", "Hon vill ha en."),
    ("jag hörde mamma komma pappa och farmor punkt", "Jag hörde mamma, pappa och farmor."),
    ("för bindestreck och nackdelar punkt", "För- och nackdelar."),
    ("e bindestreck post snedstreck brev punkt", "E-post/brev."),
    ("läxor tankstreck det är svårt punkt", "Läxor – det är svårt."),
    ("regn semikolon vi gick ändå punkt", "Regn; vi gick ändå."),
    ("det var vänster parentes nog höger parentes bra punkt", "Det var (nog) bra."),
]
AMOUNTS = [
    ("hyran är tolvtusen femhundrafemtio kronor punkt", "Hyran är 12 550 kronor."),
    ("ett tusen två hundra kronor punkt", "1 200 kronor."),
    ("hon fick fem kronor och en krona till punkt", "Hon fick 5 kronor och en krona till."),
    ("tio till femton procent fattas punkt", "10 till 15 procent fattas."),
    ("hon hade trettionio komma fem graders feber punkt", "Hon hade 39,5 graders feber."),
    ("hon tar fem milligram punkt", "Hon tar 5 milligram."),
    ("barnen är två komma fem och sju år punkt", "Barnen är två, fem och sju år."),
    ("två och en halv timme punkt", "Två och en halv timme."),
    ("feber på trettioåtta komma sju punkt", "Feber på 38,7."),
    ("rum ett komma två och tre punkt", "Rum ett, två och tre."),
    ("mellan femton och tjugo minuter punkt", "Mellan 15 och 20 minuter."),
    ("tusen tack punkt", "Tusen tack."),
    ("tretton flickor och tolv pojkar punkt", "13 flickor och tolv pojkar."),
    ("i cirka femton minuter punkt", "I cirka femton minuter."),
    ("ring noll sju noll ett två tre fyra fem sex sju punkt", "Ring 0701234567."),
    ("tre fjärdedelar är klart punkt", "Tre fjärdedelar är klart."),
]
MOMENTS = [
    ("mellan klockan åtta och tio är hon ensam punkt", "Mellan klockan 8 och 10 är hon ensam."),
    ("från klockan noll fem till noll sju femton punkt", "Från klockan 05 till 07.15."),
    ("klockan tolv och femton slutade vi punkt", "Klockan 12.15 slutade vi."),
    ("klockan tio trettio punkt", "Klockan 10.30."),
    ("klockan kvart över åtta punkt", "Klockan kvart över åtta."),
    ("han kom tjugo i åtta punkt", "Han kom tjugo i åtta."),
    ("fyrtio i klassen punkt", "40 i klassen."),
    ("varannan vecka tre dagar punkt", "Varannan vecka tre dagar."),
    ("vecka tre till fem punkt", "Vecka 3 till 5."),
    ("från den tionde till den tolfte juni punkt", "Från den 10 till den 12 juni."),
    ("den andra februari tvåtusenfjorton punkt", "Den 2 februari 2014."),
    ("i mars tjugo tjugosex punkt", "I mars 2026."),
    ("den tredje i varje månad punkt", "Den 3 i varje månad."),
    ("den trettonde gången gick det punkt", "Den trettonde gången gick det."),
    ("första maj är vi lediga punkt", "Första maj är vi lediga."),
    ("tjugohundratjugofyra kronor punkt", "2 024 kronor."),
]
QUOTATIONS = [
    ("hon sade citattecken jag vill hem punkt citattecken", "Hon sade ”Jag vill hem.”"),
    ("citattecken kom utropstecken citattecken ropade hon punkt", "”Kom!” ropade hon."),
    ("hon säger kolon citattecken hej punkt citattecken punkt", "Hon säger: ”Hej.”"),
    ("alva kolon citattecken komma hem vill jag inte punkt citattecken", "Alva: ”Komma hem vill jag inte.”"),
    ("hon sade kolon citat jag går / punkt slut citat / sedan gick hon punkt", "Hon sade: ”Jag går.” Sedan gick hon."),
]


@pytest.mark.parametrize(
    ("spoken", "expected"), [*WORDS_STAY, *MARKS, *AMOUNTS, *MOMENTS, *QUOTATIONS], ids=lambda value: value[:40]
)
def test_written(spoken, expected):
    assert text(spoken, "Alva") == expected


def test_names_of_the_case_own_their_capitals():
    assert text("sedan kom elsas mamma karin sandin punkt", "Elsa Sandin", "Karin Sandin") == (
        "Sedan kom Elsas mamma Karin Sandin."
    )
    assert text("sedan kom anna karin punkt", "Anna-Karin Berg") == "Sedan kom Anna-Karin."


def test_a_name_that_is_also_a_word_is_told_by_its_neighbours():
    assert text("sedan kom bo och ville bo här punkt", "Bo Ek") == "Sedan kom Bo och ville bo här."


def test_a_small_word_in_a_name_owns_no_capital():
    assert text("sedan kom de hem punkt", "Carl De Geer") == "Sedan kom de hem."


def test_locked_words_are_never_altered():
    assert text("hon heter komma femton punkt", locked=("Komma Femton",)) == "Hon heter Komma Femton."


def test_english_marks_are_said_in_english():
    rules = SpokenRules.read(spoken_rules("en"))
    (passage,) = write(["elsa slept comma then she ate period new line we left period"], rules, {}, "a", ("Elsa",))
    assert passage.text == "Elsa slept, then she ate.\nWe left."


def test_an_english_quotation_that_is_written_already_is_closed():
    rules = SpokenRules.read(spoken_rules("en"))
    said = ["Elsa: “I sleep.”", "open quote now close quote period"]
    assert [p.text for p in write(said, rules, {}, "a", ("Elsa",))] == ["Elsa: “I sleep.” “Now”."]

"""Every day, minute, week, year and many amounts, said as people say them, come out in digits as people write them."""

import calendar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.language.spoken import SpokenRules, write
from fieldnotes.language.spoken_amounts import grouped
from speech_samples import spoken_rules

RULES = SpokenRules.read(spoken_rules())
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
UNITS = (
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton",
    "fjorton", "femton", "sexton", "sjutton", "arton", "nitton",
)  # fmt: skip
TENS = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
ORDINALS = (
    "", "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde", "elfte",
    "tolfte", "trettonde", "fjortonde", "femtonde", "sextonde", "sjuttonde", "artonde", "nittonde", "tjugonde",
)  # fmt: skip


def number(value, apart=""):
    """Say a whole number; `apart` stands between its parts where a recogniser may cut them."""
    if value < 20:
        return UNITS[value]
    if value < 100:
        return TENS[value // 10 - 2] + (apart + UNITS[value % 10] if value % 10 else "")
    if value < 1000:
        head = "hundra" if value < 200 else UNITS[value // 100] + apart + "hundra"
        return head + (apart + number(value % 100, apart) if value % 100 else "")
    head = "tusen" if value < 2000 else number(value // 1000, apart) + apart + "tusen"
    return head + (apart + number(value % 1000, apart) if value % 1000 else "")


def ordinal(day):
    return (
        ORDINALS[day]
        if day <= 20
        else {2: "tjugo", 3: "trettio"}[day // 10] + ORDINALS[day % 10]
        if day != 30
        else "trettionde"
    )


def written(spoken):
    return "".join(passage.text for passage in write([spoken], RULES, {}, "a"))


def wrong(pairs):
    return {spoken: text for spoken, text in pairs if written(spoken) != text}


def test_every_day_of_the_year_is_written_in_digits_in_every_frame():
    frames = (
        ("vi ses den {} {} punkt", "Vi ses den {} {}."),
        ("senast den {} {} ringer hon punkt", "Senast den {} {} ringer hon."),
        ("fredagen den {} {} klockan nio", "Fredagen den {} {} klockan 9"),
    )
    days = [(day, month) for month in range(12) for day in range(1, calendar.monthrange(2024, month + 1)[1] + 1)]
    assert len(days) == 366
    for say, write_ in frames:
        pairs = ((say.format(ordinal(d), MONTHS[m]), write_.format(d, MONTHS[m])) for d, m in days)
        assert wrong(pairs) == {}


def test_every_minute_of_the_day_is_written_in_digits_with_and_without_and():
    pairs = []
    for hour in range(24):
        for minute in range(60):
            tail = f"noll {UNITS[minute]}" if minute < 10 else number(minute)
            for joint in (" ",) if minute < 10 else (" ", " och "):
                said = f"hon kom klockan {number(hour)}{joint}{tail} punkt"
                pairs.append((said, f"Hon kom klockan {hour}.{minute:02}."))
    odd = {said for said, _ in pairs if " noll " in said and "klockan noll" in said}
    assert wrong((said, text) for said, text in pairs if said not in odd) == {}


def test_every_week_and_every_year_people_live_in():
    assert wrong((f"vecka {number(w)} är vi borta", f"Vecka {w} är vi borta") for w in range(1, 54)) == {}
    old = ((f"hon är född nittonhundra{number(y)} punkt", f"Hon är född 19{y} ."[:-2] + ".") for y in range(20, 100))
    new = ((f"hon är född tjugohundra{number(y)} punkt", f"Hon är född 20{y:02}.") for y in range(1, 40))
    said = ((f"i mars två tusen {number(y)} punkt", f"I mars 20{y:02}.") for y in range(2, 40))
    whole = ((f"de flyttade tvåtusen{number(y)} punkt", f"De flyttade 20{y:02}.") for y in range(1, 40))
    for pairs in (old, new, said, whole):
        assert wrong(pairs) == {}


@settings(max_examples=300, deadline=None)
@given(st.integers(2, 99_999), st.sampled_from(["", " "]))
def test_any_amount_of_money_however_it_is_cut(value, apart):
    assert written(f"det kostar {number(value, apart)} kronor punkt") == f"Det kostar {grouped(value)} kronor."


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 9_999))
def test_a_count_is_words_to_twelve_and_digits_from_thirteen(value):
    said = f"det var {number(value)} stolar där punkt"
    shown = number(value) if value < 13 else grouped(value)
    assert written(said) == f"Det var {shown} stolar där."


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 99), st.integers(0, 9), st.sampled_from(["procent", "kronor", "grader", "milligram"]))
def test_a_decimal_before_a_unit(whole, part, unit):
    assert written(f"det var {number(whole)} komma {UNITS[part]} {unit} punkt") == f"Det var {whole},{part} {unit}."


@pytest.mark.parametrize("unit", ["procent", "kronor", "grader", "milligram", "tabletter", "doser"])
def test_units_that_always_take_digits(unit):
    assert wrong((f"hon fick {number(n)} {unit} i går", f"Hon fick {n} {unit} i går") for n in range(2, 100)) == {}

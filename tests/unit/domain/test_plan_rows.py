"""Who does what and when: which rows nobody could follow up, and what a plan's reader is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain_samples import DEMO, book, load
from fieldnotes.domain.plan import lacks, plan_rows, unfinished
from fieldnotes.domain.template_parts import Template

WORDS = st.sampled_from(["", " ", "Mia Lund", "2026-06-01", "varje måndag"])
ROW = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("what", "who", "when", "insats", "ansvarig_huvudman", "kontaktperson", "start"), WORDS),
)


@pytest.mark.parametrize(
    ("row", "lacking"),
    [
        ({}, ()),
        ({"what": ""}, ()),
        ({"what": "Ringer"}, ("who", "when")),
        ({"what": "Ringer", "who": "Mia"}, ("when",)),
        ({"what": "Ringer", "when": "2026-06-01"}, ("who",)),
        ({"what": "Ringer", "who": " ", "when": "2026-06-01"}, ("who",)),
        ({"what": "Ringer", "who": "Mia", "when": "2026-06-01"}, ()),
        ({"what": "Ringer", "who": "Mia", "due_date": "2026-06-01"}, ()),
        ({"insats": "Samtal", "ansvarig_huvudman": "Regionen", "start": "2026-06-01"}, ()),
        ({"insats": "Samtal", "ansvarig_huvudman": "Regionen"}, ("when",)),
        ({"insats": "Samtal", "kontaktperson": "Mia", "klart": "2026-06-01"}, ("who", "when")),
    ],
)
def test_a_row_says_who_and_when_or_what_it_lacks(row, lacking):
    """rules: VIS-7"""
    assert lacks(row) == lacking
    assert unfinished("agreement", [row]) is bool(lacking)
    assert not unfinished("text", [row])


@given(ROW)
def test_a_row_that_lacks_nothing_passes_the_books_own_rule(row):
    """rules: VIS-7 – what is ready here has no warning at signing either."""
    pairs = (("ansvarig_huvudman", "start"), ("who", "when"))
    passes = any(row.get(a, "").strip() and row.get(b, "").strip() for a, b in pairs)
    begun = any(value.strip() for value in row.values())
    assert (not lacks(row)) is (passes or not begun)


def test_the_rows_of_a_plan_are_told_with_person_authority_and_both_days():
    template: Template = book().template("sip_mote")
    help_row, other, step = plan_rows(template, load(DEMO / "notes/prov-09.json")["sections"])
    assert (help_row.who, help_row.days) == ("Mia Lund, Regionen", ("2026-06-01", "2026-09-30"))
    assert (other.what, other.days) == ("Låter Dilan börja klockan nio", ("2026-05-25",))
    assert (step.section, step.when, step.lacking) == ("nasta_steg", "2026-05-25", ())

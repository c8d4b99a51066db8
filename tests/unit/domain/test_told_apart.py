"""What may tell who a passage is about is marked for the person who rewrites it; nothing is rewritten.

rules: DOC-8
"""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.domain.told_apart import telling

KNOWN = ("Elsa Sandin", "Karin Sandin", "SN 2026-0412", "Björkgården")


def marked(text, *, known=None):
    found = telling(text, KNOWN)
    return [text[each.start : each.end] for each in found if known is None or each.known is known]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Elsa sov.", ["Elsa"]),
        ("Vi såg elsas säng och Karins.", ["elsas", "Karins"]),
        ("ELSA SANDIN:s rum", ["ELSA SANDIN:s"]),
        ("Ärende SN 2026-0412.", ["SN 2026-0412"]),
        ("Hon bor på björkgården.", ["björkgården"]),
        ("Barnet hämtade själv bröd.", []),
        ("Elsabet är en annan.", []),
    ],
)
def test_names_of_the_case_are_known(text, names):
    assert marked(text, known=True) == names


@pytest.mark.parametrize(
    ("text", "maybe"),
    [
        ("Barnet sov. Mamman kom.", []),
        ("Vi mötte Ahmed i hallen.", ["Ahmed"]),
        ("De bor på Storgatan 12.", ["Storgatan", "12"]),
        ("Född 2015-03-02, ring 070-123 45 67.", ["2015-03-02", "070-123 45 67"]),
        ("Skriv till mor@exempel.se.", ["mor@exempel.se."]),
        ("Klockan 7 gick barnet.", ["7"]),
    ],
)
def test_what_could_be_a_name_a_number_or_an_address_is_worth_a_look(text, maybe):
    assert marked(text, known=False) == maybe


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["Elsa", "karins", "och", "sov.", "12", "Ahmed", "Björkgården", "hem,"]), max_size=15))
def test_marks_are_in_order_apart_and_no_name_of_the_case_is_left_out(words):
    text = " ".join(words)
    found = telling(text, KNOWN)
    assert all(a.end <= b.start for a, b in pairwise(found))
    at = 0
    for word in words:
        if word in {"Elsa", "karins", "Björkgården"}:
            assert any(each.known and each.start <= at and at + len(word) <= each.end for each in found)
        at += len(word) + 1

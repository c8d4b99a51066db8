"""Arabic letters: joined as they are written, in the order a left-to-right library draws them."""

import unicodedata

from fieldnotes.report.arabic import in_drawing_order


def logical(drawn: str) -> str:
    return unicodedata.normalize("NFKC", drawn[::-1])


def test_letters_join() -> None:
    drawn = in_drawing_order("نعم")
    assert [unicodedata.name(letter).rsplit(" ", 2)[-2:] for letter in drawn] == [
        ["FINAL", "FORM"],
        ["MEDIAL", "FORM"],
        ["INITIAL", "FORM"],
    ]
    assert logical(drawn) == "نعم"


def test_a_letter_that_never_joins_on_starts_the_next_anew() -> None:
    drawn = in_drawing_order("دار")
    assert all(unicodedata.name(letter).endswith("ISOLATED FORM") for letter in drawn)


def test_lam_and_alef_become_one_sign() -> None:
    assert in_drawing_order("لا") == "\ufefb"
    assert in_drawing_order("سلام") == "\ufee1\ufefc\ufeb3"


def test_swedish_around_it_stays() -> None:
    drawn = in_drawing_order("Mamman sade: نعم (ja), 12 mars.")
    assert drawn.startswith("Mamman sade: ")
    assert drawn.endswith(" (ja), 12 mars.")


def test_numbers_keep_their_order() -> None:
    assert "2026" in in_drawing_order("في سنة 2026 كان")

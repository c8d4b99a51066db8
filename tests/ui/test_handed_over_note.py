"""A note that was handed over says so where it is asked for: above it, and in its history with the receipt."""

from types import SimpleNamespace

from domain_samples import cases
from fieldnotes.casework.delivered_views import delivered_of
from fieldnotes.domain.cases import Case
from fieldnotes.ui.worker.editor.history_words import handed_over_lines
from fieldnotes.ui.worker.editor.wording import where_words

HEAD, RECEIPT = "aa" * 32, "Bundle/7/_history/1"


def a_note(where="received", head=HEAD, **changes):
    row = {
        "note": "n-1", "revision": HEAD, "what": "note", "to": "treserva", "receipt": RECEIPT,
        "at": "2026-03-13T12:02:00.000000+00:00",
    }  # fmt: skip
    case = Case.from_json({**cases()["c-prov-01"].source, "delivered": [{**row, **changes}]})
    return SimpleNamespace(is_draft=False, where=where, head=head, delivered=delivered_of(case, "n-1"))


def test_the_pill_above_the_note_names_the_system_and_the_day():
    assert where_words(a_note()) == ("Handed over to treserva 2026-03-13", "ok")


def test_a_text_that_came_after_is_only_where_it_is():
    """rules: INS-1"""
    assert "treserva" not in where_words(a_note(head="bb" * 32))[0]
    assert where_words(a_note(where="only_here"))[1] == "warn"


def test_the_history_holds_the_receipt_and_says_what_was_taken_back():
    """rules: DOC-8"""
    (line,) = handed_over_lines(a_note())
    assert RECEIPT in line
    assert "treserva" in line
    (back,) = handed_over_lines(a_note(what="taken_back"))
    assert back != line
    assert RECEIPT in back

"""Where a note is: what the hub tells of a case system is shown with the text that stands, nothing invented."""

from datetime import datetime

from domain_samples import cases
from fieldnotes.casework.delivered_views import delivered_of, standing, to_copy_of
from fieldnotes.domain.cases import Case
from fieldnotes.ui.shared.note_rows import place_words

HEAD, OLD = "aa" * 32, "bb" * 32


def told(**changes):
    row = {
        "note": "n-1", "revision": HEAD, "what": "note", "to": "treserva", "at": "2026-03-12T14:02:00.000000+00:00",
        "receipt": "Bundle/7/_history/1",
    }  # fmt: skip
    return {**row, **changes}


def case(*rows):
    return Case.from_json({**cases()["c-prov-01"].source, "delivered": list(rows)})


def test_a_text_that_lies_in_the_case_system_says_where_since_when_and_the_receipt():
    (one,) = delivered_of(case(told(), told(note="n-2")), "n-1")
    assert (one.to, one.receipt, one.at) == (
        "treserva", "Bundle/7/_history/1", datetime.fromisoformat("2026-03-12T14:02:00+00:00"),
    )  # fmt: skip
    assert standing((one,), HEAD) is one
    words, tone = place_words("received", one)
    assert "treserva" in words
    assert "2026-03-12" in words
    assert tone == "ok"
    assert "Bundle" not in repr(one)


def test_an_earlier_text_or_one_taken_back_does_not_speak_for_what_stands():
    """rules: DOC-8, INS-1"""
    assert standing(delivered_of(case(told(revision=OLD)), "n-1"), HEAD) is None
    back = told(what="taken_back", at="2026-03-13T08:00:00.000000+00:00")
    assert standing(delivered_of(case(back, told()), "n-1"), HEAD) is None
    assert standing(delivered_of(case(), "n-1"), HEAD) is None
    assert delivered_of(cases()["c-prov-01"], "n-1") == ()


def test_what_has_not_reached_the_hub_is_never_said_to_be_there():
    (one,) = delivered_of(case(told()), "n-1")
    assert place_words("only_here", one) == place_words("only_here")
    assert place_words("quarantined", one) == place_words("quarantined")


def test_what_a_person_has_to_copy_is_the_text_that_stands_and_is_said_before_anything_else():
    """rules: INS-1"""
    since = {"since": "2026-03-12T14:02:00.000000+00:00"}
    rows = [told(to="lifecare", **since), told(revision=OLD, to="lifecare", **since), told(note="n-2", **since)]
    of = Case.from_json({**cases()["c-prov-01"].source, "to_copy": rows, "delivered": [told()]})
    (one,) = to_copy_of(of, "n-1", HEAD)
    assert (one.to, one.revision) == ("lifecare", HEAD)
    (there,) = delivered_of(of, "n-1")
    assert place_words("received", there, (one,)) == ("to be copied into lifecare by hand", "warn")
    assert place_words("only_here", None, (one,)) == place_words("only_here")
    back = Case.from_json({**cases()["c-prov-01"].source, "to_copy": [told(revision=OLD, what="taken_back", **since)]})
    (taken,) = to_copy_of(back, "n-1", HEAD)
    assert place_words("received", None, (taken,))[0] == "to be taken out of treserva by hand"
    assert to_copy_of(cases()["c-prov-01"], "n-1", HEAD) == ()

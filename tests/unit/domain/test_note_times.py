"""What the record says of a note's way, from its entries alone; what two clocks cannot both mean is left out."""

import pytest

from fieldnotes.domain.entry import Entry, Filed, Kind
from fieldnotes.domain.fold import Family
from fieldnotes.domain.note_times import facts_of

ME, BOSS = "u-tove", "u-henrik"
MINUTE, HOUR = 60, 3600


def entry(kind, at, body, *, author=ME, name="0", parents=(), received=None):
    made = Entry(
        id=f"id-{name}", kind=kind, case="c-1", note="n-1", visit=None, parents=parents, case_previous=None, dseq=1,
        author=author, role="worker", unit="unit-bou", device="d-1", at=at, since_hub=None, auth=None, body=body,
    )  # fmt: skip
    return Filed(made, f"h-{name}", received_at=received)


def signed(end="2026-03-12T15:00:00+01:00", at="2026-03-12T16:30:00+01:00", **more):
    basics = {"end": end, **more.pop("basics", {})}
    return entry(Kind.NOTE_SIGNED, at, {"sections": {"grunddata": basics}, **more.pop("body", {})}, **more)


def about(kind, at, author=BOSS, name="1", **more):
    return entry(kind, at, {"revision": "h-0", **more.pop("body", {})}, author=author, name=name, **more)


def facts(*filed):
    return facts_of("n-1", filed, frozenset({ME}))


def test_the_way_of_a_note_in_seconds():
    asked = about(Kind.QUESTION_ASKED, "2026-03-12T19:30:00+01:00", body={"kind": "question"})
    approved = about(Kind.NOTE_APPROVED, "2026-03-14T08:30:00Z", name="2")
    shown = entry(Kind.NOTE_SHOWN, "2026-03-12T14:50:00+01:00", {"copy": {"sections": []}}, name="3")
    found = facts(approved, signed(), shown, asked)
    assert (found.to_signed, found.to_read, found.to_approved) == (90 * MINUTE, 3 * HOUR, 41 * HOUR)
    assert (found.day.isoformat(), found.family) == ("2026-03-12", Family.DID_NOT)


@pytest.mark.parametrize(
    "end", ["2026-03-12T16:29:30+01:00", "2026-03-12T17:00:00+01:00", "2026-03-12T15:00:00", "2026-03-12", "", None, 7]
)
def test_an_end_that_says_nothing_of_the_visit_is_not_counted(end):
    """The clock wrote it as the note was signed, or it is no moment at all."""
    assert facts(signed(end)).to_signed is None


def test_what_comes_later_does_not_move_the_first_signing():
    corrected = entry(Kind.NOTE_CORRECTED, "2026-03-20T09:00:00+01:00", {"sections": {}}, name="1", parents=("h-0",))
    again = about(Kind.NOTE_APPROVED, "2026-03-21T09:00:00+01:00", name="3", body={"revision": "h-1"})
    first = about(Kind.NOTE_APPROVED, "2026-03-13T16:30:00+01:00", name="2")
    assert facts(signed(), corrected).to_signed == 90 * MINUTE
    assert facts(signed(), corrected, again, first).to_approved == 24 * HOUR


def test_an_approval_that_was_withdrawn_counts_no_longer():
    approved = about(Kind.NOTE_APPROVED, "2026-03-13T16:30:00+01:00")
    withdrawn = about(Kind.APPROVAL_WITHDRAWN, "2026-03-14T16:30:00+01:00", name="2", body={"seen": ["h-1"]})
    found = facts(signed(), approved, withdrawn)
    assert (found.to_approved, found.to_read) == (None, 24 * HOUR)


def test_one_s_own_acts_are_no_reading():
    cosigned = about(Kind.NOTE_COSIGNED, "2026-03-12T17:00:00+01:00", author=ME)
    assert facts(signed(), cosigned).to_read is None


@pytest.mark.parametrize("at", ["2026-03-12T10:00:00+01:00", "2026-05-12T10:00:00+02:00"])
def test_clocks_that_cannot_be_right_are_left_out(at):
    """Before the signing, or two months after the hub had it."""
    wrong = about(Kind.NOTE_APPROVED, at, received="2026-03-13T09:00:00Z")
    assert facts(signed(), wrong).to_approved is None
    assert facts(signed(received="2026-01-01T09:00:00Z"), about(Kind.NOTE_APPROVED, at)).to_signed is None


COPIED = {"copied": {"revision": "x"}}


@pytest.mark.parametrize(
    "first", [signed(author="u-jonas"), signed(body=COPIED), signed(basics={"outcome": "ej_genomfort"})]
)
def test_only_own_notes_of_visits_that_took_place_are_counted(first):
    assert facts(first) is None


def test_a_note_in_the_wrong_case_is_not_counted():
    assert facts(signed(), about(Kind.NOTE_MISFILED, "2026-03-13T09:00:00+01:00")) is None

"""Communication before a decision: the party's paper with a day to reply by, the answer, and the day in Today."""

from datetime import date, timedelta

import pytest

from fieldnotes.casework import communicate, insight, read_cases
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault import entries
from folder_desks import CASE, folder_desks, text_of

GUARDIAN = "prov-01-p2"
DAY = date(2026, 4, 2)


@pytest.fixture
def desk(tmp_path):
    two, _notes = folder_desks(tmp_path)
    yield two.worker
    two.close()


def sent_by(desk):
    return communicate.given(desk, insight.draw(desk, CASE, GUARDIAN, reply_by=DAY), "post")


def due(desk):
    return [(number, each.due, each.about) for number, each in read_cases.today(desk).deadlines if each.rule == "INS-5"]


def test_the_paper_says_until_when_one_may_answer_and_that_one_may_speak_to_the_board(desk):
    """rules: INS-5"""
    text = text_of(insight.draw(desk, CASE, GUARDIAN, reply_by=DAY).pdf)
    assert "You can say what you think until 2 april 2026." in text
    assert "speak to the board yourself" in text
    assert "speak to the board" not in text_of(insight.draw(desk, CASE, GUARDIAN).pdf)
    with pytest.raises(Refused) as late:
        insight.draw(desk, CASE, GUARDIAN, reply_by=date(2026, 3, 12))
    assert late.value.code is Code.WRONG_TYPE


def test_the_day_to_reply_by_stands_in_today_and_in_the_case_until_there_is_an_answer(desk):
    """rules: INS-5, SEC-8 – by role, no name."""
    done = sent_by(desk)
    sent = entries.by_hash(desk.vault, done.communication).entry.body
    assert sent == {"to": GUARDIAN, "documents": [done.sha256], "reply_by": "2026-04-02", "way": "post"}
    assert due(desk) == [("BV-2026-0142", DAY, done.communication)]
    (label,) = [each.label for each in read_cases.case(desk, CASE).deadlines if each.rule == "INS-5"]
    assert label == "Svar på kommunicering (vårdnadshavare)"
    communicate.answered(desk, done.communication, "replied", "Vi håller inte med.")
    assert due(desk) == []
    (seen,) = communicate.communications(desk, CASE)
    assert (seen.open, seen.reply_by, [(one.answer, one.text) for one in seen.answers]) == (
        False,
        DAY,
        [("replied", "Vi håller inte med.")],
    )
    assert "Vi håller inte med." in text_of(insight.draw(desk, CASE, GUARDIAN).pdf)


def test_that_nothing_came_is_said_only_when_the_day_is_over(desk):
    """rules: INS-5"""
    done = sent_by(desk)
    with pytest.raises(Refused) as early:
        communicate.answered(desk, done.communication, "nothing")
    assert (early.value.code, early.value.values) == (Code.REPLY_TIME_LEFT, {"day": "2026-04-02"})
    desk.clock.wall += timedelta(days=30)
    communicate.answered(desk, done.communication, "nothing")
    assert [one.answer for one in communicate.communications(desk)[0].answers] == ["nothing"]


@pytest.mark.parametrize(
    ("sent", "answer", "text", "code"),
    [
        ("0" * 64, "replied", "", Code.UNKNOWN_COMMUNICATION),
        (None, "perhaps", "", Code.WRONG_TYPE),
        (None, "nothing", "Ord.", Code.WRONG_TYPE),
    ],
)
def test_an_answer_that_cannot_be_one_is_refused(desk, sent, answer, text, code):
    done = sent_by(desk)
    with pytest.raises(Refused) as stopped:
        communicate.answered(desk, sent or done.communication, answer, text)
    assert stopped.value.code is code
    assert communicate.communications(desk)[0].answers == ()

"""The hub's answers are read strictly: a field that is missing or of another type makes it no answer."""

import pytest

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.sync import answers
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.running_head import START, sign_receipt

KEY = SigningKey(b"\x07" * 32)
RECEIPT = sign_receipt(KEY, "e", "c-1", 0, START)
TIME = "2026-03-12T15:00:00.000000+00:00"
WHOLE = {
    answers.greeting: {"protocol": [1, 1], "epoch": "e", "hub_key": to_base64(KEY.public)},
    answers.enrolled: {
        "certificate": {"signed": "", "signature": ""},
        "user": "u",
        "user_name": "n",
        "role": "worker",
        "unit": "x",
        "epoch": "e",
    },
    answers.nonce: {"nonce": "AAAA"},
    answers.opened: {"token": "t", "exchange_token": "x", "epoch": "e", "time": TIME, "revoked": False},
    answers.pushed: {"epoch": "e", "results": [], "receipts": [RECEIPT.to_json()]},
    answers.lacking: {"epoch": "e", "results": [], "receipts": [RECEIPT.to_json()], "lacking": ["11" * 32]},
    answers.heads: {"epoch": "e", "cases": [RECEIPT.to_json()]},
    answers.pulled: {
        "epoch": "e",
        "more": False,
        "pages": [{"case": "c-1", "after": 0, "count": 0, "receipt": RECEIPT.to_json()}],
    },
}
CASES = [(read, field) for read, whole in WHOLE.items() for field in whole]


@pytest.mark.parametrize("read", WHOLE, ids=lambda read: read.__name__)
def test_a_whole_answer_is_read_and_may_say_more(read):
    assert read({**WHOLE[read], "something_new": 1}) is not None


@pytest.mark.parametrize(("read", "field"), CASES, ids=lambda x: x if isinstance(x, str) else x.__name__)
@pytest.mark.parametrize("wrong", [None, 1.5, "å", ["å"], {"a": 1}], ids=repr)
def test_a_field_of_another_shape_makes_it_no_answer(read, field, wrong):
    if isinstance(wrong, str) and isinstance(WHOLE[read][field], str) and field not in ("hub_key", "nonce", "time"):
        return
    with pytest.raises(Refused) as problem:
        read({**WHOLE[read], field: wrong})
    assert problem.value.code is Code.HUB_ANSWER_WRONG


@pytest.mark.parametrize(("read", "field"), CASES, ids=lambda x: x if isinstance(x, str) else x.__name__)
def test_a_missing_field_makes_it_no_answer(read, field):
    with pytest.raises(Refused) as problem:
        read({name: value for name, value in WHOLE[read].items() if name != field})
    assert problem.value.code is Code.HUB_ANSWER_WRONG


@pytest.mark.parametrize(
    ("spoken", "code"), [([2, 3], Code.PROGRAM_TOO_OLD), ([0, 0], Code.HUB_TOO_OLD), ([0, 2], None), ([1, 1], None)]
)
def test_a_hub_that_speaks_only_other_versions_says_who_is_to_be_updated(spoken, code):
    told = {**WHOLE[answers.greeting], "protocol": spoken}
    if code is None:
        assert answers.greeting(told).epoch == "e"
        return
    with pytest.raises(Refused) as problem:
        answers.greeting(told)
    assert problem.value.code is code


def test_a_time_without_its_zone_and_a_backup_at_no_moment_are_no_answers():
    for read, field in ((answers.opened, "time"), (answers.greeting, "backed_up_to")):
        for wrong in ("2026-03-12T15:00:00", "yesterday", 7):
            with pytest.raises(Refused) as problem:
                read({**WHOLE[read], field: wrong})
            assert problem.value.code is Code.HUB_ANSWER_WRONG


def test_an_order_to_wipe_is_read_as_it_came():
    found = answers.opened({**WHOLE[answers.opened], "wipe": {"signed": "AAAA", "signature": "AAAA"}})
    assert found.wipe is not None
    assert found.wipe.data == bytes(3)
    with pytest.raises(Refused):
        answers.opened({**WHOLE[answers.opened], "wipe": "now"})


def test_a_refusal_by_a_person_is_told_with_who_and_when():
    refused = {
        "id": "i",
        "hash": "h",
        "result": "quarantined",
        "reason": "fork",
        "refused_at": TIME,
        "refused_by": "Eva",
    }
    [found] = answers.pushed({"epoch": "e", "results": [refused], "receipts": []}).results
    assert (found["refused_at"], found["refused_by"]) == (TIME, "Eva")


@pytest.mark.parametrize(
    "result",
    [
        {"id": "i", "hash": "h", "result": "stored"},
        {"id": "i", "hash": "h", "result": "quarantined"},
        {"id": "i", "hash": "h", "result": "lost", "reason": "x"},
        {"id": "i", "result": "stored", "position": 1},
        "stored",
    ],
)
def test_a_result_that_does_not_say_what_became_of_an_entry_is_no_answer(result):
    with pytest.raises(Refused):
        answers.pushed({"epoch": "e", "results": [result], "receipts": []})

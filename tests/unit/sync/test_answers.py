"""The hub's answers are read strictly: a field that is missing or of another type makes it no answer."""

import pytest

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.sync import answers
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.running_head import START, sign_receipt

KEY = SigningKey(b"\x07" * 32)
RECEIPT = sign_receipt(KEY, "e", "c-1", 0, START)
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
    answers.opened: {"token": "t", "exchange_token": "x", "epoch": "e"},
    answers.pushed: {"epoch": "e", "results": [], "receipts": [RECEIPT.to_json()]},
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
    if isinstance(wrong, str) and isinstance(WHOLE[read][field], str) and field not in ("hub_key", "nonce"):
        return
    with pytest.raises(Refused) as problem:
        read({**WHOLE[read], field: wrong})
    assert problem.value.code is Code.HUB_ANSWER_WRONG


@pytest.mark.parametrize(("read", "field"), CASES, ids=lambda x: x if isinstance(x, str) else x.__name__)
def test_a_missing_field_makes_it_no_answer(read, field):
    with pytest.raises(Refused) as problem:
        read({name: value for name, value in WHOLE[read].items() if name != field})
    assert problem.value.code is Code.HUB_ANSWER_WRONG


def test_a_hub_that_speaks_only_other_versions_is_told_apart():
    with pytest.raises(Refused) as problem:
        answers.greeting({**WHOLE[answers.greeting], "protocol": [2, 3]})
    assert problem.value.code is Code.VERSION_UNSUPPORTED


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

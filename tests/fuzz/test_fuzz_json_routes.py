"""Everything the hub's OpenAPI description allows, and much it does not, against every route, by everybody there is.

    pytest -m slow -s tests/fuzz

Generated from the description the hub itself gives, in a town of five cases; asked by each role of each board, by a
stranger, by a device whose access was withdrawn and by an operator. Nobody is answered with a fault of the server or
hears a word of a case that is not theirs, what the description forbids is refused, and afterwards the record is whole.
`FIELDNOTES_FUZZ` says how many requests each route gets in each way (400).
"""

import os
from collections import Counter

import pytest
import schemathesis
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import unsupported_method

from conftest import HeldClock
from fieldnotes.domain.errors import Code
from fieldnotes.hub.hub import make_hub
from fieldnotes.hub.problems import STATUS
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.wire.attachments import PIECE_TYPE
from fieldnotes.wire.messages import PARCEL_TYPE
from role_matrix import CASES, NOBODY, OPERATOR, REVOKED, WHO, Matrix, child, said
from role_rules import INSIDE, may_hear
from running_hub import running

pytestmark = [pytest.mark.slow, pytest.mark.timeout(7200)]
RUNS = int(os.environ.get("FIELDNOTES_FUZZ", "400"))
COUNTS: Counter[str] = Counter()
schemathesis.serializer.alias([PARCEL_TYPE, PIECE_TYPE], "application/octet-stream")


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """The town of the role matrix, and an operator's key."""
    clock = HeldClock()
    with make_hub(tmp_path_factory.mktemp("fuzz") / "hub", clock) as hub, running(hub) as url:
        matrix = Matrix(hub, url, clock).found()
        yield matrix
        print(f"\n{COUNTS.total()} asked: {dict(sorted(COUNTS.items()))}")  # noqa: T201 - the figures, read with -s
        faults = [each["what"] for each in verify_hub(hub)["faults"]]
        assert [each for each in faults if not each.startswith("access ")] == [], "a device's own log is its own affair"
        matrix.close()


@pytest.fixture(scope="module")
def described(town):
    return schemathesis.openapi.from_url(f"{town.url}/v1/openapi.json")


def bearer_of(town, who):
    return {"Authorization": f"Bearer {town.key}"} if who == OPERATOR else town.shown_by(who)


def told_by(answer):
    """Everything an answer says, a parcel opened."""
    if "parcel" in "".join(answer.headers.get("content-type", ())):
        return zstandard.decompress(answer.content, max_output_size=1 << 26)
    return answer.content


def is_body_wrong(case):
    """Whether the body is one that the description forbids."""
    about = case.meta.components.get(ParameterLocation.BODY)
    return about is not None and about.mode is GenerationMode.NEGATIVE


def judge(path, who, answer):
    """Hold an answer against what every answer must be."""
    COUNTS[f"{answer.status_code // 100}xx"] += 1
    if answer.status_code >= 400 and path.startswith("/v1/"):
        assert "".join(answer.headers["content-type"]) == "application/problem+json"
        assert STATUS[Code(answer.json()["code"])] == answer.status_code
    told = told_by(answer)
    for case in CASES:
        assert said(case).encode() not in told or (who, case) in INSIDE, (who, case)
        assert child(case).encode() not in told or may_hear(path, who, case), (who, case)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_no_request_breaks_the_hub_or_is_told_what_is_not_theirs(described, town, mode):
    """rules: SEC-6"""
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) >= 35
    everybody = sorted([*WHO, NOBODY, REVOKED, OPERATOR])
    for operation in operations:
        if mode is GenerationMode.NEGATIVE and not [*operation.iter_parameters(), *operation.body]:
            continue  # there is nothing to say wrongly

        @settings(max_examples=RUNS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode), who=st.sampled_from(everybody))
        def ask(case, who):
            answer = case.call(headers=bearer_of(town, who))
            case.validate_response(answer, checks=[not_a_server_error, unsupported_method])
            assert not is_body_wrong(case) or 400 <= answer.status_code < 500, "it took what its description forbids"
            judge(case.path, who, answer)

        ask()


def test_the_pages_of_the_operator_take_anything(town):
    """Routes that are in no description: what browsers send, and what nobody would."""
    hidden = [(method, path) for method, path, about in town.routes() if not about]
    assert hidden
    texts = st.text(max_size=200)
    printable = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=";,"), max_size=60)

    @settings(max_examples=RUNS * 5, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(
        asked=st.sampled_from(hidden),
        query=st.dictionaries(st.sampled_from(["language", "x"]), texts, max_size=2),
        form=st.one_of(st.binary(max_size=300), st.dictionaries(texts, texts, max_size=9)),
        cookie=printable,
        language=printable,
    )
    def ask(asked, query, form, cookie, language):
        more = {"data": form} if isinstance(form, dict) else {"content": form}
        headers = {"Cookie": f"fieldnotes-operator={cookie}", "Accept-Language": language}
        kind = {} if isinstance(form, dict) else {"Content-Type": "application/x-www-form-urlencoded"}
        answer = town.lines[NOBODY].http.request(
            asked[0], asked[1], params=query, headers={**headers, **kind}, **(more if asked[0] == "POST" else {})
        )
        assert answer.status_code < 500, (asked, answer.text)
        judge(asked[1], NOBODY, answer)

    ask()

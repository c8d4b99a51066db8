"""Everything the hub's OpenAPI description allows, and much it does not, against the routes that take JSON.

    pytest -m slow tests/fuzz

Generated from the description the hub itself gives; asked with a good session, with none, and by a revoked device.
"""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error

from fieldnotes.domain.errors import Code
from fieldnotes.hub.devices import revoke
from fieldnotes.hub.problems import STATUS
from hub_samples import FoundingClock, Laptop, Line, new_hub
from running_hub import running

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
RUNS = 400


@pytest.fixture(scope="module")
def hub_and_url(tmp_path_factory):
    with new_hub(tmp_path_factory.mktemp("fuzz") / "hub", FoundingClock()) as hub, running(hub) as url:
        yield hub, url


@pytest.fixture(scope="module")
def described(hub_and_url):
    return schemathesis.openapi.from_url(f"{hub_and_url[1]}/v1/openapi.json")


@pytest.fixture(scope="module")
def bearers(hub_and_url):
    """Three who ask: a device in session, nobody, and a device whose access was withdrawn."""
    hub, url = hub_and_url
    with Line(url, hub, Laptop(clock=FoundingClock())) as line, Line(url, hub, Laptop(clock=FoundingClock())) as gone:
        good = line.join().bearer
        gone.join()
        revoke(hub, gone.laptop.id)
        yield [good, {}, gone.open().bearer]


def asked(case, bearer):
    """Ask, and hold the answer against what every answer must be."""
    answer = case.call(headers=bearer)
    case.validate_response(answer, checks=[not_a_server_error])
    if answer.status_code >= 400:
        assert answer.headers["content-type"][0] == "application/problem+json"
        assert STATUS[Code(answer.json()["code"])] == answer.status_code


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_request_breaks_the_hub(described, bearers, mode):
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) >= 9
    for operation in operations:

        @settings(max_examples=RUNS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode), bearer=st.sampled_from(bearers))
        def ask(case, bearer):
            asked(case, bearer)

        ask()

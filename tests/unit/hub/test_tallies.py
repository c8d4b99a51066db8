"""What processes count, and how the figures are written: every line is one Prometheus reads, and no id is in any."""

import re

import pytest

from fieldnotes.hub.metrics import metrics
from fieldnotes.hub.tallies import Tallies, shared_cells

ROUTES = ["POST /v1/push", "GET /v1/drafts/{device}"]
LINE = re.compile(r'[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? (\d+(\.\d+)?(e[+-]\d+)?|\+Inf)')
STATUS = {
    "version": "0.1.0",
    "tables": {"step": "0008", "newest": "0008"},
    "devices": {"joined": 3, "silent_count": 1, "cloned": 0},
    "quarantine": {"waiting": 2},
    "deliveries": {"waiting": 4, "failed": 1},
    "storage": {"entries": 11, "attachments": 5, "database": None, "free": 7},
    "disposal": {"unfinished": 0},
    "backup": {"hours": 2},
}


@pytest.fixture
def two():
    """Two processes that share their memory."""
    cells = shared_cells(2)
    found = [Tallies(ROUTES, cells, row) for row in range(2)]
    for one in found:
        one.begin(1000.0)
    return found


def samples(text):
    return [line for line in text.splitlines() if not line.startswith("#")]


def test_whichever_process_is_asked_tells_of_all(two):
    first, second = two
    first.count("POST /v1/push", 200, 0.02)
    second.count("POST /v1/push", 200, 0.3)
    second.count("POST /v1/push", 503, 99.0)
    second.look(4, 1001.0)
    for asked in two:
        told = samples(metrics(STATUS, asked))
        assert 'fieldnotes_hub_requests_total{method="POST",route="/v1/push",status="200"} 2' in told
        assert 'fieldnotes_hub_requests_total{method="POST",route="/v1/push",status="503"} 1' in told
        assert 'fieldnotes_hub_request_seconds_bucket{method="POST",route="/v1/push",le="0.025"} 1' in told
        assert 'fieldnotes_hub_request_seconds_bucket{method="POST",route="/v1/push",le="10"} 2' in told
        assert 'fieldnotes_hub_request_seconds_bucket{method="POST",route="/v1/push",le="+Inf"} 3' in told
        assert 'fieldnotes_hub_process_under_way{process="1"} 4' in told
        assert "fieldnotes_hub_backup_age_seconds 7200" in told


def test_a_successor_goes_on_where_the_former_process_ended(two):
    two[1].count("POST /v1/push", 200, 0.02)
    again = Tallies(ROUTES, two[1]._cells, 1)
    again.begin(2000.0)
    assert [one.statuses for one in again.routes()] == [{200: 1}]
    assert [one["started"] for one in again.processes()] == [1000.0, 2000.0]


def test_every_line_is_in_the_format_and_each_name_is_explained_before_it_is_used(two):
    two[0].count("GET /v1/drafts/{device}", 404, 0.001)
    two[0].count("GET /nobody/knows/this", 404, 0.001)
    text = metrics(STATUS, two[0])
    assert text.endswith("\n")
    assert [line for line in samples(text) if not LINE.fullmatch(line)] == []
    explained = set(re.findall(r"^# TYPE (\S+)", text, re.MULTILINE))
    used = {re.sub(r"_(bucket|sum|count)$", "", re.split(r"[ {]", line)[0]) for line in samples(text)}
    assert used - explained == set()
    assert "nobody/knows" not in text


def test_the_figures_are_told_without_a_database_too(two):
    told = samples(metrics(None, two[0]))
    assert "fieldnotes_hub_up 0" in told
    assert not [line for line in told if "devices" in line]

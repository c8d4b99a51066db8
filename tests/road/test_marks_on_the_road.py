"""A protection mark set at the hub is told before the rest of the exchange: a screen before a family waits for nothing.

rules: SEC-3, SEC-6
"""

import httpx2

from fieldnotes.hub.importing import import_file
from fieldnotes.sync.exchange import exchange
from fieldnotes.vault import reference
from road_hub import CASE, WORKER


class CountedWay(httpx2.HTTPTransport):
    """The way to the hub, remembering what was asked."""

    def __init__(self):
        super().__init__()
        self.paths = []

    def handle_request(self, request):
        self.paths.append(request.url.path)
        return super().handle_request(request)


def marked(road, vault, word):
    """Let the hub know a protected word of the case."""
    source = dict(reference.case(vault, CASE).source)
    term = {"term": word, "kind": "other_person", "why": "sekretess_annan", "match": "name"}
    source["protected_terms"] = [*source["protected_terms"], term]
    import_file(road.hub, {"cases": [source], "units": [], "users": []})


def test_the_mark_is_told_when_it_is_here_and_before_anything_else_is_fetched(own_road):
    """rules: SEC-3"""
    worker = own_road.joined(WORKER)
    exchange(worker, own_road.clock)
    marked(own_road, worker, "Bengt Marker")
    way, heard = CountedWay(), []

    def tell(cases):
        terms = {str(each.term) for each in reference.case(worker, CASE).protected_terms}
        heard.append((cases, "Bengt Marker" in terms, way.paths[-1]))

    done = exchange(worker, own_road.clock, transport=way, tell_cases=tell)
    assert heard == [({CASE}, True, "/v1/reference")]
    assert "/v1/heads" in way.paths
    assert done.changed_cases == {CASE}


def test_an_exchange_that_brings_no_case_tells_of_none(own_road):
    worker = own_road.joined(WORKER)
    exchange(worker, own_road.clock)
    heard = []
    done = exchange(worker, own_road.clock, tell_cases=heard.append)
    assert heard == []
    assert done.changed_cases == frozenset()

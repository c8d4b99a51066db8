"""Every route × every role × one's own and others' cases, units and municipalities: who is told what (SEC-6).

    pytest -s tests/contract/test_hub_role_matrix.py     prints the counts

Each route has a rule of its own (`tests/role_rules.py`); one that comes later without a rule fails here.
"""

from collections import Counter

import pytest

from conftest import HeldClock
from fieldnotes.hub.hub import make_hub
from role_matrix import CASES, NOBODY, OF_B, OPERATOR, REVOKED, SIV, WHO, Matrix, child, said
from role_rules import INSIDE, KNOWN, expected, may_hear
from running_hub import running

EVERYBODY = [*WHO, REVOKED, NOBODY, OPERATOR]


@pytest.fixture(scope="module")
def matrix(tmp_path_factory):
    clock = HeldClock()
    with make_hub(tmp_path_factory.mktemp("matrix") / "hub", clock) as hub, running(hub) as url:
        made = Matrix(hub, url, clock).found()
        yield made
        made.close()


def judged(matrix, asked, who, case):
    """Ask once; gives what the answer is counted as, and why it is wrong."""
    method, path, about = asked
    status, code, told = matrix.ask(who, method, path, about, case)
    wanted = expected(method, path, who, case)
    words = [each for each in CASES if said(each).encode() in told and (who, each) not in INSIDE]
    names = [each for each in CASES if child(each).encode() in told and not may_hear(path, who, each)]
    right = code in wanted and status < 500 and not words and not names and (code == "") == (status == 200)
    kind = "done" if code == "" else "refused"
    return kind, None if right else f"{method} {path} {who} {case}: {status} {code}, wanted {wanted}, {words} {names}"


def test_every_route_has_a_rule_and_every_rule_a_route(matrix):
    """rules: SEC-6"""
    assert {asked[:2] for asked in matrix.routes()} == KNOWN


def test_each_role_is_told_what_is_theirs_and_nothing_else_on_every_route(matrix):
    """rules: SEC-6 SEC-4"""
    counts, wrong = Counter(), []
    for asked in matrix.routes():
        cases = CASES if matrix.addresses_a_case(*asked) else CASES[:1]
        for who in EVERYBODY:
            for case in cases:
                kind, problem = judged(matrix, asked, who, case)
                counts[kind] += 1
                wrong += [problem] if problem else []
    asked_of = f"{len(matrix.routes())} routes, {len(EVERYBODY)} roles, {len(CASES)} cases"
    print(f"\n{asked_of}: {counts.total()} asked, {dict(counts)}")  # noqa: T201 - the figures, read with -s
    assert wrong == []
    assert counts.total() >= 1200
    assert min(counts["done"], counts["refused"]) >= 250


def test_only_who_is_inside_files_and_what_others_hand_in_is_set_aside(matrix):
    """rules: SEC-6"""
    push = next(each for each in matrix.routes() if each[:2] == ("POST", "/v1/push"))
    for who in (*WHO, REVOKED):
        for case in CASES:
            told = matrix.ask(who, *push[:2], push[2], case)[2]
            stands = (who, case) in INSIDE - {(SIV, OF_B)}  # Siv acts for her first board here
            assert (b'"stored"' in told) == stands, (who, case)


def test_no_route_searches(matrix):
    """rules: SEC-7 – one searches on one's own computer, by name and number; the hub has no words to search in."""
    asked = {one["name"] for _, _, about in matrix.routes() for one in about.get("parameters", ())}
    words = {"q", "query", "search", "text", "find", "name", "filter", "contains"}
    assert asked & words == set()
    assert not [path for _, path, _ in matrix.routes() if any(word in path for word in ("search", "find", "query"))]

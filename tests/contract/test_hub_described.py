"""The hub's description of itself is whole: each route's body, answer, problem and key, and answers are as it says."""

import json

import jsonschema
import pytest
from fastapi.routing import iter_route_contexts

from copied_hub import copied_hub
from fieldnotes.hub.app import build_app
from hub_samples import FoundingClock, fill

PAGES = {"/status", "/status/sign-in", "/status/sign-out", "/v1/openapi.json"}
"""For a person's browser, or the description itself."""
FOR_ANYBODY = {
    "/v1/hello", "/v1/enrol", "/v1/session", "/v1/session/nonce", "/health", "/health/live", "/health/ready"
}  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """One description for all looks at it; nobody is served."""
    with copied_hub(tmp_path_factory.mktemp("described") / "hub", FoundingClock(), fill) as hub:
        yield build_app(hub)


def operations(app):
    paths = app.openapi()["paths"]
    return [(method, path, about) for path, methods in paths.items() for method, about in methods.items()]


def test_every_route_is_described(app):
    there = {
        (method.lower(), str(one.path))
        for one in iter_route_contexts(app.routes)
        for method in one.methods or ()
        if str(one.path) not in PAGES and method != "HEAD"
    }
    assert {(method, path) for method, path, _ in operations(app)} == there
    assert len(there) > 40


def test_each_says_what_it_takes_gives_and_refuses_and_whose_key_it_wants(app):
    for method, path, about in operations(app):
        where = f"{method} {path}"
        assert about["description"], where
        assert about["tags"], where
        answers = about["responses"]
        assert set(answers) <= {"200", "503", "default"}, where
        assert [one["schema"] for one in answers["200"]["content"].values()] != [{}], where
        assert "application/problem+json" in answers["default"]["content"], where
        assert bool(about.get("security")) == (path not in FOR_ANYBODY), where
        if method in ("post", "put"):
            assert "requestBody" in about or "{" in path, where


def test_it_is_a_description_others_can_read(app):
    found = app.openapi()
    text = json.dumps(found)
    assert found["openapi"].startswith("3.1")
    assert "ValidationError" not in text
    named = found["components"]["schemas"]
    for each in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert each in named
    for schema in named.values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_answers_are_as_it_says(app, join):
    tove, found = join(), app.openapi()
    tove.push(tove.laptop.signed())
    for path in ("/v1/hello", "/v1/heads", "/v1/drafts", "/v1/login", "/health"):
        schema = found["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        jsonschema.validate(tove.get(path).json(), {**schema, "components": found["components"]})
    refused = tove.post("/v1/pull", {"cases": [{"case": "c-3", "after": 0}]})
    problem = {"$ref": "#/components/schemas/Problem", "components": found["components"]}
    jsonschema.validate(refused.json(), problem)

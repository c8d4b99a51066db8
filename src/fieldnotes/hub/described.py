"""What the hub tells of its own routes (OpenAPI): each answer's shape, each problem and body, out of the code itself.

Reads the types the routes are written with; whoever changes a route changes its description. Knows no request.
"""

import types
from collections.abc import Mapping, Sequence
from typing import Any, Final, Union, get_args, get_origin, get_type_hints, is_typeddict

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.responses import Response

from fieldnotes.hub.metrics import CONTENT_TYPE
from fieldnotes.wire.attachments import PIECE_TYPE
from fieldnotes.wire.messages import PARCEL_TYPE, PROBLEM_TYPE, Problem

_PLAIN: Final = {str: "string", int: "integer", bool: "boolean", float: "number", type(None): "null"}
_BYTES: Final = {"type": "string", "format": "binary"}
_TAKES: Final = {
    ("post", "/v1/push"): PARCEL_TYPE,
    ("post", "/v1/decisions"): PARCEL_TYPE,
    ("put", "/v1/attachments/{case}/{attachment}/{number}"): PIECE_TYPE,
}
"""Routes that take bytes as they are."""
_GIVES: Final = {
    ("post", "/v1/pull"): PARCEL_TYPE,
    ("get", "/v1/attachments/{case}/{attachment}/{number}"): PIECE_TYPE,
    ("get", "/metrics"): CONTENT_TYPE.partition(";")[0],
}
"""Routes that give bytes or text as they are; every other gives JSON."""
_NAMES: Final = {"Json": object, "Sequence": Sequence, "Mapping": Mapping}
"""What `Json` is made of; inside of it anything is allowed."""
_REFS: Final = "#/components/schemas/"


class DescribedApi(FastAPI):
    """A FastAPI that describes itself whole."""

    def openapi(self) -> dict[str, Any]:
        """Give the description, worked out once."""
        if self.openapi_schema is None:
            found, shapes = super().openapi(), _Shapes()
            ends = {
                (method.lower(), str(one.path)): one.endpoint
                for one in iter_route_contexts(self.routes)
                for method in one.methods or ()
            }
            for path, methods in found["paths"].items():
                for method, about in methods.items():
                    _describe(about, (method, path), ends[method, path], shapes)
            found.setdefault("components", {}).setdefault("schemas", {}).update(shapes.named)
            for gone in ("HTTPValidationError", "ValidationError"):  # refused as every other problem, never so
                found["components"]["schemas"].pop(gone, None)
            self.openapi_schema = found
        return self.openapi_schema


class _Shapes:
    """JSON Schemas of types, the named ones each once."""

    def __init__(self) -> None:
        self.named: dict[str, Any] = {}

    def of(self, said: object) -> dict[str, Any]:
        """Write a type as a schema; what may be anything is one that allows anything."""
        if isinstance(said, type) and said in _PLAIN:
            return {"type": _PLAIN[said]}
        if is_typeddict(said):
            return self._named(said)
        origin, inside = get_origin(said), get_args(said)
        if origin in (Union, types.UnionType):
            return {"anyOf": [self.of(one) for one in inside]}
        return self._many(origin, inside) if isinstance(origin, type) else {}

    def _many(self, origin: type, inside: tuple[object, ...]) -> dict[str, Any]:
        if issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(inside[1])}
        return {"type": "array", "items": self.of(inside[0])} if issubclass(origin, Sequence) else {}

    def _named(self, said: Any) -> dict[str, Any]:  # noqa: ANN401 - typing has no word for a TypedDict's class
        name = said.__name__
        if name not in self.named:
            self.named[name] = {}
            fields = {key: self.of(value) for key, value in get_type_hints(said, localns=_NAMES).items()}
            needed = sorted(said.__required_keys__)
            self.named[name] = {
                "title": name, "type": "object", "description": (said.__doc__ or "").strip(), "properties": fields,
                **({"required": needed} if needed else {}),
            }  # fmt: skip
        return {"$ref": f"{_REFS}{name}"}


def _describe(about: dict[str, Any], asked: tuple[str, str], end: object, shapes: _Shapes) -> None:
    """Complete one route: what it takes, what it gives, and that every refusal is a problem."""
    about["tags"] = [asked[1].strip("/").removeprefix("v1/").split("/")[0]]
    if asked in _TAKES:
        about["requestBody"] = {"required": True, "content": {_TAKES[asked]: {"schema": _BYTES}}}
    given = get_type_hints(end, localns=_NAMES).get("return")
    plain = isinstance(given, type) and issubclass(given, Response)
    schema = {"type": "object"} if plain else shapes.of(given)
    content = {_GIVES[asked]: {"schema": _BYTES}} if asked in _GIVES else {"application/json": {"schema": schema}}
    answers: dict[str, Any] = {"200": {"description": "Done", "content": content}}
    if asked[1] in ("/health", "/health/ready"):
        answers["503"] = {"description": "Not ready", "content": content}
    problem = {PROBLEM_TYPE: {"schema": shapes.of(Problem)}}
    answers["default"] = {"description": "A problem (RFC 9457); `code` says which", "content": problem}
    about["responses"] = answers

"""The hub over HTTP: one request, one bounded answer, no redirects. Knows no protocol state and no store."""

import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Final, Self, cast
from urllib.parse import urlsplit

import httpx2
import zstandard

from fieldnotes.domain.errors import Code, FieldNotesError, Refused, Unavailable
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.sync.answers import who_is_too_old
from fieldnotes.sync.hub_address import check_address, is_this_computer, own_certificate, trust
from fieldnotes.sync.line_faults import line_fault
from fieldnotes.wire.attachments import PIECE_TYPE
from fieldnotes.wire.messages import PARCEL_TYPE, PROBLEM_TYPE, PROTOCOL, PROTOCOL_HEADER

MOST_UNPACKED: Final = 64 * 1024 * 1024
"""The most one answer may hold, unpacked; a hub that sends more is not believed."""

_PIECE: Final = 256 * 1024
_WAITS: Final = httpx2.Timeout(connect=10, read=60, write=60, pool=10)
_SERVER_SIDE: Final = 500
_TOO_LARGE: Final = 413
_LONGEST_WAIT: Final = 3600
_TROUBLE_OF_THE_WORLD: Final = frozenset({Code.TOO_MANY, Code.DATABASE_UNREACHABLE, Code.DISK_FULL, Code.CANNOT_WRITE})


class HubClient:
    """A connection to one hub; close it, or use it in a `with`."""

    def __init__(self, url: str, ca: str | None, transport: httpx2.BaseTransport | None = None) -> None:
        self.url = check_address(url)
        inside = is_this_computer(urlsplit(self.url).hostname or "")
        self._http = httpx2.Client(
            timeout=_WAITS,
            verify=trust(self.url, ca, own_certificate()),
            follow_redirects=False,
            trust_env=not inside,
            transport=transport,
            headers={
                "Accept-Encoding": "identity",
                "User-Agent": "fieldnotes",
                PROTOCOL_HEADER: str(PROTOCOL),
            },
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def get(self, path: str, token: str | None = None) -> JsonObject:
        """Ask with GET.

        Raises:
            Unavailable: HUB_UNREACHABLE, TOO_MANY and the hub's own troubles: safe to try again, after `seconds` where
                it names them; HUB_CERT_OLD, HUB_CERT_NAME, HUB_CERT_STRANGE, HUB_WANTS_CERT.
            Refused: the hub's code; HUB_ANSWER_WRONG when the answer is none.
        """
        return self._json("GET", path, token, None, {})

    def post(self, path: str, body: JsonObject, token: str | None = None) -> JsonObject:
        """Ask with POST and JSON; raises as `get`."""
        return self._json("POST", path, token, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def delete(self, path: str, token: str | None = None) -> JsonObject:
        """Ask with DELETE; raises as `get`."""
        return self._json("DELETE", path, token, None, {})

    def put_bytes(self, path: str, data: bytes, token: str) -> JsonObject:
        """Hand in bytes as they are; raises as `get`."""
        return self._json("PUT", path, token, data, {"Content-Type": PIECE_TYPE})

    def get_bytes(self, path: str, token: str) -> bytes:
        """Ask for bytes as they are; raises as `get`."""
        with self._answer("GET", path, token, None, {}) as answer:
            return _body(answer)

    def post_parcel(self, path: str, parcel: bytes, token: str) -> JsonObject:
        """Hand in a parcel, packed by zstd; raises as `get`."""
        packed = zstandard.ZstdCompressor(level=3).compress(parcel)
        return self._json("POST", path, token, packed, {"Content-Type": PARCEL_TYPE})

    def post_for_parcel(self, path: str, body: JsonObject, token: str) -> bytes:
        """Ask with POST and JSON for a parcel; unpacked under its limit; raises as `get`."""
        written = json.dumps(body).encode()
        with self._answer("POST", path, token, written, {"Content-Type": "application/json"}) as answer:
            return _unpacked(_body(answer))

    def _json(
        self, method: str, path: str, token: str | None, body: bytes | None, about: Mapping[str, str]
    ) -> JsonObject:
        with self._answer(method, path, token, body, about) as answer:
            try:
                found = json.loads(_body(answer))
            except (ValueError, RecursionError):
                raise Refused(Code.HUB_ANSWER_WRONG) from None
        if not isinstance(found, dict):
            raise Refused(Code.HUB_ANSWER_WRONG)
        return cast("JsonObject", found)

    @contextmanager
    def _answer(
        self, method: str, path: str, token: str | None, body: bytes | None, about: Mapping[str, str]
    ) -> Iterator[httpx2.Response]:
        headers = {**about, **({"Authorization": f"Bearer {token}"} if token else {})}
        try:
            with self._http.stream(method, f"{self.url}{path}", content=body, headers=headers) as answer:
                if answer.status_code != httpx2.codes.OK:
                    raise _problem(answer, self.url)
                yield answer
        except (httpx2.TransportError, httpx2.InvalidURL) as problem:
            raise line_fault(problem, self.url) from None


def _body(answer: httpx2.Response) -> bytes:
    """Read an answer's bytes, counted while they come."""
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise Refused(Code.HUB_ANSWER_WRONG)
    found = bytearray()
    for piece in answer.iter_raw():
        found += piece
        if len(found) > MOST_UNPACKED:
            raise Refused(Code.HUB_ANSWER_WRONG)
    return bytes(found)


def _unpacked(packed: bytes) -> bytes:
    """Unpack zstd piece by piece, so that a small answer cannot grow beyond the limit."""
    plain = bytearray()
    try:
        with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(packed)) as reader:
            while piece := reader.read(_PIECE):
                plain += piece
                if len(plain) > MOST_UNPACKED:
                    raise Refused(Code.HUB_ANSWER_WRONG)
    except zstandard.ZstdError:
        raise Refused(Code.HUB_ANSWER_WRONG) from None
    return bytes(plain)


def _problem(answer: httpx2.Response, url: str) -> FieldNotesError:
    """Turn a refusal into the house's error; what somebody between us and the hub says is no word of the hub.

    That what we sent is too large is believed of anybody on the way: it is as true, and there is a cure for it.
    """
    status, wait = answer.status_code, _wait(answer)
    said = _said(answer) if answer.headers.get("content-type", "").startswith(PROBLEM_TYPE) else {}
    code = _code(said)
    if code is None:
        if status >= _SERVER_SIDE or status == httpx2.codes.TOO_MANY_REQUESTS:
            return Unavailable(Code.HUB_UNREACHABLE, url=url, **wait)
        return Refused(Code.TOO_LARGE if status == _TOO_LARGE else Code.HUB_ANSWER_WRONG)
    match said:
        case {"code": Code.VERSION_UNSUPPORTED.value, "protocol": [int(least), int(most)]}:
            return who_is_too_old(least, most) or Refused(Code.HUB_ANSWER_WRONG)
    if status >= _SERVER_SIDE or code in _TROUBLE_OF_THE_WORLD:
        return Unavailable(code, **wait)
    return Refused(code)


def _wait(answer: httpx2.Response) -> dict[str, int]:
    """The seconds a hub, or somebody before it, asks us to stay away; an hour at most."""
    asked = answer.headers.get("retry-after", "")
    return {"seconds": min(_LONGEST_WAIT, int(asked))} if asked.isascii() and asked.isdigit() else {}


def _said(answer: httpx2.Response) -> JsonObject:
    try:
        found = json.loads(_body(answer))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _code(said: JsonObject) -> Code | None:
    try:
        return Code(str(said.get("code")))
    except ValueError:
        return None

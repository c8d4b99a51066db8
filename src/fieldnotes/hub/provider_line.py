"""The hub's own requests to the identity provider: one request, one bounded JSON answer, no redirects, TLS checked.

Knows no person and no token's meaning.
"""

import base64
import http.client
import json
import ssl
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.domain.json_value import Json
from fieldnotes.hub.provider import Provider

_SECONDS: Final = 10.0
_MOST: Final = 1024 * 1024
_OK: Final = 200
_REFUSED: Final = (400, 401, 403)


def ask(provider: Provider, url: str) -> Mapping[str, Json]:
    """Ask with GET.

    Raises:
        Unavailable: PROVIDER_UNREACHABLE, also when the answer is no JSON object or the address not safe.
    """
    status, found = _request(provider, "GET", url, None, {})
    if status != _OK:
        raise _unreachable()
    return found


def trade(provider: Provider, url: str, form: Mapping[str, str], secret: str | None) -> tuple[bool, Mapping[str, Json]]:
    """Hand in a form at the token endpoint; whether it was accepted, and the answer.

    A client with a secret shows it as HTTP Basic (RFC 6749, 2.3.1); one without names itself in the form.

    Raises:
        Unavailable: as `ask`.
    """
    about = {"Content-Type": "application/x-www-form-urlencoded"}
    said = {**form}
    if secret is None:
        said["client_id"] = provider.client_id
    else:
        pair = f"{quote(provider.client_id, safe='')}:{quote(secret, safe='')}"
        about["Authorization"] = "Basic " + base64.b64encode(pair.encode("ascii")).decode("ascii")
    status, found = _request(provider, "POST", url, urlencode(said), about)
    if status != _OK and status not in _REFUSED:
        raise _unreachable()
    return status == _OK, found


def _request(
    provider: Provider, method: str, url: str, body: str | None, about: Mapping[str, str]
) -> tuple[int, Mapping[str, Json]]:
    line = _line(provider, url)
    parts = urlsplit(url)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        line.request(method, path, body, {"Accept": "application/json", **about})
        answer = line.getresponse()
        data = answer.read(_MOST + 1)
        found = json.loads(data) if len(data) <= _MOST else None
    except (OSError, http.client.HTTPException, ValueError, RecursionError):
        raise _unreachable() from None
    finally:
        line.close()
    if not isinstance(found, dict):
        raise _unreachable()
    return answer.status, found


def _line(provider: Provider, url: str) -> http.client.HTTPConnection:
    """Dial; plain HTTP only where the issuer itself is plain, which is inside this computer."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _unreachable() from None
    plain = urlsplit(provider.issuer).scheme == "http" and host == urlsplit(provider.issuer).hostname
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and plain)):
        raise _unreachable()
    if parts.scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=_SECONDS)
    try:
        context = ssl.create_default_context(cadata=provider.ca)
    except ssl.SSLError:
        raise _unreachable() from None
    return http.client.HTTPSConnection(host, port, timeout=_SECONDS, context=context)


def _unreachable() -> Unavailable:
    return Unavailable(Code.PROVIDER_UNREACHABLE)

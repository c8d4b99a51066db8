"""The way into a system with a FHIR R4 interface: each text as a document Bundle and a DocumentReference, by update.

Both are sent as conditional updates under the text's own id: sent twice, they lie there once. One request, one bounded
answer, no redirects, TLS checked. Writes nothing of people into what it says went wrong.
"""

import http.client
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urlsplit

from fieldnotes.delivery.fhir import URIS, fhir_document
from fieldnotes.delivery.outgoing import Outgoing
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.json_value import Json

_SECONDS: Final = 30.0
_MOST: Final = 16 * 1024 * 1024
_TYPE: Final = "application/fhir+json"
_DONE: Final = (200, 201)
_LATER: Final = frozenset({401, 403, 404, 408, 409, 425, 429})
"""Answers after which it is tried again: the system is being set up, restarted, or busy."""
_INSIDE: Final = ("127.0.0.1", "localhost", "::1")
_SETTINGS: Final = frozenset({"url", "ca"})


@dataclass(frozen=True, slots=True)
class FhirServer:
    """A server's base address, the certificate authority it is checked by (None = the system's), and our token."""

    url: str
    ca: str | None = None
    token: str | None = field(default=None, repr=False)

    @staticmethod
    def made(settings: Mapping[str, str], secret: str | None) -> "FhirServer":
        """Read `url` and `ca` (PEM). Refused: CONNECTOR_WRONG; CONNECTOR_LACKS without the model library."""
        parts = urlsplit(settings.get("url", ""))
        plain = parts.scheme == "http" and parts.hostname in _INSIDE
        if not parts.hostname or not (parts.scheme == "https" or plain) or parts.query or parts.fragment:
            raise Refused(Code.CONNECTOR_WRONG, setting="url")
        if set(settings) - _SETTINGS:
            raise Refused(Code.CONNECTOR_WRONG, setting=min(set(settings) - _SETTINGS)[:40])
        made = FhirServer(settings["url"].rstrip("/"), settings.get("ca"), secret)
        made.context()
        require_models()
        return made

    def deliver(self, one: Outgoing) -> str:
        """Send the document, then what points at it; the receipt is where the server says the document lies.

        Unavailable: CASE_SYSTEM_UNREACHABLE. Refused: CASE_SYSTEM_REFUSED(status), CASE_SYSTEM_WRONG when it is no
        document by the model library.
        """
        bundle = fhir_document(one.of, one.note, one.files())
        checked(bundle)
        value = f"{URIS}|urn:uuid:{one.document}"
        lies = self._update("Bundle", value, bundle)
        self._update("DocumentReference", value, standing_alone(bundle, lies, one))
        return lies

    def _update(self, kind: str, identifier: str, resource: Mapping[str, Json]) -> str:
        status, told = self._request("PUT", f"{kind}?identifier={quote(identifier, safe='')}", resource)
        if status in _DONE:
            return told
        if status in _LATER or status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
            raise Unavailable(Code.CASE_SYSTEM_UNREACHABLE)
        raise Refused(Code.CASE_SYSTEM_REFUSED, status=status)

    def _request(self, method: str, path: str, resource: Mapping[str, Json]) -> tuple[int, str]:
        """Ask once; give the status and where the resource lies."""
        parts = urlsplit(self.url)
        about = {"Content-Type": _TYPE, "Accept": _TYPE, "Prefer": "return=minimal"}
        if self.token:
            about["Authorization"] = f"Bearer {self.token}"
        line = self._line(parts.hostname or "", parts.port)
        try:
            body = json.dumps(resource, ensure_ascii=False).encode()
            line.request(method, f"{parts.path}/{path}", body, about)
            answer = line.getresponse()
            answer.read(_MOST)
            return answer.status, _lies(answer, path)
        except (OSError, http.client.HTTPException, ValueError):
            raise Unavailable(Code.CASE_SYSTEM_UNREACHABLE) from None
        finally:
            line.close()

    def _line(self, host: str, port: int | None) -> http.client.HTTPConnection:
        if urlsplit(self.url).scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=_SECONDS)
        return http.client.HTTPSConnection(host, port, timeout=_SECONDS, context=self.context())

    def context(self) -> ssl.SSLContext:
        """Give what the server's certificate is checked by. Refused: CONNECTOR_WRONG."""
        try:
            return ssl.create_default_context(cadata=self.ca)
        except ssl.SSLError:
            raise Refused(Code.CONNECTOR_WRONG, setting="ca") from None


def checked(bundle: Mapping[str, Json]) -> None:
    """Hold a document against the model library. Refused: CASE_SYSTEM_WRONG, CONNECTOR_LACKS."""
    require_models()
    from fhir.resources.R4B.bundle import Bundle
    from pydantic import ValidationError

    try:
        Bundle.model_validate_json(json.dumps(bundle))
    except ValidationError:  # its message holds people's words
        raise Refused(Code.CASE_SYSTEM_WRONG) from None


def require_models() -> None:
    """See that the model library is installed. Refused: CONNECTOR_LACKS."""
    from importlib.util import find_spec

    if find_spec("fhir") is None:
        raise Refused(Code.CONNECTOR_LACKS, library="fhir.resources")


def standing_alone(bundle: Mapping[str, Json], lies: str, one: Outgoing) -> Mapping[str, Json]:
    """Give the DocumentReference by itself: who and what it names inside the document is named by identifier there.

    Its content leads to the document on the server, beside the files it holds.
    """
    entries = bundle["entry"]
    resources: list[Json] = (
        [each["resource"] for each in entries if isinstance(each, Mapping)] if isinstance(entries, list) else []
    )
    found = {str(each["id"]): each for each in resources if isinstance(each, Mapping)}
    mine = next(each for each in found.values() if each["resourceType"] == "DocumentReference")
    alone = {key: _outside(value, found) for key, value in mine.items() if key != "id"}
    content = alone["content"]
    there: Json = {"attachment": {"contentType": _TYPE, "url": f"{lies}", "title": one.document}}
    return {**alone, "content": [*(content if isinstance(content, list) else []), there]}


def _outside(value: Json, found: Mapping[str, Mapping[str, Json]]) -> Json:
    """Turn what leads into the document into the identifier or name of what it leads to."""
    if isinstance(value, Mapping):
        name = value.get("reference")
        if isinstance(name, str) and name.removeprefix("urn:uuid:") in found:
            return _named(found[name.removeprefix("urn:uuid:")])
        return {key: _outside(each, found) for key, each in value.items()}
    if isinstance(value, list):
        return [_outside(each, found) for each in value]
    return value


def _named(resource: Mapping[str, Json]) -> Mapping[str, Json]:
    kind, numbers = str(resource["resourceType"]), resource.get("identifier")
    named: dict[str, Json] = {"type": kind}
    if isinstance(numbers, list) and numbers:
        named["identifier"] = numbers[0]
    elif isinstance(resource.get("name"), str):
        named["display"] = resource["name"]
    return named


def _lies(answer: http.client.HTTPResponse, path: str) -> str:
    """Where the server says it lies, as `Bundle/123/_history/1`; how to ask for it where it says nothing."""
    said = answer.getheader("Content-Location") or answer.getheader("Location") or ""
    kind = path.partition("?")[0]
    _before, slash, after = urlsplit(said).path.rpartition(f"/{kind}/")
    return f"{kind}/{after}"[:200] if slash else path[:200]

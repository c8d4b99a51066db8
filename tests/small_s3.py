"""An object store small enough to misbehave: real HTTP, signatures held, versions if asked, and it can say no.

What a real server does is tried by `tests/road/test_object_store.py`; only this one can break at will.
"""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

BUCKET = "filer"
SPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'


class SmallS3:
    """Objects of one bucket; `says` an error code and status instead of an answer, `page` so many names at a time.

    `versions`: it keeps every version, until each is taken away by its name.
    """

    def __init__(self, *, versions: bool = False, knows_versions: bool = True, page: int = 1000) -> None:
        self.versions, self.knows_versions, self.page = versions, knows_versions, page
        self.says: tuple[str, int] | None = None
        self.kept: dict[str, list[tuple[str, bytes | None]]] = {}
        self.asked: list[str] = []
        self.number = count(1)

    def put(self, key: str, data: bytes | None) -> None:
        """Keep an object, or (None) a mark that it was taken away."""
        before = self.kept.get(key, []) if self.versions else []
        self.kept[key] = [*before, (f"v{next(self.number)}" if self.versions else "null", data)]

    def get(self, key: str) -> bytes | None:
        """Give the newest version."""
        return self.kept[key][-1][1] if self.kept.get(key) else None

    def delete(self, key: str, version: str | None) -> None:
        """Take away a version, or the object: with versions that leaves a mark."""
        if version is not None:
            self.kept[key] = [each for each in self.kept.get(key, []) if each[0] != version]
        elif self.versions:
            self.put(key, None)
        else:
            self.kept.pop(key, None)
        if not self.kept.get(key):
            self.kept.pop(key, None)

    def listed(self, prefix: str, after: str) -> tuple[list[str], bool]:
        """Name a page of what lies under a prefix, and whether there is more."""
        names = [
            key for key in sorted(self.kept) if key.startswith(prefix) and key > after and self.get(key) is not None
        ]
        return names[: self.page], len(names) > self.page


class Asked(BaseHTTPRequestHandler):
    """One request; nothing of it is logged."""

    protocol_version = "HTTP/1.1"
    store: SmallS3

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _no(self, code: str, status: int) -> None:
        self._answer(status, f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode())

    def _begin(self) -> tuple[str, dict[str, list[str]], bytes] | None:
        """Read the request whole; None when it was answered already."""
        where = urlsplit(self.path)
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.store.asked.append(f"{self.command} {self.path}")
        _, bucket, *rest = unquote(where.path).split("/", 2)
        signed = self.headers.get("Authorization", "").startswith("AWS4-HMAC-SHA256 Credential=key/")
        whole = self.headers.get("x-amz-content-sha256") == hashlib.sha256(data).hexdigest()
        if self.store.says is not None:
            self._no(*self.store.says)
        elif not signed or not whole:
            self._no("SignatureDoesNotMatch", 403)
        elif bucket != BUCKET:
            self._no("NoSuchBucket", 404)
        else:
            return (rest[0] if rest else ""), parse_qs(where.query, keep_blank_values=True), data
        return None

    def do_PUT(self) -> None:
        """Keep an object."""
        if (asked := self._begin()) is not None:
            self.store.put(asked[0], asked[2])
            self._answer(200, ETag='"e"')

    def do_GET(self) -> None:
        """Give an object, or a list."""
        asked = self._begin()
        if asked is None:
            return
        key, query, _ = asked
        if key:
            data = self.store.get(key)
            self._no("NoSuchKey", 404) if data is None else self._answer(200, data, ETag='"e"')
        elif "versions" in query:
            self._versions(query["prefix"][0])
        else:
            self._list(query)

    def do_HEAD(self) -> None:
        """Tell whether there is an object."""
        asked = self._begin()
        if asked is not None:
            self._answer(404 if self.store.get(asked[0]) is None else 200)

    def do_DELETE(self) -> None:
        """Take an object away."""
        asked = self._begin()
        if asked is not None:
            self.store.delete(asked[0], asked[1].get("versionId", [None])[0])
            self._answer(204)

    def _list(self, query: dict[str, list[str]]) -> None:
        names, more = self.store.listed(query["prefix"][0], query.get("continuation-token", [""])[0])
        when = "2026-03-12T15:00:00.000Z"
        rows = "".join(f"<Contents><Key>{escape(n)}</Key><LastModified>{when}</LastModified></Contents>" for n in names)
        rest = f"<NextContinuationToken>{escape(names[-1])}</NextContinuationToken>" if more else ""
        told = f"<IsTruncated>{str(more).lower()}</IsTruncated>{rest}{rows}"
        self._answer(200, f"<ListBucketResult {SPACE}>{told}</ListBucketResult>".encode(), Date=formatdate())

    def _versions(self, prefix: str) -> None:
        if not self.store.knows_versions:
            self._no("NotImplemented", 501)
            return
        rows = "".join(
            f"<{kind}><Key>{escape(key)}</Key><VersionId>{version}</VersionId></{kind}>"
            for key, kept in sorted(self.store.kept.items())
            if key.startswith(prefix)
            for version, data in kept
            for kind in ["DeleteMarker" if data is None else "Version"]
        )
        told = f"<IsTruncated>false</IsTruncated>{rows}"
        self._answer(200, f"<ListVersionsResult {SPACE}>{told}</ListVersionsResult>".encode())


@contextmanager
def serving(store: SmallS3) -> Iterator[str]:
    """Serve the store; gives its URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("AskedHere", (Asked,), {"store": store}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

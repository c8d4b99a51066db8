"""Bytes of attachments in an object store that speaks S3: the promises of a folder, kept by another machine.

The address names bucket and server and holds no secret: keys come as the store's own tools find them (environment,
credentials file, the machine's role). Knows no key of ours and no database; what lies there is sealed.
"""

import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Final, TypeVar
from urllib.parse import parse_qsl, urlsplit

from fieldnotes.domain.errors import Code, Refused, Unavailable

T = TypeVar("T")

SCHEME: Final = "s3"
_SETTINGS: Final = frozenset({"endpoint", "region", "ca", "profile"})
_NAME: Final = re.compile(r"[0-9a-f]{64}")
_BUCKET: Final = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_REGION: Final = "us-east-1"
"""What servers of one's own mostly answer to; named in the signature."""
_CONNECT_SECONDS, _ANSWER_SECONDS, _TRIES, _AT_ONCE = 5, 30, 4, 50
_SERVER_SIDE: Final = 500
_GONE: Final = frozenset({"404", "NoSuchKey", "NoSuchVersion"})
_KEEPS_NO_VERSIONS: Final = frozenset({"NotImplemented", "MethodNotAllowed", "501", "405"})


@dataclass(frozen=True, slots=True)
class S3Address:
    """`s3://BUCKET[/PREFIX][?endpoint=URL&region=NAME&ca=FILE&profile=NAME]`; without `endpoint` it is AWS itself."""

    bucket: str
    prefix: str
    endpoint: str | None
    region: str
    ca: str | None
    profile: str | None

    @staticmethod
    def read(text: str) -> "S3Address":
        """Read an address.

        Raises:
            Refused: BLOBS_WRONG when it is none, or holds a user name, a password or a setting that nobody knows.
        """
        try:
            found = urlsplit(text)
            given = parse_qsl(found.query, keep_blank_values=True, strict_parsing=bool(found.query))
        except ValueError:
            raise Refused(Code.BLOBS_WRONG) from None
        said = {name: value for name, value in given if name in _SETTINGS and value}
        whole = len(said) == len(given) and found.scheme == SCHEME and not found.fragment
        endpoint, path = said.get("endpoint"), found.path.strip("/")
        if not whole or not _BUCKET.fullmatch(found.netloc) or not (endpoint is None or _is_server(endpoint)):
            raise Refused(Code.BLOBS_WRONG)
        region, ca, profile = said.get("region", _REGION), said.get("ca"), said.get("profile")
        return S3Address(found.netloc, f"{path}/" if path else "", endpoint, region, ca, profile)


class S3Blobs:
    """Blobs as objects: one request puts one whole, and what a store answers for is on its disks."""

    def __init__(self, at: S3Address) -> None:
        """Make ready to ask; nothing is asked yet.

        Raises:
            Refused: S3_MISSING when this installation has no such part, BLOBS_WRONG for a profile or CA.
        """
        self._at = at
        self._s3 = _client(at)

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes; the store holds them against the digest in the request's signature."""
        if _ask(lambda: self._s3.put_object(**self._place(name), Body=data)) is None:
            raise Unavailable(Code.BLOBS_DENIED)

    def get(self, name: str) -> bytes | None:
        """Give bytes; None when there are none."""
        return _ask(lambda: bytes(self._s3.get_object(**self._place(name))["Body"].read()))

    def has(self, name: str) -> bool:
        """Tell whether there are any."""
        return _ask(lambda: self._s3.head_object(**self._place(name))) is not None

    def destroy(self, name: str) -> bool:
        """Take the object away, and in a bucket that keeps versions every one of them."""
        try:
            _ask(lambda: self._s3.delete_object(**self._place(name)))
            for version in list(self._versions(name)):
                _ask(partial(self._s3.delete_object, **self._place(name), VersionId=version))
        except Unavailable:
            return False
        return True

    def names(self) -> Iterator[str]:
        """Name everything that lies under the prefix."""
        for page in self._pages("list_objects_v2", self._at.prefix):
            for each in page.get("Contents", ()):
                name = str(each["Key"]).removeprefix(self._at.prefix)
                if _NAME.fullmatch(name):
                    yield name

    def prove(self) -> None:
        """Try every right that is needed, on an object of our own: what is wrong shows when a hub is made.

        Raises:
            Unavailable: BLOBS_DENIED when what was put does not come back, stays, or is not allowed;
                BLOBS_UNREACHABLE when nobody answers.
        """
        name, data = secrets.token_hex(32), secrets.token_bytes(64)
        self.put(name, data)
        came, listed = self.get(name), name in self.names()
        if came != data or not listed or not self.has(name) or not self.destroy(name) or self.has(name):
            raise Unavailable(Code.BLOBS_DENIED)

    def _versions(self, name: str) -> Iterator[str]:
        key = self._at.prefix + name
        for page in self._pages("list_object_versions", key):
            for each in (*page.get("Versions", ()), *page.get("DeleteMarkers", ())):
                if each["Key"] == key:
                    yield str(each["VersionId"])

    def _pages(self, what: str, prefix: str) -> Iterator[Mapping[str, Any]]:
        pages = iter(self._s3.get_paginator(what).paginate(Bucket=self._at.bucket, Prefix=prefix))
        while (page := _ask(lambda: next(pages, None))) is not None:
            yield page

    def _place(self, name: str) -> dict[str, str]:
        return {"Bucket": self._at.bucket, "Key": self._at.prefix + name}


def _ask(act: Callable[[], T]) -> T | None:
    """Ask the store; None when it says that there is no such thing. Its sentences name objects and are not handed on.

    Raises:
        Unavailable: BLOBS_DENIED, BLOBS_UNREACHABLE.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        return act()
    except ClientError as problem:
        code = str(problem.response.get("Error", {}).get("Code", ""))
        status = problem.response.get("ResponseMetadata", {}).get("HTTPStatusCode", _SERVER_SIDE)
        if code in _GONE or (code in _KEEPS_NO_VERSIONS and problem.operation_name == "ListObjectVersions"):
            return None
        raise Unavailable(Code.BLOBS_DENIED if status < _SERVER_SIDE else Code.BLOBS_UNREACHABLE) from None
    except (BotoCoreError, OSError):
        raise Unavailable(Code.BLOBS_UNREACHABLE) from None


@lru_cache(maxsize=4)
def _client(at: S3Address) -> Any:  # noqa: ANN401 - the library makes its classes as it runs
    try:
        import boto3
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError
    except ImportError:
        raise Refused(Code.S3_MISSING) from None
    settings = Config(
        signature_version="s3v4",
        s3={"addressing_style": "auto" if at.endpoint is None else "path"},
        request_checksum_calculation="when_required",  # the signature holds a digest, and many servers know no other
        response_checksum_validation="when_required",
        connect_timeout=_CONNECT_SECONDS,
        read_timeout=_ANSWER_SECONDS,
        retries={"mode": "standard", "total_max_attempts": _TRIES},
        max_pool_connections=_AT_ONCE,
    )
    try:
        session = boto3.Session(profile_name=at.profile, region_name=at.region)
        return session.client("s3", endpoint_url=at.endpoint, verify=at.ca, config=settings)
    except (BotoCoreError, ValueError, OSError):
        raise Refused(Code.BLOBS_WRONG) from None


def _is_server(text: str) -> bool:
    try:
        found = urlsplit(text)
        return (
            found.scheme in {"http", "https"} and bool(found.hostname) and "@" not in found.netloc and not found.query
        )
    except ValueError:
        return False

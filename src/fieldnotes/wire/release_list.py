"""What the publisher says is the newest program: signed, numbered, and good until a day. Fetches and installs nothing.

The signature says who made the list; its number and its last day keep an old list, however well signed, from holding
a computer back (the two attacks The Update Framework calls rollback and freeze).
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_reader import JsonReader
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.wire import canonical
from fieldnotes.wire.hub_word import Word, say
from fieldnotes.wire.keys import SigningKey

LABEL: Final = b"fieldnotes/release/1"
LIST_FILE: Final = "fieldnotes-updates.json"
"""What the list is called where it lies, in a folder or at an address."""
MOST_BYTES: Final = 256 * 1024
_VERSION: Final = re.compile(r"(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){2}")
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Build:
    """One packed program: for which kind of computer, its file, its bytes packed and unpacked, its SHA-256 (hex)."""

    platform: str
    file: str
    size: int
    unpacked: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ReleaseList:
    """The newest version, what is new in it by language, and its builds; `serial` only ever grows."""

    serial: int
    published: datetime
    expires: datetime
    version: str
    news: Mapping[str, str] = field(default_factory=dict)
    builds: Sequence[Build] = ()

    def build_for(self, platform: str) -> Build | None:
        """Give the build for a kind of computer, such as `linux-x86_64`."""
        return next((build for build in self.builds if build.platform == platform), None)

    def news_in(self, language: str) -> str:
        """Say what is new, in this language or else in Swedish."""
        return self.news.get(language) or self.news.get("sv", "")


def number(version: str) -> tuple[int, ...]:
    """Read `1.2.3` as numbers that can be compared.

    Raises:
        Refused: UPDATE_WRONG.
    """
    if not _VERSION.fullmatch(version):
        raise Refused(Code.UPDATE_WRONG, file=LIST_FILE)
    return tuple(int(part) for part in version.split("."))


def seal(found: ReleaseList, key: SigningKey) -> bytes:
    """Sign a list as its publisher; gives the bytes of the file."""
    return json.dumps(say(key, LABEL, _to_json(found)).to_json(), indent=1).encode() + b"\n"


def read_list(data: bytes, pinned: Sequence[bytes]) -> ReleaseList:
    """Read a list that one of the pinned keys signed; its day and its number are `still_good`'s to judge.

    Raises:
        Refused: UPDATE_WRONG when nobody pinned signed exactly this, or it is no list of programs; UPDATE_NO_KEY.
    """
    if not pinned:
        raise Refused(Code.UPDATE_NO_KEY)
    try:
        if len(data) > MOST_BYTES:
            raise ValueError
        word = Word.from_json(json.loads(data))
        return _from_json(_said_by(word, pinned))
    except (ValueError, RecursionError, Refused):
        raise Refused(Code.UPDATE_WRONG, file=LIST_FILE) from None


def still_good(found: ReleaseList, now: datetime, seen: int) -> ReleaseList:
    """Give the list back when it is neither over nor older than one that was seen here.

    Args:
        found: the list.
        now: the time here.
        seen: the highest number a list has had on this computer; 0 = none.

    Raises:
        Refused: UPDATE_EXPIRED with the `day`; UPDATE_BACKWARDS.
    """
    if found.serial < seen:
        raise Refused(Code.UPDATE_BACKWARDS)
    if now >= found.expires:
        raise Refused(Code.UPDATE_EXPIRED, day=found.expires.date().isoformat())
    return found


def _said_by(word: Word, pinned: Sequence[bytes]) -> JsonObject:
    for public in pinned:
        try:
            return word.read(LABEL, public)
        except Refused:
            continue
    raise Refused(Code.SIGNATURE_WRONG)


def _to_json(found: ReleaseList) -> JsonObject:
    builds: list[Json] = [
        {"file": b.file, "platform": b.platform, "sha256": b.sha256, "size": b.size, "unpacked": b.unpacked}
        for b in found.builds
    ]
    return {
        "builds": builds,
        "expires": found.expires.isoformat(),
        "format": _FORMAT,
        "news": dict(found.news),
        "published": found.published.isoformat(),
        "serial": found.serial,
        "version": found.version,
    }


def _from_json(data: JsonObject) -> ReleaseList:
    reader = JsonReader.of(data, LIST_FILE)
    news = reader.inner("news")
    found = ReleaseList(
        serial=reader.number("serial", 0),
        published=_moment(reader.text("published")),
        expires=_moment(reader.text("expires")),
        version=reader.text("version"),
        news={language: news.text(language) for language in news.data},
        builds=tuple(_build(row) for row in reader.each("builds")),
    )
    number(found.version)
    if reader.number("format", 0) != _FORMAT or not 0 < found.serial <= canonical.MAX_INTEGER:
        raise ValueError
    return found


def _build(row: JsonReader) -> Build:
    build = Build(
        row.text("platform"), row.text("file"), row.number("size", 0), row.number("unpacked", 0), row.text("sha256")
    )
    named = _NAME.fullmatch(build.file) and _NAME.fullmatch(build.platform) and _SHA256.fullmatch(build.sha256)
    if not named or build.size <= 0 or build.unpacked <= 0:
        raise ValueError
    return build


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError
    return moment

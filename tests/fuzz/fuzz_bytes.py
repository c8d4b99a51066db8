"""Bytes from nowhere against everything that reads bytes: the entry decoder, parcels, sealed files, the binary routes.

    python tests/fuzz/fuzz_bytes.py readers|routes -max_total_time=600 -rss_limit_mb=700

Coverage-guided (Linux x86-64). A finding is an exception that is none of the house's own, a value that does not read
back as the same bytes, an answer of the hub of 500 and more, or memory beyond the limit.
"""

import json
import struct
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import atheris

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

with atheris.instrument_imports(include=["fieldnotes"]):
    from fieldnotes.domain.errors import FieldNotesError
    from fieldnotes.hub.packing import unpack_push
    from fieldnotes.wire import canonical, entries, parcel
    from fieldnotes.wire.base64_text import from_base64
    from fieldnotes.wire.hub_word import Word
    from fieldnotes.wire.invitation import Invitation
    from fieldnotes.wire.running_head import Receipt
    from fieldnotes.wire.sealed_container import Header

import zstandard  # noqa: E402 - what is fuzzed is imported first, under instruments

from hub_samples import CASE, Laptop, Line, new_hub  # noqa: E402
from running_hub import running  # noqa: E402

SERVER_SIDE = 500
DAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Still:
    """A clock that stands."""

    def now(self):
        return DAY

    def monotonic(self):
        return 0.0


def read_entry(data):
    entry = entries.read(data)
    assert canonical.encode(canonical.decode(data)) == data
    assert entries.reread(data) == entry


def read_parcel(data):
    head, found = parcel.unpack(data)
    assert parcel.pack(head, found) == data


def read_texts(data):
    text = data.decode("utf-8", "replace")
    from_base64(text)
    Invitation.from_text(text)


def read_json_words(data):
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return
    for read in (Word.from_json, Receipt.from_json):
        read(found)


VECTORS = json.loads((TESTS / "data" / "wire_vectors.json").read_text("utf-8"))["entries"]


def read_bent_entry(data):
    """A real entry with one value of its own replaced by a foreign one, in the one spelling: past the first door."""
    which, where, rest = data[:1], data[1:2], data[2:]
    entry = json.loads(VECTORS[(which or b"\0")[0] % len(VECTORS)]["bytes"])
    try:
        value = json.loads(rest)
    except (ValueError, RecursionError):
        value = rest.decode("utf-8", "replace")
    tables = [table for table in (entry, entry["body"]) if table]
    table = tables[(where or b"\0")[0] % len(tables)]
    table[sorted(table)[(where or b"\0")[0] // 2 % len(table)]] = value
    read_entry(canonical.encode(entry))


READERS = [read_bent_entry, read_entry, read_parcel, unpack_push, Header.read, read_texts, read_json_words]


class Routes:
    """The hub's binary routes over HTTP, asked by a laptop that has joined."""

    def __init__(self, line):
        self.line = line
        self.all = [line.send, self.packed, self.signed, self.chunk]

    def packed(self, data):
        return self.line.send(zstandard.compress(data))

    def signed(self, data):
        """Bytes of nobody's making under a signature that is good, so that they pass the first door."""
        digest = entries.entry_hash(data)
        signature = self.line.laptop.key.sign(b"fieldnotes/sig/1", bytes.fromhex(digest))
        return self.packed(parcel.pack({}, [entries.Sealed(data, digest, signature)]))

    def chunk(self, data):
        (number,) = struct.unpack(">H", data[:2].ljust(2, b"\0"))
        path = f"/v1/attachments/{CASE}/01890000-0000-7000-8000-000000000000/{number}"
        return self.line.http.put(path, content=data[2:], headers=self.line.bearer)

    def ask(self, data):
        """Let the first byte choose the route."""
        answer = self.all[data[0] % len(self.all)](data[1:])
        assert answer.status_code < SERVER_SIDE, answer.text


def read(data):
    """Let the first byte choose the reader."""
    READERS[data[0] % len(READERS)](data[1:])


def one_of(target):
    """The function that every input is given to."""

    def one(data):
        try:
            target(data or b"\0")
        except FieldNotesError:
            return

    return one


def fuzz(target, folder, arguments):
    corpus = Path(folder) / "corpus"
    corpus.mkdir()
    seeds(corpus)
    atheris.Setup([sys.argv[0], str(corpus), *arguments], one_of(target))
    atheris.Fuzz()


def main(which, arguments):
    clock = Still()
    with tempfile.TemporaryDirectory() as folder:
        if which == "readers":
            fuzz(read, folder, arguments)
        with (
            new_hub(Path(folder) / "hub", clock) as hub,
            running(hub) as url,
            Line(url, hub, Laptop(clock=clock)) as line,
        ):
            fuzz(Routes(line.join()).ask, folder, arguments)


def seeds(corpus):
    """Begin with every kind of entry there is, through every reader."""
    for at, vector in enumerate(VECTORS):
        data = vector["bytes"].encode()
        for which in range(len(READERS)):
            (corpus / f"{at}-{which}").write_bytes(bytes([which]) + data)
        packed = parcel.pack({}, [entries.Sealed(data, entries.entry_hash(data), bytes(64))])
        (corpus / f"{at}-parcel").write_bytes(bytes([1]) + packed)
        (corpus / f"{at}-push").write_bytes(bytes([2]) + zstandard.compress(packed))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])

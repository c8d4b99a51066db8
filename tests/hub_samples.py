"""A small hub and the laptops that talk to it: real keys, real bytes, real HTTP; only the clock is held."""

import secrets
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import httpx2
import pytest
import zstandard

from fieldnotes.domain.entry import Entry, Kind
from fieldnotes.hub.hub import Hub, make_hub
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.inviting import Applicant, enrol, invite
from fieldnotes.hub.registers import publish_policy
from fieldnotes.wire.base64_text import from_base64, to_base64
from fieldnotes.wire.entries import Sealed, seal
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.messages import PARCEL_TYPE, SESSION_LABEL
from fieldnotes.wire.parcel import pack, unpack
from fieldnotes.wire.reference import ReferenceDelta

CASE, OTHER, THIRD = "c-1", "c-2", "c-3"
WORKER, COLLEAGUE, OUTSIDER, BOSS, OTHER_BOSS = "u-tove", "u-jonas", "u-maja", "u-henrik", "u-siv"
UNIT, OTHER_UNIT = "unit-a", "unit-b"
H = "11" * 32

BOTH = pytest.mark.parametrize("server", ["sqlite", "postgresql"], indirect=True)
"""A test that runs on the embedded database and on a real PostgreSQL."""

_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Loading the system's trust store takes longer than most tests here."""


class FoundingClock:
    """When the town was founded: before every test's own time."""

    def now(self) -> datetime:
        return datetime(2026, 1, 2, 8, 0, tzinfo=UTC)

    def monotonic(self) -> float:
        return 0.0


def person(user: str, role: str = "worker", unit: str = UNIT) -> dict:
    return {
        "id": user,
        "name": f"Namn {user}",
        "role": role,
        "unit": unit,
        "memberships": [{"unit": unit, "role": role}],
    }


def a_case(case: str, assigned: Sequence[str], unit: str = UNIT, supervisor: str | None = BOSS) -> dict:
    found = {
        "id": case,
        "number": f"NR-{case}",
        "phase": "utredning",
        "unit": unit,
        "child": {"person_id": f"{case}-p1", "name": "Elsa Sandin", "role": "barn", "born": "2017-09-02"},
        "people": [{"person_id": f"{case}-p2", "name": "Karin Sandin", "role": "vardnadshavare"}],
        "assigned": list(assigned),
        "protected_terms": [{"term": "Berit", "kind": "reporter", "why": "anmalare", "match": "name"}],
        "received": "2026-02-12T09:30:00+01:00",
        "opened": "2026-02-20",
    }
    return found if supervisor is None else {**found, "supervisor": supervisor}


def town() -> dict:
    """Two units; c-1 and c-2 in the first, c-3 in the second."""
    return {
        "units": [{"id": UNIT, "name": "Barn och unga"}, {"id": OTHER_UNIT, "name": "Vuxna"}],
        "users": [
            person(WORKER),
            person(COLLEAGUE),
            person(OUTSIDER),
            person(BOSS, "supervisor"),
            person(OTHER_BOSS, "supervisor", OTHER_UNIT),
        ],
        "cases": [
            a_case(CASE, [WORKER, COLLEAGUE]),
            a_case(OTHER, [COLLEAGUE]),
            a_case(THIRD, [OUTSIDER], OTHER_UNIT, OTHER_BOSS),
        ],
    }


def fill(hub: Hub) -> None:
    """Found the town in a hub that is new."""
    publish_policy(hub)
    import_file(hub, town())


def new_hub(folder: Path, clock, database: str | None = None) -> Hub:
    hub = make_hub(folder, clock, database)
    fill(hub)
    return hub


class Laptop:
    """A device that makes entries: its key, its counter, its person."""

    def __init__(self, user: str = WORKER, role: str = "worker", unit: str = UNIT, clock=None) -> None:
        self.user, self.role, self.unit, self.clock = user, role, unit, clock
        self.seed = secrets.token_bytes(32)
        self.key = SigningKey(self.seed)
        self.id = new_id(clock)
        self.dseq = 0
        self.exchange_token: str | None = None
        self.token = ""

    def enrol(self, hub: Hub) -> "Laptop":
        """Join without HTTP."""
        code = invite(hub, self.user).code
        enrol(hub, Applicant(code, self.id, self.key.public, "laptop"))
        return self

    def act(self, kind: Kind, body: dict, case: str = CASE, note: str | None = "n-1", **changes) -> Sealed:
        self.dseq += 1
        key = changes.pop("signing_key", self.key)
        fields = {
            "id": new_id(self.clock),
            "kind": kind,
            "case": case,
            "note": note,
            "visit": None,
            "parents": (),
            "case_previous": None,
            "dseq": self.dseq,
            "author": self.user,
            "role": self.role,
            "unit": self.unit,
            "device": self.id,
            "at": "2026-03-12T15:12:00+01:00",
            "since_hub": None,
            "auth": None,
            "body": body,
        }
        return seal(Entry(**{**fields, **changes}), key)

    def signed(self, case: str = CASE, note: str = "n-1", text: str = "Elsa väcker mamma.", **changes) -> Sealed:
        body = {
            "template": {"id": "hembesok", "version": "2.0.0", "sha256": H},
            "sections": {"barnets_rost": {"said": text}},
            "shown": [],
            "reasons": {},
            "dictated": False,
        }
        return self.act(Kind.NOTE_SIGNED, body, case, note, **changes)

    def approved(self, revision: str, case: str = CASE, note: str = "n-1", **changes) -> Sealed:
        return self.act(Kind.NOTE_APPROVED, {"revision": revision, "seen": []}, case, note, **changes)

    def returned(self, revision: str, case: str = CASE, note: str = "n-1") -> Sealed:
        body = {"revision": revision, "seen": [], "questions": []}
        return self.act(Kind.NOTE_RETURNED, body, case, note)

    def withdrawn(self, revision: str, approval: str, case: str = CASE, note: str = "n-1") -> Sealed:
        body = {"revision": revision, "approval": approval, "seen": [approval], "reason": "För tidigt."}
        return self.act(Kind.APPROVAL_WITHDRAWN, body, case, note)


def supervisor(clock, user: str = BOSS, unit: str = UNIT) -> Laptop:
    return Laptop(user, "supervisor", unit, clock)


class Line:
    """HTTP between a laptop and a hub."""

    def __init__(self, url: str, hub: Hub, laptop: Laptop) -> None:
        self.hub, self.laptop = hub, laptop
        self.http = httpx2.Client(base_url=url, timeout=30, trust_env=False, verify=_NO_TLS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def join(self) -> "Line":
        code = invite(self.hub, self.laptop.user).code
        self.enrol(code).raise_for_status()
        return self.open()

    def enrol(self, code: str, **changes) -> httpx2.Response:
        body = {
            "code": code,
            "device": self.laptop.id,
            "device_key": to_base64(self.laptop.key.public),
            "name": "laptop",
        }
        return self.http.post("/v1/enrol", json={**body, **changes})

    def open(self) -> "Line":
        answer = self.session()
        assert answer.status_code == 200, answer.text
        found = answer.json()
        self.laptop.exchange_token, self.laptop.token = found["exchange_token"], found["token"]
        return self

    def session(self, **changes) -> httpx2.Response:
        nonce = self.http.post("/v1/session/nonce", json={"device": self.laptop.id}).json()["nonce"]
        message = from_base64(nonce) + self.laptop.id.encode()
        body = {
            "device": self.laptop.id,
            "nonce": nonce,
            "signature": to_base64(self.laptop.key.sign(SESSION_LABEL, message)),
            "exchange_token": self.laptop.exchange_token,
        }
        return self.http.post("/v1/session", json={**body, **changes})

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.laptop.token}"}

    def send(self, body: bytes, **headers: str) -> httpx2.Response:
        kind = {"Content-Type": PARCEL_TYPE}
        return self.http.post("/v1/push", content=body, headers={**self.bearer, **kind, **headers})

    def push(self, *sealed: Sealed) -> dict:
        answer = self.send(zstandard.compress(pack({}, sealed)))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def results(self, *sealed: Sealed) -> list:
        """What became of each: its position, or the reason why it lies in quarantine."""
        return [one.get("position", one.get("reason")) for one in self.push(*sealed)["results"]]

    def get(self, path: str) -> httpx2.Response:
        return self.http.get(path, headers=self.bearer)

    def post(self, path: str, body: object) -> httpx2.Response:
        return self.http.post(path, json=body, headers=self.bearer)

    def pull(self, **after: int) -> tuple[dict, list[Sealed]]:
        wishes = [{"case": case.replace("_", "-"), "after": n} for case, n in after.items()]
        answer = self.post("/v1/pull", {"cases": wishes})
        assert answer.status_code == 200, answer.text
        return unpack(zstandard.decompress(answer.content, max_output_size=1 << 26))

    def reference(self, after: int = 0) -> ReferenceDelta:
        answer = self.get(f"/v1/reference?after={after}")
        assert answer.status_code == 200, answer.text
        return ReferenceDelta.read(Word.from_json(answer.json()), self.hub.key.public)


MINUTES = timedelta(minutes=1).total_seconds()

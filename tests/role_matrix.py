"""Every route of the hub, asked by every role about every kind of case: the town, the asking, and what is told."""

import itertools
from dataclasses import dataclass, field

import zstandard

from boards import (
    ADMIN,
    ADMIN_FAR,
    BOSS_B,
    FAR,
    FARID,
    HELP,
    HENRIK,
    JONAS,
    MAJA,
    OF_A,
    OF_B,
    OF_FAR,
    OTHER_A,
    SIV,
    TOVE,
    A,
    B,
    boards,
)  # fmt: skip
from fieldnotes.hub.app import build_app
from fieldnotes.hub.devices import revoke
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.registers import publish_policy
from fieldnotes.wire.access_chain import START, link
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.login import challenge_of, new_verifier
from fieldnotes.wire.parcel import pack
from fieldnotes.wire.reference import ASKED_FOR
from hub_samples import Laptop, Line

NOBODY, REVOKED = "nobody", "revoked"
WHO = {
    TOVE: ("worker", A), JONAS: ("worker", A), MAJA: ("worker", "unit-a2"), SIV: ("worker", A),
    HENRIK: ("supervisor", A), BOSS_B: ("supervisor", B), ADMIN: ("administrator", A), HELP: ("support", A),
    FARID: ("worker", FAR), ADMIN_FAR: ("administrator", FAR),
}  # fmt: skip
CASES = (OF_A, OTHER_A, OF_B, OF_FAR, "c-nowhere")
WORKS = {(TOVE, OF_A), (SIV, OF_A), (SIV, OF_B), (JONAS, OTHER_A), (FARID, OF_FAR)}
SUPERVISES = {(HENRIK, OF_A), (HENRIK, OTHER_A), (BOSS_B, OF_B)}
PREPARES = {(ADMIN, OF_A), (ADMIN, OTHER_A), (ADMIN_FAR, OF_FAR)}
INSIDE = WORKS | SUPERVISES
PUBLIC = {"/v1/hello", "/v1/enrol", "/v1/session/nonce", "/v1/session", "/health", "/health/live", "/health/ready"}
NO_FILE = "0198c2f4-7d00-7000-8000-000000000000"
NEED = {"c-a": TOVE, "c-a2": JONAS, "c-b": SIV, "c-far": FARID}


def child(case: str) -> str:
    return f"Barn-i-{case}-heter"


def said(case: str) -> str:
    return f"Ordet i {case} står här."


def town() -> dict:
    found = boards()
    for case in found["cases"]:
        case["child"]["name"] = child(case["id"])
    return found


@dataclass
class Matrix:
    """The hub, a device for each person, and how often each answer was given."""

    hub: object
    url: str
    clock: object
    lines: dict = field(default_factory=dict)
    heads: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    made: itertools.count = field(default_factory=lambda: itertools.count(1))

    def found(self) -> "Matrix":
        publish_policy(self.hub)
        import_file(self.hub, town())
        for user, (role, unit) in WHO.items():
            self.lines[user] = Line(self.url, self.hub, Laptop(user, role, unit, self.clock)).join()
        self.lines[REVOKED] = Line(self.url, self.hub, Laptop(TOVE, "worker", A, self.clock)).join()
        revoke(self.hub, self.lines[REVOKED].laptop.id)
        self.lines[REVOKED].open()
        self.lines[NOBODY] = Line(self.url, self.hub, Laptop(TOVE, "worker", A, self.clock))
        for case, author in NEED.items():
            laptop = self.lines[author].laptop
            unit = {OF_B: B}.get(case, laptop.unit)
            signed = laptop.signed(case=case, note=f"n-{case}", text=said(case), unit=unit)
            assert self.lines[author].results(signed) == [1]
            self.heads[case] = signed.hash
            self.files[case] = new_id(self.clock)
            begun = {"chunks": 1, "key": to_base64(bytes(32))}
            answer = self.lines[author].post(f"/v1/attachments/{case}/{self.files[case]}", begun)
            assert answer.status_code == 200, answer.text
        for user, case in sorted(SUPERVISES):
            assert self.lines[user].post("/v1/access", self.row(case, ASKED_FOR)).status_code == 200
            assert self.lines[user].get("/v1/reference").status_code == 200  # what they asked for is given to them
        return self

    def close(self) -> None:
        for line in self.lines.values():
            line.http.close()

    def routes(self) -> list[tuple[str, str, dict]]:
        paths = build_app(self.hub).openapi()["paths"]
        return [(method.upper(), path, about) for path, methods in paths.items() for method, about in methods.items()]

    def ask(self, who: str, method: str, path: str, about: dict, case: str):
        """Ask one route as well-formed as can be; gives status, code and everything that was told."""
        line = self.lines[who]
        given = self.values(line, method, case)
        inside = {one["name"]: one["in"] for one in about.get("parameters", ())}
        url = path
        for name in inside:
            url = url.replace("{" + name + "}", str(given[name]))
        query = {name: str(given[name]) for name, where in inside.items() if where == "query"}
        body = self.body(line, method, path, case)
        kind = {"Content-Type": "application/json"} if isinstance(body, dict) else {}
        more = {"json": body} if isinstance(body, dict) else {"content": body}
        headers = {**kind, **(line.bearer if line.laptop.token else {})}
        answer = line.http.request(method, url, params=query, headers=headers, **(more if body is not None else {}))
        told = answer.content
        if "parcel" in answer.headers.get("content-type", ""):
            told = zstandard.decompress(told, max_output_size=1 << 24)
        problem = answer.headers.get("content-type", "").startswith("application/problem+json")
        return answer.status_code, answer.json()["code"] if problem else "", told

    def row(self, case: str, what: str) -> dict:
        row = {"what": what, "case": case, "note": None, "revision": None, "at": "2026-03-12T15:00:00+01:00"}
        return {"rows": [{**row, "number": next(self.made), "chain": link(START, row)}]}

    def values(self, line: Line, method: str, case: str) -> dict:
        """What stands in addresses: a file that is there to fetch, a new one to hand in."""
        lying = self.files.get(case, NO_FILE) if method == "GET" else new_id(self.clock)
        return {
            "case": case, "attachment": lying, "number": 0, "after": 0, "since": 0,
            "challenge": "00" * 32, "device": line.laptop.id, "shelf": "s", "note": f"n-{case}", "up_to": 0,
            "unit": line.laptop.unit, "example": "e-1", "deputy": "d-1", "visit": NO_FILE,
        }  # fmt: skip

    def body(self, line: Line, method: str, path: str, case: str):
        """What a well-behaved program would send; a route without one here is asked with an empty object."""
        laptop, head = line.laptop, self.heads.get(case, "11" * 32)
        made = {
            "/v1/push": lambda: self.parcel(laptop.signed(case=case, note=f"m-{next(self.made)}")),
            "/v1/decisions": lambda: self.parcel(laptop.approved(head, case=case, note=f"n-{case}")),
            "/v1/pull": lambda: {"cases": [{"case": case, "after": 0}]},
            "/v1/lacking": lambda: {"cases": [{"case": case, "hashes": ["22" * 32]}]},
            "/v1/access": lambda: self.row(case, "opened"),
            "/v1/drafts": lambda: {"shelf": "s", "slots": None, "drafts": [{
                "case": case, "note": f"d-{case}", "number": next(self.made), "since": "2026-03-12T15:00:00+01:00",
                "age": 1, "sealed": to_base64(b"sealed")}]},
            "/v1/attachments/{case}/{attachment}": lambda: {"chunks": 1, "key": to_base64(bytes(32))},
            "/v1/attachments/{case}/{attachment}/{number}": lambda: b"not sealed",
            "/v1/examples": lambda: {"id": "e-1", "unit": laptop.unit, "template": "hembesok", "section": "s",
                                     "field": None, "text": "Så här.", "why": ""},
            "/v1/times": lambda: {"period": "2026-02", "unit": laptop.unit, "value": {"typed": 60}},
            "/v1/login/password": lambda: {"password": "gissat lösenord"},
            "/v1/login/begin": lambda: {"redirect": "http://127.0.0.1:5/", "challenge": challenge_of(new_verifier())},
            "/v1/login/finish": lambda: {"state": "s", "code": "c", "verifier": new_verifier()},
            "/v1/preparing/visits": lambda: {"case": case, "visit": new_id(self.clock), "template": "hembesok",
                                             "start": "2026-04-01T10:00:00+02:00", "workers": [], "people": []},
            "/v1/preparing/people": lambda: {"case": case, "person": f"{case}-p2", "role": "vardnadshavare",
                                             "name": "Karin Sandin"},
            "/v1/preparing/assigned": lambda: {"case": case, "user": NEED.get(case, TOVE), "there": True},
            "/v1/preparing/handovers": lambda: {"case": case, "leaving": HELP, "taking": TOVE},
        }  # fmt: skip
        if method in ("GET", "DELETE"):
            return None
        return made[path]() if path in made else {}

    def addresses_a_case(self, method: str, path: str, about: dict) -> bool:
        """Whether the case is part of what a route is asked."""
        line = self.lines[NOBODY]
        body = self.body(line, method, path, "c-nowhere")
        named = any(one["name"] == "case" for one in about.get("parameters", ()))
        return named or isinstance(body, bytes) or "c-nowhere" in str(body)

    @staticmethod
    def parcel(sealed) -> bytes:
        return zstandard.compress(pack({}, [sealed]))


HAND_IN = {
    ("POST", "/v1/push"), ("POST", "/v1/access"), ("POST", "/v1/lacking"), ("POST", "/v1/drafts"),
    ("POST", "/v1/wiped"), ("POST", "/v1/disposed"), ("POST", "/v1/attachments/{case}/{attachment}"),
    ("PUT", "/v1/attachments/{case}/{attachment}/{number}"),
}  # fmt: skip
"""What a device whose access was withdrawn may still do: hand in."""

_DECIDES_NOT = {"own_work", "not_a_supervisor", "not_assigned", "other_area", "unknown_case", "role_wrong"}


def expected(method: str, path: str, who: str, case: str) -> set[str] | None:
    """The codes a route may answer somebody with about a case; empty = it does as asked; None = no rule of its own."""
    asked, inside, supervises = (method, path), (who, case) in INSIDE, (who, case) in SUPERVISES
    if path in PUBLIC:
        return {"", "request_wrong"}
    if who == NOBODY or path == "/metrics":
        return {"operator_unknown" if path == "/metrics" else "session_expired"}
    if who == REVOKED and asked not in HAND_IN:
        return {"device_revoked", "request_wrong"}
    rules = {
        ("POST", "/v1/push"): {""},
        ("POST", "/v1/access"): {""},
        ("POST", "/v1/lacking"): {""},
        ("POST", "/v1/drafts"): {""},
        ("GET", "/v1/heads"): {""},
        ("GET", "/v1/reference"): {""},
        ("GET", "/v1/drafts"): {""},
        ("GET", "/v1/drafts/sealed"): {"not_found"},
        ("POST", "/v1/pull"): {""} if inside else {"not_assigned"},
        ("POST", "/v1/decisions"): {"never_opened"} if supervises else _DECIDES_NOT,
        ("GET", "/v1/attachments/{case}/{attachment}"): {""} if inside else {"not_assigned"},
        ("GET", "/v1/attachments/{case}/{attachment}/{number}"): {"not_found"} if inside else {"not_assigned"},
        ("POST", "/v1/attachments/{case}/{attachment}"): {""} if inside else {"not_assigned"},
        ("PUT", "/v1/attachments/{case}/{attachment}/{number}"): {"not_found"} if inside else {"not_assigned"},
        ("POST", "/v1/examples"): {""} if who in (HENRIK, BOSS_B) else {"not_a_supervisor"},
        ("POST", "/v1/times"): {""} if WHO.get(who, ("",))[0] == "worker" else {"no_team"},
        ("DELETE", "/v1/times"): {""},
        ("GET", "/v1/preparing"): {""} if who in (ADMIN, ADMIN_FAR) else {"not_an_administrator"},
    }
    if who == REVOKED:
        return rules.get(asked, {"request_wrong"}) | {"not_assigned", "", "not_found"}
    if path.startswith("/v1/preparing/"):
        return None if (who, case) in PREPARES else {"not_an_administrator"}
    return rules.get(asked)


def may_hear(path: str, who: str, case: str) -> bool:
    """Whether the child of a case may be named to somebody; who prepares is told the people, and no word of a note."""
    return (who, case) in INSIDE or (path.startswith("/v1/preparing") and (who, case) in PREPARES)

"""Every route of the hub, asked by every role about every kind of case; what each is told says `role_rules`."""

import itertools
from dataclasses import dataclass, field

import zstandard
from fastapi.routing import iter_route_contexts

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
from fieldnotes.hub.operators import add_operator, sign_in
from fieldnotes.hub.registers import publish_policy
from fieldnotes.wire.access_chain import START, link
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.login import challenge_of, new_verifier
from fieldnotes.wire.parcel import pack
from fieldnotes.wire.reference import ASKED_FOR
from fieldnotes.wire.wipe_order import WipeOrder
from hub_samples import Laptop, Line

NOBODY, REVOKED, OPERATOR = "nobody", "revoked", "operator"
WHO = {
    TOVE: ("worker", A), JONAS: ("worker", A), MAJA: ("worker", "unit-a2"), SIV: ("worker", A),
    HENRIK: ("supervisor", A), BOSS_B: ("supervisor", B), ADMIN: ("administrator", A), HELP: ("support", A),
    FARID: ("worker", FAR), ADMIN_FAR: ("administrator", FAR),
}  # fmt: skip
CASES = (OF_A, OTHER_A, OF_B, OF_FAR, "c-nowhere")
SHOWN_AT_ONCE = ((HENRIK, OF_A), (HENRIK, OTHER_A), (BOSS_B, OF_B))
"""Who supervises which; what they ask for is given to them."""
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
    key: str = ""
    cookie: str = ""
    """An operator's key, and what their browser holds once it was typed."""

    def found(self) -> "Matrix":
        publish_policy(self.hub)
        import_file(self.hub, town())
        for user, (role, unit) in WHO.items():
            self.lines[user] = Line(self.url, self.hub, Laptop(user, role, unit, self.clock)).join()
        self.lines[REVOKED] = Line(self.url, self.hub, Laptop(TOVE, "worker", A, self.clock)).join()
        revoke(self.hub, self.lines[REVOKED].laptop.id)
        self.lines[REVOKED].open()
        for who in (NOBODY, OPERATOR):
            self.lines[who] = Line(self.url, self.hub, Laptop(TOVE, "worker", A, self.clock))
        self.key = add_operator(self.hub, "Drift", "Anna")
        self.cookie = sign_in(self.hub, self.key)
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
        for user, case in SHOWN_AT_ONCE:
            assert self.lines[user].post("/v1/access", self.row(case, ASKED_FOR)).status_code == 200
            assert self.lines[user].get("/v1/reference").status_code == 200  # what they asked for is given to them
        return self

    def close(self) -> None:
        for line in self.lines.values():
            line.http.close()

    def routes(self) -> list[tuple[str, str, dict]]:
        """Every route there is, with what the description says of it; pages that stand in none say nothing."""
        app = build_app(self.hub)
        paths = app.openapi()["paths"]
        found = {
            (method, str(one.path)): paths.get(str(one.path), {}).get(method.lower(), {})
            for one in iter_route_contexts(app.routes)
            for method in (one.methods or set()) - {"HEAD"}
        }
        return [(*asked, about) for asked, about in sorted(found.items())]

    def shown_by(self, who: str) -> dict[str, str]:
        """How somebody says who they are: a session's token, an operator's key and the cookie of their page."""
        if who == OPERATOR:
            return {"Authorization": f"Bearer {self.key}", "Cookie": f"fieldnotes-operator={self.cookie}"}
        return self.lines[who].bearer if self.lines[who].laptop.token else {}

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
        headers = {**kind, **self.shown_by(who)}
        answer = line.http.request(method, url, params=query, headers=headers, **(more if body is not None else {}))
        told = answer.content
        if "parcel" in answer.headers.get("content-type", ""):
            told = zstandard.decompress(told, max_output_size=1 << 24)
        if answer.headers.get("content-type", "").startswith("application/problem+json"):
            return answer.status_code, answer.json()["code"], told
        return answer.status_code, "" if answer.status_code == 200 else f"page {answer.status_code}", told

    def row(self, case: str, what: str) -> dict:
        row = {"what": what, "case": case, "note": None, "revision": None, "at": "2026-03-12T15:00:00+01:00"}
        return {"rows": [{**row, "number": next(self.made), "chain": link(START, row)}]}

    def values(self, line: Line, method: str, case: str) -> dict:
        """What stands in addresses: a file that is there to fetch, a new one to hand in."""
        lying = self.files.get(case, NO_FILE) if method == "GET" else new_id(self.clock)
        return {
            "case": case, "attachment": lying, "number": 0, "after": 0, "since": 0,
            "challenge": "00" * 32, "device": line.laptop.id, "shelf": "s", "note": f"n-{case}", "up_to": 0,
            "unit": line.laptop.unit, "example": f"e-{line.laptop.id}", "deputy": "d-1", "visit": NO_FILE,
        }  # fmt: skip

    def body(self, line: Line, method: str, path: str, case: str):
        """What a well-behaved program would send; a route without one here is asked with an empty object."""
        laptop, head = line.laptop, self.heads.get(case, "11" * 32)
        order = WipeOrder(laptop.id, self.hub.epoch, "2026-03-12T15:00:00+01:00").seal(laptop.key).to_json()
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
            "/v1/preparing/people": lambda: {"case": case, "person": new_id(self.clock), "role": "vardnadshavare",
                                             "name": "Karin Sandin"},
            "/v1/wiped": lambda: {"order": order, "signature": to_base64(bytes(64))},
            "/v1/disposed": lambda: {"order": order, "signature": to_base64(bytes(64))},
            "/v1/by-hand": lambda: {"case": case, "note": f"n-{case}", "revision": head, "to": "lifecare",
                                    "receipt": "LC-1"},
            "/v1/deputies": lambda: {"id": new_id(self.clock), "deputy": HENRIK,
                                     "from": "2026-03-13T08:00:00+01:00", "until": "2026-03-14T08:00:00+01:00"},
            "/v1/quarantine": lambda: {"hash": "33" * 32, "decision": "refuse"},
            "/v1/preparing/assigned": lambda: {"case": case, "user": NEED.get(case, TOVE), "there": True},
            "/v1/preparing/handovers": lambda: {"case": case, "leaving": HELP, "taking": TOVE},
        }  # fmt: skip
        if method in ("GET", "DELETE") or path.startswith("/status"):
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

"""A simulated device: the exchange of the real one, with real keys and bytes, and a memory only as large as the test's.

It believes nothing: every page must follow from the running head it holds, under the hub's signature.
"""

import hashlib
import json
import secrets
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

import zstandard

from fieldnotes.domain.entry import Kind
from fieldnotes.wire.access_chain import START as FIRST_LINK
from fieldnotes.wire.access_chain import link
from fieldnotes.wire.base64_text import from_base64, to_base64
from fieldnotes.wire.entries import Sealed, read
from fieldnotes.wire.greeting import is_proven, new_challenge
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.messages import PARCEL_TYPE, SESSION_LABEL
from fieldnotes.wire.parcel import unpack
from fieldnotes.wire.reference import KEPT_BACK, ItemType, ReferenceDelta
from fieldnotes.wire.running_head import START, Receipt, head_after
from load_figures import Figures
from load_line import Line
from load_town import Inhabitant, Parcel

_CASES_AT_ONCE, _AT_ONCE = 100, 100
_MOST = 64 * 1024 * 1024
DRAFT_BYTES = 3000


@dataclass(slots=True)
class Held:
    """What a device holds of one case: where it stands, and every hash on the way there with its position."""

    position: int = 0
    head: str = START
    hashes: dict[str, int] = field(default_factory=dict, repr=False)


@dataclass(slots=True)
class Device:
    """One computer of the town; `acknowledged`: what the hub has said it stored, by hash: (case, position).

    One that `trusts` checks no signature of the hub's: where so many are simulated that checking would be the load.
    """

    owner: Inhabitant
    hub_key: bytes = field(repr=False)
    figures: Figures = field(repr=False)
    outbox: deque[Parcel] = field(default_factory=deque, repr=False)
    doubtful: dict[str, Sealed] = field(default_factory=dict, repr=False)
    made: dict[str, Sealed] = field(default_factory=dict, repr=False)
    acknowledged: dict[str, tuple[str, int]] = field(default_factory=dict, repr=False)
    held: dict[str, Held] = field(default_factory=dict, repr=False)
    to_approve: list[tuple[str, str, str]] = field(default_factory=list, repr=False)
    met: set[str] = field(default_factory=set, repr=False)
    cases: set[str] = field(default_factory=set, repr=False)
    kept_back: set[str] = field(default_factory=set, repr=False)
    decides: bool = True
    trusts: bool = False
    epoch: str = ""
    version: int = 0
    drafts: int = 0
    rows: int = 0
    untold: list[dict] = field(default_factory=list, repr=False)
    told: list[dict] = field(default_factory=list, repr=False)
    link: str = FIRST_LINK

    def give(self, parcel: Parcel) -> None:
        """Let a parcel wait for the next exchange."""
        self.outbox.append(parcel)
        self.made.update({one.hash: one for one in parcel.sealed})

    async def exchange(self, url: str) -> None:
        """Hand in what waits and fetch what is new, in the order of the real exchange."""
        self._decide()
        async with Line(url, self.figures) as line:
            await self._open(line)
            await self._settle_doubt(line)
            while self.outbox:
                await self._push(line, self.outbox.popleft())
            await self._tell_access(line)
            await self._fetch_reference(line)
            await self._pull(line)
            await self._keep_draft(line)
            if self.owner.supervises:
                await line.get("/v1/drafts/waiting")

    @property
    def is_done(self) -> bool:
        """Whether nothing waits and nothing is in doubt."""
        return not (self.outbox or self.doubtful or self.to_approve)

    async def _open(self, line: Line) -> None:
        laptop, challenge = self.owner.laptop, new_challenge()
        greeting = await line.get(f"/v1/hello?challenge={challenge}")
        assert self.trusts or is_proven(self.hub_key, challenge, greeting["proof"])
        nonce = (await line.post("/v1/session/nonce", {"device": laptop.id}))["nonce"]
        signature = laptop.key.sign(SESSION_LABEL, from_base64(nonce) + laptop.id.encode())
        answer = await line.post(
            "/v1/session",
            {
                "device": laptop.id, "nonce": nonce, "signature": to_base64(signature),
                "exchange_token": laptop.exchange_token,
            },
        )  # fmt: skip
        laptop.exchange_token, line.token = answer["exchange_token"], answer["token"]
        if answer["epoch"] != self.epoch:
            self._begin_history(answer["epoch"])

    def _begin_history(self, epoch: str) -> None:
        """Offer everything again: the hub may have lost what came after its backup."""
        before, self.epoch = self.epoch, epoch
        if before:
            self.doubtful = {digest: self.made[digest] for digest in self.acknowledged} | self.doubtful
            self.acknowledged, self.held, self.version = {}, {}, 0
            self.untold, self.told = [*self.told, *self.untold], []

    async def _settle_doubt(self, line: Line) -> None:
        """Ask what became of what was offered without an answer; hand in what the hub lacks."""
        if not self.doubtful:
            return
        asked: dict[str, list[str]] = {}
        for one in self.doubtful.values():
            asked.setdefault(read(one.data).case, []).append(one.hash)
        body = {"cases": [{"case": case, "hashes": hashes} for case, hashes in asked.items()]}
        answer = await line.post("/v1/lacking", body)
        self._take(answer)
        lacking = [self.doubtful[digest] for digest in answer["lacking"]]
        for at in range(0, len(lacking), _AT_ONCE):
            await self._push(line, Parcel.of(lacking[at : at + _AT_ONCE]))

    async def _push(self, line: Line, parcel: Parcel) -> None:
        self.doubtful.update({one.hash: one for one in parcel.sealed})
        body = await line.post_bytes("/v1/push", parcel.packed, PARCEL_TYPE)
        self._take(json.loads(body))

    def _take(self, answer: dict) -> None:
        """Believe what the hub says of entries, and follow the head of a case that nobody else has moved."""
        assert answer["epoch"] == self.epoch
        stored: dict[str, dict[int, str]] = {}
        for result in answer["results"]:
            digest = result["hash"]
            case = read(self.doubtful[digest].data).case
            if result["result"] != "stored":
                self.figures.failed[f"quarantined: {result['reason']}"] += 1
                continue  # in doubt: what it rests on may come, and the hub is asked again
            del self.doubtful[digest]
            self.acknowledged[digest] = (case, result["position"])
            stored.setdefault(case, {})[result["position"]] = digest
        for each in answer["receipts"]:
            receipt = self._receipt(each)
            held, mine = self.held.setdefault(receipt.case, Held()), stored.get(receipt.case, {})
            following = range(held.position + 1, receipt.position + 1)
            if following and all(position in mine for position in following):
                self._follow(held, [mine[position] for position in following], receipt)

    async def _tell_access(self, line: Line) -> None:
        for case in sorted(self.cases)[:2]:
            row = {"at": _now(self.owner), "case": case, "note": None, "revision": None, "what": "opened"}
            self.rows, self.link = self.rows + 1, link(self.link, row)
            self.untold.append({**row, "number": self.rows, "chain": self.link})
        if self.untold:
            await line.post("/v1/access", {"rows": self.untold})
            self.told += self.untold
            self.untold = []

    async def _fetch_reference(self, line: Line) -> None:
        word = Word.from_json(await line.get(f"/v1/reference?after={self.version}"))
        delta = ReferenceDelta.read(word, self.hub_key)
        assert delta.version >= self.version
        self.version = delta.version
        for item in delta.items:
            if item.type is ItemType.CASE:
                self.cases.discard(item.id)
                self.kept_back.discard(item.id)
                if item.value is not None:
                    (self.kept_back if item.value.get(KEPT_BACK) else self.cases).add(item.id)

    async def _pull(self, line: Line) -> None:
        behind = {}
        for each in (await line.get("/v1/heads"))["cases"]:
            position = self.held.setdefault(each["case"], Held()).position
            assert each["position"] >= position, "the hub has rolled back a case"
            if each["position"] > position and each["case"] not in self.kept_back:
                behind[each["case"]] = each["position"]
        for at in range(0, len(behind), _CASES_AT_ONCE):
            await self._pull_cases(line, dict(list(behind.items())[at : at + _CASES_AT_ONCE]))

    async def _pull_cases(self, line: Line, behind: dict[str, int]) -> None:
        while behind:
            wishes = [{"case": case, "after": self.held[case].position} for case in behind]
            body = await line.post_bytes("/v1/pull", json.dumps({"cases": wishes}).encode(), "application/json")
            head, sealed = unpack(zstandard.decompress(body, max_output_size=_MOST))
            assert sealed, "an answer that brings nothing is no answer"
            at = 0
            for page in head["pages"]:
                self._apply(page, sealed[at : at + page["count"]])
                at += page["count"]
                if page["receipt"]["position"] >= behind[page["case"]]:
                    del behind[page["case"]]

    def _apply(self, page: dict, sealed: list[Sealed]) -> None:
        held = self.held[page["case"]]
        assert page["after"] == held.position
        self._follow(held, [one.hash for one in sealed], self._receipt(page["receipt"]))
        if self.owner.supervises:
            made = [(one.hash, read(one.data)) for one in sealed if one.hash not in self.met]
            self.to_approve += [(e.case, e.note, digest) for digest, e in made if e.kind is Kind.NOTE_SIGNED]
            self.met.update(digest for digest, _ in made)

    def _follow(self, held: Held, hashes: list[str], receipt: Receipt) -> None:
        """Move on over these entries, to where the hub has signed that they lead."""
        assert receipt.position == held.position + len(hashes)
        assert head_after(held.head, hashes) == receipt.log_head, "the feed does not extend what is held"
        held.hashes.update({digest: held.position + n for n, digest in enumerate(hashes, 1)})
        held.position, held.head = receipt.position, receipt.log_head

    def _receipt(self, told: dict) -> Receipt:
        receipt = Receipt.from_json(told)
        assert receipt.epoch == self.epoch
        assert self.trusts or receipt.holds(self.hub_key)
        return receipt

    def _decide(self) -> None:
        """A supervisor approves what they have read."""
        if self.decides and self.to_approve:
            some, self.to_approve = self.to_approve[:_AT_ONCE], self.to_approve[_AT_ONCE:]
            laptop, at = self.owner.laptop, _now(self.owner)
            self.give(Parcel.of([laptop.approved(h, case, note, parents=(h,), at=at) for case, note, h in some]))

    async def _keep_draft(self, line: Line) -> None:
        if not self.cases:
            return
        self.drafts += 1
        draft = {
            "case": min(self.cases), "note": f"d-{self.owner.laptop.user}", "number": self.drafts,
            "since": _now(self.owner), "age": 600, "sealed": to_base64(secrets.token_bytes(DRAFT_BYTES)),
        }  # fmt: skip
        slots = hashlib.sha512(self.owner.laptop.id.encode()).digest()
        asked = {"shelf": self.owner.laptop.id, "drafts": [draft]}
        await line.post("/v1/drafts", {**asked, "slots": to_base64(slots)} if self.drafts == 1 else asked)


def lost(devices: Iterable[Device], kept: dict[str, tuple[str, int]]) -> list[str]:
    """Name what was acknowledged and is not there: in the database (`kept`), or with the others of its case."""
    others: dict[str, list[Device]] = {}
    for device in devices:
        for case in device.cases:
            others.setdefault(case, []).append(device)
    found = []
    for device in devices:
        for digest, (case, position) in device.acknowledged.items():
            if kept.get(digest) != (case, position):
                found.append(f"{case} {position} {digest}: not in the database")
            for other in others.get(case, ()):
                held = other.held.get(case)
                if other is not device and (held is None or held.hashes.get(digest) != position):
                    found.append(f"{case} {position} {digest}: not with {other.owner.laptop.user}")
    return found


def _now(owner: Inhabitant) -> str:
    return owner.laptop.clock.now().isoformat(timespec="milliseconds")

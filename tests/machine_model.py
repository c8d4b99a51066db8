"""What must come out of the exchange, worked out from tokens alone: no bytes, no clocks, no database, no network.

Held by the machine (`machine_rules.py`) against a hub and devices that really do it. An act is a `Written`; a
`Book` is what a hub should hold, and decides by the words of wire.md; a `Shelf` is what a disk should hold.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fieldnotes.domain.entry import DECISIONS, REVISIONS, Entry, Kind

BOSS, WORKER, COLLEAGUE = "u-henrik", "u-tove", "u-jonas"
CASES = {WORKER: ("c-1",), COLLEAGUE: ("c-1", "c-2"), BOSS: ("c-1", "c-2")}
"""Who may know which case; the boss supervises both."""
FORGED = "forged"
"""Bytes or a signature changed on the way; `TAMPERED` before a hash says so of a delivery."""
TAMPERED = "~"
AGAIN = {FORGED, "unknown_device", "unknown_revision", "not_approved"}
"""What waits for something that may still come: the proof, or what a decision is about."""


@dataclass(frozen=True)
class Written:
    """One act as far as the exchange may care; `about` is the revision a decision names."""

    hash: str
    id: str
    case: str
    note: str
    kind: Kind
    device: str
    user: str
    dseq: int
    previous: str | None
    parents: tuple[str, ...]
    about: str | None
    approval: str | None
    seen: tuple[str, ...]

    @staticmethod
    def of(entry: Entry, digest: str) -> "Written":
        """Take from an entry what the model needs."""
        body = entry.body
        return Written(
            digest, entry.id, entry.case, str(entry.note), entry.kind, entry.device, entry.author, entry.dseq,
            entry.case_previous, entry.parents, body.get("revision") if entry.kind in DECISIONS else None,
            body.get("approval"), tuple(body.get("seen") or ()),
        )  # fmt: skip


@dataclass
class Book:
    """What a hub should hold: per case the hashes in their order, what lies in quarantine, and whom it knows."""

    feed: dict[str, list[str]] = field(default_factory=lambda: {"c-1": [], "c-2": []})
    aside: dict[str, str] = field(default_factory=dict)
    acts: dict[tuple[str, int], str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    revoked: set[str] = field(default_factory=set)

    def copy(self) -> "Book":
        """A backup of it."""
        feed = {case: list(found) for case, found in self.feed.items()}
        return Book(feed, dict(self.aside), dict(self.acts), set(self.known), set(self.revoked))

    @property
    def all(self) -> set[str]:
        """Everything it holds whole, decided or not."""
        aside = {digest for digest, reason in self.aside.items() if reason != FORGED}
        return {digest for found in self.feed.values() for digest in found} | aside

    def take(self, parcel: Sequence[str], made: Mapping[str, Written]) -> None:
        """Take a parcel in: case by case, each entry at the next position or aside with its reason."""
        for digest in sorted(parcel, key=lambda h: made[h].case if h in made else ""):
            plain = digest.removeprefix(TAMPERED)
            if plain in made and plain in self.feed[made[plain].case]:
                continue
            if digest in made:
                self._settle(made[digest], made)
            else:
                self.aside.setdefault(plain, FORGED)

    def follow(self, feed: Mapping[str, Sequence[str]], aside: Mapping[str, str], made: Mapping[str, Written]) -> None:
        """Follow what the hub has judged once more by itself: only what waited for something, and only rightly."""
        for case, found in feed.items():
            mine = self.feed[case]
            assert list(found[: len(mine)]) == mine, "I2: the record was changed, or something stands that may not"
            for digest in found[len(mine) :]:
                assert self.aside.pop(digest, None) in AGAIN, "I12: it stands, and nobody may have let it in"
                assert self._against(made[digest], made) is None
                self.acts.setdefault((made[digest].device, made[digest].dseq), digest)
                mine.append(digest)
        assert set(aside) == set(self.aside), "I1, I2: quarantine lost or gained something"
        for digest, reason in aside.items():
            if reason != self.aside[digest]:
                assert self.aside[digest] in AGAIN
                assert reason == self._against(made[digest], made), "another reason than the book's"
                self.aside[digest] = reason

    def _settle(self, one: Written, made: Mapping[str, Written]) -> None:
        before = self.aside.get(one.hash)
        if before is not None and before not in AGAIN:
            return
        reason = self._against(one, made)
        if reason is not None and reason == before:
            return
        self.aside.pop(one.hash, None)
        if one.device in self.known and reason != "fork":
            self.acts.setdefault((one.device, one.dseq), one.hash)
        if reason is None:
            self.feed[one.case].append(one.hash)
        else:
            self.aside[one.hash] = reason

    def _against(self, one: Written, made: Mapping[str, Written]) -> str | None:
        if one.device not in self.known:
            return "unknown_device"
        if self.acts.get((one.device, one.dseq), one.hash) != one.hash:
            return "fork"
        if one.device in self.revoked:
            return "device_revoked"
        return self._against_decision(one, made) if one.kind in DECISIONS else None

    def _against_decision(self, one: Written, made: Mapping[str, Written]) -> str | None:
        here = [made[h] for h in self.feed[one.case] if made[h].note == one.note]
        revisions = {w.hash: w.user for w in here if w.kind in REVISIONS}
        if one.about not in revisions:
            return "unknown_revision"
        if one.user in revisions.values():
            return "own_work"
        approvals = {w.hash for w in here if w.kind is Kind.NOTE_APPROVED}
        if one.kind is Kind.APPROVAL_WITHDRAWN and one.approval not in approvals:
            return "not_approved"
        return None if one.user == BOSS else "not_a_supervisor"


@dataclass
class Shelf:
    """What a disk should hold; two disks with one device are clones."""

    device: str
    user: str
    held: set[str] = field(default_factory=set)
    drafts: dict[str, str] = field(default_factory=dict)

    def copy(self) -> "Shelf":
        """An image of it."""
        return Shelf(self.device, self.user, set(self.held), dict(self.drafts))


@dataclass
class Model:
    """Everything there should be: acts made, disks and their images, the hub's book and its backups."""

    made: dict[str, Written] = field(default_factory=dict)
    shelves: dict[str, Shelf] = field(default_factory=dict)
    images: dict[str, list[Shelf]] = field(default_factory=dict)
    book: Book = field(default_factory=Book)
    backups: list[Book] = field(default_factory=list)

    def write(self, disk: str, one: Written) -> None:
        """An act was acknowledged on a disk."""
        self.made[one.hash] = one
        self.shelves[disk].held.add(one.hash)

    def learn(self, disk: str, hashes: Iterable[str]) -> None:
        """A disk has received entries; it may receive nothing but what stands in the hub's book."""
        assert set(hashes) <= {h for found in self.book.feed.values() for h in found}, "taken in from nowhere"
        self.shelves[disk].held |= set(hashes)

    def survivors(self) -> set[str]:
        """Every act of which a copy is left anywhere: what must be at the hub once all is quiet (I1)."""
        held = {h for shelf in self.shelves.values() for h in shelf.held}
        return {h for h in held | self.book.all if h in self.made}

    def readable(self, user: str) -> set[str]:
        """What a person's device has when it is up to date (I4)."""
        return {h for case in CASES[user] for h in self.book.feed[case]}

    def notes(self, hashes: Iterable[str]) -> dict[str, list[Written]]:
        """Acts by note."""
        found: dict[str, list[Written]] = {}
        for digest in hashes:
            found.setdefault(self.made[digest].note, []).append(self.made[digest])
        return found


def heads(acts: Sequence[Written]) -> set[str]:
    """Revisions that no other revision has seen (I7): from parents alone, never from a clock (I11)."""
    revisions = [w for w in acts if w.kind in REVISIONS]
    return {w.hash for w in revisions} - {p for w in revisions for p in w.parents}


def state(acts: Sequence[Written]) -> str:
    """What a note is, by the decisions that no later decision has seen."""
    top = heads(acts)
    if not top:
        return "draft"
    decisions = [w for w in acts if w.kind in DECISIONS]
    seen = {h for w in decisions for h in w.seen}
    words = {w.kind for w in decisions if w.hash not in seen and w.about in top} - {Kind.APPROVAL_WITHDRAWN}
    if len(top) > 1 or len(words) != 1:
        return "signed"
    return "approved" if Kind.NOTE_APPROVED in words else "returned"

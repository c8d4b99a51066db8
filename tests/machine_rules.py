"""The machine over I1–I12 (store-and-sync 3.6): what can happen to a hub, its devices and the way between them.

One set of rules for two worlds: `machine_pure_world.py` in memory, `machine_real_world.py` with real vaults, a real
hub and real HTTP. After each step the hub is held against the model's book (order, positions, reasons); after each
run all exchange until nothing moves, and the invariants are checked. A loss of all copies is counted out by the model.
"""

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from fieldnotes.domain.entry import DECISIONS, REVISIONS, Act, Kind
from fieldnotes.wire.ids import new_id
from machine_clock import SetClock
from machine_model import BOSS, CASES, Model, Shelf, heads
from machine_quiet import Quiet

TEMPLATE = {"id": "hembesok", "version": "2.0.0", "sha256": "33" * 32}
PATHS = ("push", "push", "session", "heads", "pull", "pull")
FAULTS = ("lost", "answer_lost", "twice", "late", "cut", "flip", "forge", "stale")
YEARS = (1970, 2026, 2099)
PICK = st.integers(0, 7)


class Exchanging(Quiet):
    """What can happen; subclasses say in which world."""

    def make_world(self):
        """Begin with a hub and three devices that have joined it."""
        raise NotImplementedError

    @initialize()
    def begin(self) -> None:
        self.seen["runs"] += 1
        self.ids = SetClock()
        self.world = self.make_world()
        self.model = Model()
        self.world.on_delivered = self._delivered
        for name, disk in self.world.disks.items():
            self.model.shelves[name] = Shelf(disk.device, disk.user)
            self.model.book.known.add(disk.device)

    # people

    @rule(who=PICK, case=PICK)
    def sign(self, who: int, case: int) -> None:
        name, shelf = self._disk(who)
        cases = CASES[shelf.user]
        self._file(name, Kind.NOTE_SIGNED, cases[case % len(cases)], new_id(self.ids))

    def sign_now(self, name: str) -> None:
        """Sign a new note in the case everybody knows."""
        self._file(name, Kind.NOTE_SIGNED, "c-1", new_id(self.ids))

    @rule(who=PICK, pick=PICK)
    def correct(self, who: int, pick: int) -> None:
        """A new revision on all the heads this person sees: a correction, or a merge of two."""
        name, shelf = self._disk(who)
        notes = self._notes_with_heads(shelf)
        if notes:
            note, acts = notes[pick % len(notes)]
            top = tuple(sorted(heads(acts)))
            kind = Kind.NOTE_MERGED if len(top) > 1 else Kind.NOTE_CORRECTED
            self._file(name, kind, acts[0].case, note, {"reason": "Rättat."}, top)

    @rule(who=PICK, pick=PICK, kind=st.sampled_from(sorted(DECISIONS)))
    def decide(self, who: int, pick: int, kind: Kind) -> None:
        """A decision about a head this person sees; most by the supervisor, as the program would allow only that."""
        name, shelf = self._disk(who)
        notes = self._notes_with_heads(shelf)
        if not notes:
            return
        note, acts = notes[pick % len(notes)]
        decisions = sorted(w.hash for w in acts if w.kind in DECISIONS)
        body = {"revision": next(w.hash for w in acts if w.hash in heads(acts)), "seen": decisions}
        if kind is Kind.NOTE_RETURNED:
            body["questions"] = [body["revision"]]
        if kind is Kind.APPROVAL_WITHDRAWN:
            approvals = [w for w in acts if w.kind is Kind.NOTE_APPROVED]
            if not approvals:
                return
            body |= {"approval": approvals[0].hash, "revision": approvals[0].about, "reason": "För tidigt."}
        self._file(name, kind, acts[0].case, note, body)

    @rule(who=PICK, number=st.integers(0, 1), text=st.sampled_from(["Elsa väcker", "mamma på morgonen."]))
    def type_on(self, who: int, number: int, text: str) -> None:
        name, shelf = self._disk(who)
        note = f"0195d0f0-0000-7000-8000-{number:012x}"
        if self.world.draft(name, note, text):
            shelf.drafts[note] = text

    # the way

    @rule(who=PICK)
    def exchange(self, who: int) -> None:
        self._exchange(self._disk(who)[0])

    @rule(who=PICK, path=st.sampled_from(PATHS), what=st.sampled_from(FAULTS))
    def exchange_badly(self, who: int, path: str, what: str) -> None:
        self._exchange(self._disk(who)[0], (path, what))

    @precondition(lambda self: self.world.late)
    @rule(pick=PICK)
    def arrive_late(self, pick: int) -> None:
        self.world.deliver_late(pick % len(self.world.late))

    @rule(who=PICK, power=st.integers(1, 14))
    def crash(self, who: int, power: int) -> None:
        self._exchange(self._disk(who)[0], power=power)

    # the hub

    @rule()
    def backup(self) -> None:
        self.world.backup()
        self.model.backups.append(self.model.book.copy())

    @precondition(lambda self: self.model.backups)
    @rule(pick=PICK)
    def restore(self, pick: int) -> None:
        at = pick % len(self.model.backups)
        self.world.restore(at)
        self.model.book = self.model.backups[at].copy()

    @precondition(lambda self: not self.model.book.revoked)
    @rule(who=PICK)
    def revoke(self, who: int) -> None:
        name, shelf = self._disk(who)
        if shelf.user != BOSS and shelf.device in self.model.book.known:
            self.world.revoke(name)
            self.model.book.revoked.add(shelf.device)

    # computers

    @rule(who=PICK)
    def image(self, who: int) -> None:
        name, shelf = self._disk(who)
        self.world.image(name)
        self.model.images.setdefault(name, []).append(shelf.copy())

    @precondition(lambda self: self.model.images)
    @rule(who=PICK, pick=PICK)
    def put_back(self, who: int, pick: int) -> None:
        name = sorted(self.model.images)[who % len(self.model.images)]
        at = pick % len(self.model.images[name])
        self.world.put_back(name, at)
        self.model.shelves[name] = self.model.images[name][at].copy()

    @precondition(lambda self: "copy" not in self.model.shelves)
    @rule(who=PICK)
    def clone(self, who: int) -> None:
        name, shelf = self._disk(who)
        self.world.clone(name, "copy")
        self.model.shelves["copy"] = shelf.copy()

    @precondition(lambda self: "new" not in self.model.shelves)
    @rule(user=st.sampled_from(sorted(CASES)))
    def get_a_new_computer(self, user: str) -> None:
        """A backup from before this day does not know it."""
        self.world.newcomer(user, "new")
        device = self.world.disks["new"].device
        self.model.shelves["new"] = Shelf(device, user)
        self.model.book.known.add(device)

    @rule(who=PICK, year=st.sampled_from(YEARS))
    def set_clock(self, who: int, year: int) -> None:
        self.world.clock(self._disk(who)[0], year)

    @rule(who=PICK, full=st.booleans())
    def fill(self, who: int, full: bool) -> None:
        self.world.full(self._disk(who)[0], full=full)

    # steps

    def _disk(self, who: int) -> tuple[str, Shelf]:
        names = sorted(self.model.shelves)
        name = names[who % len(names)]
        return name, self.model.shelves[name]

    def _notes_with_heads(self, shelf: Shelf):
        held = [digest for digest in self.model.made if digest in shelf.held]  # in the order they were made
        return [(note, acts) for note, acts in self.model.notes(held).items() if heads(acts)]

    def _file(self, name: str, kind: Kind, case: str, note: str, more=None, parents=()) -> None:
        body = {**more} if more else {}
        if kind in REVISIONS:
            text = {"sections": {"barnets_rost": {"said": "Elsa."}}, "shown": [], "reasons": {}, "dictated": False}
            body = {"template": TEMPLATE, **text, **body}
        one = self.world.file(name, Act(new_id(self.ids), kind, case, note, body, parents))
        if one is not None:
            self.model.write(name, one)
            self.model.shelves[name].drafts.pop(note, None)

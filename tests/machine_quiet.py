"""What holds at every moment and what holds when all is quiet: the invariants I1–I12 of the machine.

Quiet: everybody exchanges, without faults, until nothing moves; who was taken for a copy or forgotten joins again.
"""

from collections import Counter
from typing import ClassVar

from hypothesis.stateful import RuleBasedStateMachine, invariant

from fieldnotes.domain.entry import DECISIONS, Where
from fieldnotes.domain.errors import Code
from machine_model import FORGED, Model, heads, state

ROUNDS = 8


class Quiet(RuleBasedStateMachine):
    """Holds a world (`machine_pure_world.py`, `machine_real_world.py`) against the model."""

    seen: ClassVar[Counter[str]] = Counter()
    """How often what happened over all runs, so that an exploration that explored nothing shows."""
    model: Model

    # what holds at every moment

    @invariant()
    def the_hub_holds_what_the_book_says(self) -> None:
        """I2, I3, I8, I12: nothing changes, nothing vanishes, nothing stands that may not."""
        if hasattr(self, "world"):
            assert self.world.feed() == self.model.book.feed
            assert _reasons(self.world.aside()) == _reasons(self.model.book.aside)

    # after the run

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self._become_quiet()
            self._check_quiet()
            self._check_all_go_on()
        finally:
            self.world.close()

    def _become_quiet(self) -> None:
        for name in self.world.disks:
            self.world.full(name, full=False)
        left = self.model.survivors()
        for _ in range(ROUNDS):
            before = self._everything()
            for name in sorted(self.world.disks):
                self._until_heard(name)
            if self._everything() == before:
                break
        else:
            raise AssertionError("it never becomes quiet")
        assert left <= self.model.book.all, "I1: a surviving act is neither in the record nor in quarantine"

    def _until_heard(self, name: str) -> None:
        """Exchange without faults; who was taken for a copy, or forgotten, joins again first."""
        problem = self._exchange(name)
        revoked = self.model.shelves[name].device in self.model.book.revoked
        if problem in (Code.DEVICE_CLONED, Code.UNKNOWN_DEVICE) and not revoked:
            self._join_again(name)
            problem = self._exchange(name)
        assert problem is None or revoked, f"{name} cannot exchange: {problem}"

    def _join_again(self, name: str) -> None:
        self.world.join_again(name)
        self.model.shelves[name].device = self.world.disks[name].device
        self.model.book.known.add(self.world.disks[name].device)
        self._delivered()

    def _check_quiet(self) -> None:
        book, made = self.model.book, self.model.made
        self.seen.update(book.aside.values())
        self.seen["conflicts"] += sum(len(heads(acts)) > 1 for acts in self.model.notes(self._fed).values())
        self.seen["approved"] += sum(state(acts) == "approved" for acts in self.model.notes(self._fed).values())
        self.seen["lost with all copies"] += len(set(made) - self.model.survivors())
        assert self.world.whole(), "I3: gaps, heads or signatures do not hold"
        self._check_chains()
        for name, shelf in self.model.shelves.items():
            if shelf.device in book.revoked:
                continue
            held = self.world.held(name)
            assert self.model.readable(shelf.user) <= set(held), "I4: a device lacks what the record has"
            for note, acts in self.model.notes(self.model.readable(shelf.user)).items():
                self._check_fold(name, note, acts, set(held))
        for digest in (h for found in book.feed.values() for h in found if made[h].kind in DECISIONS):
            assert made[digest].about in book.feed[made[digest].case], "I8: a decision about nothing"
        self.world.replay()
        again = self._everything()
        self.world.replay()
        assert self._everything() == again, "I5: replaying changed something"

    def _check_all_go_on(self) -> None:
        """Whatever happened, what is signed from now on by anybody who may sign stands in the record."""
        for name, shelf in self.model.shelves.items():
            if shelf.device in self.model.book.revoked:
                continue
            self.sign_now(name)
            self._until_heard(name)
            last = list(self.model.made)[-1]
            assert last in self._fed, f"{name} signs, and it can never stand: {self.model.book.aside.get(last)}"

    def _check_chains(self) -> None:
        """I6: what stands in the record names one that stands, lies in quarantine, or was lost with all its copies."""
        numbers = [(w.device, w.dseq) for h in self.model.book.all if (w := self.model.made.get(h)) and h in self._fed]
        assert len(numbers) == len(set(numbers)), "I6: one number of a device stands twice"
        lost = set(self.model.made) - self.model.survivors()
        for digest in self._fed:
            previous = self.model.made[digest].previous
            assert previous is None or previous in self.model.book.all | lost, "I6: a hole in a chain"

    @property
    def _fed(self) -> set[str]:
        return {h for found in self.model.book.feed.values() for h in found}

    def _check_fold(self, name: str, note: str, acts, held: set[str]) -> None:
        """I7, I11: heads and state are the same anywhere, and what parents alone say."""
        at_hub = self.world.folded_at_hub(note)
        assert {f.hash for f in at_hub.heads} == heads(acts)
        assert at_hub.state.value == state(acts)
        mine = {w.hash for w in self.model.notes(h for h in held if h in self.model.made).get(note, [])}
        if mine == {w.hash for w in acts}:
            here = self.world.folded(name, note)
            assert ({f.hash for f in here.heads}, here.state) == ({f.hash for f in at_hub.heads}, at_hub.state)

    def _exchange(self, name: str, fault=("", ""), power: int | None = None) -> Code | None:
        problem = self.world.exchange(name, fault, power)
        shelf, held = self.model.shelves[name], self.world.held(name)
        assert shelf.held <= set(held), "an act that was on the disk is gone"
        self.model.learn(name, set(held) - shelf.held)
        assert self.world.drafts(name) == shelf.drafts
        if self.world.knows_epoch(name):
            for digest, (where, position) in held.items():
                if where is Where.RECEIVED:
                    feed = self.model.book.feed[self.model.made[digest].case]
                    assert position is not None, "I9: received without a place in the record"
                    assert feed[position - 1 : position] == [digest], "I9: received, and not in the record"
        return problem

    def _delivered(self, parcel=()) -> None:
        """The hub has answered: what it holds now must be what the book says."""
        self.model.book.take(parcel, self.model.made)
        self.model.book.follow(self.world.feed(), _reasons(self.world.aside()), self.model.made)

    def _everything(self):
        held = {name: sorted(self.world.held(name)) for name in self.world.disks}
        return self.world.feed(), set(self.world.aside()), held


def _reasons(aside) -> dict[str, str]:
    return {h: FORGED if r in ("signature_wrong", "bytes_wrong") else r for h, r in aside.items()}

"""Everything that can be done about one note by five computers, in any order, and what must hold when all is quiet.

The acts are casework's own, on real encrypted profiles, over real HTTP to a real hub. The machine keeps only three
things of its own: what each person opened, what was filed, and which questions were asked.
"""

from collections import Counter
from datetime import datetime
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from decision_world import BOSS, PEOPLE, SUPERVISORS, WORKERS, DecisionWorld
from fieldnotes.casework import decide, read_note, sign
from fieldnotes.casework.waiting_notes import queue
from fieldnotes.casework.whole_note import fetch
from fieldnotes.domain.entry import REVISIONS, Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.fold import fold

WHY = "Provkörning."
EXPECTED = {
    Code.UNKNOWN_NOTE, Code.NOT_SIGNED, Code.OWN_WORK, Code.NOT_A_SUPERVISOR, Code.NOT_THE_HEAD, Code.NEVER_OPENED,
    Code.NOT_APPROVED, Code.NOTHING_CHANGED, Code.NOT_A_CONFLICT, Code.WORDS_LOST, Code.PROVE_AGAIN,
}  # fmt: skip
COMPUTERS = st.sampled_from(sorted(PEOPLE))
EDITORS = st.sampled_from(("tove", "tove", "tove", "tove", "jonas", "jonas", "henrik_home"))
DECIDERS = st.sampled_from(("siv", "siv", "siv", "henrik", "henrik", "henrik_home", "jonas", "tove"))
"""Those who mostly do it, and now and then somebody who may not."""
PIN = {"section": "vuxnas_uppgifter", "field": "told", "kind": "question"}


def _told(number):
    return {"sections": {"information": {"note": f"Om skolan, gång {number}."}}}


def newest_head(filed):
    heads = fold("", filed).heads
    return heads[-1].hash if heads else None


class Deciding(RuleBasedStateMachine):
    """One note from its signature on."""

    seen: ClassVar[Counter[str]] = Counter()

    def make_world(self) -> DecisionWorld:
        """Give the world; its hub and computers may have had other runs."""
        raise NotImplementedError

    @initialize(sent=st.booleans())
    def sign_it(self, sent):
        self.seen["runs"] += 1
        self.world = self.make_world()
        self.note = self.world.begin()
        first = sign.sign(self.world.desks["tove"], self.note, {"*": WHY}).hash
        self.revisions = [first]
        self.opened = {name: set() for name in PEOPLE}
        self.approved, self.asked = {}, {}
        for name in PEOPLE:
            self.world.prove(name)
        if sent:
            for name in PEOPLE:
                self.world.sync(name)

    @rule(name=COMPUTERS)
    def sync(self, name):
        self.world.sync(name)

    @rule(asker=st.sampled_from(("siv", "henrik")), text=st.integers(0, 999))
    def answer_what_is_asked(self, asker, text):
        """As a person does: fetch what was asked, and answer all of it."""
        self.world.sync(asker)
        self.world.sync("tove")
        for asked in sorted(self._questions("tove")):
            also = {Code.NOT_YOUR_QUESTION, Code.ALREADY_ANSWERED}
            if self._try("answered", decide.answer, "tove", asked, f"Varannan vecka, {text}.", also=also):
                self.asked[asked] = True

    @rule(text=st.integers(0, 999), settle=st.booleans())
    def write_apart(self, text, settle):
        """Two correct the same text without a network; perhaps one of them settles it at once."""
        for name in ("tove", "jonas"):
            self.world.sync(name)
        for step, name in enumerate(("tove", "jonas")):
            self.edit(name, text + step)
        for name in ("tove", "jonas", "tove"):
            self.world.sync(name)
        if settle:
            self.merge("tove")

    @rule(name=EDITORS, text=st.integers(0, 999))
    def edit(self, name, text):
        done = self._try("edited", sign.correct, name, self.note, _told(text), WHY, {"*": WHY})
        self.revisions += [done.hash] if done else []

    @rule(name=st.sampled_from(WORKERS))
    def merge(self, name):
        done = self._try("merged", sign.merge, name, self.note, _told(len(self.revisions)), WHY, {"*": WHY})
        self.revisions += [done.hash] if done else []

    @rule(name=st.sampled_from(SUPERVISORS), first=st.booleans())
    def open(self, name, first):
        if first:
            self.world.prove(name)
            self.world.sync(name)
        done = self._try("opened", read_note.show, name, self.note)
        if done and done.at_revision:
            self.opened[name].add(done.at_revision)

    @rule(name=DECIDERS, data=st.data())
    def approve(self, name, data):
        self._approve(name, self._pick(name, data))

    def _approve(self, name, revision):
        done = self._try("approved", decide.approve, name, self.note, revision)
        if done:
            assert revision in self.opened[name], "approved what this person never opened here"
            self.approved[done.hash] = (name, revision)

    @rule(name=DECIDERS, data=st.data(), ask=st.booleans())
    def send_back(self, name, data, ask):
        act, what = (decide.ask, "asked") if ask else (decide.return_note, "returned")
        self._send_back(name, self._pick(name, data), act, what)

    def _send_back(self, name, revision, act, what):
        pins = {"pins": [{**PIN, "text": f"Hur ofta? {len(self.asked)}"}]}
        done = self._try(what, act, name, self.note, revision, pins)
        self.asked.update(dict.fromkeys(done.others, False) if done else {})

    @rule(name=EDITORS, data=st.data())
    def answer(self, name, data):
        there = [q for q in sorted(self.asked) if q in self._questions(name)]
        if not there:
            return
        asked = data.draw(st.sampled_from(there))
        also = {Code.NOT_YOUR_QUESTION, Code.ALREADY_ANSWERED}
        if self._try("answered", decide.answer, name, asked, "Varannan vecka.", also=also):
            self.asked[asked] = True

    @rule(name=st.sampled_from(("siv", "siv", "henrik")), yes=st.booleans(), offline=st.booleans())
    def read_and_decide(self, name, yes, offline):
        """As a person does it: read what stands there, then decide about that."""
        self.open(name, not offline)
        head = newest_head(self._filed(name))
        if head is not None:
            self._approve(name, head) if yes else self._send_back(name, head, decide.return_note, "returned")

    @rule(hours=st.sampled_from((1, 2, 11)))
    def wait(self, hours):
        self.world.clock.move(hours * 3600)

    @rule(name=DECIDERS)
    def withdraw(self, name):
        self._try("withdrawn", decide.withdraw, name, self.note, "För tidigt.")

    def teardown(self):
        if not hasattr(self, "world"):
            return
        self.world.quiet()
        stored = self.world.stored(self.note)
        self._approvals_hold(stored)
        self._no_question_is_lost(stored)
        self._all_see_the_same(stored)

    def _try(self, what, act, name, *given, also=frozenset(), **named):
        """Do it as this computer's person; a foreseen refusal leaves nothing behind."""
        self.world.clock.move(1)
        desk = self.world.desks[name]
        before = self._count(name)
        try:
            done = act(desk, *given, **named)
        except Refused as refusal:
            if refusal.code not in EXPECTED | also:
                raise
            self.seen[refusal.code.value] += 1
            done = None
        if done is None:
            assert self._count(name) == before, "half an effect"
            return None
        self.seen[what] += 1
        return done

    def _pick(self, name, data):
        """Most often a text that was opened there, else any text there is."""
        known = sorted(self.opened[name])
        return data.draw(st.sampled_from([*known, *known, *known, *self.revisions]))

    def _count(self, name):
        return len(self._filed(name))

    def _questions(self, name):
        return {f.hash for f in self._filed(name) if f.entry.kind is Kind.QUESTION_ASKED}

    def _filed(self, name):
        try:
            return fetch(self.world.desks[name], self.note).filed
        except Refused:
            return ()

    def _approvals_hold(self, stored):
        """Each names a text its person opened, by their own computer and by the hub's log, and no text of their own."""
        entries = dict(stored)
        logged = self.world.handed_in(self.note)
        wrote = set()
        for digest, entry in stored:
            if entry.kind in REVISIONS:
                wrote.add(entry.author)
            if entry.kind is not Kind.NOTE_APPROVED:
                continue
            name, revision = self.approved[digest]
            assert entry.body["revision"] == revision
            assert entry.author == PEOPLE[name]
            assert (entry.author, revision) in logged
            assert entry.author not in wrote, "an own text was approved"
            assert entry.author != entries[revision].author
            assert entry.auth is not None
            assert datetime.fromisoformat(entry.at) - datetime.fromisoformat(entry.auth["at"]) <= decide.GOOD_FOR
        missing = set(self.approved) - set(entries)
        assert all(PEOPLE[self.approved[each][0]] in wrote for each in missing), "only own work is kept out"

    def _no_question_is_lost(self, stored):
        entries = dict(stored)
        answered = {e.body["question"] for e in entries.values() if e.kind is Kind.QUESTION_ANSWERED}
        for asked, was_answered in self.asked.items():
            assert asked in entries, "a question was lost"
            assert not was_answered or asked in answered, "an answer was lost"
        for returned in (e for e in entries.values() if e.kind is Kind.NOTE_RETURNED):
            assert returned.body["questions"], "a return without a question"
            assert set(returned.body["questions"]) <= set(entries)

    def _all_see_the_same(self, stored):
        """Opposite decisions are open and in the queue, a text after the approval says so; on every computer alike."""
        revisions = {h: e for h, e in stored if e.kind in REVISIONS}
        heads = set(revisions) - {parent for e in revisions.values() for parent in e.parents}
        decisions = [(h, e) for h, e in stored if "seen" in e.body]
        passed = {digest for _, e in decisions for digest in e.body["seen"]}
        standing = [(e.kind, e.body["revision"]) for h, e in decisions if h not in passed]
        words = {kind for kind, revision in standing if revision in heads} - {Kind.APPROVAL_WITHDRAWN}
        approved = {revision for kind, revision in standing if kind is Kind.NOTE_APPROVED}
        for name in PEOPLE:
            state = fetch(self.world.desks[name], self.note).state
            assert {head.hash for head in state.heads} == heads, name
            assert state.flags.conflict == (len(heads) > 1), name
            assert state.flags.decisions_opposed == (len(words) == 2), name
            assert (state.state == "approved") == (words == {Kind.NOTE_APPROVED} and len(heads) == 1), name
            assert state.flags.changed_after_approval == (bool(approved - heads) and not heads <= approved), name
            assert {q.asked.hash for q in state.questions} == set(self.asked), name
        if len(words) == 2 and BOSS not in {e.author for e in revisions.values()}:
            self.seen["opposed"] += 1
            rows = {row.note: row for row in queue(self.world.desks["siv"])}
            assert rows[self.note].flags.decisions_opposed

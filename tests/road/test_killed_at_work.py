"""Killed while typing, signing, attaching and exchanging: no acknowledged act is lost, and a second of typing at most.

A few kills every day; `pytest -m slow tests/road/test_killed_at_work.py -s` strikes 200 times. Nothing is scaled but
the speed of the typing (a letter each 15 ms) and of the acts (without a person's pauses); a second is a second.
"""

import random
import time
from collections import Counter

import pytest

from fieldnotes.casework import attach, write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.whole_note import fetch
from fieldnotes.domain.entry import Where
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.sync.exchange import exchange
from fieldnotes.vault import attachments, drafts, entries
from fieldnotes.vault.verify import verify
from fork_server import fork_server
from killed_work import CASE, FIELD, LETTERS, work_on
from one_desk import make_workshop, shipped
from picture_samples import jpeg
from road_hub import WORKER
from vault_samples import open_quickly
from vault_writer import RealClock

SECOND = 1.0
TYPED_FOR = 2.2
"""How long a hand types at most before it is struck: two autosaves and more."""
PATIENCE = 60


class Victim:
    """One profile that is worked on by one process after the other, each of them killed."""

    def __init__(self, road, folder) -> None:
        self.road, self.folder = road, folder
        self.profile = road.joined(WORKER).folder
        self.key = road.profiles.recovery_key
        for vault in road.vaults:
            vault.lock()
        road.vaults.clear()
        self.photo = folder / "kylen.jpg"
        self.photo.write_bytes(jpeg())
        self.told: Counter[str] = Counter()
        self.chance = random.Random()  # noqa: S311 - where to strike, no secret
        with_desk = self.opened()
        self.note = write_note.add(with_desk, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note
        self.text = self.typed(with_desk)
        with_desk.vault.lock()
        self.acts: set[str] = set()
        self.received: set[str] = set()
        self.attached: set[str] = set()

    def opened(self) -> Desk:
        clock = RealClock()
        vault = open_quickly(self.profile, self.key)
        return Desk(make_workshop(clock, self.folder), vault, unlocked=clock.now())

    def typed(self, desk: Desk) -> str:
        section, field = FIELD
        found = fetch(desk, self.note).sections[section].get(field, "")
        return found["text"] if isinstance(found, dict) else found

    def strike(self, what: str) -> list[tuple]:
        """Let a process work until some moment after its first act, kill it, hear what it had told."""
        context = fork_server()
        hear, tell = context.Pipe(duplex=False)
        about = {"type": self.note, "attach": str(self.photo)}.get(what, "")
        process = context.Process(target=work_on, args=(self.profile, self.key, what, about, tell), daemon=True)
        process.start()
        tell.close()
        try:
            assert hear.poll(PATIENCE), f"it never began to {what}"
            until = time.monotonic() + self.chance.uniform(0, TYPED_FOR if what == "type" else SECOND)
            told = []
            while (left := until - time.monotonic()) > 0 and hear.poll(left):
                told.append(hear.recv())
        finally:
            process.kill()
            process.join()
        return told + _rest(hear)

    def check(self, what: str, told: list[tuple]) -> None:
        """Open it again: everything holds, everything told is there."""
        desk = self.opened()
        report = verify(desk.vault)
        assert report.faults == ()
        self.told[what] += 1
        self.told.update(word for word, _ in told)
        self._check_typing(desk, [at for word, at in told if word == "typed"])
        self.acts |= {digest for word, digest in told if word in ("act", "received")}
        self.received |= {digest for word, digest in told if word == "received"}
        self.attached |= {name for word, name in told if word == "attached"}
        self._check_acts(desk, [note for word, note in told if word == "draft"])
        desk.vault.lock()

    def _check_typing(self, desk: Desk, moments: list[float]) -> None:
        found = self.typed(desk)
        assert found.startswith(self.text), "what was typed earlier is gone"
        new = len(found) - len(self.text)
        assert found[len(self.text) :] == (LETTERS * (new // len(LETTERS) + 1))[:new]
        due = sum(at <= moments[-1] - SECOND for at in moments) if moments else 0
        assert new >= due, f"{due - new} letters older than a second are gone"
        self.text = found

    def _check_acts(self, desk: Desk, begun: list[str]) -> None:
        held = {filed.hash: filed.where for filed in entries.of_case(desk.vault, CASE)}
        assert self.acts <= set(held), "an acknowledged act is gone"
        assert {held[digest] for digest in self.received} <= {Where.RECEIVED}
        signed = {filed.entry.note for filed in entries.of_case(desk.vault, CASE)}
        open_drafts = {each.note for each in drafts.all_drafts(desk.vault)}
        assert set(begun) <= signed | open_drafts, "a note that was begun is gone"
        assert not signed & open_drafts, "a note is both signed and a draft"
        for name in self.attached:
            assert attachments.get(desk.vault, name).destroyed_at is None, "an attached file is gone"

    def end(self) -> None:
        """Exchange once more: the hub has everything, and holds."""
        desk = self.opened()
        exchange(desk.vault, desk.clock)
        exchange(desk.vault, desk.clock)
        held = {filed.hash: filed.where for filed in entries.of_case(desk.vault, CASE)}
        assert {held[digest] for digest in self.acts} <= {Where.RECEIVED}
        for name in sorted(self.attached):
            out = self.folder / f"out-{name}.jpg"
            attach.get_out(desk, name, out)
            assert out.read_bytes() == jpeg()
        assert verify(desk.vault).ok
        assert verify_hub(self.road.hub)["ok"]
        desk.vault.lock()


def _rest(hear) -> list[tuple]:
    told = []
    try:
        while True:
            told.append(hear.recv())
    except (EOFError, OSError):
        hear.close()
    return told


@pytest.fixture
def victim(own_road, tmp_path):
    return Victim(own_road, tmp_path)


def campaign(victim: Victim, turns: list[str]) -> None:
    for what in turns:
        victim.check(what, victim.strike(what))
    victim.end()


def test_a_few_kills_lose_nothing(victim):
    """rules: DOC-2"""
    campaign(victim, ["type", "sign", "attach", "sync"])


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_two_hundred_kills_lose_nothing(victim, capsys):
    """rules: DOC-2"""
    turns = ["type", "sign", "attach", "sync"] * 52
    victim.chance.shuffle(turns)
    campaign(victim, turns)
    with capsys.disabled():
        print(dict(victim.told))  # noqa: T201 - the figures are what one runs it for
    assert len(turns) >= 200

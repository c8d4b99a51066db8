"""Killed while somebody speaks: at most a second of sound is gone, and the words come to what they would have been.

A few kills every day. `pytest -m slow tests/road/test_killed_while_speaking.py -s` strikes 100 times in five minutes of
speech at twenty times a person's pace, and 10 times at a person's pace.
"""

import random
import sys

import pytest

from fieldnotes.casework import write_note
from fieldnotes.casework.catch_up import catch_up, unwritten
from fieldnotes.casework.hearing import recogniser
from fieldnotes.casework.spoken_draft import SpokenDraft
from fieldnotes.casework.whole_note import fetch
from fieldnotes.vault import take_rows, takes
from fork_server import fork_server
from killed_dictation import PLACE, RATE, desk_again, speak_on, visit
from one_desk import make_desk
from vault_writer import RealClock

CASE = "c-prov-01"
PATIENCE = 60


class Speaker:
    """One profile spoken into by one process after the other, each of them killed."""

    def __init__(self, folder) -> None:
        self.folder = folder
        desk = make_desk(folder, RealClock())
        self.profile, self.key = desk.vault.profile, bytes(desk.vault.key._key)
        desk.vault.lock()
        self.chance = random.Random()  # noqa: S311 - where to strike, no secret
        self.missing: list[float] = []
        self.left: list[int] = []

    def strike(self, seconds: int, speed: int, until: float) -> None:
        """Let a process speak, kill it after `until` seconds of sound, write the rest down, and compare."""
        desk = desk_again(self.folder, self.profile, self.key)
        note = write_note.add(desk, CASE, "hembesok").note
        desk.vault.lock()
        fed = self._spoken(note, seconds, speed, until)
        desk = desk_again(self.folder, self.profile, self.key)
        (row,) = take_rows.takes_of(desk.vault, note)
        pcm = b"".join(takes.frames(desk.vault, row.id))
        assert pcm == visit(seconds)[: len(pcm)]
        self.missing.append((fed - len(pcm) // 2) / RATE)
        self.left.append(unwritten(desk, note).seconds)
        catch_up(desk, note)
        assert unwritten(desk, note).seconds == 0
        assert self._texts(desk, note) == self._texts(desk, self._in_one_go(desk, pcm)), f"killed after {fed} samples"
        desk.vault.lock()

    def _spoken(self, note: str, seconds: int, speed: int, until: float) -> int:
        context = fork_server()
        hear, tell = context.Pipe(duplex=False)
        about = (self.folder, self.profile, self.key, note, seconds, speed, tell)
        process = context.Process(target=speak_on, args=about, daemon=True)
        process.start()
        tell.close()
        fed = 0
        try:
            while fed < until * RATE:
                assert hear.poll(PATIENCE), "it does not speak"
                fed = hear.recv()
        finally:
            process.kill()
            process.join()
        while hear.poll():
            try:
                fed = hear.recv()
            except EOFError:
                break
        return fed

    def _in_one_go(self, desk, pcm: bytes) -> str:
        other = write_note.add(desk, CASE, "hembesok").note
        step = RATE // 2
        sound = (pcm[at : at + step] for at in range(0, len(pcm), step))
        SpokenDraft(desk, fetch(desk, other), PLACE).add(recogniser(desk.workshop, None).recognise(sound, RATE))
        return other

    def _texts(self, desk, note: str):
        sections = fetch(desk, note).sections
        return {**sections, "grunddata": {**sections["grunddata"], "start": None}}


@pytest.fixture
def speaker(tmp_path):
    return Speaker(tmp_path)


def say(speaker, pace):
    missing = sorted(speaker.missing)
    sys.stdout.write(
        f"\n{len(missing)} kills at {pace}: seconds of sound gone, median {missing[len(missing) // 2]:.2f}, "
        f"most {missing[-1]:.2f}; left to write down, most {max(speaker.left)} s; every text as in one go\n"
    )


def test_a_dictation_that_is_killed_loses_a_second_at_most_and_no_word_that_was_kept(speaker):
    """rules: SEC-11"""
    for until in (speaker.chance.uniform(5, 15), speaker.chance.uniform(15, 38)):
        speaker.strike(40, 40, until)
    assert max(speaker.missing) <= 1


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_a_hundred_kills_in_five_minutes_of_speech(speaker):
    for _ in range(100):
        speaker.strike(300, 20, speaker.chance.uniform(1, 299))
    say(speaker, "twenty times a person's pace")
    assert max(speaker.missing) <= 1


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_ten_kills_at_a_persons_pace(speaker):
    for _ in range(10):
        speaker.strike(300, 1, speaker.chance.uniform(5, 120))
    say(speaker, "a person's pace")
    assert max(speaker.missing) <= 1

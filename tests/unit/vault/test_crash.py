"""Killed at any moment, and with two processes writing at once, no acknowledged act is lost and no chain breaks."""

import os
import random
import subprocess
import sys
from pathlib import Path

import vault_writer
from fieldnotes.vault import drafts, entries, outbox
from fieldnotes.vault.verify import verify
from vault_samples import CASE

ROUNDS = 10
AT_ONCE = 2


def writer(folder: Path, recovery_key: str, name: str) -> subprocess.Popen[str]:
    tests = Path(vault_writer.__file__).parent
    process = subprocess.Popen(
        [sys.executable, vault_writer.__file__, str(folder), name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tests)},
    )
    process.stdin.write(recovery_key + "\n")
    process.stdin.flush()
    return process


def kill_after(process: subprocess.Popen[str], lines: int) -> list[str]:
    """Read so many acknowledgements, kill, and read what was acknowledged meanwhile."""
    told = [process.stdout.readline().strip() for _ in range(lines)]
    process.kill()
    rest, _ = process.communicate()
    return [*told, *(line for line in rest.split("\n") if len(line) == 64)]


def test_twenty_kills_of_two_writers_lose_nothing_that_was_acknowledged(folder, profiles):
    """rules: DOC-2"""
    chance = random.Random()  # noqa: S311 - where to strike, no secret
    acknowledged: list[str] = []
    for turn in range(ROUNDS):
        writers = [writer(folder, profiles.recovery_key, f"w{turn}-{n}") for n in range(AT_ONCE)]
        for process in writers:
            acknowledged += kill_after(process, chance.randint(1, 12))
    vault = profiles.open(folder)
    held = {filed.hash: filed for filed in entries.of_case(vault, CASE)}
    lost = set(acknowledged) - set(held)
    open_drafts = {each.note for each in drafts.all_drafts(vault)}
    report = verify(vault)
    waiting = outbox.waiting(vault)
    vault.lock()
    assert len(acknowledged) >= ROUNDS * AT_ONCE
    assert lost == set()
    assert report.faults == ()
    assert waiting == len(held)
    assert not open_drafts & {filed.entry.note for filed in held.values()}

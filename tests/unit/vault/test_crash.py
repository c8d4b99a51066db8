"""Killed at any moment, and with two processes writing at once, no acknowledged act is lost and no chain breaks."""

import random
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from fieldnotes.vault import drafts, entries, outbox
from fieldnotes.vault.verify import verify
from fork_server import fork_server
from vault_samples import CASE
from vault_writer import write_on

ROUNDS = 12
AT_ONCE = 2


def writer(folder: Path, recovery_key: str, name: str) -> tuple[BaseProcess, Connection]:
    """Start a process of its own (never a fork of this one) that writes and tells."""
    context = fork_server()
    hear, tell = context.Pipe(duplex=False)
    process = context.Process(target=write_on, args=(folder, recovery_key, name, tell), daemon=True)
    process.start()
    tell.close()
    return process, hear


def kill_after(process: BaseProcess, hear: Connection, acts: int) -> list[str]:
    """Hear so many acknowledgements, kill, and hear what was acknowledged meanwhile."""
    told = [hear.recv_bytes().decode() for _ in range(acts)]
    process.kill()
    process.join()
    try:
        while True:
            told.append(hear.recv_bytes().decode())
    except (EOFError, OSError):
        hear.close()
    return told


def test_two_dozen_kills_of_two_writers_lose_nothing_that_was_acknowledged(folder, profiles):
    """rules: DOC-2"""
    chance = random.Random()  # noqa: S311 - where to strike, no secret
    acknowledged: list[str] = []
    for turn in range(ROUNDS):
        writers = [writer(folder, profiles.recovery_key, f"w{turn}-{n}") for n in range(AT_ONCE)]
        try:
            for process, hear in writers:
                acknowledged += kill_after(process, hear, chance.randint(1, 12))
        finally:
            for process, _ in writers:
                process.kill()
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

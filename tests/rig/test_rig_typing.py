"""The whole app is killed at random moments while somebody types fast; what was typed a second earlier is there.

    python -m pytest -m slow tests/rig/test_rig_typing.py
    FIELDNOTES_TYPING_KILLS=200 python -m pytest -m slow tests/rig/test_rig_typing.py

The second is the whole exploration. Needs Xvfb (Linux).

rules: DOC-4
"""

import json
import os
import random
import select
import sys

import pytest

from desktop_person import Desktop
from desktop_program import PLACES
from desktop_road import joined_profile
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.whole_note import fetch
from fieldnotes.vault.opening import unlock
from one_desk import PASSPHRASE, make_workshop
from vault_writer import RealClock

KILLS = int(os.environ.get("FIELDNOTES_TYPING_KILLS", "10"))
MAY_BE_LOST = 1.0
"""Seconds of typing."""


pytestmark = [pytest.mark.slow, pytest.mark.timeout(KILLS * 40 + 120)]


def test_never_more_than_a_second_of_typing_is_lost(tmp_path, display):
    seed = int(os.environ.get("FIELDNOTES_TYPING_SEED", "7"))
    chance = random.Random(seed)  # noqa: S311 - no secret
    lost = []
    with joined_profile(tmp_path):
        note = None
        for run in range(KILLS):
            with Desktop(tmp_path, display) as desktop:
                desktop.ask("unlock")
                note = note or desktop.ask("begin")
                desktop.ask("open", note=note)
                desktop.ask("type_on", run=run)
                select.select([], [], [], chance.uniform(1.2, 4))
                killed = desktop.kill()
            typed = [each for each in desktop.told if "typed" in each]
            assert sum("nowhere" in each for each in desktop.told) < len(typed), desktop.told[-5:]
            assert len(typed) > 5, (run, desktop.complaints())
            lost.append(age_of_the_oldest_missing(typed, kept(tmp_path, note), killed))
            assert lost[-1] <= MAY_BE_LOST, (seed, run, lost[-1])
    figures = {"kills": KILLS, "seconds_lost_at_most": max(lost), "in_the_middle": sorted(lost)[KILLS // 2]}
    sys.stderr.write("\n" + json.dumps(figures) + "\n")


def kept(folder, note):
    """The words of each text of the note, as the store holds them."""
    clock = RealClock()
    vault = unlock(folder / "profile", PASSPHRASE, clock)
    try:
        sections = fetch(Desk(make_workshop(clock, folder), vault, unlocked=clock.now()), note).sections
        return {place: set(json.dumps(at(sections, place)).replace('"', " ").split()) for place in PLACES}
    finally:
        vault.lock()


def at(sections, place):
    return sections.get(place[0], {}).get(place[1])


def age_of_the_oldest_missing(typed, held, killed):
    """How many seconds before the kill the first word was whole that the store lacks; nothing lacks: 0."""
    missing = [each["at"] for each in typed if each["typed"] not in held[tuple(each["place"])]]
    return killed - min(missing) if missing else 0.0

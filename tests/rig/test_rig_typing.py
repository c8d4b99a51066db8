"""The whole app is killed at random moments while somebody types fast; what was typed a second earlier is there.

    python -m pytest -m slow tests/rig/test_rig_typing.py
    FIELDNOTES_TYPING_KILLS=200 python -m pytest -m slow tests/rig/test_rig_typing.py

The second is the whole exploration. Needs Xvfb (Linux).

rules: DOC-4
"""

import json
import os
import random
import re
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
            assert typed, (run, desktop.complaints())
            held = kept(tmp_path, note)
            missing = [each for each in typed if not re.search(rf"{each['typed']}(?!\d)", held)]
            lost.append(killed - min((each["at"] for each in missing), default=killed))
            assert lost[-1] <= MAY_BE_LOST, (seed, run, lost[-1], missing)
    figures = {"kills": KILLS, "seconds_lost_at_most": max(lost), "in_the_middle": sorted(lost)[KILLS // 2]}
    sys.stderr.write("\n" + json.dumps(figures) + "\n")


def kept(folder, note):
    """The note's texts, as the store holds them; a word cut by the last kill goes straight on into the next run's."""
    clock = RealClock()
    vault = unlock(folder / "profile", PASSPHRASE, clock)
    try:
        sections = fetch(Desk(make_workshop(clock, folder), vault, unlocked=clock.now()), note).sections
        texts = [sections.get(section, {}).get(field) for section, field in PLACES]
        return json.dumps(texts)
    finally:
        vault.lock()

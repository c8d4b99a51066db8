"""A process that speaks a sound into a draft, faster than anybody can, until it is killed; it tells what it said."""

import threading
import time
import wave
from multiprocessing.connection import Connection
from pathlib import Path

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.live_dictation import LiveDictation
from fieldnotes.vault.keys import DataKey
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.store import STORE_FILE, open_engine
from one_desk import make_workshop
from vault_writer import RealClock

RATE = 16000
EACH = RATE // 10
VISIT = Path(__file__).resolve().parents[1] / "resources" / "demo" / "journey" / "visit.wav"
PLACE = "iakttagelser"


def visit(seconds: int) -> bytes:
    """The dictated visit, over and over, cut after so many seconds."""
    with wave.open(str(VISIT)) as sound:
        assert sound.getframerate() == RATE
        pcm = sound.readframes(sound.getnframes())
    return (pcm * (seconds * RATE * 2 // len(pcm) + 1))[: seconds * RATE * 2]


def desk_again(folder: Path, profile: str, key: bytes) -> Desk:
    """The desk of a profile another process had, opened with its data key."""
    clock, data_key = RealClock(), DataKey(bytearray(key))
    vault = OpenVault(folder / "profile", profile, data_key, open_engine(folder / "profile" / STORE_FILE, data_key))
    return Desk(make_workshop(clock, folder), vault, unlocked=clock.now())


def speak_on(folder: Path, profile: str, key: bytes, note: str, seconds: int, speed: int, told: Connection) -> None:
    """Speak at `speed` times a person's pace; tell how many samples were handed over so far.

    Faster than a person it waits for what it handed over before to be taken in: a busy machine is no slower sealing.
    """
    live = LiveDictation(desk_again(folder, profile, key), note, PLACE, RATE)
    live.begin()
    threading.Thread(target=live.run, daemon=True).start()
    pcm, began = visit(seconds), time.monotonic()
    for at in range(0, len(pcm), EACH * 2):
        live.feed(pcm[at : at + EACH * 2])
        while speed > 1 and live._tape.length < at // 2:  # what lies in between is no second of a person's time
            time.sleep(0.001)
        told.send(at // 2 + EACH)
        due = began + (at // 2 + EACH) / RATE / speed
        while (early := due - time.monotonic()) > 0:
            time.sleep(early)
    time.sleep(seconds)

"""The test's end of a real editor in a process of its own (`rig_window`): asks it, waits for it, kills it.

The window has a home, a temporary folder and a profile of its own below one folder, so that everything it may have
left on the disk can be searched.
"""

import base64
import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

from fieldnotes.dictation.models import find
from fieldnotes.dictation.recogniser import Recogniser
from speech_samples import MODEL

TESTS = Path(__file__).parent
PATIENT = 60
RATE = 16_000
FRAME = RATE // 4 * 2
"""Bytes of a sealed frame: a quarter of a second, the pieces in which a take is recognised."""


class DictatingWindow:
    """One running window; `ask` blocks until it has answered."""

    def __init__(self, folder, display, sound):
        self.folder = Path(folder)
        for name in ("home", "tmp", "run"):
            (self.folder / name).mkdir(exist_ok=True)
        own = {
            "HOME": str(self.folder / "home"),
            "TMPDIR": str(self.folder / "tmp"),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": os.pathsep.join((str(TESTS), os.environ.get("PYTHONPATH", str(TESTS.parent / "src")))),
            "DBUS_SESSION_BUS_ADDRESS": "",
            **sound,
        }
        self._said = (self.folder / "said.log").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-X", "faulthandler", str(TESTS / "rig_window.py"), str(self.folder)],
            env={**os.environ, **own},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
        )

    @property
    def pid(self):
        return self._process.pid

    def ask(self, do, **values):
        """Ask a question and give its answer."""
        self._process.stdin.write(json.dumps({"do": do, **values}).encode() + b"\n")
        self._process.stdin.flush()
        ready, _none, _nor = select.select([self._process.stdout], [], [], PATIENT)
        assert ready, f"no answer to {do}: {self.complaints()[-2000:]}"
        line = self._process.stdout.readline()
        assert line, f"the window ended: {self.complaints()[-2000:]}"
        return json.loads(line)

    def until(self, do, true, *, patience=PATIENT, each=0.05):
        """Ask again until the answer is so; give it."""
        begun = time.monotonic()
        while not true(answer := self.ask(do)):
            assert time.monotonic() - begun < patience, f"{do}: {answer}"
            select.select([], [], [], each)
        return answer

    def takes(self):
        """The samples of each take, the first first."""
        return [{**take, "pcm": base64.b64decode(take["pcm"])} for take in self.ask("takes")]

    def handed_over(self):
        """All samples that the microphone has handed over to the window."""
        return base64.b64decode(self.ask("handed_over"))

    def complaints(self):
        """All that the window and the recogniser said on standard error."""
        return (self.folder / "said.log").read_text(encoding="utf-8", errors="replace")

    def close(self):
        """End it as a person would; it must end well."""
        self.ask("close")
        status = self._process.wait(PATIENT)
        self._let_go()
        assert status == 0, (status, self.complaints()[-2000:])

    def kill(self):
        """End it at once, as a power cut would."""
        self._process.kill()
        self._process.wait(PATIENT)
        self._let_go()

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        if self._process.poll() is None:
            self.kill()

    def _let_go(self):
        self._process.stdin.close()
        self._process.stdout.close()
        self._said.close()


def batch(pcm, folder):
    """What the recogniser makes of these very samples in one go: each utterance's words."""
    return [[word for word, _start, _end in utterance] for utterance in batch_words(pcm, folder)]


def batch_words(pcm, folder):
    """The same with each word's start and end in seconds."""
    heard = recogniser(folder).recognise(pieces(pcm, FRAME), RATE)
    return [[(word.word, word.start, word.end) for word in each.words] for each in heard if each.words]


def engine_waits(pcm, folder, frame):
    """The engine's own part of a person's waiting: how much sound it must have beyond a word, and beyond the last.

    Seconds of sound between a word's end and the first partial result that has it; the same for settled utterances.
    """
    partial, final = [], []
    with recogniser(folder).listen(RATE) as session:
        seen, heard = [], 0
        for piece in pieces(pcm, frame):
            session.feed(piece)
            heard += len(piece) // 2
            for each in session.poll():
                if each.utterance is None:
                    seen.append((heard / RATE, str(each.text).split()))
                    continue
                words = [word.word for word in each.utterance.words]
                final.append(heard / RATE - each.utterance.words[-1].end)
                for number, word in enumerate(each.utterance.words):
                    ready = (at for at, said in seen if said[: number + 1] == words[: number + 1])
                    partial.append(next(ready, heard / RATE) - word.end)
                seen = []
    return partial, final


def recogniser(folder):
    """The recogniser as the program runs it, with the test model."""
    command = (sys.executable, "-m", "fieldnotes.dictation.recogniser_process")
    return Recogniser(command, find(Path(folder) / "models", None, MODEL).path)


def pieces(pcm, frame):
    """Cut sound into frames of so many bytes."""
    return (pcm[at : at + frame] for at in range(0, len(pcm), frame))

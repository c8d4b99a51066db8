"""The test's end of the whole app in a process of its own (`desktop_program`): asks it, listens to it, kills it."""

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

TESTS = Path(__file__).parent
PATIENT = 300


class Desktop:
    """One running app on the profile below a folder."""

    def __init__(self, folder, display):
        own = {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": os.pathsep.join((str(TESTS), os.environ.get("PYTHONPATH", str(TESTS.parent / "src")))),
            "DBUS_SESSION_BUS_ADDRESS": "",
            "HOME": str(folder),
        }
        self._log = Path(folder) / "said.log"
        with self._log.open("ab") as said:
            self._process = subprocess.Popen(
                [sys.executable, str(TESTS / "desktop_program.py"), str(folder)],
                env={**os.environ, **own},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
            )
        self._heard = b""
        self.told = []
        """All it told that was no answer."""

    def ask(self, do, **values):
        """Ask a question and give its answer."""
        self._process.stdin.write(json.dumps({"do": do, **values}).encode() + b"\n")
        self._process.stdin.flush()
        return self.hear(lambda said: "answer" in said)["answer"]

    def hear(self, wanted):
        """Listen until something is said that is wanted; keep the rest."""
        begun = time.monotonic()
        while True:
            while b"\n" in self._heard:
                line, _newline, self._heard = self._heard.partition(b"\n")
                said = json.loads(line)
                if wanted(said):
                    return said
                self.told.append(said)
            ready, _none, _nor = select.select([self._process.stdout], [], [], 1)
            read = os.read(self._process.stdout.fileno(), 1 << 16) if ready else b""
            self._heard += read
            assert read or not ready, f"the app ended: {self.complaints()}"
            assert time.monotonic() - begun < PATIENT, self.complaints()

    def kill(self):
        """End it at once, as a power cut would; give when."""
        at = time.monotonic()
        self._process.kill()
        self._heard += self._process.stdout.read()
        self._process.wait(PATIENT)
        *lines, _torn = self._heard.split(b"\n")
        self.told += [json.loads(line) for line in lines]
        return at

    def close(self):
        """End it as a person would."""
        self.ask("close")
        assert self._process.wait(PATIENT) == 0, self.complaints()

    def complaints(self):
        """What it said on standard error."""
        return self._log.read_text(encoding="utf-8", errors="replace")[-2000:]

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait(PATIENT)
        self._process.stdin.close()
        self._process.stdout.close()

"""Drives the program of `family_on_screens` on two X screens and times, from outside, how soon they are black."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread

from virtual_display import Pixels, virtual_display

TESTS = Path(__file__).parent
PROJECTOR = (1280, 0, 1024, 768)
LAPTOP_LINE = ("--setmonitor", "LAPTOP", "1280/338x800/211+0+0", "screen")
PROJECTOR_LINE = ("--setmonitor", "PROJ", "1024/270x768/200+1280+0", "none")
MIRROR_LINE = ("--setmonitor", "COPY", "1280/270x800/200+0+0", "none")
PATIENCE = 60.0
OTHER = """
import sys
from PySide6.QtGui import QGuiApplication, QRasterWindow
app = QGuiApplication(sys.argv)
window = QRasterWindow()
window.setGeometry(900, 500, 80, 60)
window.show()
window.requestActivate()
def told():
    sys.stdout.write("front\\n")
    sys.stdout.flush()
app.focusWindowChanged.connect(lambda focus: told() if focus else None)
app.exec()
"""


class BeforeAFamily:
    """The program, the screens, and somebody who only looks."""

    def __init__(self, display, pixels):
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(TESTS)}
        self._pixels = pixels
        self.monitor(*LAPTOP_LINE)
        self.monitor(*PROJECTOR_LINE)
        self.process = subprocess.Popen(
            [sys.executable, str(TESTS / "family_on_screens.py")],
            env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip
        self._said = Queue()
        self.stood_still = 0
        Thread(target=self._listen, daemon=True).start()
        self.hear()
        self.ask("unlock")

    def monitor(self, *how):
        subprocess.run(["xrandr", *how], env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def _listen(self):
        for line in self.process.stdout:
            self._said.put(line)

    def hear(self):
        """Give the next thing it says."""
        return json.loads(self._said.get(timeout=PATIENCE))

    def ask(self, word):
        """Tell it to do something; give what it says when it has."""
        self.process.stdin.write(f"{word}\n")
        return self.hear()

    @property
    def lit(self):
        """Whether anything but black stands on the projector."""
        return self._pixels.lit(*PROJECTOR)

    def until(self, lit):
        """Look until the projector is lit, or black; give the time it was."""
        end = time.monotonic() + PATIENCE
        while self.lit is not lit:
            assert time.monotonic() < end, "the projector stays " + ("black" if lit else "lit")
            time.sleep(0.001)
        return time.monotonic()

    def showing(self):
        """Show on the projector, where it is not; a machine that stood still in between is asked again."""
        seen = self.ask("seen")
        if seen["where"] and not seen["blank"] and self.lit:
            return seen
        seen = self.ask("show")
        self.stood_still += bool(seen["blank"])
        return self.shown_again(seen) if seen["blank"] else self._lit(seen)

    def shown_again(self, _seen=None):
        seen = self.ask("again")
        while seen["blank"]:
            seen = self.ask("again")
        return self._lit(seen)

    def _lit(self, seen):
        """Wait for the picture; where the machine stood still meanwhile, press *Show again* as a person would."""
        end = time.monotonic() + PATIENCE
        while not self.lit:
            assert time.monotonic() < end, "the projector stays black"
            seen = self.ask("seen")
            while seen["blank"]:
                self.stood_still += 1
                seen = self.ask("again")
        return seen

    def black_after(self, word):
        """Milliseconds from when something began until the projector is black."""
        begun = self.ask(word)["at"]
        return (self.until(lit=False) - begun) * 1000

    def black_after_plug(self, *how):
        begun = time.monotonic()
        self.monitor(*how)
        return (self.until(lit=False) - begun) * 1000

    def black_after_mirror(self):
        return self.black_after_plug(*MIRROR_LINE)

    def black_while_stopped(self):
        """Stop the program altogether; give how soon it is black, and what it says when it runs again."""
        begun = time.monotonic()
        os.kill(self.process.pid, signal.SIGSTOP)
        try:
            took = (self.until(lit=False) - begun) * 1000
        finally:
            os.kill(self.process.pid, signal.SIGCONT)
        return took, self.ask("blanked")

    @contextmanager
    def other_program(self):
        """Another program comes in front; gives how soon the projector is black."""
        line = [sys.executable, "-c", OTHER]
        with subprocess.Popen(line, env=self.environment, stdout=subprocess.PIPE, text=True) as other:
            try:
                assert other.stdout.readline()
                begun = time.monotonic()
                yield (self.until(lit=False) - begun) * 1000
            finally:
                other.kill()

    def close(self):
        self.process.stdin.close()
        try:
            self.process.wait(timeout=PATIENCE)
        finally:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()


@contextmanager
def before_a_family(folder):
    with virtual_display("2304x800x24", folder) as display:
        pixels = Pixels(folder)
        program = BeforeAFamily(display, pixels)
        try:
            yield program
        finally:
            program.close()
            pixels.close()

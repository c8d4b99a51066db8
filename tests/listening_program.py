"""The program's own microphone in a process of its own: tells in lines of JSON what it hears and what it says of it.

Reads questions from standard input: `bytes` (how many have been handed over so far), `busy` (the window does
something else for a second and a half), `key` (stop listening, or begin), `stop`. Qt binds to one sound server for the
life of a process, so each test has one.
"""

import json
import os
import sys
import time

from PySide6.QtCore import QCoreApplication, QSocketNotifier

from fieldnotes.domain.errors import FieldNotesError
from fieldnotes.ui.screen_settings import DictationSettings
from fieldnotes.ui.shared.dictation_choice import dictation_choice
from fieldnotes.ui.shared.microphone import Microphone

BUSY = 1.5


class Program:
    """One microphone, from the start to the end."""

    def __init__(self):
        self.microphone = Microphone()
        self.bytes = self.alive = 0
        self.microphone.frames.connect(self._count)
        self.microphone.failed.connect(lambda error: tell("failed", code=error.code.value))
        self.microphone.changed.connect(lambda name: tell("changed", name=name))
        self._questions = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._questions.activated.connect(self._answer)
        self._listens = False
        self._press()

    def _press(self):
        self._listens = not self._listens
        if not self._listens:
            self.microphone.stop()
            tell("rests")
            return
        try:
            self.microphone.start()
            tell("started", name=self.microphone.name())
        except FieldNotesError as error:
            self._listens = False
            tell("failed", code=error.code.value)

    def _count(self, pcm):
        if not self.bytes:
            tell("heard")
        if not self.alive and any(pcm):
            tell("alive")
        self.bytes += len(pcm)
        self.alive += any(pcm) * len(pcm)

    def _answer(self):
        for question in os.read(sys.stdin.fileno(), 4096).decode().split():
            if question == "bytes":
                tell("bytes", bytes=self.bytes, alive=self.alive)
            elif question == "busy":
                time.sleep(BUSY)
            elif question == "key":
                self._press()
            else:
                self.microphone.stop()
                tell("stopped")
                QCoreApplication.quit()


def tell(what, **values):
    sys.stdout.write(json.dumps({"what": what, "at": time.monotonic(), **values}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    application = QCoreApplication(["fieldnotes"])
    dictation_choice().begin(DictationSettings(microphone=sys.argv[1]))
    program = Program()
    application.exec()

"""A try-out that is told to end closes its windows, though nothing moves in them; its hub then ends with it."""

import signal
import subprocess
import sys

PROGRAM = """
from PySide6.QtCore import QCoreApplication, QTimer
from fieldnotes.boot.told_to_end import end_when_told
app = QCoreApplication([])
end_when_told()
QTimer.singleShot(0, lambda: print("idle", flush=True))
app.exec()
print("ended in order")
"""


def test_a_signal_ends_windows_that_stand_still():
    line = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout.readline() == "idle\n"
        program.send_signal(signal.SIGTERM)
        try:
            said, _ = program.communicate(timeout=20)
        finally:
            program.kill()
    assert (said, program.returncode) == ("ended in order\n", 0)

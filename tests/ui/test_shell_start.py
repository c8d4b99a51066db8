"""The start: the first paint comes before anything heavy, and the program ends cleanly.

rules: SEC-9
"""

import json
import os
import subprocess
import sys

from one_desk import RESOURCES, make_joined, make_profile

PROGRAM = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

app = QApplication(["fieldnotes"])
from fieldnotes.ui.app import run
from fieldnotes.ui.screen_settings import ScreenSettings

HEAVY = ("sqlalchemy", "sqlcipher3", "cryptography", "httpx2", "reportlab", "vosk", "alembic", "PySide6.QtMultimedia")
seen = {}

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and "painted" not in seen:
            seen["painted"] = [name for name in HEAVY if name in sys.modules]
        return False

paint = FirstPaint()
app.installEventFilter(paint)
built = []

def workshop():
    import fieldnotes.vault.store
    built.append(True)
    return None

def look():
    if built and "sqlalchemy" in sys.modules and "fieldnotes.casework.profile" in sys.modules:
        seen["late"] = True
        app.quit()

timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
QTimer.singleShot(20000, app.quit)
seen["status"] = run(workshop, Path(sys.argv[1]), ScreenSettings(resources=Path(sys.argv[2])))
app.removeEventFilter(paint)
print(json.dumps(seen))
"""


def test_nothing_heavy_is_imported_before_the_first_paint_and_everything_soon_after(tmp_path, held_clock):
    vault = make_profile(tmp_path / "profile", held_clock)
    make_joined(vault, held_clock)
    vault.lock()
    ended = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", PROGRAM, str(tmp_path / "profile"), str(RESOURCES)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    seen = json.loads(ended.stdout.strip().splitlines()[-1])
    assert seen == {"painted": [], "late": True, "status": 0}

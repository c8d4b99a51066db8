"""The start: the first paint comes before anything heavy, and the program ends cleanly.

rules: SEC-9
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from one_desk import PASSPHRASE, RESOURCES, make_joined, make_profile

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


CLOSED_AT_WORK = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

sys.path.insert(0, sys.argv[3])
app = QApplication(["fieldnotes"])
from fieldnotes.ui.app import run
from fieldnotes.ui.screen_settings import ScreenSettings
from fieldnotes.ui.shell.app_window import AppWindow
from one_desk import make_workshop
from vault_writer import RealClock


def window():
    return next(each for each in app.topLevelWidgets() if isinstance(each, AppWindow))


def work():
    if window()._tasks.idle() and not known:
        window().unlock.typed.emit()
        known.append(None)
    elif window()._tasks.idle():
        known.append(set(sys.modules))
        window().opened.connect(opened)
        window().unlock.unlock_asked.emit(sys.argv[4])
        timer.stop()


def opened():
    print(json.dumps(sorted(set(sys.modules) - known[-1])))
    QTimer.singleShot(0, window().close)


known = []


timer = QTimer()
timer.timeout.connect(work)
timer.start(20)
QTimer.singleShot(45000, lambda: app.exit(9))
folder = Path(sys.argv[1])
settings = ScreenSettings(resources=Path(sys.argv[2]))
sys.exit(run(lambda: make_workshop(RealClock(), folder.parent), folder, settings))
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


def test_nobody_waits_for_imports_after_enter_and_a_window_closed_at_work_locks_and_ends_the_program(
    tmp_path, held_clock
):
    """Nobody is left with a program that is seen nowhere and still there, or waits for an import after Enter."""
    make_profile(tmp_path / "profile", held_clock).lock()
    tests = str(Path(__file__).parents[1])
    ended = subprocess.run(
        [sys.executable, "-c", CLOSED_AT_WORK, str(tmp_path / "profile"), str(RESOURCES), tests, PASSPHRASE],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    late = json.loads(ended.stdout.strip().splitlines()[-1])
    screens = [name for name in late if name.startswith(("fieldnotes.ui.shared", "fieldnotes.ui.worker"))]
    assert [*screens, *(name for name in late if not name.startswith("fieldnotes."))] == []

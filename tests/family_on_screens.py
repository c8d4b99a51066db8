"""The family view on real X screens that are plugged in and out; run as a program, it tells what it saw as JSON."""

import json
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from family_room import entries, marked_note
from fieldnotes.ui.family.screen import FamilyScreen
from fieldnotes.ui.shared.theme import LIGHT, Look, apply_look, load_fonts
from fieldnotes.ui.tasks import Tasks
from one_desk import RESOURCES, make_desk

PROJECTOR = ("PROJ", "1024/270x768/200+1280+0", "none")
PATIENCE = 15_000


class Still:
    def now(self):
        return datetime(2026, 3, 12, 16, 0, tzinfo=timezone(timedelta(hours=1)))

    def monotonic(self):
        return 1000.0


class Frame:
    def __init__(self, desk, tasks):
        self.desk, self.tasks = desk, tasks

    def explain(self, error):
        raise error


def monitor(*how):
    subprocess.run(["xrandr", *how], check=True, stdout=subprocess.DEVNULL)


def until(true):
    loop, late = QEventLoop(), QTimer()
    look = QTimer()
    late.setSingleShot(True)
    late.timeout.connect(loop.quit)
    look.timeout.connect(lambda: loop.quit() if true() else None)
    late.start(PATIENCE)
    look.start(20)
    loop.exec()
    if not true():
        raise TimeoutError


def seen(family):
    window = family.stage.window
    where = None if window is None else (window.screen().name(), list(window.geometry().getRect()))
    empty = None if window is None else window.page.empty
    return {"where": where, "empty": empty, "blank": family.showing.blanked if family.showing else ""}


def walk(family, app):
    """Show on the projector, pull it out, plug it in again, show again by hand."""
    told = {"before": seen(family)}
    family.asking.show()
    until(lambda: family.stage.window is not None)
    told["shown"] = seen(family)
    monitor("--delmonitor", "PROJ")
    until(lambda: family.showing.blanked)
    told["unplugged"] = seen(family)
    told["windows"] = sorted(type(w).__name__ for w in app.topLevelWidgets() if w.isVisible())
    monitor("--setmonitor", *PROJECTOR)
    until(lambda: len(app.screens()) == 2)
    app.processEvents()
    told["plugged"] = seen(family)
    family.console.controls.dark.click()
    told["again"] = seen(family)
    return told


def main():
    monitor("--setmonitor", "LAPTOP", "1280/338x800/211+0+0", "screen")
    monitor("--setmonitor", *PROJECTOR)
    app = QApplication(sys.argv[:1])
    load_fonts(RESOURCES / "fonts")
    apply_look(app, Look(LIGHT, 100, RESOURCES))
    tasks = Tasks()
    with tempfile.TemporaryDirectory() as folder:
        desk = make_desk(Path(folder), Still())
        note = marked_note(desk)
        family = FamilyScreen(Frame(desk, tasks), note)
        family.resize(1000, 700)
        family.show()
        family.entered()
        until(lambda: bool(family.asking.room()["people"]) and family.room.show_it.isEnabled())
        told = walk(family, app)
        told["entries"] = entries(desk, note)
        family.left()
        tasks.close()
        desk.vault.lock()
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()

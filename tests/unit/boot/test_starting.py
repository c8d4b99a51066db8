"""The start of the real program in processes of their own: what it imports, what it forbids itself, what it finds."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from demo_walk import WITH_CORES
from fieldnotes.boot import catalogues
from fieldnotes.boot.hub_commands import HUB_COMMANDS
from fieldnotes.boot.resources import resources
from fieldnotes.boot.workshop import workshop
from fieldnotes.cli import hub as hub_commands_asked_for
from fieldnotes.language import translation
from one_desk import make_profile

ROOT = Path(__file__).parents[3]
HEAVY = (
    "sqlalchemy", "sqlcipher3", "alembic", "fastapi", "uvicorn", "psycopg", "PySide6", "reportlab", "vosk", "soundfile",
    "httpx2", "cryptography", "babel", "numpy",
)  # fmt: skip
RUN_AND_TELL = """
import json, runpy, sys
sys.argv = ["fieldnotes", *sys.argv[1:]]
try:
    runpy.run_module("fieldnotes", run_name="__main__")
except SystemExit as ended:
    status = ended.code
print(json.dumps({"status": status, "modules": sorted({name.split(".")[0] for name in sys.modules}),
                  "ours": sorted(name for name in sys.modules if name.startswith("fieldnotes."))}))
"""


FIRST_PAINT = """
import json, sys
from PySide6 import QtCore, QtWidgets
from PySide6.QtCore import QEvent, QTimer
from fieldnotes.boot.start import start
import fieldnotes.boot.windows
from fieldnotes.ui.shell.app_window import AppWindow

seen = {}
event_of = AppWindow.event  # a filter on the application would bring along a class of Qt's with each event

def look(window, event):
    if event.type() == QEvent.Type.Paint and not seen:
        dear = [name for name in ("Qt",) if name in vars(QtCore)]
        dear += [name for name in ("QStyle", "QAbstractItemView") if name in vars(QtWidgets)]
        fields = len(window.findChildren(QtWidgets.QLineEdit))
        seen.update(painted=sorted(sys.modules), dear=dear, fields=fields)
        QTimer.singleShot(0, QtWidgets.QApplication.instance().quit)
    return event_of(window, event)

AppWindow.event = look
print(json.dumps({"status": start([]), **seen}))
"""


@pytest.fixture
def outside(tmp_path):
    """The environment of somebody who has never run the program, with nothing of the tests' own."""
    ours = ("FIELDNOTES_", "PYTHON", "QT_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    home = str(tmp_path / "home")
    there = {"FIELDNOTES_HOME": home, "PYTHONPATH": os.environ.get("PYTHONPATH", ""), "LANG": "C.UTF-8"}
    return {**kept, **there}


def run(outside, tmp_path, *line):
    return subprocess.run(
        [sys.executable, *line], env=outside, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize(
    ("argv", "status"),
    [
        (("--help",), 0),
        (("note", "--help"), 0),
        (("no-such-command",), 2),
        (("hub", "--help"), 0),
        (("doctor", "--help"), 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_a_command_imports_nothing_heavy_before_it_must(outside, tmp_path, argv, status):
    ended = run(outside, tmp_path, "-c", RUN_AND_TELL, *argv)
    told = json.loads(ended.stdout.splitlines()[-1])
    assert told["status"] == status, ended.stderr
    assert [name for name in HEAVY if name in told["modules"]] == []
    stations = ("ui", "hub", "vault", "sync", "dictation", "report")
    assert [name for name in told["ours"] if name.split(".")[1] in stations] == []


def test_the_unlock_screen_is_painted_before_any_station_is_opened(outside, tmp_path, held_clock):
    """What is imported before the first paint is what everybody waits for."""
    make_profile(tmp_path / "home" / "profile", held_clock).lock()
    ended = run(outside | {"QT_QPA_PLATFORM": "offscreen"}, tmp_path, "-c", FIRST_PAINT)
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout.splitlines()[-1])
    assert told["status"] == 0
    assert told["fields"] >= 1, "there is somewhere to write the passphrase"
    heavy = {*HEAVY, "PySide6.QtMultimedia"} - {"PySide6"}
    assert [name for name in told["painted"] if name in heavy] == []
    stations = ("fieldnotes.hub", "fieldnotes.vault", "fieldnotes.sync", "fieldnotes.dictation", "fieldnotes.report")
    assert [name for name in told["painted"] if name.startswith((*stations, "fieldnotes.casework"))] == []
    assert told["dear"] == [], "classes of Qt's with a thousand names each; `labels` says how to do without"
    small = ("secrets", "hashlib", "concurrent.futures", "platformdirs")
    assert [name for name in told["painted"] if name in small] == []


def test_templates_need_neither_window_nor_server_nor_paper(outside, tmp_path):
    ended = run(outside, tmp_path, "-c", RUN_AND_TELL, "templates", "--json")
    told = json.loads(ended.stdout.splitlines()[-1])
    assert told["status"] == 0, ended.stderr
    unneeded = ("fastapi", "uvicorn", "psycopg", "PySide6", "reportlab", "vosk", "soundfile", "babel")
    assert [name for name in unneeded if name in told["modules"]] == []
    assert len(json.loads(ended.stdout.splitlines()[0])["templates"]) == 10


def test_the_program_leaves_no_core_file_where_the_machine_would_let_it(outside, tmp_path):
    """rules: SEC-9 – its memory holds the open store's key."""
    asked = "import resource; print(resource.getrlimit(resource.RLIMIT_CORE))"
    before = subprocess.run(
        [*WITH_CORES, sys.executable, "-c", asked], capture_output=True, encoding="utf-8", check=True
    )
    assert before.stdout != "(0, 0)\n", "a machine that allows none shows nothing"
    line = f"{asked}; from fieldnotes.boot.start import start; start(['--help']); {asked.partition('; ')[2]}"
    after = subprocess.run(
        [*WITH_CORES, sys.executable, "-c", line], capture_output=True, encoding="utf-8", check=True, env=outside
    )
    assert after.stdout.splitlines()[-1] == "(0, 0)"


def test_doctor_tells_of_this_machine_in_its_schema_and_makes_nothing(outside, tmp_path):
    ended = run(outside, tmp_path, "-m", "fieldnotes", "doctor", "--json")
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    shape = json.loads((ROOT / "resources/schemas/doctor.json").read_text(encoding="utf-8"))
    Draft202012Validator(shape).validate(told)
    checks = {check["name"]: check for check in told["checks"]}
    assert {"python", "qt", "microphones", "speech", "store", "test model", "profile", "hub data"} <= checks.keys()
    assert [name for name in ("python", "qt", "speech", "store", "test model") if not checks[name]["ok"]] == []
    assert not checks["profile"]["ok"]
    assert checks["profile"]["detail"].startswith(outside["FIELDNOTES_HOME"])
    assert list(tmp_path.rglob("*")) == []


def test_unreadable_settings_stop_no_command(outside, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "settings.json").write_bytes(b"[]")
    ended = run(outside, tmp_path, "-m", "fieldnotes", "templates", "--json")
    assert ended.returncode == 0
    assert ended.stderr.count("\n") == 1
    assert "settings.json" in ended.stderr
    assert len(json.loads(ended.stdout)["templates"]) == 10


def test_resources_are_found_from_any_folder(outside, tmp_path):
    ended = run(outside, tmp_path, "-c", "from fieldnotes.boot.resources import resources as r; print(r())")
    assert Path(ended.stdout.strip()) == ROOT / "resources"


def test_resources_are_found_in_a_wheel_and_in_a_bundle(outside, tmp_path):
    """Installed, they lie beside the package; bundled, where the bundle was unpacked."""
    package = tmp_path / "fieldnotes" / "boot"
    package.mkdir(parents=True)
    for init in (package.parent / "__init__.py", package / "__init__.py"):
        init.write_text("", encoding="utf-8")
    code = (ROOT / "src/fieldnotes/boot/resources.py").read_text(encoding="utf-8")
    (package / "resources.py").write_text(code, encoding="utf-8")
    (tmp_path / "fieldnotes" / "_resources").mkdir()
    (tmp_path / "bundle" / "resources").mkdir(parents=True)
    ask = "sys.path.insert(0, '.'); from fieldnotes.boot.resources import resources; print(resources())"
    wheel = run(outside, tmp_path, "-c", f"import sys; {ask}")
    assert Path(wheel.stdout.strip()) == tmp_path / "fieldnotes" / "_resources"
    bundle = run(outside, tmp_path, "-c", f"import sys; sys._MEIPASS = 'bundle'; {ask}")
    assert Path(bundle.stdout.strip()) == Path("bundle/resources")


def test_everything_the_workshop_needs_is_shipped():
    built = workshop()
    assert len(built.book.templates) == 10
    assert built.speech.shipped_model.is_file()
    assert len(list(built.fonts.glob("*.ttf"))) >= 3
    assert len(built.plain_words) > 100
    assert (resources() / "demo" / "journey" / "visit.wav").is_file()


def test_each_language_is_spoken():
    before = (translation._Current.language, translation._Current.catalogue)
    try:
        catalogues.speak("sv")
        assert translation.translate("approved") == "godkänd"
        catalogues.speak("en")
        assert translation.translate("approved") == "approved"
        assert translation.spoken_language() == "en"
    finally:
        translation.speak(*before)


def test_every_hub_command_has_its_function():
    asking = Path(hub_commands_asked_for.__file__).parent.glob("hub*.py")
    source = "".join(path.read_text(encoding="utf-8") for path in asking)
    assert [name for name in HUB_COMMANDS if f'"{name.removeprefix("quarantine_")}"' not in source] == []

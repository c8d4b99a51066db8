"""What `--selftest` tries, one function each: it gives a short detail, or raises what is wrong. Knows no profile.

Each gets an empty folder to work in, which is also the program's home.
"""

import json
import os
import pkgutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from fieldnotes.boot.resources import resources
from fieldnotes.boot.this_program import HELPERS, beside, is_bundle

_NEEDED: Final = (
    "demo/import.json",
    "demo/journey/visit.wav",
    "fonts/Inter-Regular.otf",
    "fonts/NotoSansArabicUI-Regular.ttf",
    "fonts/NotoSansEthiopic-Regular.ttf",
    "help/sv.md",
    "icons/mic.svg",
    "languages/ar.json",
    "locale/sv/fieldnotes.mo",
    "paper/case.typ",
    "schemas/doctor.json",
    "speech/models.json",
    "speech/vosk-model-sv-mini.zip",
    "templates/templates.json",
    "words/klarsprak.jsonl",
)
"""One file of every kind the program reads."""
_SPOKEN_BYTES: Final = 6 * 2 * 16_000
"""The first six seconds of the shipped visit."""
_SHEET: Final = """#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(font: "Noto Sans", lang: "sv")
= #data.title
"""
_KEYCHAINS: Final[Mapping[str, Sequence[str]]] = {
    "linux": ("keyring.backends.SecretService", "secretstorage", "jeepney"),
    "win32": ("keyring.backends.Windows", "win32ctypes.pywin32"),
    "darwin": ("keyring.backends.macOS",),
}
"""What reaches this system's keychain."""
_ONE_MODULE_ALONE: Final = ("fieldnotes.__main__", ".migrations.env", ".migrations.versions.")
"""Modules that are run, not imported."""


def files(_folder: Path) -> str:
    """Every kind of shipped file is there."""
    lacking = [name for name in _NEEDED if not (resources() / name).is_file()]
    if lacking:
        raise FileNotFoundError(", ".join(lacking))
    return str(resources())


def modules(_folder: Path) -> str:
    """Every module of the program can be imported, with all it needs at once."""
    import fieldnotes

    found = [each.name for each in pkgutil.walk_packages(fieldnotes.__path__, "fieldnotes.")]
    names = [name for name in found if not any(part in name for part in _ONE_MODULE_ALONE)]
    for name in names:
        import_module(name)
    late = (
        "alembic.command",
        "babel.dates",
        "keyring",
        "pypdf",
        "soundfile",
        "uvicorn",
        "PIL.Image",
        "reportlab.pdfgen",
    )
    for name in late:
        import_module(name)
    return f"{len(names) + len(late)} imported"


def helpers(_folder: Path) -> str:
    """A bundle has its helper programs beside it."""
    if not is_bundle():
        return "not a bundle: they are modules"
    lacking = [name for name in HELPERS if not beside(name).is_file()]
    if lacking:
        raise FileNotFoundError(", ".join(lacking))
    return ", ".join(HELPERS)


def window(folder: Path) -> str:
    """The first window is painted."""
    from fieldnotes.boot.workshop import workshop
    from fieldnotes.ui.app import run
    from fieldnotes.ui.screen_settings import ScreenSettings

    begun, painted = time.perf_counter(), [0.0]

    def seen() -> None:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        painted[0] = time.perf_counter() - begun
        QTimer.singleShot(300, QApplication.quit)  # what follows the paint comes too

    run(workshop, folder / "profile", ScreenSettings(resources=resources(), after_paint=seen))
    if not painted[0]:
        raise RuntimeError("nothing was painted")
    return f"painted after {round(painted[0] * 1000)} ms"


def store(folder: Path) -> str:
    """A profile is made, encrypted, locked and opened again."""
    from fieldnotes.boot.workshop import workshop
    from fieldnotes.casework import profile

    made, _key = profile.create_profile(workshop(), folder / "profile", "en lykta vid sjön i november", "", floor=True)
    device = profile.whoami(made).device
    profile.lock(made)
    again = profile.unlock(workshop(), folder / "profile", "en lykta vid sjön i november")
    same = profile.whoami(again).device == device
    profile.lock(again)
    if not same:
        raise RuntimeError("another profile than the one that was made")
    return "made, locked, opened"


def speech(folder: Path) -> str:
    """The recogniser's process hears words in the shipped visit."""
    import wave

    from fieldnotes.boot.workshop import workshop
    from fieldnotes.casework.dictate import transcribe

    spoken = folder / "spoken.wav"
    with (
        wave.open(str(resources() / "demo" / "journey" / "visit.wav"), "rb") as whole,
        wave.open(str(spoken), "wb") as cut,
    ):
        cut.setparams(whole.getparams())
        cut.writeframes(whole.readframes(_SPOKEN_BYTES // whole.getsampwidth()))
    heard = transcribe(workshop(), spoken, raw=True).raw
    if not str(heard).strip():
        raise RuntimeError("no word was heard")
    return f"{len(str(heard).split())} words heard"


def paper(folder: Path) -> str:
    """The process that sets pages gives a tagged PDF."""
    from fieldnotes.boot.system_clock import SystemClock
    from fieldnotes.report.tagged_pdf import tagged_pdf_apart

    (folder / "one.typ").write_text(_SHEET, encoding="utf-8")
    made = tagged_pdf_apart(
        "one.typ", {"title": "Självtest"}, resources() / "fonts", folder, SystemClock().now(), lambda: None
    )
    if not made.startswith(b"%PDF-"):
        raise RuntimeError("no PDF came")
    return f"{len(made)} bytes"


def curtain(_folder: Path) -> str:
    """The curtain's process starts and stands ready."""
    from fieldnotes.ui.family.guard import curtain_program

    words = f"guard {json.dumps({'name': '', 'serial': '', 'box': [0, 0, 10, 10]})}\n"
    with subprocess.Popen(  # noqa: S603 - our own module or executable
        curtain_program(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("no pipes")
        process.stdin.write(words)
        process.stdin.flush()
        said = process.stdout.readline().strip()
        process.kill()
    if said != "guarding":
        raise RuntimeError("the curtain did not answer")
    return "guarding"


def hub(folder: Path) -> str:
    """A hub on its embedded database can be made and filled, as the demo does."""
    from fieldnotes.boot import hub_commands

    hub_commands.init(folder / "hub", None)
    hub_commands.import_file(folder / "hub", str(resources() / "demo" / "import.json"))
    return "made and filled"


def devices(_folder: Path) -> str:
    """What there is to see and speak with; none is no fault of the program."""
    from fieldnotes.boot.machine import machine_checks

    found = {name: detail for name, _ok, detail in machine_checks() if name in ("qt", "microphones")}
    return f"screen: {found['qt']}; microphones: {found['microphones']}"


def around(_folder: Path) -> str:
    """Everything that speaks to the system came along; what the system itself offers is no fault of the program."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtTextToSpeech import QTextToSpeech

    from fieldnotes.boot.system_speller import SystemSpeller
    from fieldnotes.vault.keychain import SystemKeychain

    lacking = [name for name in _KEYCHAINS.get(sys.platform, ()) if find_spec(name) is None]
    if lacking:
        raise ModuleNotFoundError(", ".join(lacking))
    app = QCoreApplication([])
    voices = [name for name in QTextToSpeech.availableEngines() if name != "mock"]
    del app
    if not voices:
        raise RuntimeError("no way to read aloud came along")
    spells, keychain = SystemSpeller().speaks("sv"), SystemKeychain().is_there()
    there = {True: "yes", False: "none here"}
    return f"reads aloud by {', '.join(voices)}; Swedish dictionary: {there[spells]}; keychain: {there[keychain]}"


CHECKS: Final[Mapping[str, Callable[[Path], str]]] = {
    each.__name__: each
    for each in (files, modules, helpers, window, store, speech, paper, curtain, hub, devices, around)
}
"""By name, in the order they are run."""

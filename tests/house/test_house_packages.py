"""The packages: what goes in and stays out, what a system shows of them, and that no removal takes a person's work.

Built, installed and removed for real by `pytest -m slow tests/rig/test_rig_package.py` (Debian, as root).
"""

import argparse
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from configparser import ConfigParser

import pytest

from cli_town import swedish
from fieldnotes.boot.this_program import HELPERS
from fieldnotes.cli.command_line import program
from tracked_files import ROOT

INSTALLERS = ROOT / "installers"
ID = "se.fieldnotes.FieldNotes"
NSI = (INSTALLERS / "windows/fieldnotes.nsi").read_text(encoding="utf-8")


@pytest.fixture
def bundle(monkeypatch):
    monkeypatch.syspath_prepend(str(INSTALLERS))
    monkeypatch.setattr(sys, "platform", "linux")
    import bundle

    return bundle


def leaves(parser, path=()):
    """Every command that can be typed, as its words."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from leaves(inner, (*path, name)) or ()
            return
    yield " ".join(path)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_manual_page_holds_every_command(language, monkeypatch):
    monkeypatch.syspath_prepend(str(INSTALLERS))
    import man_pages

    with swedish():
        written = man_pages.page(language, "0.1.0", "2026-11-22")
        commands = list(leaves(program()))
    told = [line.removeprefix(".SS ").replace("\\-", "-") for line in written.splitlines() if line.startswith(".SS ")]
    assert told == commands
    assert len(commands) > 100
    assert "%(" not in written


def test_a_desktop_shows_the_program_in_both_languages():
    read = ConfigParser(interpolation=None, delimiters=("=",))
    read.optionxform = str
    read.read(INSTALLERS / f"linux/{ID}.desktop", encoding="utf-8")
    entry = read["Desktop Entry"]
    assert (entry["Exec"], entry["Icon"]) == ("fieldnotes", ID)
    assert {f"{name}[sv]" for name in ("GenericName", "Comment", "Keywords")} <= set(entry)
    shown = ET.parse(INSTALLERS / f"linux/{ID}.metainfo.xml").getroot()  # noqa: S314 - our own file
    assert shown.findtext("id") == ID
    assert shown.findtext("launchable") == f"{ID}.desktop"
    texts = shown.findall("summary") + shown.findall("description/p")
    swedish_ones = [each for each in texts if each.get("{http://www.w3.org/XML/1998/namespace}lang") == "sv"]
    assert len(swedish_ones) * 2 == len(texts)


def test_every_helper_the_program_starts_is_built(bundle):
    spec = (INSTALLERS / "fieldnotes.spec").read_text(encoding="utf-8")
    assert all(f'"{name}"' in spec for name in HELPERS)
    modules = bundle.own_modules(ROOT)
    assert {"fieldnotes.boot.hub_commands", "fieldnotes.ui.family.curtain", "fieldnotes.vault.upgrading"} <= set(
        modules
    )
    assert all(".versions." not in name for name in modules)
    files = bundle.own_files(ROOT)
    assert sum(source.endswith(".py") for source, _folder in files) > 10
    assert "fieldnotes/vault/migrations/versions" in {folder for _source, folder in files}


WHEEL = "/x/.venv/lib/python3.11/site-packages/PySide6/Qt"


@pytest.mark.parametrize(
    ("name", "source", "stays"),
    [
        ("libxcb-cursor.so.0", "/usr/lib/x86_64-linux-gnu/libxcb-cursor.so.0", False),
        ("libssl.so.3", "/lib/x86_64-linux-gnu/libssl.so.3", False),
        ("libpython3.11.so.1.0", "/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0", True),
        (
            "python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so",
            "/usr/lib/python3.11/lib-dynload/_ssl.so",
            True,
        ),
        ("PySide6/Qt/lib/libQt6Core.so.6", f"{WHEEL}/lib/libQt6Core.so.6", True),
        ("PySide6/Qt/lib/libQt6Quick.so.6", f"{WHEEL}/lib/libQt6Quick.so.6", False),
        ("PySide6/Qt/lib/libQt6Multimedia.so.6", f"{WHEEL}/lib/libQt6Multimedia.so.6", True),
        ("PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so", f"{WHEEL}/plugins/x.so", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", f"{WHEEL}/plugins/x.so", True),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", f"{WHEEL}/plugins/x.so", False),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", f"{WHEEL}/plugins/x.so", False),
        ("PySide6/Qt/plugins/texttospeech/libqtexttospeech_speechd.so", f"{WHEEL}/plugins/x.so", True),
        ("PySide6/Qt/translations/qtbase_sv.qm", f"{WHEEL}/translations/x.qm", True),
        ("PySide6/Qt/translations/qtbase_ja.qm", f"{WHEEL}/translations/x.qm", False),
        ("babel/locale-data/sv_SE.dat", "/x/babel/locale-data/sv_SE.dat", True),
        ("babel/locale-data/zu.dat", "/x/babel/locale-data/zu.dat", False),
    ],
)
def test_what_goes_in_and_what_stays_out(bundle, name, source, stays):
    assert bundle.stays(name, source) is stays


def test_windows_asks_before_it_removes_and_removes_only_the_program():
    asking = NSI.index("Function un.onInit")
    removing = NSI.index('Section "Uninstall"')
    assert asking < NSI.index("leave-check") < NSI.index("SetErrorLevel 3") < removing
    gone = re.findall(r"^\s+(?:RMDir(?: /r)?|Delete) (.+)$", NSI[removing:], re.MULTILINE)
    assert gone
    assert all(
        re.fullmatch(r'"\$INSTDIR(\\(program(\.new|\.old)?|uninstall\.exe))?"|"\$SMPROGRAMS\\FieldNotes\.lnk"', each)
        for each in gone
    )
    assert '"$INSTDIR"' not in re.findall(r"RMDir /r (.+)", NSI)


def test_windows_puts_nothing_in_place_that_did_not_pass_its_self_test():
    assert NSI.index('program.new\\fieldnotes.exe" --selftest') < NSI.index(
        'Rename "$INSTDIR\\program.new" "$INSTDIR\\program"'
    )


@pytest.mark.parametrize(
    ("held", "line", "status", "there"), [(True, [], 3, True), (True, ["--anyway"], 0, False), (False, [], 0, False)]
)
def test_the_mac_is_not_left_while_something_lies_there_alone(tmp_path, held, line, status, there):
    asked = tmp_path / "FieldNotes.app/Contents/MacOS/fieldnotes"
    asked.parent.mkdir(parents=True)
    asked.write_text(f'#!/bin/sh\n[ "$*" = "leave-check --everyone" ] || exit 9\nexit {int(held)}\n', encoding="utf-8")
    asked.chmod(0o755)
    script = ["sh", str(INSTALLERS / "macos/uninstall.sh"), *line]
    environment = {"PATH": "/usr/bin:/bin", "FIELDNOTES_APP": str(tmp_path / "FieldNotes.app")}
    done = subprocess.run(script, env=environment, capture_output=True, check=False)
    assert (done.returncode, asked.exists()) == (status, there)

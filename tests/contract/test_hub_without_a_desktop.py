"""A server needs nothing of the desktop: what the extra `hub` does not install is never imported by a hub's command.

The whole wheel in an environment of its own (slow; needs a package index):
`pytest -m slow tests/contract/test_hub_without_a_desktop.py`
"""

import os
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
IMPORTED_AS = {"pyside6-essentials": "PySide6", "pyside6-addons": "shiboken6", "pillow": "PIL", "pyenchant": "enchant"}

ACTS = """
import io, sys
from pathlib import Path

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {missing!r}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Missing())
from fieldnotes.boot.commands import run_command

folder = Path(sys.argv[1])
(folder / "policy.toml").write_text("pin = false\\n", encoding="utf-8")

def run(*words):
    status = run_command(["--json", *words], folder / "profile", folder / "hub")
    assert status == 0, (words, status)

run("hub", "init")
run("hub", "import", {town!r})
run("hub", "template", "publish", {templates!r})
run("hub", "invite", "--user", "u-tove", "-o", str(folder / "tove.json"))
run("hub", "policy", "--managed", str(folder / "policy.toml"))
run("hub", "users")
run("hub", "access-report")
run("hub", "backup", str(folder / "backup"))
run("hub", "verify")
run("policy")

from fieldnotes.boot.hub_commands import HUB_COMMANDS
from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.hub.app import build_app
from fieldnotes.hub.hub import Hub

with Hub.open(folder / "hub", SystemClock()) as hub:
    build_app(hub)
"""


def of_the_desktop() -> set[str]:
    """What only the extra `client` installs, by the names it is imported under."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    names = {re.split(r"[<>=; \[]", each)[0].lower() for each in extras["client"]}
    shared = {re.split(r"[<>=; \[]", each)[0].lower() for each in (*project["dependencies"], *extras["hub"])}
    return {IMPORTED_AS.get(name, name) for name in names - shared}


def test_no_command_of_the_hub_imports_a_library_of_the_desktop(tmp_path):
    acts = ACTS.format(
        missing=of_the_desktop(),
        town=str(ROOT / "resources" / "demo" / "import.json"),
        templates=str(ROOT / "resources" / "templates" / "templates.json"),
    )
    home = {**os.environ, "FIELDNOTES_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-c", acts, str(tmp_path)], capture_output=True, text=True, timeout=120, check=False, env=home
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert {"PySide6", "sqlcipher3", "httpx2", "vosk", "reportlab"} <= of_the_desktop(), "the list was read"


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_installed_wheel_serves_without_the_desktop(tmp_path):
    """A wheel is built, installed with its extra `hub` in an empty environment, and answers there."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    built = ["wheel", "--no-deps", "--no-build-isolation", "-w", str(tmp_path / "wheel"), str(ROOT)]
    subprocess.run([*pip, *built], check=True)
    wheel = next((tmp_path / "wheel").glob("*.whl"))
    venv.create(tmp_path / "venv", with_pip=True)
    inside = tmp_path / "venv" / "bin"
    subprocess.run([inside / "pip", "install", "--quiet", f"{wheel}[hub]"], check=True)
    listed = subprocess.run([inside / "pip", "list"], capture_output=True, text=True, check=True).stdout.lower()
    assert not [name for name in ("pyside6", "vosk", "sqlcipher3", "httpx2") if name in listed]
    hub = {**os.environ, "FIELDNOTES_HUB_DATA": str(tmp_path / "hub")}
    subprocess.run([inside / "fieldnotes", "hub", "init"], check=True, env=hub)
    serving = subprocess.Popen(
        [inside / "fieldnotes", "hub", "serve", "--port", "0"], stdout=subprocess.PIPE, text=True, env=hub
    )
    try:
        assert serving.stdout.readline().startswith("listening on http://127.0.0.1:")
    finally:
        serving.terminate()
        serving.communicate(timeout=60)
    assert serving.returncode == 0

"""The operator's page in a real browser: signed into, read and left by keyboard, in light, dark and at twice the size.

    apt-get install chromium nodejs npm
    pytest -m slow tests/road/test_status_in_chromium.py

npm's playwright-core drives the system's Chromium. FIELDNOTES_PICTURES=FOLDER keeps the pictures to look at.
"""

import json
import os
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from delivery_samples import makers
from domain_samples import book
from fieldnotes.boot.catalogues import Catalogue
from fieldnotes.boot.resources import resources
from fieldnotes.hub.connecting import connect
from fieldnotes.hub.delivering import Sender, deliver
from fieldnotes.hub.delivery_reading import Reading
from fieldnotes.hub.operators import add_operator
from fieldnotes.hub.running import Running
from fieldnotes.hub.serving import How
from hub_samples import COLLEAGUE, Laptop, Line, new_hub, supervisor
from running_hub import running

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
VERSION = "1.56.1"
NAMES = {
    "sv": ["Serverns status", "I korthet", "Datorer", "Lagt åt sidan", "Till ärendesystem", "Säkerhetskopior"],
    "en": ["The hub’s status", "In short", "Computers", "Set aside", "To case systems", "Backups"],
}


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    folder = tmp_path_factory.mktemp("playwright")
    asked = ["npm", "install", "--silent", "--no-audit", "--no-fund", f"playwright-core@{VERSION}"]
    subprocess.run(asked, cwd=folder, check=True)
    return folder


@pytest.fixture
def address(tmp_path, held_clock):
    """A hub with something to look at: silent computers, entries set aside, an archive that is away, no backup."""
    words = Catalogue((resources() / "locale" / "sv" / "fieldnotes.mo").read_bytes()).gettext
    with new_hub(tmp_path / "hub", held_clock) as hub:
        how = How(running=Running(languages={"sv": words, "en": str}))
        with running(hub, how) as url:
            for person in ("u-tove", COLLEAGUE):
                with Line(url, hub, Laptop(person, clock=held_clock)) as line:
                    line.join()
                    signed = line.laptop.signed(note=f"n-{person}")
                    line.push(signed, line.laptop.signed(case="c-3", note="n-9"))
            with Line(url, hub, supervisor(held_clock)) as line:
                line.join()
                line.push(line.laptop.approved(signed.hash, note=f"n-{COLLEAGUE}"))
            connect(hub, "arkiv", "eark", {"folder": str(tmp_path / "away")}, None, "it")
            assert deliver(hub, Sender(Reading(book(), "sv"), makers()))["waiting"] == 1
            held_clock.move(timedelta(days=9).total_seconds())
            (tmp_path / "key").write_text(add_operator(hub, "Drift i Björkvalla", "root"))
            yield url


def test_it_is_signed_into_read_and_left_by_keyboard_in_every_look(package, address, tmp_path):
    """rules: ACC-1"""
    pictures = Path(os.environ.get("FIELDNOTES_PICTURES") or tmp_path)
    script = Path(__file__).parents[1] / "status_in_chromium.mjs"
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    line = ["node", str(script), str(package), address, str(tmp_path / "key"), str(pictures), browser]
    seen = json.loads(subprocess.run(line, capture_output=True, text=True, check=True).stdout)
    assert [each for each in seen["messages"] if "401" not in each] == []
    assert set(seen["requests"]) <= {"/status", "/status/sign-in", "/status/sign-out", "/favicon.ico"}
    for name, look in seen["looks"].items():
        door, inside = look["door"], look["inside"]
        assert door["status"] == 401, name
        assert inside["lang"] == ("en" if name == "dark" else "sv"), name
        assert look["other"] != inside["lang"], name
        assert inside["headings"][: len(NAMES["sv"])] == NAMES[inside["lang"]], name
        assert (inside["scripts"], inside["unnamed"], door["unnamed"], look["cookies"]) == (0, 0, 0, 0), name
        assert not inside["sideways"], name
        assert min(inside["contrast"], door["contrast"]) >= 4.5, name
        assert "A solid" in look["stops"], name
        assert "BUTTON solid" in look["stops"], name

"""A person logs in at a certified OpenID provider, end to end: their program, their browser, the hub, a decision.

    pytest -m slow tests/road/test_certified_provider.py

The provider is npm's oidc-provider (OpenID certified), fetched at its fixed version; it runs wherever Node 20 does.
"""

import subprocess
import threading
from pathlib import Path

import httpx2
import pytest

from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.domain.errors import Refused
from fieldnotes.hub.provider import Provider, set_provider
from fieldnotes.sync.log_in import ask_ways, by_browser
from fieldnotes.vault.login import last_login
from road_hub import open_road
from small_provider import LOA3

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
VERSION = "9.13.3"


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certified")
    asked = ["npm", "install", "--silent", "--no-audit", "--no-fund", f"oidc-provider@{VERSION}"]
    subprocess.run(asked, cwd=folder, check=True)
    return folder


@pytest.fixture
def provider(package, request):
    script = Path(__file__).parents[1] / "certified_provider.mjs"
    account = getattr(request, "param", "u-tove")
    with subprocess.Popen(
        ["node", str(script), str(package), account, LOA3], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        yield process.stdout.readline().strip()
        process.terminate()


def browser(url):
    """What a browser does: keep cookies, follow every redirect, the last one to the program that waits."""

    def walk():
        with httpx2.Client(follow_redirects=True, trust_env=False, verify=False) as person:
            person.get(url)

    threading.Thread(target=walk, daemon=True).start()
    return True


@pytest.fixture
def today(tmp_path, road_profiles, resources):
    """A hub and a laptop that go by the real time, as the provider does."""
    with open_road(tmp_path, road_profiles, SystemClock(), resources / "demo" / "import.json") as opened:
        yield opened


def logged_in(road, issuer):
    set_provider(road.hub, Provider(issuer, "fieldnotes", "Certifierad", acr=(LOA3,)), None, "it")
    tove = road.joined("u-tove")
    assert ask_ways(tove, road.clock).provider == "Certifierad"
    return tove, by_browser(tove, road.clock, browser, "Tillbaka", lambda: False)


def test_a_person_logs_in_at_a_certified_provider(today, provider):
    """rules: IDM-1"""
    tove, found = logged_in(today, provider)
    assert (found.user, found.acr) == ("u-tove", LOA3)
    assert last_login(tove) == found


@pytest.mark.parametrize("provider", ["u-henrik"], indirect=True)
def test_somebody_else_at_a_certified_provider_is_not_this_person(today, provider):
    with pytest.raises(Refused, match="other_person"):
        logged_in(today, provider)

"""A person's own program logs in at a real hub: by password, and by a browser that comes back to this computer."""

import socket
import threading
from urllib.parse import urlsplit

import httpx2
import pytest

from conftest import HeldClock
from fieldnotes.domain.errors import Refused, Unavailable
from fieldnotes.hub import accounts
from fieldnotes.hub.accounts import open_account
from fieldnotes.hub.provider import Provider, set_provider
from fieldnotes.hub.registers import set_decision_log_in
from fieldnotes.sync.exchange import alone, exchange
from fieldnotes.sync.log_in import ask_ways, by_browser, by_password
from fieldnotes.sync.loopback import Loopback
from fieldnotes.vault.login import last_login
from fieldnotes.vault.reference import policy
from road_hub import open_road
from small_provider import LOA3, SmallProvider, providing

OWN = "fyra ord om en häst"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Passwords are worked out with next to no memory here."""
    monkeypatch.setattr(accounts, "MEMORY_KIB", 64)
    monkeypatch.setattr(accounts, "PASSES", 1)


@pytest.fixture(scope="module")
def town(tmp_path_factory, road_profiles, resources):
    clock, source = HeldClock(), resources / "demo" / "import.json"
    with (
        open_road(tmp_path_factory.mktemp("town"), road_profiles, clock, source) as road,
        providing(SmallProvider(clock)) as provider,
    ):
        set_provider(road.hub, Provider(provider.issuer, "fieldnotes", "Inloggning", acr=(LOA3,)), None, "it")
        yield road, provider, road.joined("u-tove")


def stay(url):
    return True


class Browser:
    """Follows the provider's redirect home on a thread of its own; `first` is asked of this computer before that."""

    def __init__(self, *first):
        self.first, self.seen = first, []

    def __call__(self, url):
        threading.Thread(target=self.walk, args=(url,), daemon=True).start()
        return True

    def walk(self, url):
        with httpx2.Client(trust_env=False, verify=False) as person:
            home = person.get(url).headers["location"]
            for change in self.first:
                self.seen.append(person.get(change(home)).status_code)
            self.seen.append(person.get(home).text)


def logged_in(town, browser, cancelled=lambda: False):
    road, _, tove = town
    return by_browser(tove, road.clock, browser, "Du är <tillbaka>.", cancelled)


def test_the_browser_comes_back_and_the_hubs_word_is_kept(town):
    browser = Browser(lambda home: home.replace("state=", "state=x"), lambda home: home.replace("?", "x?"))
    found = logged_in(town, browser)
    assert (found.acr, last_login(town[2])) == (LOA3, found)
    assert browser.seen[:2] == [404, 404]
    assert "Du är &lt;tillbaka&gt;." in browser.seen[-1]


def test_no_at_the_provider_no_browser_and_a_change_of_mind_log_nobody_in(town):
    before = last_login(town[2])
    town[1].says_no = True
    with pytest.raises(Refused, match="login_failed"):
        logged_in(town, Browser())
    town[1].says_no = False
    with pytest.raises(Unavailable, match="browser_missing"):
        logged_in(town, lambda _url: False)
    with pytest.raises(Unavailable, match="cancelled"):
        logged_in(town, stay, lambda: True)
    assert last_login(town[2]) == before


def test_only_this_computer_can_reach_the_address_and_half_a_request_does_not_hold_it_up():
    with Loopback("Tillbaka") as here:
        parts = urlsplit(here.redirect)
        assert parts.hostname == "127.0.0.1"
        with socket.create_connection(("127.0.0.1", parts.port)) as silent:
            silent.sendall(b"POST / HTTP/1.1\r\n\r\n")
            line = socket.create_connection(("127.0.0.1", parts.port))
            line.sendall(f"GET {parts.path}?code=abc&state=s HTTP/1.1\r\n\r\n".encode())
            assert here.wait("s", lambda: False) == "abc"
            line.close()


def test_a_password_logs_in_and_wrong_ones_make_this_computer_wait(town):
    road, _, tove = town
    first = open_account(road.hub, "u-tove", "it")
    with pytest.raises(Refused, match="password_to_change"):
        by_password(tove, road.clock, first)
    assert by_password(tove, road.clock, first, OWN).acr == "password"
    for _ in range(4):
        with pytest.raises(Refused, match="wrong_password"):
            by_password(tove, road.clock, "gissat lösenord")
    with pytest.raises(Unavailable, match="wait_before_retry") as problem:
        by_password(tove, road.clock, OWN)
    assert problem.value.values == {"seconds": 2}


def test_who_logs_in_while_an_exchange_runs_waits_for_its_end(town):
    road, _, tove = town
    done = threading.Event()
    found = []

    def ask():
        found.append(ask_ways(tove, road.clock))
        done.set()

    with alone(tove):
        thread = threading.Thread(target=ask)
        thread.start()
        assert not done.wait(0.7)
    thread.join(20)
    assert found[0].provider == "Inloggning"


def test_what_a_decision_asks_for_reaches_the_program_with_the_next_exchange(town):
    road, _, tove = town
    set_decision_log_in(road.hub, [LOA3], "it")
    exchange(tove, road.clock)
    assert policy(tove)["hub"]["decision_acr"] == [LOA3]
    assert last_login(tove) is not None

"""The page about who one is at the case system, and for which board one works, over a real hub."""

import pytest

from conftest import HeldClock
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.log_in import last
from fieldnotes.hub import accounts
from fieldnotes.hub.accounts import open_account
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.provider import Provider, remove_provider, set_provider
from fieldnotes.sync.exchange import exchange
from fieldnotes.ui.shell.account_screen import build
from fieldnotes.vault.identity import identity
from one_desk import make_workshop
from road_hub import open_road
from small_provider import SmallProvider, providing
from vault_samples import Profiles

OWN = "fyra ord om en häst"
FAMILY = {
    "units": [{"id": "unit-rett", "name": "Familjerätt", "authority": "Familjerättsnämnden"}],
    "users": [
        {
            "id": "u-tove", "name": "Tove Ekberg", "role": "worker", "unit": "unit-bou",
            "memberships": [{"unit": "unit-bou", "role": "worker"}, {"unit": "unit-rett", "role": "worker"}],
        }
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Passwords are worked out with next to no memory here."""
    monkeypatch.setattr(accounts, "MEMORY_KIB", 64)
    monkeypatch.setattr(accounts, "PASSES", 1)


@pytest.fixture(scope="module")
def town(tmp_path_factory, resources):
    clock, folder = HeldClock(), tmp_path_factory.mktemp("account")
    profiles = Profiles(folder / "profile", clock)
    with open_road(folder, profiles, clock, resources / "demo" / "import.json") as road:
        import_file(road.hub, FAMILY)
        yield road


@pytest.fixture(scope="module")
def desk(town, tmp_path_factory):
    """Tove serves the social board and the family law board."""
    vault = town.joined("u-tove")
    exchange(vault, town.clock)
    return Desk(make_workshop(town.clock, tmp_path_factory.mktemp("shop")), vault, unlocked=town.clock.now())


@pytest.fixture
def page(qtbot, frame, at_once, desk):
    return opened(qtbot, frame, desk)


def opened(qtbot, frame, desk):
    frame.desk = desk
    made = build(frame, "")
    qtbot.addWidget(made)
    made.resize(900, 900)
    made.show()
    made.entered()
    return made


def test_where_there_is_nothing_to_log_in_to_nothing_is_offered(qtbot, frame, at_once, town, tmp_path):
    vault = town.joined("u-jonas")
    page = opened(qtbot, frame, Desk(make_workshop(town.clock, tmp_path), vault, unlocked=town.clock.now()))
    assert "nothing to log in to" in page.ways.text()
    assert not any(part.isVisible() for part in (page.browser, page.password, page.go, page.other, page.new))
    assert "passphrase is enough" in page.last.text()
    assert not page.boards.isVisible()


def test_a_first_password_is_changed_and_one_is_logged_in(page, town, desk):
    first = open_account(town.hub, "u-tove", "it")
    page.entered()
    assert page.new.isVisible()
    page.go.click()
    assert "Type your password first" in page.line.text()
    page.password.edit.setText(first)
    page.new.edit.setText(OWN)
    page.again.edit.setText(OWN + "!")
    page.go.click()
    assert "differ" in page.line.text()
    page.again.edit.setText(OWN)
    page.go.click()
    assert "You are logged in" in page.line.text()
    assert "You last logged in" in page.last.text()
    assert page.password.edit.text() == page.new.edit.text() == ""
    assert not page.new.isVisible()
    assert last(desk).acr == "password"


def test_a_wrong_password_is_said_and_the_page_can_be_used_again(page, town):
    open_account(town.hub, "u-tove", "it")
    page.entered()
    page.password.edit.setText("gissat lösenord")
    page.password.edit.returnPressed.emit()
    assert "not the password" in page.line.text()
    assert page.go.isEnabled()


def test_at_a_provider_one_is_sent_to_the_browser_and_may_change_ones_mind(page, town):
    with providing(SmallProvider(town.clock)) as provider:
        set_provider(town.hub, Provider(provider.issuer, "fieldnotes", "Kommunens inloggning"), None, "it")
        page.entered()
        assert "Kommunens inloggning" in page.browser.text()
        opened = []

        def open_url(url):
            opened.append(url)
            return False

        page.presenter._open_url = open_url
        page.browser.click()
        assert opened[0].startswith(provider.issuer)
        assert "No browser" in page.line.text()
    remove_provider(town.hub, "it")


def test_who_serves_two_boards_chooses_between_them(page, desk):
    """rules: SEC-6"""
    assert [page.boards.itemText(number)[:11] for number in range(2)] == ["Barn och un", "Familjerätt"]
    assert page.boards.currentIndex() == 0
    page.boards.activated.emit(1)
    assert "Familjerätt" in page.line.text()
    assert identity(desk.vault).unit == "unit-rett"
    assert page.boards.currentIndex() == 1
    page.boards.activated.emit(0)
    assert identity(desk.vault).unit == "unit-bou"


def test_leaving_takes_what_was_typed_along(page):
    page.password.edit.setText("halvvägs")
    page.left()
    assert page.password.edit.text() == ""

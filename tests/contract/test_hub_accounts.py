"""Accounts at the hub: who guesses waits on that device, and nobody else is kept out."""

from contextlib import ExitStack
from functools import cache

import pytest
from sqlalchemy import delete, insert

from fieldnotes.hub import accounts
from fieldnotes.hub.accounts import close_account, open_account, waits
from fieldnotes.hub.people_tables import account, login
from fieldnotes.hub.registers import set_decision_log_in
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.login import PASSWORD_ACR, Login
from hub_samples import BOSS, BOTH, COLLEAGUE, WORKER

OWN = "fyra ord om en häst"


REAL = (accounts.MEMORY_KIB, accounts.PASSES)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Passwords are worked out with next to no memory here; one test looks at the real numbers."""
    monkeypatch.setattr(accounts, "MEMORY_KIB", 64)
    monkeypatch.setattr(accounts, "PASSES", 1)


def logged_in(line, password=OWN, new=None):
    body = {"password": password} if new is None else {"password": password, "new_password": new}
    return line.post("/v1/login/password", body)


def code(answer):
    return answer.json()["code"]


@cache
def verifier():
    """What is kept of OWN; worked out once, for it is slow on purpose."""
    return accounts._verifier(OWN)


def with_account(hub, line):
    """Let the line's person have an account with a password of their own."""
    about = {"user_id": line.laptop.user, "verifier": verifier(), "must_change": False, "set_at": "2026-01-02"}
    hub.database.write(lambda connection: connection.execute(insert(account).values(**about)))
    return line


def test_the_first_password_is_changed_at_once_and_the_next_one_logs_in(hub, join):
    """rules: SEC-6"""
    tove = join()
    assert code(logged_in(tove)) == "no_account"
    first = open_account(hub, WORKER, "it")
    assert tove.get("/v1/login").json() == {
        "password": True, "must_change": True, "provider": None, "decision_acr": [],
    }  # fmt: skip
    assert code(logged_in(tove, first)) == "password_to_change"
    for weak in ("kort", "aaaaaaaaaaaaaa", first):
        assert code(logged_in(tove, first, weak)) == "weak_password"
    answer = logged_in(tove, first, OWN)
    said = Login.read(Word.from_json(answer.json()["login"]), hub.key.public)
    assert (said.user, said.device, said.acr, said.epoch) == (WORKER, tove.laptop.id, PASSWORD_ACR, hub.epoch)
    assert code(logged_in(tove, first)) == "wrong_password"
    assert logged_in(tove).status_code == 200
    close_account(hub, WORKER, "it")
    assert code(logged_in(tove)) == "no_account"


def test_a_password_is_kept_as_argon2id_with_the_stated_numbers_and_nowhere_else(hub, join, monkeypatch):
    for name, value in zip(("MEMORY_KIB", "PASSES"), REAL, strict=True):
        monkeypatch.setattr(accounts, name, value)
    open_account(hub, WORKER, "it")
    with hub.database.reading() as connection:
        kept = connection.execute(account.select()).one()
    assert kept.verifier.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    tove = with_account(hub, join(COLLEAGUE))
    assert logged_in(tove).status_code == 200
    files = b"".join(path.read_bytes() for path in hub.home.folder.rglob("*") if path.is_file())
    assert OWN.encode() not in files


@BOTH
def test_who_guesses_waits_on_that_device_and_nobody_else_does(hub, join, held_clock):
    """rules: SEC-9 – not even the same person on their other computer is kept out."""
    tove, other = with_account(hub, join()), join()
    for _ in range(4):
        assert code(logged_in(tove, "gissat lösenord")) == "wrong_password"
    assert logged_in(tove).json() == {"login": None, "wait": 2}
    assert logged_in(other).json()["login"] is not None
    held_clock.move(2)
    assert logged_in(tove).json()["login"] is not None
    assert code(logged_in(tove, "gissat lösenord")) == "wrong_password"


def test_waiting_grows_to_a_quarter_of_an_hour_and_never_to_for_ever():
    found = [waits(count) for count in range(1, 2000)]
    assert found[:6] == [0, 0, 0, 2, 4, 8]
    assert max(found) == 900
    assert found == sorted(found)


def test_somebody_elses_device_has_no_name_to_type_so_nobody_can_try_for_another(hub, join):
    """rules: SEC-6"""
    tove = with_account(hub, join())
    boss = join(BOSS, boss=True)
    assert code(logged_in(boss)) == "no_account"
    answer = boss.post("/v1/login/password", {"password": OWN, "user": WORKER})
    assert code(answer) == "request_wrong"
    assert logged_in(tove).json()["login"] is not None


def decided(boss, auth, note):
    revision = boss.worker.signed(note=note)
    assert boss.results(revision) == [boss.at]
    boss.at += 1
    return boss.results(boss.laptop.approved(revision.hash, note=note, auth=auth))


@pytest.fixture
def boss(join):
    found = join(BOSS, boss=True)
    found.desk, found.at = join(), 1
    found.worker = found.desk.laptop
    return found


def test_a_decision_rests_on_a_log_in_the_hub_knows_once_that_is_asked_for(hub, boss):
    """rules: IDM-1 SEC-6"""
    with_account(hub, boss)
    at = Login.read(Word.from_json(logged_in(boss).json()["login"]), hub.key.public).at
    set_decision_log_in(hub, [PASSWORD_ACR], "it")
    good = {"acr": PASSWORD_ACR, "at": at}
    assert decided(boss, None, "n-1") == ["login_needed"]
    assert decided(boss, {"acr": "passphrase", "at": at}, "n-2") == ["login_needed"]
    assert decided(boss, {"acr": PASSWORD_ACR, "at": "2026-03-12T15:59:00+00:00"}, "n-3") == ["login_needed"]
    assert decided(boss, good, "n-4") == [5]


def test_what_waited_for_a_log_in_stands_when_none_is_asked_for_any_more(hub, boss):
    set_decision_log_in(hub, [PASSWORD_ACR], "it")
    assert decided(boss, None, "n-1") == ["login_needed"]
    assert boss.desk.pull(c_1=1)[1] == []
    set_decision_log_in(hub, [], "it")
    assert len(boss.desk.pull(c_1=1)[1]) == 1


def test_a_log_in_of_another_device_or_person_is_none(hub, boss, join):
    with_account(hub, boss)
    jonas = with_account(hub, join(COLLEAGUE))
    at = Login.read(Word.from_json(logged_in(jonas).json()["login"]), hub.key.public).at
    set_decision_log_in(hub, [PASSWORD_ACR], "it")
    mine = delete(login).where(login.c.device == boss.laptop.id)  # the clock is held: theirs has the same moment
    hub.database.write(lambda connection: connection.execute(mine))
    assert decided(boss, {"acr": PASSWORD_ACR, "at": at}, "n-1") == ["login_needed"]


def test_too_many_passwords_at_once_wait_their_turn_and_are_told_so(hub, join, monkeypatch):
    """Each takes 64 MiB: what is worked out at a time has a limit, and who comes over it tries again."""
    tove = with_account(hub, join())
    monkeypatch.setattr(accounts, "_PATIENCE", 0.01)
    with ExitStack() as others:
        for _ in range(2):
            others.enter_context(accounts._one_of_few())
        answer = logged_in(tove)
    assert (answer.status_code, code(answer)) == (429, "too_many")
    assert logged_in(tove).json()["login"] is not None

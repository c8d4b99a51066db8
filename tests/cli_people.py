"""The part of the walk over all commands that is about accounts, log-ins and what a decision asks for."""

import json
from datetime import UTC, datetime

OWN = "fyra ord om en häst"


def people_at_the_hub(town) -> None:
    """Henrik gets an account, chooses his own password, and decisions ask for it for a while."""
    clerk, boss = town.tove, town.henrik
    file = str(town.folder / "henrik.password")
    clerk.done("hub-account-open", "hub", "account", "open", "--user", "u-henrik", "-o", file)
    assert clerk.done("hub-account-list", "hub", "account", "list")["accounts"][0]["must_change"]
    own = boss.file("own", OWN + "\n")
    assert boss.run("login", "--password-file", file).code == "password_to_change"
    assert boss.run("login", "--password-file", own, "--new-password-file", own).code == "wrong_password"
    boss.done("login", "login", "--password-file", file, "--new-password-file", own)
    said = clerk.done("hub-policy", "hub", "policy", "--decision-login", "loa3")["policy"]
    assert said["decision_acr"] == ["loa3"]
    boss.done("sync", "sync")
    ways = boss.done("login-ways", "login-ways")
    assert (ways["password"], ways["needed"], ways["last"]["enough"]) == (True, True, False)
    assert not clerk.done("hub-policy", "hub", "policy", "--decision-login")["policy"]["decision_acr"]
    boss.done("sync", "sync")
    assert boss.done("login-ways", "login-ways")["last"]["enough"]
    about = ("--issuer", "https://login.example", "--client-id", "fieldnotes", "--name", "Kommunens inloggning")
    clerk.done("hub-provider-set", "hub", "provider", "set", *about, "--acr", "loa3", "--client-secret-file", own)
    assert clerk.done("hub-provider-show", "hub", "provider", "show")["provider"]["acr"] == ["loa3"]
    assert clerk.done("hub-provider-remove", "hub", "provider", "remove")["provider"] is None
    clerk.done("hub-account-close", "hub", "account", "close", "--user", "u-henrik")
    assert boss.run("login", "--password-file", own).code == "no_account"
    _looked(clerk)
    unit = boss.done("boards", "boards")["boards"][0]["unit"]
    assert boss.done("board", "board", unit)["unit"] == unit
    assert boss.run("board", "unit-x").code == "unknown_unit"


def _looked(clerk) -> None:
    """Who looked is kept for ten years and checked month by month."""
    assert clerk.done("hub-policy", "hub", "policy", "--access-years", "10")["policy"]["access_years"] == 10
    this_month = f"{datetime.now(UTC).astimezone():%Y-%m}"
    report = clerk.done("hub-access-report", "hub", "access-report", "--month", this_month)
    assert report["month"] == this_month
    assert clerk.run("hub", "access-report", "--month", "2026-13").code == "request_wrong"
    devices = clerk.done("hub-devices", "hub", "devices")["devices"]
    device = next(each["id"] for each in devices if each["user"] == "u-tove")
    written = clerk.folder.parent / "breach.json"
    told = clerk.done("hub-breach-device", "hub", "breach", "device", device, "-o", str(written))
    assert json.loads(written.read_text(encoding="utf-8")) == told
    case = told["cases"][0]["case"]
    there = clerk.done("hub-breach-case", "hub", "breach", "case", case)["devices"]
    assert device in {each["device"] for each in there} or not told["cases"][0]["what"]
    assert clerk.run("hub", "breach", "device", "no-such").code == "unknown_device"
    assert clerk.run("hub", "breach", "case", "no-such").code == "unknown_case"

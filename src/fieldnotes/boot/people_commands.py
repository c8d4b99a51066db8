"""The hub's functions about people by name (accounts, log-ins, who looked), each opening the hub for one command."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub import access_report as access_check
from fieldnotes.hub import accounts, breach_report, provider, registers
from fieldnotes.hub.hub import Hub


def account_open(folder: Path, user: str, by: str) -> JsonObject:
    """Open an account: `{"user", "password"}`, the password to be changed at the first log-in."""
    with Hub.open(folder, SystemClock()) as hub:
        return {"user": user, "password": accounts.open_account(hub, user, by)}


def account_list(folder: Path) -> JsonObject:
    """Who has an account."""
    with Hub.open(folder, SystemClock()) as hub:
        return accounts.accounts(hub)


def account_close(folder: Path, user: str, by: str) -> JsonObject:
    """Take an account away."""
    with Hub.open(folder, SystemClock()) as hub:
        return accounts.close_account(hub, user, by)


def provider_show(folder: Path) -> JsonObject:
    """What is set up of the identity provider."""
    with Hub.open(folder, SystemClock()) as hub:
        return provider.shown(hub)


def provider_set(folder: Path, about: JsonObject, secret: str | None, by: str) -> JsonObject:
    """Say where people log in."""
    levels = cast("list[str]", about["acr"])
    ca = about["ca"]
    said = provider.Provider(
        str(about["issuer"]), str(about["client_id"]), str(about["name"]), str(about["subject"]), str(about["scope"]),
        tuple(levels), None if ca is None else str(ca),
    )  # fmt: skip
    with Hub.open(folder, SystemClock()) as hub:
        return provider.set_provider(hub, said, secret, by)


def provider_remove(folder: Path, by: str) -> JsonObject:
    """Let nobody log in there any more."""
    with Hub.open(folder, SystemClock()) as hub:
        return provider.remove_provider(hub, by)


def access_report(folder: Path, month: str | None, unit: str | None, by: str) -> JsonObject:
    """Check the access log of a month."""
    with Hub.open(folder, SystemClock()) as hub:
        return access_check.check(hub, month, unit, by)


def breach_device(folder: Path, device: str, by: str) -> JsonObject:
    """Tell what can have lain on a device."""
    with Hub.open(folder, SystemClock()) as hub:
        return breach_report.of_device(hub, device, by)


def breach_case(folder: Path, case: str, by: str) -> JsonObject:
    """Tell who can have seen a case."""
    with Hub.open(folder, SystemClock()) as hub:
        return breach_report.of_case(hub, case, by)


def set_access_years(folder: Path, years: int, by: str) -> JsonObject:
    """Say how long the access log is kept."""
    with Hub.open(folder, SystemClock()) as hub:
        return registers.set_access_years(hub, years, by)


PEOPLE_COMMANDS: Mapping[str, Callable[..., JsonObject]] = {
    "account_open": account_open,
    "account_list": account_list,
    "account_close": account_close,
    "provider_show": provider_show,
    "provider_set": provider_set,
    "provider_remove": provider_remove,
    "access_report": access_report,
    "breach_device": breach_device,
    "breach_case": breach_case,
    "set_access_years": set_access_years,
}

"""Without the hub for too long the recovery key is asked for beside the passphrase; nothing is ever destroyed.

rules: SEC-9
"""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.vault.contact import note_contact
from fieldnotes.vault.identity import identity, save_identity
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.lease import check_lease, renew_lease
from fieldnotes.vault.opening import recover, unlock
from fieldnotes.vault.pin import set_pin, unlock_with_pin
from fieldnotes.vault.tables import IDENTITY, REFERENCE
from memory_keychain import MemoryKeychain
from vault_samples import PASSPHRASE

DAY = timedelta(days=1).total_seconds()
PIN = "842617"


def refusal(act) -> FieldNotesError:
    with pytest.raises(FieldNotesError) as problem:
        act()
    return problem.value


def code_of(act) -> Code | None:
    try:
        act()
    except FieldNotesError as problem:
        return problem.code
    return None


def exchanged(vault, clock, ahead=timedelta()):
    note_contact(vault, clock, clock.now() - ahead)
    renew_lease(vault, clock)


@pytest.fixture
def joined(vault, held_clock):
    """A device that has joined and has just exchanged."""
    save_identity(vault, replace(identity(vault), author="u-tove"))
    exchanged(vault, held_clock)
    return vault


def off(clock, days):
    """The computer lies switched off: its steady clock begins anew."""
    clock.wall += timedelta(days=days)
    clock.passed = 10.0


def row(vault):
    with vault.reading() as connection:
        return connection.execute(select(IDENTITY)).mappings().one()


def test_after_45_days_without_the_hub_passphrase_and_recovery_key_open_it_together(
    joined, folder, profiles, held_clock
):
    joined.lock()
    off(held_clock, 45)
    unlock(folder, PASSPHRASE, held_clock).lock()
    off(held_clock, 0.5)
    problem = refusal(lambda: unlock(folder, PASSPHRASE, held_clock))
    assert (problem.code, problem.values) == (Code.LEASE_ENDED, {"days": 45, "most": 45})
    wrong = profiles.recovery_key[:-1] + ("0" if profiles.recovery_key[-1] != "0" else "1")
    assert code_of(lambda: unlock(folder, PASSPHRASE, held_clock, wrong)) is Code.WRONG_RECOVERY_KEY
    assert code_of(lambda: unlock(folder, "fel ord här nu", held_clock, profiles.recovery_key)) is Code.WRONG_PASSPHRASE
    held_clock.move(5)
    open_again = unlock(folder, PASSPHRASE, held_clock, profiles.recovery_key)
    assert code_of(lambda: check_lease(open_again, held_clock)) is Code.LEASE_ENDED, "only an exchange renews it"
    exchanged(open_again, held_clock)
    open_again.lock()
    unlock(folder, PASSPHRASE, held_clock).lock()


def test_a_pin_never_suffices_then(joined, folder, held_clock):
    keychain = MemoryKeychain()
    set_pin(joined, PIN, keychain, Kdf.floor())
    joined.lock()
    off(held_clock, 46)
    for _ in range(6):
        assert code_of(lambda: unlock_with_pin(folder, PIN, held_clock, keychain)) is Code.LEASE_ENDED


def test_who_has_forgotten_the_passphrase_still_gets_in_with_the_recovery_key(joined, folder, profiles, held_clock):
    joined.lock()
    off(held_clock, 400)
    recover(folder, profiles.recovery_key, "helt nya ord nu", Kdf.floor(), held_clock).lock()


def test_a_clock_set_back_extends_nothing(joined, held_clock):
    off(held_clock, 40)
    check_lease(joined, held_clock)
    off(held_clock, -30)
    problem = refusal(lambda: check_lease(joined, held_clock))
    assert (problem.code, problem.values) == (Code.CLOCK_DOUBTED, {"now": "2026-03-22 16:00"})
    off(held_clock, 29.5)
    check_lease(joined, held_clock)  # half a day back: somebody set it right
    off(held_clock, 6)
    assert code_of(lambda: check_lease(joined, held_clock)) is Code.LEASE_ENDED
    off(held_clock, -0.9)
    assert code_of(lambda: check_lease(joined, held_clock)) is Code.LEASE_ENDED


def test_time_that_this_computer_has_run_counts_whatever_its_clock_says(joined, held_clock):
    held_clock.passed += 46 * DAY
    assert code_of(lambda: check_lease(joined, held_clock)) is Code.LEASE_ENDED


def test_running_after_a_restart_counts_too(joined, held_clock):
    for _ in range(45):
        held_clock.passed = DAY
        check_lease(joined, held_clock)
        held_clock.passed = 0.0
        check_lease(joined, held_clock)
    held_clock.passed = DAY
    assert code_of(lambda: check_lease(joined, held_clock)) is Code.LEASE_ENDED


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_clock_that_cannot_be_right_is_said_and_putting_it_right_is_enough(joined, held_clock, year):
    right = held_clock.now()
    held_clock.wall = right.replace(year=year)
    problem = refusal(lambda: check_lease(joined, held_clock))
    assert problem.code is Code.CLOCK_DOUBTED
    assert str(problem.values["now"]).startswith(str(year))
    held_clock.wall = right + timedelta(days=3)
    check_lease(joined, held_clock)
    assert row(joined)["lease_used"] == 3 * DAY


@pytest.mark.parametrize("ahead", [timedelta(days=days) for days in (-20_000, -700, -40, 10, 40, 700, 26_000)])
def test_a_clock_that_is_off_in_the_same_way_all_along_or_set_right_takes_no_day_away(joined, held_clock, ahead):
    """`ahead`: of the hub's, when it answered last."""
    held_clock.wall += ahead
    exchanged(joined, held_clock, ahead)
    off(held_clock, 40)
    check_lease(joined, held_clock)
    held_clock.wall -= ahead
    check_lease(joined, held_clock)
    off(held_clock, 60)
    assert code_of(lambda: check_lease(joined, held_clock)) is Code.LEASE_ENDED


def test_a_clock_that_was_ten_days_behind_and_is_set_right_asks_early_rather_than_late(joined, held_clock):
    behind = timedelta(days=10)
    held_clock.wall -= behind
    exchanged(joined, held_clock, -behind)
    held_clock.wall += behind
    off(held_clock, 34)
    check_lease(joined, held_clock)
    off(held_clock, 2)
    assert code_of(lambda: check_lease(joined, held_clock)) is Code.LEASE_ENDED


def test_the_hub_says_how_many_days(joined, held_clock):
    policy = {"type": "policy", "id": "hub", "value": json.dumps({"lease_days": 10})}
    with joined.writing() as connection:
        connection.execute(insert(REFERENCE).values(policy))
    off(held_clock, 9.9)
    check_lease(joined, held_clock)
    off(held_clock, 0.2)
    assert refusal(lambda: check_lease(joined, held_clock)).values == {"days": 10, "most": 10}


def test_a_profile_that_never_joined_has_no_lease(vault, held_clock):
    off(held_clock, 4000)
    check_lease(vault, held_clock)
    assert row(vault)["looked_at"] is None


def test_a_device_without_a_contact_counts_from_when_it_is_first_looked_at(vault, held_clock):
    save_identity(vault, replace(identity(vault), author="u-tove"))
    check_lease(vault, held_clock)
    assert datetime.fromisoformat(row(vault)["looked_at"]) == held_clock.now().astimezone(UTC)
    off(held_clock, 46)
    assert code_of(lambda: check_lease(vault, held_clock)) is Code.LEASE_ENDED


def test_a_contact_of_an_older_program_counts(vault, held_clock):
    save_identity(vault, replace(identity(vault), author="u-tove"))
    note_contact(vault, held_clock)
    off(held_clock, 46)
    assert code_of(lambda: check_lease(vault, held_clock)) is Code.LEASE_ENDED

"""The door: making, unlocking, recovering and locking a profile, and what is refused at it."""

import json

import pytest

from fieldnotes.casework import exchange, profile, read_cases, write_note
from fieldnotes.domain.errors import Code, FieldNotesError

PASSPHRASE = "en lykta vid sjön"


def refusal(act):
    with pytest.raises(FieldNotesError) as stopped:
        act()
    return stopped.value


@pytest.fixture(scope="module")
def made(town, tmp_path_factory):
    folder = tmp_path_factory.mktemp("door") / "profile"
    desk, recovery_key = profile.create_profile(town.workshop, folder, PASSPHRASE, "Tove Ekberg", floor=True)
    yield folder, desk, recovery_key
    profile.lock(desk)


def test_a_new_profile_works_alone_under_its_own_name(made):
    _, desk, recovery_key = made
    who = profile.whoami(desk)
    assert (who.user, who.name, who.joined, who.hub) == ("local", "Tove Ekberg", False, None)
    assert len(recovery_key) > 30
    assert read_cases.cases(desk) == ()
    assert not read_cases.status(desk).joined


def test_a_profile_is_made_once_and_with_a_passphrase_that_holds(town, made, tmp_path):
    folder, _, _ = made
    assert profile.profile_exists(folder)
    again = refusal(lambda: profile.create_profile(town.workshop, folder, PASSPHRASE, "x", floor=True))
    assert again.code is Code.PROFILE_EXISTS
    weak = refusal(lambda: profile.create_profile(town.workshop, tmp_path / "p", "kort", "x", floor=True))
    assert weak.code is Code.WEAK_PASSPHRASE
    assert not profile.profile_exists(tmp_path / "p")


def test_a_wrong_passphrase_opens_nothing(town, made, tmp_path):
    """rules: SEC-9"""
    folder, _, _ = made
    assert (
        refusal(lambda: profile.unlock(town.workshop, folder, "fel ord helt och hållet")).code is Code.WRONG_PASSPHRASE
    )
    assert refusal(lambda: profile.unlock(town.workshop, tmp_path / "none", PASSPHRASE)).code is Code.NO_PROFILE


def test_what_was_locked_is_of_no_use_and_opens_again(town, tmp_path):
    """rules: SEC-9"""
    desk, recovery_key = profile.create_profile(town.workshop, tmp_path / "p", PASSPHRASE, "Tove", floor=True)
    profile.change_passphrase(desk, "en annan lykta vid sjön", floor=True)
    profile.lock(desk)
    assert refusal(lambda: read_cases.cases(desk)).code is Code.PROFILE_LOCKED
    reopened = profile.unlock(town.workshop, tmp_path / "p", "en annan lykta vid sjön")
    profile.lock(reopened)
    recovered = profile.recover(town.workshop, tmp_path / "p", recovery_key, PASSPHRASE, floor=True)
    assert profile.whoami(recovered).name == "Tove"
    profile.lock(recovered)


def test_nothing_is_exchanged_before_joining_and_no_invitation_is_made_up(made):
    _, desk, _ = made
    assert refusal(lambda: exchange.sync(desk)).code is Code.NOT_JOINED
    assert refusal(lambda: profile.join(desk, "{}")).code is Code.INVITATION_WRONG
    assert refusal(lambda: profile.join(desk, {"format": "fieldnotes/invitation/1"})).code is Code.INVITATION_WRONG


def test_a_hub_that_is_away_is_said_and_everything_stays(worker):
    before = read_cases.status(worker).waiting
    note = write_note.add(worker, "c-prov-01", "hembesok").note
    assert refusal(lambda: exchange.sync(worker)).code is Code.HUB_UNREACHABLE
    assert read_cases.status(worker).waiting == before
    assert note in {row.note for row in write_note.draft_list(worker)}


def test_a_name_stays_out_of_representations(made):
    """rules: SEC-9"""
    _, desk, _ = made
    assert "Tove" not in repr(profile.whoami(desk))
    assert "Tove" in json.dumps(profile.whoami(desk).to_json())

"""The shortest runs of the machine that find what is planted against it (tests/house/faults/road.toml), as scripts.

Found by chance, then written down, so that every day walks them: the same rules, the same checks when all is quiet.
"""

import tempfile
from pathlib import Path

import pytest

from fieldnotes.domain.entry import Kind
from fieldnotes.domain.errors import Code
from machine_real_world import RealWorld
from machine_rules import Exchanging

BOSS, COLLEAGUE, WORKER = range(3)
"""As the machine counts them: by the people's ids in their order."""
COMMITS = 12
"""More writing commits than an exchange that brings one page has."""


@pytest.fixture
def run(kit):
    class Scripted(Exchanging):
        def make_world(self):
            return RealWorld(kit, Path(tempfile.mkdtemp(prefix="fieldnotes-script-")))

    machine = Scripted()
    machine.begin()
    yield machine
    machine.teardown()


def quiet(run):
    """Everybody exchanges until nothing moves, and what holds then is checked; at the end all sign once more."""
    run._become_quiet()
    run._check_quiet()


def standing(run):
    return {case: len(found) for case, found in run.model.book.feed.items()}


def reasons(run):
    return sorted(run.model.book.aside.values())


def test_a_revoked_device_offers_a_restored_hub_what_it_lost(run):
    """rules: SEC-6, SEC-12"""
    run.backup()
    run.sign(who=WORKER, case=0)
    run.exchange(who=WORKER)
    run.restore(pick=0)
    run.revoke(who=WORKER)
    quiet(run)
    assert reasons(run) == ["device_revoked"]


def test_a_hub_that_was_restored_gets_back_what_it_had_acknowledged(run):
    """rules: SEC-12"""
    run.backup()
    run.sign(who=WORKER, case=0)
    run.exchange(who=WORKER)
    run.restore(pick=0)
    assert standing(run) == {"c-1": 0, "c-2": 0}
    quiet(run)
    assert standing(run) == {"c-1": 1, "c-2": 0}


def test_power_that_goes_before_any_commit_loses_nothing_on_its_way_in(run):
    """rules: DOC-2"""
    for commits in range(1, COMMITS):
        run.sign(who=COLLEAGUE, case=0)
        run.exchange(who=COLLEAGUE)
        run.crash(who=WORKER, power=commits)
    quiet(run)
    assert standing(run) == {"c-1": COMMITS - 1, "c-2": 0}


def test_what_was_sent_and_never_came_is_not_taken_for_received(run):
    """rules: DOC-2"""
    run.sign(who=WORKER, case=0)
    run.exchange_badly(who=WORKER, path="push", what="lost")
    quiet(run)
    assert standing(run) == {"c-1": 1, "c-2": 0}


def test_what_came_although_its_sender_never_heard_is_taken_once(run):
    """rules: DOC-2"""
    run.sign(who=WORKER, case=0)
    run.exchange_badly(who=WORKER, path="push", what="answer_lost")
    run.exchange_badly(who=WORKER, path="push", what="twice")
    quiet(run)
    assert standing(run) == {"c-1": 1, "c-2": 0}


def test_what_a_revoked_device_hands_in_is_kept(run):
    """rules: SEC-6"""
    run.sign(who=WORKER, case=0)
    run.revoke(who=WORKER)
    run.exchange(who=WORKER)
    assert reasons(run) == ["device_revoked"]
    quiet(run)


def test_a_copy_of_a_revoked_disk_may_still_hand_in_what_it_has(run):
    """rules: SEC-6"""
    run.clone(who=WORKER)
    run.exchange(who=WORKER + 1)
    run.sign(who=WORKER + 1, case=0)
    run.sign(who=0, case=0)
    run.exchange(who=0)
    run.revoke(who=WORKER + 1)
    quiet(run)
    assert len(run.model.book.all) == 2


def test_two_pasts_of_one_disk_are_both_kept(run):
    """rules: SEC-6, DOC-2 – the second under the same number of the same device is a fork, not a repetition."""
    run.image(who=WORKER)
    run.sign(who=WORKER, case=0)
    run.sign(who=WORKER, case=0)
    run.exchange(who=WORKER)
    run.put_back(who=0, pick=0)
    run.sign(who=WORKER, case=0)
    run._until_heard("u-tove")
    assert reasons(run) == ["fork"]
    run.sign(who=WORKER, case=0)
    quiet(run)
    assert (len(run.model.made), standing(run)) == (4, {"c-1": 3, "c-2": 0})
    assert run.model.book.all == set(run.model.made)


def test_a_disk_put_back_while_the_hub_was_restored_is_known_by_its_own_later_acts(run):
    """rules: DOC-2 – the hub cannot tell by its token then; without this it would write forks for ever."""
    run.image(who=WORKER)
    run.sign(who=WORKER, case=0)
    run.sign(who=WORKER, case=0)
    run.exchange(who=WORKER)
    run.backup()
    run.restore(pick=0)
    run.put_back(who=0, pick=0)
    run.exchange(who=WORKER)
    quiet(run)
    assert (reasons(run), standing(run)) == ([], {"c-1": 2, "c-2": 0})


def test_what_only_a_colleague_still_has_comes_back_to_a_restored_hub(run):
    """rules: SEC-12 – the writer's disk is put back to an image from before, the hub to a backup from before."""
    run.image(who=WORKER)
    run.backup()
    run.sign(who=WORKER, case=0)
    run.exchange(who=WORKER)
    run.exchange(who=COLLEAGUE)
    run.put_back(who=0, pick=0)
    run.restore(pick=0)
    quiet(run)
    assert standing(run) == {"c-1": 1, "c-2": 0}


def test_an_answer_that_comes_late_is_no_answer(run):
    """rules: SEC-6 – an old page is no roll-back either: nobody is accused of anything."""
    run.sign(who=COLLEAGUE, case=0)
    run.exchange(who=COLLEAGUE)
    run.exchange(who=WORKER)
    run.sign(who=COLLEAGUE, case=0)
    run.exchange(who=COLLEAGUE)
    assert run._exchange("u-tove", ("pull", "stale")) is Code.HUB_ANSWER_WRONG
    quiet(run)


def test_a_signature_changed_on_the_way_is_made_good(run):
    """rules: SEC-9 – what the hub holds under that hash is worth nothing until the true signature comes."""
    run.sign(who=WORKER, case=0)
    run.exchange_badly(who=WORKER, path="push", what="forge")
    assert reasons(run) == ["forged"]
    quiet(run)
    assert standing(run) == {"c-1": 1, "c-2": 0}


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_clock_that_is_wrong_by_decades_changes_nothing(run, year):
    """rules: DOC-2 – I11"""
    run.set_clock(who=WORKER, year=year)
    run.sign(who=WORKER, case=0)
    run.exchange(who=WORKER)
    run.exchange(who=COLLEAGUE)
    run.correct(who=COLLEAGUE, pick=0)
    run.correct(who=WORKER, pick=0)
    run.exchange(who=WORKER)
    run.exchange(who=COLLEAGUE)
    run.exchange(who=WORKER)
    run.correct(who=WORKER, pick=0)
    run.exchange(who=WORKER)
    run.exchange(who=BOSS)
    run.decide(who=BOSS, pick=0, kind=Kind.NOTE_APPROVED)
    quiet(run)
    assert standing(run) == {"c-1": 5, "c-2": 0}

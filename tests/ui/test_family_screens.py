"""The whole program before a family on two real X screens: what opens where, what empties it, what never comes back.

How many milliseconds each took is printed (`-s`); the bound itself is held by `tests/bench/test_bench_family.py`.

rules: SEC-1, SEC-9, ACC-3
"""

import pytest

from before_a_family import PROJECTOR_LINE, before_a_family

ON_PROJECTOR = ["PROJ", 1280, 0, 1024, 768]
NO_LONGER_THAN = 5_000
"""Milliseconds, on a machine that does ten other things."""


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    with before_a_family(tmp_path_factory.mktemp("pixels")) as made:
        yield made


@pytest.fixture
def shown(program):
    seen = program.showing()
    assert seen["where"] == ON_PROJECTOR
    return program


def soon(what, took):
    print(f"{what}: black after {took:.0f} ms")  # noqa: T201 - a figure
    assert took < NO_LONGER_THAN


def test_the_copy_covers_the_projector_and_names_nobody_in_any_title(shown):
    seen = shown.ask("seen")
    assert seen["windows"] == ["AppWindow", "FamilyWindow"]
    assert seen["titles"] == ["FieldNotes", "Show the family – FieldNotes"]
    assert seen["entries"][-1] == "NoteShown"
    assert seen["curtain"]
    assert seen["picture"]


def test_f8_empties_it_and_only_f8_fills_it(shown):
    soon("F8", shown.black_after("key"))
    assert shown.ask("blanked")["blank"] in {"worker", "stalled"}
    assert shown.shown_again()["empty"] is False


def test_pulled_out_it_is_gone_and_plugged_in_it_stays_gone(shown):
    """rules: SEC-1"""
    soon("unplugged", shown.black_after_plug("--delmonitor", "PROJ"))
    gone = shown.ask("blanked")
    assert (gone["where"], gone["blank"], gone["windows"]) == (None, "screen", ["AppWindow"])
    shown.monitor(*PROJECTOR_LINE)
    back = shown.ask("screens 2")
    assert (back["where"], back["blank"]) == (None, "screen")
    assert not shown.lit
    assert shown.shown_again()["where"] == ON_PROJECTOR


def test_a_screen_that_copies_the_laptop_empties_it(shown):
    """rules: SEC-1"""
    soon("mirrored", shown.black_after_mirror())
    assert shown.ask("blanked")["blank"] == "screen"
    shown.monitor("--delmonitor", "COPY")
    assert shown.ask("screens 2")["blank"]
    assert not shown.lit
    assert shown.shown_again()["where"] == ON_PROJECTOR


def test_a_stopped_program_is_covered_and_wakes_to_an_empty_screen(shown):
    """rules: SEC-1"""
    took, seen = shown.black_while_stopped()
    soon("stopped", took)
    assert (seen["blank"], seen["empty"]) == ("stalled", True)
    assert shown.shown_again()["where"] == ON_PROJECTOR


def test_a_window_thread_that_hangs_is_covered_too(shown):
    soon("hanging", shown.black_after("hang 2"))
    seen = shown.ask("blanked")
    assert (seen["blank"], seen["empty"]) == ("stalled", True)
    assert shown.shown_again()["empty"] is False


def test_another_program_in_front_empties_it_and_going_away_fills_nothing(shown):
    """rules: SEC-1"""
    with shown.other_program() as took:
        soon("another program in front", took)
        assert shown.ask("blanked")["blank"] in {"focus", "stalled"}
    assert not shown.lit
    assert shown.shown_again()["empty"] is False


def test_without_its_curtain_it_is_emptied_and_the_next_has_one(shown):
    soon("curtain gone", shown.black_after("curtain"))
    seen = shown.ask("uncurtained")
    assert (seen["blank"], seen["curtain"]) == ("stalled", False)
    assert shown.shown_again()["curtain"]


def test_going_to_another_case_takes_it_away(shown):
    """rules: SEC-1"""
    soon("another case", shown.black_after("case"))
    assert shown.ask("seen")["windows"] == ["AppWindow"]


def test_the_lock_takes_it_away(shown):
    """rules: SEC-9"""
    soon("locked", shown.black_after("lock"))
    seen = shown.ask("seen")
    assert (seen["windows"], seen["titles"], seen["door"]) == (["AppWindow"], ["FieldNotes"], True)
    shown.ask("unlock")


def test_a_word_protected_by_the_hub_meanwhile_empties_it_for_good(shown):
    """rules: SEC-3"""
    soon("protected meanwhile", shown.black_after("mark"))
    assert shown.ask("closed")["empty"] is True
    assert shown.ask("again")["blank"] == "closed"
    assert not shown.lit
    shown.ask("unmark")

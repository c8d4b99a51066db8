"""A placed child is visited and talked with alone: the next day for both stands in Today and in the case (VIS-5)."""

from datetime import date

import pytest

from fieldnotes.casework import misfile, read_cases, sign, write_note
from fieldnotes.domain.placements import PlacedVisit, follow_up_days, placed_visit
from folder_desks import CASE, PLACED, REASONS, SteppingClock
from one_desk import shipped
from two_desks import make_two

TODAY = date(2026, 5, 4)
BOTH, TALK, VISIT = (
    "Besök hos det placerade barnet, med eget samtal",
    "Eget samtal med",
    "Besök hos det placerade barnet",
)


@pytest.mark.parametrize(
    ("placed", "visits", "due"),
    [
        ("2026-02-01", (), [(date(2026, 5, 1), BOTH)]),
        (None, (), []),
        ("2024-10-01", ((date(2026, 4, 28), True),), [(date(2026, 7, 28), BOTH)]),
        (
            "2026-01-31T08:00:00+01:00",
            ((date(2026, 4, 28), False),),
            [(date(2026, 4, 30), TALK), (date(2026, 7, 28), VISIT)],
        ),
        (
            "2024-10-01",
            ((date(2026, 1, 5), True), (date(2026, 4, 28), False)),
            [(date(2026, 4, 5), TALK), (date(2026, 7, 28), VISIT)],
        ),
    ],
)
def test_the_next_visit_and_talk_are_counted_from_the_last(placed, visits, due):
    """rules: VIS-5"""
    found = follow_up_days(placed, [PlacedVisit(day, talked) for day, talked in visits], TODAY)
    assert [(each.due, each.label_sv[: len(words)]) for each, (_due, words) in zip(found, due, strict=True)] == due
    assert all(each.rule == "VIS-5" and each.days_left == (each.due - TODAY).days for each in found)


def test_only_a_visit_that_took_place_counts():
    """rules: VIS-5"""
    sections = shipped("demo/notes/prov-07.json")["sections"]
    assert placed_visit("hembesok_placering", sections) == PlacedVisit(date(2026, 4, 28), talked=True)
    assert placed_visit("hembesok", sections) is None
    missed = {**sections, "grunddata": {**sections["grunddata"], "outcome": "ej_genomfort"}}
    assert placed_visit("hembesok_placering", missed) is None
    unheard = {**sections, "enskilt_samtal": {"how": "inte_hort"}}
    assert placed_visit("hembesok_placering", unheard) == PlacedVisit(date(2026, 4, 28), talked=False)


def test_the_days_follow_what_is_signed_and_forget_what_was_misfiled(tmp_path):
    """rules: VIS-5, VIS-6 – beside the days of the placement itself."""
    two = make_two(tmp_path, SteppingClock())

    def days():
        return [(each.rule, each.due) for each in read_cases.case(two.worker, PLACED).deadlines if each.rule == "VIS-5"]

    assert days() == [("VIS-5", date(2025, 1, 1))]
    note = write_note.add(two.worker, PLACED, "hembesok_placering", shipped("demo/notes/prov-07.json")).note
    assert days() == [("VIS-5", date(2025, 1, 1))]
    sign.sign(two.worker, note, REASONS)
    assert days() == [("VIS-5", date(2026, 7, 28))]
    in_today = [number for number, each in read_cases.today(two.worker).deadlines if each.rule == "VIS-5"]
    assert in_today == ["BV-2024-0410"]
    two.carry()
    misfile.misfiled(two.supervisor, note, CASE, "Hör till någon annan.")
    two.carry()
    assert days() == [("VIS-5", date(2025, 1, 1))]
    two.close()

"""The loudness as bars: drawn at a person's pace however often sound comes, and no loud moment is left out."""

import pytest
from PySide6.QtWidgets import QApplication

from fieldnotes.ui.shared.level_meter import BARS, EACH, LevelMeter


class Counted(LevelMeter):
    """Counts how often it is painted."""

    painted = 0

    def paintEvent(self, event):  # noqa: N802 - Qt's name
        self.painted += 1
        super().paintEvent(event)


@pytest.fixture
def meter(qtbot):
    made = Counted()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_level_is_shown_at_once(meter):
    meter.show_level(40)
    assert meter.value() == 40


def test_levels_that_come_faster_than_bars_are_drawn_once_and_the_loudest_stays(qtbot, meter):
    meter.show_level(10)
    QApplication.processEvents()
    before = meter.painted
    for level in [20, 90, *[5] * 200]:
        meter.show_level(level)
    QApplication.processEvents()
    assert meter.painted == before
    assert meter.value() == 10
    qtbot.waitUntil(lambda: meter.value() == 90)
    assert meter.painted - before <= 2


def test_a_level_is_between_nothing_and_all(meter):
    meter.show_level(-5)
    assert meter.value() == 0
    meter.rest()
    meter.show_level(250)
    assert meter.value() == 100


def test_at_rest_nothing_that_waited_is_drawn(qtbot, meter):
    meter.show_level(30)
    meter.show_level(80)
    meter.rest()
    meter.show_level(7)
    assert meter.value() == 7


def test_the_bars_are_the_last_seconds():
    assert 2 < BARS * EACH / 1000 < 10

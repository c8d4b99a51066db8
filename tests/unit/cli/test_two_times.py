"""What the terminal says where two clocks cannot both be right."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fieldnotes.casework.act_views import Exchanged
from fieldnotes.cli.answers import Terminal
from fieldnotes.cli.exchange import tell
from fieldnotes.cli.wordings import by_both_clocks

HERE, THERE = datetime(2099, 1, 1, 8, 0, tzinfo=UTC), datetime(2026, 3, 12, 16, 0, tzinfo=UTC)
DONE = Exchanged(1, 2, 0, ())


@pytest.mark.parametrize("done", [DONE, replace(DONE, own_time=HERE, hub_time=THERE)])
def test_an_exchange_says_both_times_where_they_differ(done: Exchanged) -> None:
    terminal = Terminal(io.StringIO(), io.StringIO(), io.StringIO())
    tell(terminal, done)
    said = terminal.out.getvalue()
    both = ("2099-01-01 08:00" in said, "2026-03-12 16:00" in said)
    assert both == ((True, True) if done.hub_time else (False, False))


def test_a_line_of_history_names_each_clock_where_they_differ() -> None:
    assert by_both_clocks(HERE, None) == "2099-01-01 08:00"
    assert by_both_clocks(HERE, THERE) == "2099-01-01 08:00 enligt den datorn, 2026-03-12 16:00 enligt navet"

"""Progress and results: a bar on a terminal, a line for each tenth elsewhere; one JSON document and nothing else."""

import io
import json
from datetime import UTC, datetime

from fieldnotes.casework.views import Exported
from fieldnotes.cli.answers import Answer, Terminal


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_a_line_for_each_tenth_without_a_terminal() -> None:
    terminal = Terminal(io.StringIO(), io.StringIO(), io.StringIO())
    for percent in range(101):
        terminal.progress(percent)
    assert terminal.err.getvalue().splitlines() == [f"{tenth} %" for tenth in range(0, 101, 10)]
    assert terminal.out.getvalue() == ""


def test_progress_is_a_bar_on_a_terminal() -> None:
    terminal = Terminal(io.StringIO(), io.StringIO(), Screen())
    terminal.progress(50)
    terminal.progress(100)
    assert terminal.err.getvalue().endswith(f"\r[{'#' * 30}] 100 %\n")


def test_a_sentence_never_stands_in_the_middle_of_a_bar() -> None:
    terminal = Terminal(io.StringIO(), io.StringIO(), Screen())
    terminal.progress(50)
    terminal.fail("cancelled", "Avbrutet.")
    assert terminal.err.getvalue().endswith(" %\nAvbrutet.\n")


def test_views_and_times_become_plain_json() -> None:
    out = io.StringIO()
    terminal = Terminal(io.StringIO(), out, io.StringIO(), as_json=True)
    terminal.give(Answer({"at": datetime(2026, 3, 12, tzinfo=UTC), "file": Exported("a", "b")}))
    assert json.loads(out.getvalue()) == {"at": "2026-03-12T00:00:00+00:00", "file": {"file": "a", "sha256": "b"}}

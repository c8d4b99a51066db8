"""Exchanging again and again: each result is a line, a passing trouble is told aside."""

import io
import json

from fieldnotes.casework.act_views import Exchanged
from fieldnotes.cli.answers import Terminal
from fieldnotes.cli.exchange import tell
from fieldnotes.domain.errors import Code, Unavailable


def test_each_exchange_is_a_line_and_trouble_is_told_aside() -> None:
    terminal = Terminal(io.StringIO(), io.StringIO(), io.StringIO(), as_json=True)
    for told in (Exchanged(1, 2, 0, ()), Unavailable(Code.HUB_UNREACHABLE, url="https://hub"), Exchanged(0, 0, 3, ())):
        tell(terminal, told)
    assert [json.loads(line)["waiting"] for line in terminal.out.getvalue().splitlines()] == [0, 3]
    assert terminal.err.getvalue().count("\n") == 1
    assert "https://hub" in terminal.err.getvalue()

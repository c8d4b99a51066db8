"""Both times are told only where they cannot both be right."""

from datetime import UTC, datetime, timedelta

import pytest

from fieldnotes.domain.two_clocks import doubted_by

AT = datetime(2026, 3, 12, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("later", "told"),
    [
        (timedelta(0), False),
        (timedelta(minutes=-5), False),
        (timedelta(minutes=-6), True),
        (timedelta(days=30), False),
        (timedelta(days=31), True),
    ],
)
def test_a_note_may_lie_a_month_before_it_is_sent_and_arrives_after_it_was_written(later, told):
    received = AT + later
    assert doubted_by(AT, received.isoformat()) == (received if told else None)


def test_what_the_hub_has_not_received_has_one_time():
    assert doubted_by(AT, None) is None

"""How a team's medians travel: an item of the feed's policy named for its unit and month, told once and never changed.

`time:<unit>:<YYYY-MM>` holds `{"people", …medians in seconds and per cent}`, or `{"few": true}` where fewer than five
took part. It names nobody.
"""

from typing import Final

PREFIX: Final = "time:"
FEW: Final = "few"


def team_times_id(unit: str, period: str) -> str:
    """Name a unit's month in the feed."""
    return f"{PREFIX}{unit}:{period}"


def unit_and_period(item_id: str) -> tuple[str, str]:
    """Give unit and month of an item of that name; two empty texts when it is none."""
    if not item_id.startswith(PREFIX):
        return "", ""
    unit, _colon, period = item_id.removeprefix(PREFIX).rpartition(":")
    return unit, period

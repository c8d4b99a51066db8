"""How a kept example travels: an item of the feed's policy named for its unit, so that every device can read the feed.

`example:<unit>:<id>` holds `{"template", "section", "field"|null, "text", "why", "by", "at"}`; one that was taken away
holds `{"gone": true}` and travels as a tombstone. It names no case and no note.
"""

from typing import Final

PREFIX: Final = "example:"
MOST_TEXT: Final = 2000
"""Characters of an example: a passage, not a note."""
MOST_WHY: Final = 300


def example_id(unit: str, name: str) -> str:
    """Name an example of a unit in the feed."""
    return f"{PREFIX}{unit}:{name}"


def unit_of(item_id: str) -> str:
    """Give the unit an item of that name belongs to; empty when it is no example."""
    if not item_id.startswith(PREFIX):
        return ""
    return item_id.removeprefix(PREFIX).rpartition(":")[0]

"""How a deputy travels: an item of the feed's policy, so that a device that knows no deputies reads past it.

`deputy:<id>` holds `{"for", "deputy", "from", "until", "by", "at", "active", "ended"?}`: people's ids and moments. It
stays when it is over, for decisions of that time rest on it.
"""

from typing import Final

PREFIX: Final = "deputy:"


def deputy_item(name: str) -> str:
    """Name a deputy's item in the feed."""
    return f"{PREFIX}{name}"


def name_of(item_id: str) -> str:
    """Give the naming's own id."""
    return item_id.removeprefix(PREFIX)

"""What is told of a newer version of the program: plain values. Knows no network and no folder."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fieldnotes.casework.view import View


class UpdateState(StrEnum):
    """How the program stands by the publisher's list."""

    NEWEST = "newest"
    """Nothing newer is known."""
    OFFERED = "offered"
    """Something newer can be fetched."""
    READY = "ready"
    """It lies beside this one and is used from the next start on."""
    PUT_ASIDE = "put_aside"
    """It did not start on this computer and is not tried again."""
    NO_BUILD = "no_build"
    """There is no build for this kind of computer."""
    BY_OTHERS = "by_others"
    """Something newer is known; whoever looks after this computer installs it."""


@dataclass(frozen=True, slots=True)
class UpdateView(View):
    """The version that runs, the newest one known, and what is new in it; `size`: bytes to fetch.

    `road`: who brings this program up to date: user (itself), system (apt, the administrator) or python.
    """

    running: str
    newest: str
    state: UpdateState
    road: str
    news: str
    published: datetime
    size: int

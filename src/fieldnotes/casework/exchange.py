"""One exchange with the hub, as a person asks for it. The protocol is sync's affair."""

from collections.abc import Callable

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.views import Exchanged


def sync(desk: Desk, cancelled: Callable[[], bool] | None = None) -> Exchanged:
    """Send what waits, fetch what is new. Refused: NOT_JOINED, DEVICE_REVOKED, HUB_KEY_CHANGED, FEED_ROLLED_BACK.

    Unavailable: HUB_UNREACHABLE, EXCHANGE_RUNNING.
    """
    raise NotImplementedError

"""Commands that let the record travel: one exchange with the hub, or exchanges until the person stops them."""

import secrets
import time
from collections.abc import Callable

from fieldnotes.casework.act_views import Exchanged
from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group
from fieldnotes.cli.request import Request
from fieldnotes.domain.errors import Unavailable
from fieldnotes.language.sentences import sentence
from fieldnotes.language.translation import translate as _

_SHORTEST, _LONGEST = 2.0, 15 * 60.0
_BETWEEN = 30.0


def add_to(program: Group) -> None:
    """Add `sync`."""
    sync_ = program.command("sync", _("exchange with the hub"), sync)
    sync_.add_argument("--watch", action="store_true", help=_("keep going until Ctrl+C"))


def sync(request: Request) -> Answer:
    """One exchange, or one after the other."""
    from fieldnotes.casework.exchange import sync as exchange

    with request.desk() as desk:
        if not request.options.watch:
            done = exchange(desk)
            return Answer(done.to_json(), _lines(done))
        return watch(request, lambda: exchange(desk), time.sleep)


def watch(request: Request, exchange: Callable[[], Exchanged], wait: Callable[[float], None]) -> Answer:
    """Exchange again and again; each one is a line. A hub out of reach is asked more seldom, with full jitter."""
    unreached = 0
    while True:
        try:
            done = exchange()
            request.terminal.line(" ".join(_lines(done)), done.to_json())
            unreached = 0
            wait(_BETWEEN)
        except Unavailable as error:
            request.terminal.tell(sentence(error, _))
            wait(pause(unreached, secrets.randbelow(1000) / 1000))
            unreached += 1


def pause(unreached: int, chance: float) -> float:
    """Seconds to wait after so many failures in a row; `chance` from 0 to 1 spreads the crowd."""
    return _SHORTEST + chance * (min(_LONGEST, _SHORTEST * 2.0 ** min(unreached + 1, 12)) - _SHORTEST)


def _lines(done: Exchanged) -> list[str]:
    words = _("Sent {sent}, received {received}, waiting {waiting}.")
    line = words.format(sent=done.sent, received=done.received, waiting=done.waiting)
    aside = _("Set aside by the hub: {kind} {id} ({reason})")
    return [line, *(aside.format(kind=one.kind, id=one.id, reason=one.reason) for one in done.quarantined)]

"""Commands that let the record travel: one exchange with the hub, or exchanges until the person stops them."""

import secrets
import time
from typing import TYPE_CHECKING

from fieldnotes.cli.answers import Answer, Terminal
from fieldnotes.cli.hints import advice
from fieldnotes.cli.options import Group
from fieldnotes.cli.request import Request
from fieldnotes.cli.wordings import moment
from fieldnotes.domain.errors import Unavailable
from fieldnotes.language.set_aside_words import refused_words, set_aside_words
from fieldnotes.language.translation import translate as _

if TYPE_CHECKING:
    from fieldnotes.casework.act_views import Exchanged, QuarantinedView


def add_to(program: Group) -> None:
    """Add `sync`."""
    sync_ = program.command("sync", _("exchange with the hub"), sync)
    sync_.add_argument("--watch", action="store_true", help=_("keep going until Ctrl+C"))
    about = _("move files also on a network that costs by the byte")
    sync_.add_argument("--all-bytes", action="store_true", help=about)


def sync(request: Request) -> Answer | None:
    """One exchange, or one after the other."""
    from fieldnotes.casework import exchange

    with request.desk() as desk:
        if not request.options.watch:
            done = exchange.sync(desk, all_bytes=request.options.all_bytes)
            return Answer(done.to_json(), _lines(done))
        exchange.watch(desk, lambda told: tell(request.terminal, told), _wait, _chance)
    return None


def tell(terminal: Terminal, told: "Exchanged | Unavailable") -> None:
    """Write one turn of the watch: a result is a line of the answer, a passing trouble is told aside."""
    if isinstance(told, Unavailable):
        terminal.tell(advice(told))
    else:
        terminal.line(" ".join(_lines(told)), told.to_json())


def _wait(seconds: float) -> bool:
    time.sleep(seconds)
    return True


def _chance() -> float:
    return secrets.randbelow(1000) / 1000


def _lines(done: "Exchanged") -> list[str]:
    words = _("Sent {sent}, received {received}, waiting {waiting}.")
    line = words.format(sent=done.sent, received=done.received, waiting=done.waiting)
    gone = _("{count} cases have left this computer; they are in the hub's backup.").format(count=len(done.purged))
    law = _("{count} cases have been disposed of and left this computer. Destroy what you saved or printed of them.")
    return [
        line,
        *_clock_lines(done),
        *_file_lines(done),
        *(_aside(one) for one in done.quarantined),
        *([gone] if done.purged else []),
        *([law.format(count=len(done.disposed))] if done.disposed else []),
    ]


def _clock_lines(done: "Exchanged") -> list[str]:
    if done.own_time is None or done.hub_time is None:
        return []
    words = _("This computer's clock says {here}, the hub's {there}; days are counted by the hub's.")
    return [words.format(here=moment(done.own_time), there=moment(done.hub_time))]


def _file_lines(done: "Exchanged") -> list[str]:
    if not (done.files_sent or done.files_received or done.files_waiting):
        return []
    words = _("Files: sent {sent}, fetched {fetched}, waiting {waiting}.")
    return [words.format(sent=done.files_sent, fetched=done.files_received, waiting=done.files_waiting)]


def _aside(one: "QuarantinedView") -> str:
    words = _("Set aside: {kind} {id}. {why}")
    why = set_aside_words(one.reason, ours=one.ours)
    if one.refused_at:
        why = refused_words(one.refused_by or "", one.refused_at)
    return words.format(kind=one.kind, id=one.id, why=why)

"""One exchange with the hub, as a person asks for it. The protocol is sync's affair."""

from collections.abc import Callable, Collection
from typing import Any

from fieldnotes.casework.desk import Changed, Desk, changed
from fieldnotes.casework.managed import require_own_hub
from fieldnotes.casework.recording_consent import end_what_may_no_longer_be
from fieldnotes.casework.time_given_back import settle_new
from fieldnotes.casework.time_shares import make_ready
from fieldnotes.casework.views import Exchanged, QuarantinedView
from fieldnotes.casework.ways_in import keep_escrow
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.sync import exchange as exchanging
from fieldnotes.sync.watch import keep_exchanging
from fieldnotes.vault import entries, outbox, reference
from fieldnotes.vault.contact import clock_is_off, hub_now
from fieldnotes.vault.outbox import SetAside


def sync(
    desk: Desk,
    cancelled: Callable[[], bool] | None = None,
    *,
    all_bytes: bool = False,
    asked: Collection[str] = (),
    tell: Callable[[Changed], None] | None = None,
) -> Exchanged:
    """Send what waits, fetch what is new; on a network that costs by the byte, files wait unless `all_bytes`.

    `asked`: ids of attachments to fetch, whatever the network costs and whoever works with their case. `tell` hears, on
    this thread and before the rest has come, of cases whose people, marks or protected words are others now.
    Refused: NOT_JOINED, DEVICE_CLONED, DEVICE_REVOKED, DEVICE_WIPED (the profile is gone), HUB_KEY_CHANGED,
    FEED_ROLLED_BACK, PROGRAM_TOO_OLD, HUB_TOO_OLD, MANAGED. Unavailable: HUB_UNREACHABLE, EXCHANGE_RUNNING.
    """
    require_own_hub(desk)

    def met() -> None:
        settle_new(desk)
        make_ready(desk)

    done = _exchanged(
        desk.vault,
        desk.clock,
        cancelled,
        keychain=desk.workshop.keychain,
        bytes_wait=desk.workshop.metered() and not all_bytes,
        asked=asked,
        tell_cases=None if tell is None else lambda cases: tell(changed("cases", *cases)),
        met=met,
    )
    if done.purged or done.disposed:
        desk.searched.clear()
    keep_escrow(desk.vault)
    return _shown(desk, done, end_what_may_no_longer_be(desk))


def _shown(desk: Desk, done: exchanging.Exchanged, ended: Changed) -> Exchanged:
    off = clock_is_off(desk.vault) is not None
    return Exchanged(
        sent=done.sent,
        received=done.received,
        waiting=done.waiting,
        quarantined=tuple(set_aside(desk, each) for each in done.quarantined),
        changed_notes=tuple(sorted(done.changed_notes)),
        purged=done.purged,
        disposed=done.disposed,
        files_sent=done.files.sent,
        files_received=done.files.fetched,
        files_waiting=done.files.waiting,
        own_time=desk.clock.now() if off else None,
        hub_time=hub_now(desk.vault, desk.clock) if off else None,
        changed=changed("entries outbox cases", *done.changed_notes, *done.changed_cases, *_left(done)).with_(ended),
    )


def _left(done: exchanging.Exchanged) -> tuple[str, ...]:
    return (*done.purged, *done.disposed)


def watch(
    desk: Desk,
    report: Callable[[Exchanged | Unavailable], None],
    wait: Callable[[float], bool],
    chance: Callable[[], float],
) -> None:
    """Exchange again and again until `wait` (seconds) gives False; `report` hears each result and passing trouble.

    `chance` gives numbers in [0, 1), which spread the waiting. Refused: as `sync`, which ends the watch.
    """
    keep_exchanging(lambda: sync(desk), report, wait, chance)


def _exchanged(*given: Any, **named: Any) -> exchanging.Exchanged:  # noqa: ANN401 - handed on as it is
    """Exchange; a hub that has forgotten this device is told in words about joining, not about an id."""
    try:
        return exchanging.exchange(*given, **named)
    except Refused as problem:
        if problem.code is Code.UNKNOWN_DEVICE:
            raise Refused(Code.JOIN_AGAIN) from None
        raise


def put_aside(desk: Desk) -> tuple[QuarantinedView, ...]:
    """Everything that lies aside: one's own that the hub has not taken in, and others' that prove nothing here."""
    return tuple(set_aside(desk, each) for each in outbox.quarantined(desk.vault))


def set_aside(desk: Desk, each: SetAside) -> QuarantinedView:
    """Show an entry that was put aside."""
    filed = entries.by_hash(desk.vault, each.hash)
    return QuarantinedView(
        id=each.id,
        kind=filed.entry.kind.value if filed else "",
        note=filed.entry.note if filed else None,
        reason=each.reason,
        hash=each.hash,
        case=each.case,
        ours=each.ours,
        refused_at=each.refused_at,
        refused_by=_name(desk, each.refused_by) if each.refused_by else None,
    )


def _name(desk: Desk, who: str) -> str:
    """A person the feed knows is called by name; an operator's account is said as it is."""
    return next((user.name for user in reference.users(desk.vault) if user.id == who), who)

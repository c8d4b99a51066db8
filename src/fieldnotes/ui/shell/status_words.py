"""The sentence of the status line: where the record is, told truthfully and never only in colour. Knows no Qt."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from fieldnotes.casework.case_views import StatusView
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.shared.when import moment

_AS_MINUTES: Final = 2 * 60
_AS_HOURS: Final = 2 * 24 * 60


@dataclass(frozen=True)
class Status:
    """`kind` is ok, waiting, local, working or wrong (see `StatusLine`)."""

    kind: str
    words: str
    can_sync: bool
    busy: bool = False
    conflicts: str = ""
    """How many notes have several versions, in words; empty when none has."""


def conflict_words(count: int) -> str:
    """Count the notes this person has to bring together."""
    return _n("{n} note has two versions", "{n} notes have two versions", count).format(n=count) if count else ""


def status_words(seen: StatusView, now: datetime, *, busy: bool, trouble: str = "", offline: bool = False) -> Status:
    """Say where everything is; `trouble` is the last problem's sentence, `offline` that the hub did not answer."""
    if not seen.joined:
        return Status("local", _("Kept on this computer only"), can_sync=False)
    if busy:
        return Status("working", _("Exchanging with the case system …"), can_sync=True, busy=True)
    if (trouble and not offline) or seen.quarantined:
        return Status("wrong", trouble or _put_aside(seen.quarantined), can_sync=True)
    if seen.waiting or seen.unheard:
        return Status("waiting", _waiting(seen.waiting_notes, offline=offline), can_sync=True)
    if seen.files_waiting or seen.clock_ahead is not None:
        words = _files(seen) if seen.files_waiting or seen.clock_ahead is None else clock_words(seen.clock_ahead)
        return Status("waiting", words, can_sync=True)
    return _all_sent(seen, now, offline=offline)


def exchanged_words(sent: int, received: int) -> str:
    """Tell what an exchange that somebody asked for brought."""
    if not sent and not received:
        return _("Nothing new")
    return _("Exchanged: {sent} sent, {received} received").format(sent=sent, received=received)


def _put_aside(count: int) -> str:
    return _n("The case system has put {n} act aside", "The case system has put {n} acts aside", count).format(n=count)


def _all_sent(seen: StatusView, now: datetime, *, offline: bool) -> Status:
    """Say that the case system has everything; what it cannot have, the drafts, is never counted among it."""
    if seen.last_contact is None:
        return Status("waiting", _("Not yet exchanged with the case system"), can_sync=True)
    every = _("Everything is in the case system, {time}")
    signed = _("Everything signed is in the case system, {time}")
    words = (signed if seen.drafts else every).format(time=moment(seen.last_contact, now))
    here = seen.drafts - seen.drafts_kept
    if here > 0:
        words += " · " + _n("{n} draft only here", "{n} drafts only here", here).format(n=here)
    if offline:
        words = _("{words} – no connection now").format(words=words)
    return Status("ok", words, can_sync=True)


def clock_words(ahead: timedelta) -> str:
    """Say how far this computer's clock is off, and that nothing is decided by it."""
    minutes = abs(ahead) // timedelta(minutes=1)
    if minutes < _AS_MINUTES:
        far = _n("{n} minute", "{n} minutes", minutes).format(n=minutes)
    elif minutes < _AS_HOURS:
        far = _n("{n} hour", "{n} hours", minutes // 60).format(n=minutes // 60)
    else:
        far = _n("{n} day", "{n} days", minutes // 1440).format(n=minutes // 1440)
    if ahead > timedelta(0):
        return _("This computer's clock is {far} ahead; days are counted by the case system's").format(far=far)
    return _("This computer's clock is {far} behind; days are counted by the case system's").format(far=far)


def _files(seen: StatusView) -> str:
    """Text has gone; say what of the bytes waits, and for what."""
    count = seen.files_waiting
    if seen.bytes_wait and seen.pictures_only:
        words = _n("{n} picture waits for another network", "{n} pictures wait for another network", count)
    elif seen.bytes_wait:
        words = _n("{n} file waits for another network", "{n} files wait for another network", count)
    else:
        words = _n("{n} file waits to be exchanged", "{n} files wait to be exchanged", count)
    return words.format(n=count)


def _waiting(notes: int, *, offline: bool) -> str:
    """Count notes, as people do; what belongs to no note (a consent given in the case) is only said to wait."""
    if not notes:
        return _("Something waits – no connection") if offline else _("Something waits for the case system")
    if offline:
        return _n("{n} note waits – no connection", "{n} notes wait – no connection", notes).format(n=notes)
    return _n("{n} note waits for the case system", "{n} notes wait for the case system", notes).format(n=notes)


def overdue_words(count: int) -> str:
    """Say how many days of the law have gone by; with such a day behind one, it is not true that nothing waits."""
    return _n("{n} time limit has passed", "{n} time limits have passed", count).format(n=count)

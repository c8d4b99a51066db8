"""Exchanging by itself: now and then, soon after an act, later and later while the hub is silent. Knows no Qt."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from fieldnotes.casework.case_views import StatusView
from fieldnotes.casework.desk import Desk
from fieldnotes.domain.errors import Code, FieldNotesError, Unavailable
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane, Runner
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Later
from fieldnotes.ui.shell.status_words import Status, conflict_words, status_words

NO_TROUBLE = frozenset({Code.NOT_JOINED, Code.EXCHANGE_RUNNING, Code.CANCELLED})
FIRST_WAIT, LONGEST_WAIT = 2.0, 900.0
SOON = 1.5
"""Seconds after an act before it is sent; a second act in that time goes along."""


class SyncDrawing(Protocol):
    """What the view can be told."""

    def show_status(self, status: Status) -> None:
        """Show where the record is."""
        ...

    def show_exchanged(self, sent: int, received: int) -> None:
        """Tell, once, what an exchange that somebody asked for brought."""
        ...

    def take_change(self, change: object) -> None:
        """Let the screens hear of a change that cannot wait for the end of the exchange."""
        ...

    def show_wiped(self, words: str) -> None:
        """Say that the workplace had this profile wiped; there is nothing else to show any more."""
        ...


class SyncPresenter:
    """Keeps the status line true and exchanges with the hub on its own lane."""

    def __init__(
        self,
        desk: Desk,
        tasks: Runner,
        view: SyncDrawing,
        later: Later,
        *,
        every_minutes: int,
        random_share: Callable[[], float] | None = None,
    ) -> None:
        self._desk = desk
        self._tasks = tasks
        self._view = view
        self._later = later
        self._every = 60.0 * max(1, every_minutes)
        self._random: Callable[[], float] = random_share or random.SystemRandom().random
        self._seen: StatusView | None = None
        self._job: Job | None = None
        self._busy = False
        self._failures = 0
        self._asked = 0.0
        self._trouble = ""
        self._offline = False
        self._told = False
        self._again = False

    @property
    def joined(self) -> bool:
        """Tell whether this computer has joined a workplace, as far as is known."""
        return self._seen is not None and self._seen.joined

    def begin(self) -> None:
        """Read where things stand, then exchange if there is a hub."""
        self._read()
        self._later(SOON, self._exchange)

    def ask_now(self) -> None:
        """Exchange because a person pressed the button; forgets the waiting after failures."""
        self._failures = 0
        self._told = True
        self._exchange()

    def take_change(self, kinds: frozenset[str]) -> None:
        """Look again after an act, and send soon if something waits."""
        self._read()
        if kinds & {"outbox", "entries"} and self._failures == 0 and not self._busy:
            self._later(SOON, self._exchange)

    def stop(self) -> None:
        """Let an exchange under way end at its next halt; nothing is shown any more."""
        if self._job is not None:
            self._job.cancel()

    def wait_seconds(self) -> float:
        """Give the pause before the next exchange: the usual one, or full jitter of 2 s doubling to 15 min.

        What the hub has asked us to stay away comes on top.
        """
        if self._failures == 0:
            return self._every
        longest = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(self._failures, 12))
        return max(FIRST_WAIT, self._random() * longest) + self._asked

    def _read(self) -> None:
        from fieldnotes.casework.read_cases import status

        self._tasks.run(
            Lane.READ, lambda _job: status(self._desk), owner=self._view, done=self._show, failed=self._fail_read
        )

    def _show(self, seen: StatusView) -> None:
        self._seen = seen
        self._draw()

    def _draw(self) -> None:
        if self._seen is not None:
            now = self._desk.clock.now()
            shown = status_words(self._seen, now, busy=self._busy, trouble=self._trouble, offline=self._offline)
            self._view.show_status(replace(shown, conflicts=conflict_words(self._seen.conflicts)))

    def _exchange(self) -> None:
        if self._busy:
            self._again = True
            return
        if self._seen is not None and not self._seen.joined:
            self._later(self._every, self._exchange)
            return
        from fieldnotes.casework.exchange import sync

        self._busy = True
        self._job = self._tasks.run(
            Lane.HUB,
            lambda job: sync(self._desk, lambda: job.cancelled, tell=job.report),
            owner=self._view,
            done=lambda got: self._ended(None, got.sent, got.received),
            failed=self._ended,
            report=self._tell,
        )
        if self._busy:
            self._draw()

    def _tell(self, change: object) -> None:
        self._view.take_change(change)

    def _ended(self, error: Exception | None, sent: int = 0, received: int = 0) -> None:
        self._busy = False
        self._trouble = ""
        self._offline = False
        if isinstance(error, FieldNotesError) and error.code is Code.DEVICE_WIPED:
            calm = _("Your signed notes and drafts are with the case system. You have done nothing wrong.")
            self._view.show_wiped(f"{explain(error).words}\n\n{calm}")
            return
        if error is None:
            self._failures = 0
            if self._told:
                self._view.show_exchanged(sent, received)
        else:
            self._failed(error)
        self._told = False
        self._read()
        self._later(SOON if self._again else self.wait_seconds(), self._exchange)
        self._again = False

    def _failed(self, error: Exception) -> None:
        if isinstance(error, FieldNotesError) and error.code in NO_TROUBLE:
            return
        self._failures += 1
        self._offline = isinstance(error, Unavailable)
        self._asked = float(error.values.get("seconds", 0)) if isinstance(error, Unavailable) else 0.0
        self._trouble = explain(error).words

    def _fail_read(self, error: Exception) -> None:
        self._trouble = explain(error).words
        self._draw()

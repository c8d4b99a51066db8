"""Who one is at the case system, and for which board one works: log in, choose. One act at a time. Knows no Qt."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shell.account_words import board_words, last_words, ways_words
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Shell

if TYPE_CHECKING:
    from fieldnotes.casework.boards import BoardView
    from fieldnotes.casework.log_in import LoggedIn, LogInWays

T = TypeVar("T")


class AccountDrawing(Protocol):
    """What the view can be told."""

    def show_last(self, words: str) -> None:
        """Say when this person last logged in, and whether it is enough to decide."""
        ...

    def show_ways(self, words: str, *, password: bool, must_change: bool, provider: str) -> None:
        """Say how one may log in; `provider` is its name, empty where there is none."""
        ...

    def show_boards(self, boards: Sequence[tuple[str, str]], chosen: int) -> None:
        """Offer these boards, each by its key and words; fewer than two are no choice."""
        ...

    def show_busy(self, words: str, *, stoppable: bool) -> None:
        """Say what goes on; nothing else can be asked meanwhile, but perhaps that it stops."""
        ...

    def show_line(self, words: str, *, wrong: bool) -> None:
        """Say how it went; ends being busy."""
        ...

    def forget(self) -> None:
        """Forget everything typed."""
        ...


class AccountPresenter:
    """Asks the hub on its own lane; a log-in in the browser, which a person takes their time for, on the long one."""

    def __init__(self, shell: Shell, view: AccountDrawing, open_url: Callable[[str], bool]) -> None:
        self._shell = shell
        self._view = view
        self._open_url = open_url
        self._boards: tuple[BoardView, ...] = ()
        self._job: Job | None = None
        self._busy = False

    def load(self) -> None:
        """Look what is known here, and ask the hub how one may log in."""
        from fieldnotes.casework import boards, log_in

        desk = self._shell.desk
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: (log_in.last(desk), log_in.is_needed(desk), boards.boards(desk)),
            owner=self._view,
            done=self._show_known,
            failed=self._shell.explain,
        )
        self._shell.tasks.run(
            Lane.HUB,
            lambda _job: log_in.ways(desk),
            owner=self._view,
            done=self._show_ways,
            failed=lambda error: self._view.show_ways(
                explain(error).words, password=False, must_change=False, provider=""
            ),
        )

    def log_in(self, password: str, new: str, again: str) -> None:
        """Log in by password; a new one must be typed twice."""
        from fieldnotes.casework import log_in

        if not password:
            self._view.show_line(_("Type your password first."), wrong=True)
            return
        if new != again:
            self._view.show_line(_("The two passwords differ. Type the new one twice."), wrong=True)
            return
        desk = self._shell.desk
        self._run(Lane.HUB, lambda _job: log_in.by_password(desk, password, new or None), _logged_in, stoppable=False)

    def log_in_browser(self) -> None:
        """Log in at the provider, in the browser."""
        from fieldnotes.casework import log_in

        desk, open_url = self._shell.desk, self._open_url
        self._run(
            Lane.LONG, lambda job: log_in.by_browser(desk, open_url, lambda: job.cancelled), _logged_in, stoppable=True
        )

    def choose(self, number: int) -> None:
        """Work for another board from now on."""
        from fieldnotes.casework import boards

        if not 0 <= number < len(self._boards) or self._boards[number].chosen:
            return
        wanted, desk = self._boards[number], self._shell.desk
        words = _("You work for {board} from now on.").format(board=board_words(wanted))
        self._run(
            Lane.WRITE, lambda _job: boards.choose(desk, wanted.unit, wanted.role), lambda _done: words, stoppable=False
        )

    def stop(self) -> None:
        """Stop waiting for the browser; nobody is logged in then."""
        if self._job is not None:
            self._job.cancel()

    def _run(self, lane: Lane, work: Callable[[Job], T], said: Callable[[T], str], *, stoppable: bool) -> None:
        if self._busy:
            return
        self._busy = True
        words = _("Log in in the browser; this page waits for you.") if stoppable else _("One moment …")
        self._view.show_busy(words, stoppable=stoppable)

        def done(result: T) -> None:
            self._busy, self._job = False, None
            self._view.forget()
            self._view.show_line(said(result), wrong=False)
            self.load()

        self._job = self._shell.tasks.run(lane, work, owner=self._view, done=done, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self._busy, self._job = False, None
        self._view.show_line(explain(error).words, wrong=True)
        self.load()

    def _show_known(self, known: "tuple[LoggedIn | None, bool, tuple[BoardView, ...]]") -> None:
        last, needed, self._boards = known
        self._view.show_last(last_words(last, self._shell.desk.clock.now(), needed=needed))
        chosen = next((number for number, board in enumerate(self._boards) if board.chosen), 0)
        offered = [(f"{board.unit}/{board.role}", board_words(board)) for board in self._boards]
        self._view.show_boards(offered, chosen)

    def _show_ways(self, ways: "LogInWays") -> None:
        self._view.show_ways(
            ways_words(ways), password=ways.password, must_change=ways.must_change, provider=ways.provider or ""
        )


def _logged_in(_done: object) -> str:
    return _("You are logged in. You can decide on it for twelve hours, with or without a network.")

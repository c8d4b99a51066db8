"""The files of one note: listed, added, taken away with a way back, saved out, fetched. Knows no Qt."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Protocol, TypeVar

from fieldnotes.casework import attach, exchange
from fieldnotes.casework.attachment_views import DESTROYED, DRAFT, ELSEWHERE, Attached, AttachmentView
from fieldnotes.casework.desk import Changed, Desk
from fieldnotes.language.file_words import file_state_words, size_words
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane, Runner
from fieldnotes.ui.worker.files.files_state import FileRow, FilesState

Done = TypeVar("Done")
REGRET: Final = 8_000
"""Milliseconds in which a file that was taken away can be taken back."""


class Later(Protocol):
    """Rings once, after the time asked for last."""

    def start(self, milliseconds: int) -> None:
        """Ring after this long instead of what was asked before."""
        ...

    def stop(self) -> None:
        """Do not ring."""
        ...


class FilesDrawing(Protocol):
    """What is asked of the window."""

    def show_files(self, state: FilesState) -> None:
        """Draw the card."""
        ...

    def say(self, text: str) -> None:
        """Say that something was done."""
        ...

    def explain(self, error: Exception) -> None:
        """Say a problem in one sentence."""
        ...


class FilesPresenter:
    """Holds the list while the note is open; one file is added at a time."""

    def __init__(self, desk: Desk, tasks: Runner, view: FilesDrawing, note: str, later: Later) -> None:
        self._desk, self._tasks, self._view, self._note = desk, tasks, view, note
        self._later = later
        self._found: tuple[AttachmentView, ...] = ()
        self._removed: list[str] = []
        self._waiting: list[tuple[Path, str]] = []
        self._under_way = ""
        self._percent: int | None = None
        self._job: Job | None = None
        self._may_add = False
        self.original = False
        """Photos are kept with every pixel, as evidence; somebody chose so."""

    def open(self, *, may_add: bool) -> None:
        """Read the list and draw it; `may_add`: this person works with the case."""
        self._may_add = may_add
        self._read()

    def take_change(self, change: Changed) -> None:
        """Look again when something happened to this note."""
        if self._note in change.ids:
            self._read()

    def add(self, paths: Sequence[Path], section: str = "") -> None:
        """Add files, one after the other."""
        self._waiting += [(path, section) for path in paths]
        if not self._under_way:
            self._add_next()

    def keep_original(self, on: bool) -> None:  # noqa: FBT001 - a signal's value
        """Keep every pixel of photos that are added from now on, or keep them in the size that reading needs."""
        self.original = on

    def cancel(self) -> None:
        """Stop what is under way; nothing of it is kept."""
        self._waiting.clear()
        if self._job is not None:
            self._job.cancel()

    def remove(self, attachment: str) -> None:
        """Take a file away in a while; until then `undo` brings it back."""
        self._removed.append(attachment)
        self._later.start(REGRET)
        self._draw()

    def undo(self, attachment: str) -> None:
        """Bring a file back that was taken away."""
        if attachment in self._removed:
            self._removed.remove(attachment)
            self._draw()

    def settle(self) -> None:
        """Destroy what was taken away and not brought back; the window's timer calls this, and leaving does."""
        self._later.stop()
        removed, self._removed = self._removed, []
        for attachment in removed:
            self._found = tuple(one for one in self._found if one.id != attachment)
            self._destroy(attachment)
        if removed:
            self._draw()

    def save_out(self, attachment: str, path: Path) -> None:
        """Write a copy outside the vault."""
        self._busy(
            _("Saving a copy …"),
            lambda job: attach.get_out(
                self._desk, attachment, path, progress=_percents(job), cancelled=lambda: job.cancelled
            ),
            lambda _done: self._view.say(_("Saved. The copy is not encrypted; delete it when it has done its work.")),
        )

    def fetch(self, attachment: str) -> None:
        """Fetch the bytes of a file that lies elsewhere, whatever the network costs: somebody asks for it."""
        self._busy(
            _("Fetching the file …"),
            lambda job: exchange.sync(self._desk, lambda: job.cancelled, asked=[attachment]),
            lambda _done: None,
            Lane.HUB,
        )

    def name_of(self, attachment: str) -> str:
        """The name to propose for a copy."""
        return next((str(one.name) for one in self._found if one.id == attachment), "")

    def _read(self) -> None:
        self._run(Lane.READ, lambda _job: attach.attachments_of(self._desk, self._note), self._show)

    def _show(self, found: tuple[AttachmentView, ...]) -> None:
        self._found = found
        self._draw()

    def _add_next(self) -> None:
        if not self._waiting:
            return
        (path, section), original = self._waiting.pop(0), self.original
        self._busy(
            _("Attaching {name} …").format(name=path.name),
            lambda job: attach.attach(
                self._desk,
                self._note,
                path,
                section or None,
                original=original,
                progress=_percents(job),
                cancelled=lambda: job.cancelled,
            ),
            self._added,
        )

    def _added(self, done: Attached) -> None:
        if done.cleaned:
            self._view.say(_("Attached. Place, time and camera were taken out of the picture."))
        elif done.smaller:
            self._view.say(_("Attached, in the size that reading needs. Tick “Keep the original” for evidence."))

    def _busy(
        self, words: str, work: Callable[[Job], Done], done: Callable[[Done], None], lane: Lane = Lane.LONG
    ) -> None:
        self._under_way, self._percent = words, None
        self._draw()
        self._job = self._tasks.run(
            lane,
            work,
            owner=self._view,
            done=lambda found: self._ended(lambda: done(found)),
            failed=lambda error: self._ended(lambda: self._view.explain(error)),
            report=self._told,
        )

    def _ended(self, tell: Callable[[], None]) -> None:
        self._under_way, self._percent, self._job = "", None, None
        tell()
        self._read()
        self._add_next()

    def _told(self, percent: object) -> None:
        if isinstance(percent, int):
            self._percent = percent
            self._draw()

    def _destroy(self, attachment: str) -> None:
        """On the lane of the saves, so that a lock waits for it; its row has said all there is to say."""
        self._run(Lane.WRITE, lambda _job: attach.remove(self._desk, attachment), lambda _changed: None)

    def _run(self, lane: Lane, work: Callable[[Job], Done], done: Callable[[Done], None]) -> None:
        self._tasks.run(lane, work, owner=self._view, done=done, failed=self._view.explain)

    def _draw(self) -> None:
        rows = tuple(self._row(one) for one in self._found)
        self._view.show_files(FilesState(rows, self._may_add, self._under_way, self._percent))

    def _row(self, one: AttachmentView) -> FileRow:
        removed = one.id in self._removed
        detail = _("taken away") if removed else f"{size_words(one.size)} · {file_state_words(one.state)}"
        return FileRow(
            id=one.id,
            name=str(one.name),
            detail=detail,
            removable=one.state == DRAFT and self._may_add,
            removed=removed,
            here=one.state not in {ELSEWHERE, DESTROYED},
            fetchable=one.state == ELSEWHERE,
        )


def _percents(job: Job) -> Callable[[int, int], None]:
    """Report whole percents, each once."""
    told = -1

    def tell(done: int, total: int) -> None:
        nonlocal told
        percent = 100 * done // total if total else 100
        if percent != told:
            told = percent
            job.report(percent)

    return tell

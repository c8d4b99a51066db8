"""What a supervisor settles beside decisions: entries that lie aside, notes in the wrong case. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from fieldnotes.casework.set_aside import REFUSED, RELEASED, WAITING, AsideView, WrongCaseView
from fieldnotes.domain.errors import FieldNotesError
from fieldnotes.language.set_aside_words import aside_there_words
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shared.when import moment
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Place, Shell

if TYPE_CHECKING:
    from fieldnotes.casework.desk import Changed

RELEASE, REFUSE, COPY, OPEN = "release", "refuse", "copy", "open"


@dataclass(frozen=True)
class AsideLine:
    """One thing to settle: what it is, who and when, why it lies there, and what can be done with it."""

    key: str
    title: str = field(repr=False)
    detail: str = field(repr=False)
    why: str
    ways: tuple[str, ...] = ()
    done: bool = False


@dataclass(frozen=True)
class AsidePage:
    """Entries that lie aside, and notes in the wrong case."""

    aside: tuple[AsideLine, ...]
    wrong: tuple[AsideLine, ...]


class AsideDrawing(Protocol):
    """What the view can be told."""

    def show_page(self, page: AsidePage) -> None:
        """Show the page instead of what stood there."""
        ...

    def show_busy(self, words: str) -> None:
        """Say that it is being done; nothing more can be asked meanwhile."""
        ...

    def show_line(self, words: str, *, wrong: bool) -> None:
        """Say what came of it; ends being busy."""
        ...


class AsidePresenter:
    """One thing at a time is settled; the list is as the hub last told, also without a network."""

    def __init__(self, shell: Shell, view: AsideDrawing) -> None:
        self._shell = shell
        self._view = view
        self._busy = False

    def load(self) -> None:
        """Read anew."""
        self._shell.tasks.run(
            Lane.READ, self._read, owner=self._view, done=self._view.show_page, failed=self._shell.explain
        )

    def settle(self, key: str, way: str) -> None:
        """Do what was chosen with one line."""
        from fieldnotes.casework import set_aside

        desk = self._shell.desk
        if way == OPEN:
            self._shell.go(Place("case", key))
        elif way == COPY:
            words = _("The copy lies in the right case. The family's answers stay where they were given.")
            self._do(Lane.WRITE, lambda _job: set_aside.make_copy(desk, key).changed, words)
        else:
            words = _("It stands in the record now.") if way == RELEASE else _("It is kept out; its author is told.")
            self._do(Lane.HUB, lambda _job: set_aside.settle(desk, key, release=way == RELEASE), words)

    def back(self) -> None:
        """Return to where one came from."""
        self._shell.back()

    def _do(self, lane: Lane, act: "Callable[[Job], Changed]", words: str) -> None:
        if self._busy:
            return
        self._busy = True
        self._view.show_busy(_("Asking the case system …") if lane is Lane.HUB else "")

        def done(_changed: "Changed") -> None:
            self._busy = False
            self._view.show_line(words, wrong=False)
            self.load()
            if lane is Lane.HUB:
                self._shell.sync_now()  # what was let in comes with the next exchange

        self._shell.tasks.run(lane, act, owner=self._view, done=done, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, FieldNotesError):
            self._view.show_line(explain(error).words, wrong=True)
            self.load()
        else:
            self._view.show_line("", wrong=False)
            self._shell.explain(error)

    def _read(self, _job: Job) -> AsidePage:
        from fieldnotes.casework.set_aside import in_wrong_cases, set_aside

        desk = self._shell.desk
        now = desk.clock.now()
        return AsidePage(
            tuple(aside_line(row, now) for row in set_aside(desk)),
            tuple(wrong_line(row) for row in in_wrong_cases(desk)),
        )


def aside_line(row: AsideView, now: datetime) -> AsideLine:
    """Say what lies aside and why; what was decided says by whom."""
    what = kind_words(row.kind)
    made = _("{name}, made {made}, arrived {arrived}").format(
        name=row.author_name, made=moment(row.at, now) if row.at else "…", arrived=moment(row.received_at, now)
    )
    ways: tuple[str, ...] = ()
    why = aside_there_words(row.reason)
    if row.state == WAITING:
        ways = () if row.settles_itself else (RELEASE, REFUSE) if row.may_release else (REFUSE,)
    else:
        done = {RELEASED: _("Taken in by {name}, {time}"), REFUSED: _("Kept out by {name}, {time}")}[row.state]
        at = moment(row.decided_at, now) if row.decided_at else ""
        why = done.format(name=row.decided_by or "", time=at)
    return AsideLine(row.hash, f"{what} · {row.case_number}", made, why, ways, row.state != WAITING)


def wrong_line(row: WrongCaseView) -> AsideLine:
    """Say what is asked about a note in the wrong case."""
    if row.note is None:
        why = _("{name} says that a note of another case belongs here. Ask them for it.").format(name=row.by_name)
        return AsideLine(row.to_case, row.to_number, "", why, (OPEN,))
    title = _("{wrong} → {right}").format(wrong=row.from_number, right=row.to_number)
    why = _("{name} has closed it in the wrong case. You decide in both, so the copy can be made now.")
    return AsideLine(row.note, title, "", why.format(name=row.by_name), (COPY,))


def kind_words(kind: str) -> str:
    """Name an act in words."""
    known = {
        "NoteSigned": _("A signed note"),
        "NoteCorrected": _("A correction"),
        "NoteMerged": _("A merging of two versions"),
        "NoteCosigned": _("A second signature"),
        "NoteMisfiled": _("A note said to lie in the wrong case"),
        "NoteShown": _("A showing to the family"),
        "FamilyResponded": _("The family's answer"),
        "QuestionAsked": _("A question"),
        "QuestionAnswered": _("An answer to a question"),
        "NoteApproved": _("An approval"),
        "NoteReturned": _("A return"),
        "ApprovalWithdrawn": _("A withdrawn approval"),
        "AttachmentAdded": _("A file"),
    }
    return known.get(kind) or _("Something recorded")

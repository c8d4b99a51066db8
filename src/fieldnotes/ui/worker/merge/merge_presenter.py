"""One note's several texts, place by place: what is chosen is saved at once. Knows no Qt."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.language.sentences import sentence
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shell.places import Place, Shell
from fieldnotes.ui.worker.editor.pace import Later, Pace
from fieldnotes.ui.worker.merge.merge_page import JOINED, PROPOSAL, WRITTEN, MergePage, merge_page, next_open

if TYPE_CHECKING:
    from fieldnotes.casework.conflict_views import DifferenceView, MergeView

T = TypeVar("T")


class MergeDrawing(Protocol):
    """What the view can be told."""

    def show_page(self, page: MergePage) -> None:
        """Show every place; what is being written stays."""
        ...

    def go_to(self, spot: str) -> None:
        """Put the keyboard on a place."""
        ...

    def show_notice(self, words: str) -> None:
        """Say calmly what stands in the way; an empty text takes it away."""
        ...

    def show_undo(self, *, can_undo: bool) -> None:
        """Say whether there is something to undo."""
        ...


class MergePresenter:
    """Keeps nothing of its own but what is being typed and the way back."""

    def __init__(self, shell: Shell, view: MergeDrawing, note: str, later: Later) -> None:
        self._shell = shell
        self._view = view
        self.note = note
        self._pace = Pace(later, shell.desk.clock.monotonic, self._save)
        self.seen: MergeView | None = None
        self._page: MergePage | None = None
        self._typed: dict[str, str] = {}
        self._undo: list[tuple[str, str, str]] = []
        self._then: list[Callable[[], None]] = []
        self.signing = False
        self._here = False

    def read(self) -> None:
        """Open all texts, which is recorded, and show where they differ."""
        self._here = True
        self._read()

    def take_change(self, change: object) -> None:
        """Look again when something was filed about this note."""
        filed = "entries" in getattr(change, "kinds", ())
        if filed and self.note in getattr(change, "ids", ()) and not self.signing:
            self._read()

    def take(self, spot: str, how: str) -> None:
        """Choose one text, the texts together or the proposal, and go on to what is left."""
        about = self._about(spot)
        if about is None or not self._may(about, how):
            return
        self._remember(about)
        self._choose(spot, how, None, onwards=True)

    def accept(self, spot: str) -> None:
        """Take the proposal of a place, or what was chosen there before another text came."""
        about = self._about(spot)
        if about is None:
            return
        if about.choice is not None and not about.choice.stands:
            self._remember(about)
            how, raw = about.choice.how, str(about.choice.raw)
            if how == WRITTEN:
                self._choose(spot, WRITTEN, raw, onwards=True)
            else:
                self._choose(spot, how if self._may(about, how) else PROPOSAL, None, onwards=True)
        elif about.proposal is not None:
            self.take(spot, PROPOSAL)

    def write(self, spot: str, text: str) -> None:
        """Take what is being typed; it is saved within a second."""
        about = self._about(spot)
        if about is None or not about.writable:
            return
        if spot not in self._typed and (about.choice is None or about.choice.how != WRITTEN):
            self._remember(about)
        self._typed[spot] = text
        self._pace.touched()

    def due(self) -> None:
        """Save now what waits; the window's timer calls this."""
        self._pace.due()

    def leave(self) -> None:
        """Hand over the last words; called before lock, close and going elsewhere."""
        self._here = False
        self._pace.due()

    def open_again(self, spot: str) -> None:
        """Leave a place open again."""
        about = self._about(spot)
        if about is not None and about.choice is not None:
            self._remember(about)
            self._take_back(spot)

    def undo(self) -> None:
        """Bring back what stood at the place that was changed last, and go there."""
        if not self._undo:
            return
        spot, how, raw = self._undo.pop()
        self._typed.pop(spot, None)
        self._view.show_undo(can_undo=bool(self._undo))
        if how:
            self._choose(spot, how, raw if how == WRITTEN else None, onwards=False)
        else:
            self._take_back(spot)

    def next_from(self, spot: str, *, back: bool = False) -> None:
        """Go to the next place where something is left."""
        found = next_open(self._page, spot, back=back) if self._page is not None else ""
        if found:
            self._view.go_to(found)

    def _read(self) -> None:
        from fieldnotes.casework.conflicts import open_conflict

        self._run(Lane.READ, lambda: open_conflict(self._shell.desk, self.note), self._opened, self._fail_open)

    def _opened(self, seen: "MergeView") -> None:
        first = self._page is None
        before = self.seen.hashes if self.seen is not None else seen.hashes
        self._show(seen)
        if set(seen.hashes) - set(before):
            self._view.show_notice(_("Another version has come. What you have chosen is kept."))
        if first and self._page is not None and self._page.spots:
            self._view.go_to(next_open(self._page, "") or self._page.spots[0].id)

    def _show(self, seen: "MergeView") -> None:
        self.seen = seen
        self._page = merge_page(seen, self._shell.desk.clock.now())
        self._view.show_page(self._page)
        self._view.show_undo(can_undo=bool(self._undo))

    def _fail_open(self, error: Exception) -> None:
        if isinstance(error, Refused) and error.code is Code.NOT_A_CONFLICT:
            if not self._here:
                return
            if self._page is not None:
                self._shell.say(_("The versions have been brought together."))
            self._shell.go(Place("note", self.note))
        else:
            self._shell.explain(error)

    def _about(self, spot: str) -> "DifferenceView | None":
        found = self.seen.differences if self.seen is not None and self.seen.may_merge else ()
        return next((each for each in found if each.id == spot), None)

    def _may(self, about: "DifferenceView", how: str) -> bool:
        """Tell whether that can be taken; say why not where words would be lost."""
        if how in {PROPOSAL, JOINED}:
            return (about.proposal if how == PROPOSAL else about.joined) is not None
        offer = next((each for each in about.offers if how in each.heads), None)
        if offer is not None and not offer.keeps:
            self._view.show_notice(_("Words of the child or the family would be lost. All of them have to stay."))
        return offer is not None and offer.keeps

    def _remember(self, about: "DifferenceView") -> None:
        choice = about.choice
        self._undo.append((about.id, choice.how if choice else "", str(choice.raw) if choice else ""))

    def _choose(self, spot: str, how: str, text: str | None, *, onwards: bool) -> None:
        from fieldnotes.casework.conflicts import choose

        def done(seen: "MergeView") -> None:
            self._show(seen)
            if onwards:
                self.next_from(spot)
            else:
                self._view.go_to(spot)

        self._typed.pop(spot, None)
        self._view.show_notice("")
        self._run(Lane.WRITE, lambda: choose(self._shell.desk, self.note, spot, how, text), done, self.refused)

    def _take_back(self, spot: str) -> None:
        from fieldnotes.casework.conflicts import take_back

        def done(seen: "MergeView") -> None:
            self._show(seen)
            self._view.go_to(spot)

        self._run(Lane.WRITE, lambda: take_back(self._shell.desk, self.note, spot), done, self.refused)

    def _save(self) -> None:
        """Save every text being typed; what is typed meanwhile follows."""
        from fieldnotes.casework.conflicts import choose

        typed, self._typed = self._typed, {}
        desk, note = self._shell.desk, self.note

        def work() -> "MergeView | None":
            seen = None
            for spot, text in typed.items():
                seen = choose(desk, note, spot, WRITTEN, text)
            return seen

        self._run(Lane.WRITE, work, self._saved, lambda error: self._not_saved(error, typed))

    def _saved(self, seen: "MergeView | None") -> None:
        self._pace.saved()
        if seen is not None:
            self._show(seen)
        if not self._pace.behind:
            waiting, self._then = self._then, []
            for then in waiting:
                then()

    def _not_saved(self, error: Exception, typed: dict[str, str]) -> None:
        self._typed = {**typed, **self._typed}
        self._pace.failed()
        self._then = []
        self._shell.explain(error)

    def after_saving(self, then: Callable[[], None]) -> None:
        """Call `then` once every word is in the store."""
        if self._pace.behind:
            self._then.append(then)
            self._pace.due()
        else:
            then()

    def refused(self, error: Exception) -> None:
        """Say a problem: where words would be lost beside the places, else as everywhere."""
        if isinstance(error, FieldNotesError) and error.code is Code.WORDS_LOST:
            self._view.show_notice(sentence(error, _))
        else:
            self._shell.explain(error)

    def _run(
        self, lane: Lane, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> Job:
        return self._shell.tasks.run(lane, lambda _job: work(), owner=self._view, done=done, failed=failed)

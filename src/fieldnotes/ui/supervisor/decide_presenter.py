"""Opens one signed text to decide about it, keeps questions being written, files the decision. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as kept
from functools import partial
from typing import TYPE_CHECKING, Protocol

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shell.places import Place, Shell
from fieldnotes.ui.supervisor.decide_page import DecidePage, about_words, decide_page, kind_words
from fieldnotes.ui.supervisor.decide_refused import refusal_words
from fieldnotes.ui.supervisor.passages import Span, Target, marks_of, target_of
from fieldnotes.ui.supervisor.pins import PRAISE, Pin, pins_of

if TYPE_CHECKING:
    from fieldnotes.casework.desk import Recorded
    from fieldnotes.casework.to_decide import ToDecide

QUEUE = Place("queue")


@dataclass(frozen=True)
class PinPage:
    """A pin as the panel shows it."""

    number: int
    kind: str
    about: str = kept(repr=False)
    text: str = kept(repr=False)
    notice: str = ""


class DecideDrawing(Protocol):
    """What the view can be told."""

    def show_note(self, page: DecidePage) -> None:
        """Show the note from its beginning."""
        ...

    def show_pins(self, pins: tuple[PinPage, ...], *, can_undo: bool) -> None:
        """Show the questions being written."""
        ...

    def show_marks(self, section: str, spans: tuple[Span, ...]) -> None:
        """Mark the words of one section that unsent questions are about."""
        ...

    def show_about(self, words: str) -> None:
        """Say what a question would be about now."""
        ...

    def show_notice(self, words: str, *, reload: bool = False) -> None:
        """Say calmly what stands in the way, with the way to read anew if that helps."""
        ...

    def show_news(self, words: str) -> None:
        """Say that something new was recorded; an empty text takes it away."""
        ...

    def focus_pin(self, number: int) -> None:
        """Put the cursor in a question."""
        ...

    def ask_passphrase(self, then: Callable[[], None]) -> None:
        """Ask for the passphrase in place; `then` is called when it was right."""
        ...


class DecidePresenter:
    """One note, one person who decides."""

    def __init__(self, shell: Shell, view: DecideDrawing, note: str) -> None:
        self._shell = shell
        self._view = view
        self._note = note
        self._pins = pins_of(shell, note)
        self._seen: ToDecide | None = None
        self._page: DecidePage | None = None
        self._target: Target | None = None
        self._busy = False

    def enter(self) -> None:
        """Open the note, or look whether anything has come since it was read."""
        if self._seen is None:
            self.read()
        else:
            self._look(self.read)

    def read(self) -> None:
        """Open the head, which is recorded, and show it."""
        from fieldnotes.casework.to_decide import open_to_decide

        desk, note = self._shell.desk, self._note
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: open_to_decide(desk, note),
            owner=self._view,
            done=self._show,
            failed=self._shell.explain,
        )

    def take_change(self, change: object) -> None:
        """Hear what was filed; the text being read is never exchanged under one's eyes."""
        if self._seen is not None and not self._busy and self._note in getattr(change, "ids", frozenset()):
            self._look(self._tell_news)

    def mark(self, section: str, start: int, end: int) -> None:
        """Take what is marked in a section as what the next question is about."""
        if self._seen is None or self._page is None:
            return
        drawn = next(each.drawn for each in self._page.sections if each.id == section)
        fields = self._seen.note.sections.get(section) or {}
        self._target = target_of(section, drawn, fields, start, end)
        self._view.show_about(about_words(self._target, self._labels()))

    def pin(self, kind: str) -> None:
        """Begin a question, suggestion or praise about what is marked."""
        if self._page is None or not self._page.may_decide:
            return
        if self._target is None:
            self._view.show_notice(_("Mark words in the text first, or put the cursor in a section."))
            return
        self._view.show_notice("")
        made = self._pins.add(kind, self._target)
        self._show_pins()
        self._view.focus_pin(made.number)

    def write(self, number: int, text: str) -> None:
        """Keep what is typed; it outlives the screen."""
        self._pins.write(number, text)

    def take_away(self, number: int) -> None:
        """Take a question away; it can come back."""
        self._view.show_notice("")
        self._pins.take_away(number)
        self._show_pins()

    def undo(self) -> None:
        """Bring back the question that was taken away last."""
        back = self._pins.undo()
        self._show_pins()
        if back is not None:
            self._view.focus_pin(back.number)

    def approve(self) -> None:
        """Approve the text that was read; written praise goes along."""
        if not self._ready() or self._page is None or self._page.approved:
            return
        asking = self._pins.asking
        if asking:
            words = _n(
                "A question is written and not sent. Send the note back with it, or take it away first.",
                "{n} questions are written and not sent. Send the note back with them, or take them away first.",
                len(asking),
            )
            self._view.show_notice(words.format(n=len(asking)))
            return
        self._decide(self._approving(), _("Approved: {note}"))

    def send_back(self) -> None:
        """Return the text with what is written."""
        if not self._ready():
            return
        if not self._pins.asking:
            empty = next((pin for pin in self._pins.pins if pin.kind != PRAISE), None)
            self._view.show_notice(_("Write at least one question or suggestion before you send the note back."))
            if empty is not None:
                self._view.focus_pin(empty.number)
            return
        from fieldnotes.casework.decide import return_note

        desk, note, revision, data = self._shell.desk, self._note, self._revision(), self._data()
        self._decide(lambda _job: return_note(desk, note, revision, data), _("Sent back: {note}"))

    def withdraw(self, reason: str) -> None:
        """Withdraw the approval and stay with the note."""
        from fieldnotes.casework.decide import withdraw

        if self._ready():
            desk, note = self._shell.desk, self._note
            self._run(lambda _job: withdraw(desk, note, reason), lambda _done: self._withdrawn())

    def back(self) -> None:
        """Return to where one came from; what is written stays."""
        self._shell.back()

    def _ready(self) -> bool:
        self._view.show_notice("")
        return not self._busy and self._page is not None and self._page.may_decide

    def _approving(self) -> "Callable[[Job], Recorded]":
        from fieldnotes.casework.decide import approve

        desk, note, revision = self._shell.desk, self._note, self._revision()
        praise = self._data() if self._pins.written else None
        return lambda _job: approve(desk, note, revision, praise)

    def _decide(self, act: "Callable[[Job], Recorded]", words: str) -> None:
        self._run(act, lambda _done: self._decided(words))

    def _run(self, act: "Callable[[Job], Recorded]", done: "Callable[[Recorded], None]") -> None:
        self._busy = True
        again = partial(self._run, act, done)
        self._shell.tasks.run(
            Lane.WRITE, act, owner=self._view, done=done, failed=lambda error: self._refused(error, again)
        )

    def _decided(self, words: str) -> None:
        self._busy = False
        self._pins.clear()
        self._show_pins()
        if self._page is not None:
            self._shell.say(words.format(note=self._page.title))
        self._shell.go(QUEUE)

    def _withdrawn(self) -> None:
        self._busy = False
        self._shell.say(_("The approval is withdrawn."))
        self.read()

    def _refused(self, error: Exception, once_more: Callable[[], None]) -> None:
        """Say why nothing was decided; who must only prove again who they are does so here, and it is done."""
        self._busy = False
        if not isinstance(error, Refused):
            self._shell.explain(error)
            return
        if error.code is Code.PROVE_AGAIN:
            self._view.ask_passphrase(once_more)
            return
        if error.code is Code.LOGIN_NEEDED:
            self._shell.say(refusal_words(error), wrong=True)
            self._shell.go(Place("account"))
            return
        again = error.code in {Code.NOT_THE_HEAD, Code.NEVER_OPENED, Code.NOT_APPROVED}
        self._view.show_notice(refusal_words(error), reload=again)

    def _show(self, seen: "ToDecide") -> None:
        self._seen, self._target = seen, None
        self._page = decide_page(seen, self._shell.desk.clock.now())
        self._pins.fasten(seen.note.sections)
        self._view.show_news("")
        self._view.show_notice("")
        self._view.show_about("")
        self._view.show_note(self._page)
        self._show_pins()

    def _show_pins(self) -> None:
        if self._seen is None or self._page is None:
            return
        labels = self._labels()
        pages = tuple(_pin_page(pin, labels) for pin in self._pins.pins)
        self._view.show_pins(pages, can_undo=self._pins.can_undo)
        for section in self._page.sections:
            fields = self._seen.note.sections.get(section.id) or {}
            targets = [pin.target for pin in self._pins.pins if pin.target.section == section.id]
            spans = tuple(span for target in targets for span in marks_of(target, section.drawn, fields))
            self._view.show_marks(section.id, spans)

    def _look(self, then: Callable[[], None]) -> None:
        """See whether the record says more than what was read; recorded as nothing."""
        from fieldnotes.casework.to_decide import stamp_of

        desk, note, seen = self._shell.desk, self._note, self._seen
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: stamp_of(desk, note),
            owner=self._view,
            done=lambda stamp: then() if seen is not None and stamp != seen.stamp else None,
            failed=self._shell.explain,
        )

    def _tell_news(self) -> None:
        self._view.show_news(_("Something new has been recorded about this note."))

    def _data(self) -> JsonObject:
        return {"pins": [pin.to_json() for pin in self._pins.written]}

    def _revision(self) -> str:
        return (self._seen.note.at_revision if self._seen else "") or ""

    def _labels(self) -> dict[str, str]:
        return {each.id: each.label for each in self._seen.note.section_states} if self._seen else {}


def _pin_page(pin: Pin, labels: dict[str, str]) -> PinPage:
    lost = _("The words you marked are no longer there; this is about the whole section now.") if pin.lost else ""
    return PinPage(pin.number, kind_words(pin.kind), about_words(pin.target, labels), pin.text, lost)

"""Who is heard in a recording: the worker, and those who said yes to it. Asks and records; knows no Qt, no sound."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from fieldnotes.casework.catch_up import KeptSound, kept_sound
from fieldnotes.casework.desk import Recorded
from fieldnotes.casework.recording_consent import MayBeHeard, agree, people_to_record, withdraw
from fieldnotes.domain.errors import FieldNotesError
from fieldnotes.domain.who_consents import Asks, How, ways_of
from fieldnotes.language.sentences import sentence
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.worker.editor.dictation_presenter import DictationPresenter
from fieldnotes.ui.worker.editor.presenter import EditorPresenter


@dataclass(frozen=True, slots=True)
class HeardRow:
    """One person in the list: what is said of them, how they may say yes, whether they are heard now."""

    person: str
    name: str = field(repr=False)
    said: str
    ways: tuple[tuple[str, str], ...]
    """Ways in which a yes counts: code and words; none where a yes stands."""
    agreed: bool
    heard: bool


@dataclass(frozen=True, slots=True)
class SoundRow:
    """One kept recording: what it is called in a list and aloud."""

    take: str
    words: str


class RecordedScreen(Protocol):
    """What is asked of the window."""

    def show_people(self, rows: tuple[HeardRow, ...]) -> None:
        """Draw the list, open or not."""
        ...

    def show_sound(self, rows: tuple[SoundRow, ...]) -> None:
        """Draw the sound that is kept until signing."""
        ...

    def show_heard(self, names: tuple[str, ...]) -> None:
        """Draw who is heard besides the worker."""
        ...

    def say(self, text: str) -> None:
        """Say what was done, or why not."""
        ...


class RecordedPresenter:
    """The worker's own voice is the beginning each time; nobody else is heard by mistake."""

    def __init__(self, presenter: EditorPresenter, dictation: DictationPresenter, screen: RecordedScreen) -> None:
        self._presenter, self._dictation, self._screen = presenter, dictation, screen
        self._people: tuple[MayBeHeard, ...] = ()

    def look(self) -> None:
        """Read who could be heard, and draw it."""
        desk, note = self._presenter.desk, self._presenter.note
        self._presenter.tasks.run(
            Lane.READ,
            lambda _job: people_to_record(desk, note),
            owner=self._screen,
            done=self._show,
            failed=self._failed,
        )
        self._presenter.tasks.run(
            Lane.READ,
            lambda _job: kept_sound(desk, note),
            owner=self._screen,
            done=lambda kept: self._screen.show_sound(tuple(_sound_row(each) for each in kept)),
            failed=self._failed,
        )

    def hear(self, person: str, *, heard: bool) -> None:
        """Let somebody who agreed be heard from the next recording on, or not."""
        agreed = {each.person_id for each in self._people if each.consent}
        others = [each for each in self._dictation.others if each != person]
        self._dictation.others = tuple([*others, person] if heard and person in agreed else others)
        self._show(self._people)

    def agree(self, person: str, how: str) -> None:
        """Record a yes; whoever said it is heard from the next recording on."""
        desk, note = self._presenter.desk, self._presenter.note

        def done(_recorded: Recorded) -> None:
            self._dictation.others = (*(each for each in self._dictation.others if each != person), person)
            self.look()

        self._run(lambda _job: agree(desk, note, person, How(how)), done)

    def withdraw(self, person: str) -> None:
        """Record a no: nothing more is heard, and the sound is destroyed at once."""
        desk, note = self._presenter.desk, self._presenter.note
        words = _("The sound is destroyed. What is written stays.")
        if person in self._dictation.others:
            self._dictation.break_off(words)
        self._dictation.others = tuple(each for each in self._dictation.others if each != person)

        def done(recorded: Recorded) -> None:
            self._screen.say(words if recorded.others else _("It is noted. There was no sound to destroy."))
            self.look()

        self._run(lambda _job: withdraw(desk, note, person), done)

    def _run(self, work: Callable[[Job], Recorded], done: Callable[[Recorded], None]) -> None:
        self._presenter.tasks.run(Lane.WRITE, work, owner=self._screen, done=done, failed=self._failed)

    def _show(self, people: tuple[MayBeHeard, ...]) -> None:
        self._people = people
        stands = {each.person_id for each in people if each.consent}
        heard = self._dictation.others = tuple(each for each in self._dictation.others if each in stands)
        names = {each.person_id: str(each.name) for each in people}
        self._screen.show_people(tuple(_row(each, heard=each.person_id in heard) for each in people))
        self._screen.show_heard(tuple(names[each] for each in heard))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, FieldNotesError):
            self._screen.say(sentence(error, _))
        else:
            self._presenter.explain(error)


def way_words(how: str) -> str:
    """Say in words how somebody agrees."""
    return {
        How.SPOKEN: _("Says yes"),
        How.WRITTEN: _("Has signed a yes"),
        How.GUARDIAN_SPOKEN: _("The guardian says yes"),
        How.GUARDIAN_WRITTEN: _("The guardian has signed a yes"),
    }[How(how)]


def _said(each: MayBeHeard) -> str:
    if each.consent is not None and each.at is not None:
        return _("Agreed at {time}").format(time=f"{each.at.astimezone():%H:%M}")
    if each.asks == Asks.GUARDIAN:
        return _("Not recorded. Under 12: ask the guardian.")
    if each.asks == Asks.BOTH:
        return _("Not recorded. 12 to 14: the young person's yes may be enough if they understand what it means.")
    return _("Not recorded.")


def _sound_row(each: KeptSound) -> SoundRow:
    words = _("{time} · {seconds} s · {section}")
    when = f"{each.at.astimezone():%H:%M}"
    return SoundRow(each.take, words.format(time=when, seconds=each.seconds, section=each.section))


def _row(each: MayBeHeard, *, heard: bool) -> HeardRow:
    ways = () if each.consent else tuple((how.value, way_words(how)) for how in ways_of(Asks(each.asks)))
    return HeardRow(each.person_id, str(each.name), _said(each), ways, each.consent is not None, heard)

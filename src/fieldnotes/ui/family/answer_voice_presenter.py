"""Somebody's own words, spoken at the screen: whose voice may be heard, what it says so far. Knows no Qt."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from fieldnotes.casework import recording_consent
from fieldnotes.casework.hearing import Standby
from fieldnotes.casework.spoken_answer import SpokenAnswer
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.domain.private import Private
from fieldnotes.domain.who_consents import Asks, How, ways_of
from fieldnotes.language.sentences import sentence
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.places import Shell

T = TypeVar("T")


class Sound(Protocol):
    """A microphone."""

    def start(self) -> None:
        """Begin to hand over frames. Unavailable: MICROPHONE_MISSING, MICROPHONE_DENIED, MICROPHONE_CLOSED."""
        ...

    def stop(self) -> None:
        """Hand over no more."""
        ...


class VoicePlace(Protocol):
    """Where the words of one person go."""

    def show_listening(self, *, on: bool) -> None:
        """Draw that somebody is heard, or no more."""
        ...

    def show_heard(self, text: str, partial: str) -> None:
        """Draw what has settled, and what is being said."""
        ...

    def show_trouble(self, words: str) -> None:
        """Say why nobody is heard."""
        ...

    def ask_consent(self, question: str, ways: Sequence[tuple[str, str]]) -> None:
        """Ask for a yes."""
        ...


class AnswerVoicePresenter:
    """One voice at a time. `owner` is the window that must still be there when something comes home."""

    def __init__(self, shell: Shell, owner: object, note: str, sound: Sound) -> None:
        self._shell, self._owner, self._note, self._sound = shell, owner, note, sound
        self._standby = Standby(shell.desk.workshop)
        self._place: VoicePlace | None = None
        self._answer: SpokenAnswer | None = None
        self._early: list[bytes] | None = None
        self._before = ""
        self._ending = False

    @property
    def listening(self) -> bool:
        """Say whether somebody is heard, or the last of it written."""
        return self._early is not None or self._answer is not None

    def start(self, place: VoicePlace, person: str, before: str, *, own: bool) -> None:
        """Hear somebody: `own` voice with a consent that stands, which is asked for; else the worker, after them."""
        if self.listening:
            return
        self._place, self._before, self._ending = place, before, False
        if own:
            self._look_for_consent(place, person, before)
        else:
            self._listen("")

    def agree(self, place: VoicePlace, person: str, how: str, before: str) -> None:
        """Record that somebody may be heard, then hear them."""
        desk, note = self._shell.desk, self._note
        self._place, self._before = place, before
        self._run(
            Lane.WRITE,
            lambda: recording_consent.agree(desk, note, person, How(how)),
            lambda _done: self._listen(person),
        )

    def feed(self, pcm: bytes) -> None:
        """Take frames from the microphone."""
        if self._answer is not None:
            self._answer.feed(pcm)
        elif self._early is not None:
            self._early.append(pcm)

    def look(self) -> None:
        """Show what has been heard; the window's timer calls this."""
        if self._answer is not None and self._place is not None:
            seen = self._answer.poll()
            self._place.show_heard(joined(self._before, str(seen.text)), str(seen.partial))

    def stop(self) -> None:
        """Take in no more sound and write the rest."""
        if self.listening and not self._ending:
            self._ending = True
            self._sound.stop()
            if self._answer is not None:
                self._answer.finish()

    def let_go(self) -> None:
        """Hear no more at once: the words that stand there are somebody else's affair now."""
        self._sound.stop()
        if self._place is not None and self.listening:
            self._place.show_listening(on=False)
        self._place, self._early = None, None
        if self._answer is not None:
            self._answer.cancel()
            self._answer = None

    def failed(self, error: Exception) -> None:
        """Say once that the microphone is gone; what was heard stays."""
        self._tell(error)
        self.stop()

    def end(self) -> None:
        """Let the recogniser go with the window."""
        self.let_go()
        self._run(Lane.VOICE, self._standby.end, lambda _none: None)

    def _look_for_consent(self, place: VoicePlace, person: str, before: str) -> None:
        desk, note = self._shell.desk, self._note

        def found(rows: Sequence[recording_consent.MayBeHeard]) -> None:
            row = next((each for each in rows if each.person_id == person), None)
            if row is None:
                place.show_trouble(_("This person cannot be heard here. Say it after them."))
            elif row.consent is not None:
                self._listen(person)
            else:
                ways = ((how.value, yes_words(how)) for how in ways_of(Asks(row.asks)) if how in SPOKEN)
                place.ask_consent(_("May {name}'s voice be heard now?").format(name=row.name), tuple(ways))

        self._before = before
        self._run(Lane.READ, lambda: recording_consent.people_to_record(desk, note), found)

    def _listen(self, speaker: str) -> None:
        place = self._place
        if place is None:
            return
        try:
            self._sound.start()
        except FieldNotesError as error:
            place.show_trouble(sentence(error, _))
            return
        self._early, self._ending = [], False
        place.show_listening(on=True)
        desk, note, before, standby = self._shell.desk, self._note, self._before, self._standby
        self._run(Lane.READ, lambda: SpokenAnswer(desk, note, speaker, before=before, standby=standby), self._begun)

    def _begun(self, answer: SpokenAnswer) -> None:
        if self._early is None:  # let go before it began
            return
        self._answer = answer
        for pcm in self._early:
            answer.feed(pcm)
        self._early = None
        if self._ending:
            answer.finish()
        self._shell.tasks.run(
            Lane.VOICE,
            lambda job: answer.run(lambda: job.cancelled),
            owner=self._owner,
            done=lambda words: self._heard(answer, words),
            failed=lambda error: self._stopped(answer, error),
        )

    def _heard(self, answer: SpokenAnswer, words: Private) -> None:
        if answer is self._answer and self._place is not None:
            self._answer = None
            self._place.show_heard(joined(self._before, str(words)), "")
            self._place.show_listening(on=False)

    def _stopped(self, answer: SpokenAnswer, error: Exception) -> None:
        """Keep what had settled, unless it may not be kept any more."""
        if answer is not self._answer or self._place is None:
            return
        self._sound.stop()
        self._answer, kept = None, str(answer.poll().text)
        if isinstance(error, FieldNotesError) and error.code is Code.CONSENT_MISSING:
            kept = ""
        self._place.show_heard(joined(self._before, kept), "")
        self._place.show_listening(on=False)
        self._tell(error)

    def _tell(self, error: Exception) -> None:
        if isinstance(error, FieldNotesError):
            if self._place is not None:
                self._place.show_trouble(sentence(error, _))
        else:
            self._shell.explain(error)

    def _cannot(self, error: Exception) -> None:
        self._sound.stop()
        self._early = None
        if self._place is not None:
            self._place.show_listening(on=False)
        self._tell(error)

    def _run(self, lane: Lane, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._shell.tasks.run(lane, lambda _job: work(), owner=self._owner, done=done, failed=self._cannot)


SPOKEN = frozenset({How.SPOKEN, How.GUARDIAN_SPOKEN})
"""At the screen a yes is said; a written one is recorded beforehand, in the note."""


def yes_words(how: How) -> str:
    """Say who says yes, as it stands on the button."""
    return _("The guardian says yes") if how is How.GUARDIAN_SPOKEN else _("Says yes")


def joined(before: str, words: str) -> str:
    """Put words after what stands there, with a blank between."""
    return " ".join(each for each in (before.rstrip(), words.strip()) if each)

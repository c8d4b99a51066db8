"""Speaking into a draft as it happens: sound -> sealed take -> recogniser -> written words -> the place in the note.

What a microphone heard is sealed before it is recognised, by a thread that waits for nobody; what was recognised is
saved with how far in the take it reaches. It knows no microphone and no window.
"""

import threading
from collections.abc import Callable, Sequence

from fieldnotes.casework.desk import Changed, Desk
from fieldnotes.casework.following import Following
from fieldnotes.casework.hearing import Heard, Standby
from fieldnotes.casework.recording_consent import begin_take
from fieldnotes.casework.sealing import Intake, Sealing
from fieldnotes.casework.spoken_commands import phrases
from fieldnotes.casework.spoken_draft import SpokenDraft
from fieldnotes.casework.tape import Stretch, Tape
from fieldnotes.casework.views import Dictation, LiveState, LiveWords, PassageView, SettledUtterance, WordView
from fieldnotes.casework.whole_note import fetch_draft
from fieldnotes.dictation.utterance import Utterance
from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.domain.private import Private
from fieldnotes.domain.spoken_spot import Spot
from fieldnotes.language.spoken import Passage

BEHIND = 2.0
"""Seconds of sound not yet recognised from which the person is told."""
SOON = 0.5
"""Seconds of sound not yet recognised up to which silence in what was heard is silence in the room."""
UNKNOWN_WORD = "[unk]"


class LiveDictation:
    """Dictation from a microphone into one draft; settled text is saved as it comes, sound before it is recognised.

    `feed`, `command`, `turn`, `finish`, `cancel` and `poll` never block; `begin` writes to the disk; `run` blocks until
    all is heard and belongs on the voice lane. After each save `poll().changed` names the note.
    """

    def __init__(
        self,
        desk: Desk,
        note: str,
        place: str,
        rate: int = 16000,
        model: str | None = None,
        *,
        spot: Spot | None = None,
        others: Sequence[str] = (),
        standby: Standby | None = None,
    ) -> None:
        """Make ready; nothing is kept before `begin`, nothing heard before `run`. Refused: as `dictate_into`.

        `others`: the people who are heard besides the worker, each with a consent that stands.
        """
        whole = fetch_draft(desk, note)
        self._desk, self._note, self._rate = desk, note, rate
        self._place, self._others = place, tuple(others)
        self._standby = standby or Standby(desk.workshop, model)
        self._draft = SpokenDraft(desk, whole, place, spot, language=self._standby.language)
        self._intake = Intake()
        self._lock = threading.Lock()
        self._sealing: Sealing | None = None
        self._tape: Tape | None = None
        self._following: Following | None = None
        self._command: list[Utterance] | None = None
        self._partial = ""
        self._settled: Sequence[Passage] = ()
        self._utterances: tuple[SettledUtterance, ...] = ()
        self._heard: list[Utterance] = []
        self._changed = Changed()
        self._running = self._cancelled = False
        self._trouble: LiveState | None = None

    @property
    def take(self) -> str:
        """The take that holds the sound; empty before `begin`."""
        return self._draft.take

    def feed(self, pcm: bytes) -> None:
        """Take 16-bit mono samples at `rate`."""
        self._intake.feed(pcm)

    def command(self, *, held: bool) -> None:
        """Say that the command key went down or up: what is said between is a command and no text."""
        self._intake.command(held=held)

    def finish(self) -> None:
        """Say that no more sound comes; `run` returns once the rest is heard."""
        self._intake.end()

    def cancel(self) -> None:
        """Stop at once; what has settled stays in the draft, what was said stays in the take."""
        self._cancelled = True
        if self._following is not None:
            self._following.stop()
        self._intake.end()

    def begin(self) -> None:
        """Begin the take; from now on all sound is sealed as it comes, whatever the recogniser does.

        Refused: CONSENT_MISSING(person). Unavailable: DISK_FULL, CANNOT_WRITE.
        """
        if self._sealing is not None:
            return
        spoken = self._standby.language
        take = begin_take(self._desk, self._note, self._place, self._rate, self._others, language=spoken)
        self._draft.take = take.id
        self._tape = Tape(self._desk.vault, take.id, self._rate)
        self._sealing = Sealing(take, self._tape, self._intake.waiting)
        self._following = Following(self._standby, self._tape, self, self._desk.clock)
        self._sealing.start(self._following.look)

    def poll(self) -> LiveWords:
        """Give the grey words, all that has settled, what was saved since the last call, and how far behind it is."""
        with self._lock:
            settled = tuple(PassageView(passage.place, Private(passage.text)) for passage in self._settled)
            seen = LiveWords(
                Private(self._partial),
                settled,
                self._draft.place,
                self._changed,
                self._running,
                self._utterances,
                self._behind(),
                self._state(),
            )
            self._changed = Changed()
        return seen

    def turn(self, place: str, spot: Spot | None = None) -> None:
        """Send the words that are spoken from now on elsewhere. Refused: UNKNOWN_SECTION, UNKNOWN_FIELD."""
        now = self._tape.length / self._rate if self._tape is not None else 0.0
        self._draft.turn(place, spot, now, at_once=not self._partial and self._behind() < SOON)

    def run(self, cancelled: Callable[[], bool] = bool) -> Dictation:
        """Recognise until `finish`, or until it is `cancelled`; gives everything that was written.

        When the recogniser is given up, sound is taken in until `finish` all the same.
        Refused: MODEL_MISSING, MODEL_DAMAGED. Unavailable: RECOGNISER_STOPPED, CANCELLED, DISK_FULL, CANNOT_WRITE;
        what has settled is in the draft, what was said is in the take.
        """
        begun = self._desk.clock.monotonic()
        self.begin()
        sealing, tape, following = self._parts()
        following.cancelled = lambda: self._cancelled or cancelled()
        self._running = True
        try:
            self._hear_all(tape, following)
        finally:
            self._running = False
            sealing.rest()
        seconds = tape.length / self._rate
        heard = Heard(self._heard, seconds, self._desk.clock.monotonic() - begun)
        return heard.dictation(self._settled, self._note, self._draft.changed)

    def partial(self, words: str) -> None:
        """Take words that may still change, from the recogniser."""
        grey = "" if self._command is not None else self._draft.preview(words)
        with self._lock:
            self._partial = grey

    def final(self, utterance: Utterance, reached: int) -> None:
        """Take an utterance that has settled, from the recogniser; it is saved with how far it reaches."""
        if self._command is not None:
            self._command.append(utterance)
        else:
            self._write([utterance], reached)

    def _parts(self) -> tuple[Sealing, Tape, Following]:
        if self._sealing is None or self._tape is None or self._following is None:
            raise Unavailable(Code.RECOGNISER_STOPPED)
        return self._sealing, self._tape, self._following

    def _hear_all(self, tape: Tape, following: Following) -> None:
        stretch: Stretch | None = tape.first
        try:
            while stretch is not None:
                if following.stopped:
                    raise Unavailable(Code.CANCELLED)
                self._hear(stretch, following)
                stretch = tape.after(stretch)
        except Unavailable as problem:
            if problem.code is Code.RECOGNISER_STOPPED:
                self._trouble = LiveState.GIVEN_UP
                tape.wait_until_closed(lambda: following.stopped)
            raise

    def _hear(self, stretch: Stretch, following: Following) -> None:
        if not stretch.command:
            following.follow(stretch)
            self._write([], following.reached)
            return
        known = phrases(self._desk, self._note, self._draft.place)
        self._command, self._trouble = [], LiveState.COMMAND
        following.follow(stretch, known)
        said, self._command = self._command, None
        words = [word for utterance in said for word in utterance.words]
        spoken = Utterance(tuple(word for word in words if word.word != UNKNOWN_WORD))
        understood = str(spoken.text) in known
        self._trouble = None if understood or not words else LiveState.UNKNOWN_COMMAND
        self._write([spoken] if understood else [], following.reached)

    def _write(self, utterances: Sequence[Utterance], reached: int) -> None:
        """Save what has settled, and how far in the take it reaches, in one transaction."""
        passages = self._draft.add(utterances, (self._draft.take, reached))
        new = tuple(
            _settled(self._draft.take, utterance, wrote)
            for utterance, wrote in zip(utterances, self._draft.wrote, strict=True)
        )
        with self._lock:
            self._heard += utterances
            self._partial, self._settled = "", passages
            self._utterances += new
            self._changed = self._changed.with_(self._draft.changed)
            self._trouble = None if utterances and self._trouble is LiveState.UNKNOWN_COMMAND else self._trouble

    def _behind(self) -> float:
        tape, following = self._tape, self._following
        if tape is None or following is None:
            return 0.0
        return max(0.0, round((tape.length - following.fed) / self._rate, 1))

    def _state(self) -> LiveState:
        following = self._following
        if self._trouble is not None:
            return self._trouble
        if following is None or not following.ready:
            return LiveState.STARTING
        if self._behind() < BEHIND:
            return LiveState.HEARING
        return LiveState.RESTARTED if following.restarts else LiveState.BEHIND


def _settled(take: str, utterance: Utterance, wrote: Passage) -> SettledUtterance:
    words = tuple(WordView(Private(word.word), word.start, word.end, word.confidence) for word in utterance.words)
    begins = round(words[0].start * 1000) if words else 0
    sure = min((word.confidence for word in words), default=1.0)
    return SettledUtterance(f"{take}/{begins}", take, wrote.place, Private(wrote.text), words, sure)

"""A speech engine following one tape: what it heard goes on as it settles, with the place in the sound it reached.

An engine that dies, or does not answer, is started anew and reads again from the last settled place; nothing is said
twice and nothing is left out. Knows no note.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from fieldnotes.casework.tape import Stretch, Tape
from fieldnotes.dictation.engine import LiveEngine, LiveSession
from fieldnotes.dictation.utterance import Heard, Utterance, Word, heard_to
from fieldnotes.domain.clock import Clock
from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.vault.takes import SAMPLE_BYTES

TRIES: Final = 3
"""How often an engine is started anew without anything more having settled."""
PATIENCE: Final = 30.0
"""Seconds an engine may take over a piece of sound before it counts as dead."""


class Listener(Protocol):
    """Who is told what was heard; `reached` is the sample from which sound would have to be heard again."""

    def partial(self, words: str) -> None:
        """Take words that may still change."""
        ...

    def final(self, utterance: Utterance, reached: int) -> None:
        """Take an utterance that has settled, its times in seconds of the take."""
        ...


class Following:
    """One engine, one tape. `stop` and `look` may be called from any thread."""

    def __init__(self, engine: LiveEngine, tape: Tape, listener: Listener, clock: Clock) -> None:
        self.restarts = 0
        self.fed = self.reached = tape.first.start
        self.ready = False
        self._engine, self._tape, self._listener, self._clock = engine, tape, listener, clock
        self._step = tape.rate * 3 // 100
        self._stopped = threading.Event()
        self.cancelled: Callable[[], bool] = bool
        """Whether nobody wants the words any more; asked at least once a second."""
        self._session: LiveSession | None = None
        self._asked_at: float | None = None

    @property
    def stopped(self) -> bool:
        """Say whether somebody stopped it."""
        return self._stopped.is_set() or self.cancelled()

    def stop(self) -> None:
        """Hear no more, at once."""
        self._stopped.set()
        self._tape.wake()
        self._end_session()

    def look(self) -> None:
        """Give up an engine that has not answered for too long; another one reads again."""
        asked = self._asked_at
        if asked is not None and self._clock.monotonic() - asked > PATIENCE:
            self._asked_at = None
            self._end_session()

    def follow(self, stretch: Stretch, grammar: Sequence[str] | None = None) -> None:
        """Hear a stretch to its end; then `reached` is its end.

        Refused: MODEL_DAMAGED, RECORDING_DAMAGED. Unavailable: RECOGNISER_STOPPED, CANCELLED (after `stop`).
        """
        self.reached, tries = max(stretch.start, self._tape.first.start), TRIES
        while True:
            before = self.reached
            try:
                self._hear(stretch, self.reached, grammar)
            except Unavailable as problem:
                if self.stopped:
                    raise Unavailable(Code.CANCELLED) from None
                if problem.code not in (Code.RECOGNISER_STOPPED, Code.CANCELLED):
                    raise
            else:
                return
            tries = TRIES if self.reached > before else tries - 1
            if tries == 0:
                raise Unavailable(Code.RECOGNISER_STOPPED)
            self.restarts += 1

    def _hear(self, stretch: Stretch, start: int, grammar: Sequence[str] | None) -> None:
        self.fed = start
        with self._engine.listen(self._tape.rate, grammar) as session:
            self._session, self.ready = session, True
            waiting, at = b"", start
            while sound := self._tape.read(stretch, at, lambda: self.stopped):
                at += len(sound) // SAMPLE_BYTES
                waiting = self._give(session, waiting + sound, start)
            if self.stopped:
                raise Unavailable(Code.CANCELLED)
            self._asked_at = self._clock.monotonic()
            session.feed(waiting)
            session.finish()
            self._asked_at, self.fed = None, at
            self._tell(session.poll(), start)
            self.reached = at

    def _give(self, session: LiveSession, sound: bytes, start: int) -> bytes:
        """Feed whole steps of the engine's grid, so that what has settled is known to the step; give the rest back."""
        size = self._step * SAMPLE_BYTES
        whole = len(sound) - len(sound) % size
        for at in range(0, whole, size):
            self._asked_at = self._clock.monotonic()
            session.feed(sound[at : at + size])
            self._asked_at = None
            self.fed += self._step
            self._tell(session.poll(), start)
        return sound[whole:]

    def _tell(self, heard: Sequence[Heard], start: int) -> None:
        for item in heard:
            if item.utterance is None:
                self._listener.partial(item.text)
                continue
            self.reached = start + heard_to(item.utterance, self.fed - start, self._tape.rate)
            self._listener.final(_later(item.utterance, start / self._tape.rate), self.reached)

    def _end_session(self) -> None:
        session = self._session
        if session is not None:
            session.stop()


def _later(utterance: Utterance, seconds: float) -> Utterance:
    """Count the words' times from the beginning of the take."""
    return Utterance(
        tuple(
            Word(word.word, round(word.start + seconds, 3), round(word.end + seconds, 3), word.confidence)
            for word in utterance.words
        )
    )

"""An answer of the family, spoken: sound -> recogniser -> their words as written. No sound of it is ever kept.

The worker may say it after them; whoever speaks for themselves is heard by a consent that stands (L6). The words go to
whoever asked, never into the note's own text. It knows no microphone and no window.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.hearing import Standby
from fieldnotes.casework.recording_consent import require_consents
from fieldnotes.casework.spoken_draft import names_of
from fieldnotes.casework.whole_note import fetch
from fieldnotes.dictation.engine import LiveSession
from fieldnotes.dictation.utterance import Heard
from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.domain.private import Private
from fieldnotes.language.spoken import Writer
from fieldnotes.vault import spellings

TRIES: Final = 3
"""How often a recogniser that died hears the answer again from its beginning."""
STEP: Final = 960
"""Bytes handed to the recogniser at a time: 30 ms at 16 kHz."""


@dataclass(frozen=True, slots=True)
class SaidSoFar:
    """All that has settled, and the words in the making."""

    text: Private = field(repr=False)
    partial: Private = field(repr=False)


class SpokenAnswer:
    """One answer. `feed`, `finish`, `cancel` and `poll` never block; `run` hears and belongs on the voice lane."""

    def __init__(
        self,
        desk: Desk,
        note: str,
        speaker: str = "",
        *,
        before: str = "",
        rate: int = 16000,
        standby: Standby | None = None,
    ) -> None:
        """Make ready. `speaker`: whose voice is heard; empty when the worker says it after them.

        `before`: what stands there already, which decides the first capital.

        Refused: UNKNOWN_NOTE, CONSENT_MISSING(person).
        """
        self._desk, self._note, self._speaker, self._before, self._rate = desk, note, speaker, before, rate
        self._require_consent()
        self._standby = standby or Standby(desk.workshop)
        self._names = names_of(fetch(desk, note))
        self._sound = bytearray()
        self._more = threading.Condition()
        self._ended = self._cancelled = False
        self._written = self._new_pen()
        self._partial = ""

    def feed(self, pcm: bytes) -> None:
        """Take 16-bit mono samples at `rate`."""
        with self._more:
            if not self._ended:
                self._sound += pcm
                self._more.notify_all()

    def finish(self) -> None:
        """Say that no more sound comes; `run` returns once the rest is heard."""
        with self._more:
            self._ended = True
            self._more.notify_all()

    def cancel(self) -> None:
        """Stop at once and forget the sound."""
        with self._more:
            self._cancelled = self._ended = True
            self._sound.clear()
            self._more.notify_all()

    def poll(self) -> SaidSoFar:
        """Give what has been heard so far."""
        with self._more:
            return SaidSoFar(self._written.text(), Private(self._partial))

    def run(self, cancelled: Callable[[], bool] = bool) -> Private:
        """Hear until `finish`; gives the words as they are written. The sound is gone when this returns.

        Refused: MODEL_MISSING, MODEL_DAMAGED, CONSENT_MISSING (withdrawn meanwhile: the words are gone too).
        Unavailable: RECOGNISER_STOPPED, CANCELLED.
        """
        try:
            self._hear_or_again(cancelled)
            self._require_consent()
            return self._written.text()
        finally:
            self.cancel()

    def _require_consent(self) -> None:
        if self._speaker:
            require_consents(fetch(self._desk, self._note), (self._speaker,))

    def _hear_or_again(self, cancelled: Callable[[], bool]) -> None:
        for left in reversed(range(TRIES)):
            with self._more:
                self._written, self._partial = self._new_pen(), ""
            try:
                with self._standby.listen(self._rate) as session:
                    self._hear(session, cancelled)
            except Unavailable as problem:
                if problem.code is not Code.RECOGNISER_STOPPED or not left:
                    raise
            else:
                return

    def _hear(self, session: LiveSession, cancelled: Callable[[], bool]) -> None:
        at = 0
        while sound := self._next(at, cancelled):
            session.feed(sound)
            at += len(sound)
            self._tell(session.poll())
        session.finish()
        self._tell(session.poll())

    def _next(self, at: int, cancelled: Callable[[], bool]) -> bytes:
        """Wait for sound; nothing once it has ended. Unavailable: CANCELLED."""
        with self._more:
            while True:
                if self._cancelled or cancelled():
                    raise Unavailable(Code.CANCELLED)
                if len(self._sound) > at:
                    return bytes(self._sound[at : at + STEP])
                if self._ended:
                    return b""
                self._more.wait(1.0)

    def _tell(self, heard: Sequence[Heard]) -> None:
        with self._more:
            for item in heard:
                if item.utterance is None:
                    self._partial = self._written.preview(str(item.text))
                else:
                    self._written.add(str(item.utterance.text))
                    self._partial = ""

    def _new_pen(self) -> "_AsSaid | _AfterThem":
        if self._speaker:
            return _AsSaid(self._before)
        rules = self._desk.workshop.speech.rules_of(self._standby.language)
        own = spellings.all_of(self._desk.vault)
        return _AfterThem(Writer(rules, {}, "", self._names, before=self._before, spellings=own))


class _AfterThem:
    """The worker says it after them: written as all dictation is, with its commands."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def add(self, words: str) -> None:
        self._writer.add(words)

    def preview(self, words: str) -> str:
        return self._writer.preview(words)

    def text(self) -> Private:
        return Private("\n".join(passage.text for passage in self._writer.passages()))


class _AsSaid:
    """Somebody's own voice: every word as it was heard. It gives no orders, and nothing is written otherwise (L4)."""

    def __init__(self, before: str) -> None:
        self._goes_on = bool(before.strip())
        self._said: list[str] = []

    def add(self, words: str) -> None:
        self._said += [words] if words else []

    def preview(self, words: str) -> str:
        return words

    def text(self) -> Private:
        words = " ".join(self._said)
        return Private(words if self._goes_on else words[:1].upper() + words[1:])

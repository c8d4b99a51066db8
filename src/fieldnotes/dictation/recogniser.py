"""The recogniser as the rest of the program sees it: sound frames in, utterances out. The engine is another process.

Every frame is answered before the next is sent, so no thread is needed and no pipe can fill up (decision 008).
"""

import sys
import weakref
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from fieldnotes.dictation import frames
from fieldnotes.dictation.recogniser_child import Child
from fieldnotes.dictation.utterance import Heard, HeardKind, Utterance, Word, heard_to, raw_text, utterance_of
from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.private import Private

__all__ = ["Heard", "HeardKind", "Recogniser", "Session", "Utterance", "Word", "command_for_this_program", "raw_text"]

BYTES_A_SAMPLE = 2
LOWEST_RATE = 16000
STEPS_A_SECOND = 100 / 3
"""The engine is fed thirty milliseconds at a time: the grid its own results lie on, so that feeding sound again from
any settled place gives the same words (decision 019)."""


def command_for_this_program() -> list[str]:
    """Give the command line of this program's recogniser: the executable beside it in a bundle, else the module."""
    if getattr(sys, "frozen", False):
        suffix = ".exe" if sys.platform == "win32" else ""
        return [str(Path(sys.executable).with_name(f"fieldnotes-recogniser{suffix}"))]
    return [sys.executable, "-P", "-m", "fieldnotes.dictation.recogniser_process"]


class Recogniser:
    """Recognises speech with one model. `tries`: how often a session starts a dead process anew by itself.

    `language`: ISO 639-1, for an engine whose models know several.
    """

    def __init__(self, command: Sequence[str], model: Path, tries: int = 1, language: str = "sv") -> None:
        self.model = model
        self._language = language
        self._command = tuple(command)
        self._tries = tries
        self._ready: list[Child] = []
        self._stays_ready = False
        weakref.finalize(self, _end_all, self._ready)

    def get_ready(self) -> None:
        """Start the process and load the model ahead; from now on the process stays between recordings.

        Blocks. Refused and Unavailable: as `listen`.
        """
        self._stays_ready = True
        if not self._ready:
            self._ready.append(Child(self._command, self._header(LOWEST_RATE, None)))

    def rest(self) -> None:
        """End the process that waits; the next recording starts one again."""
        self._stays_ready = False
        _end_all(self._ready)

    def listen(self, rate: int, grammar: Sequence[str] | None = None) -> "Session":
        """Begin a recording of 16-bit mono samples at `rate` (16000 or more); returns when the model is loaded.

        `grammar`: the only phrases there are. Refused: MODEL_DAMAGED(file). Unavailable: RECOGNISER_STOPPED.
        """
        header = self._header(rate, grammar)
        return Session(lambda: self._child(header), self._give_back, rate, self._tries)

    def unknown_words(self, phrases: Sequence[str]) -> tuple[str, ...]:
        """Give the words of some phrases that the model does not know, in order; a phrase with one is never heard.

        Blocks. Refused and Unavailable: as `listen`.
        """
        child = self._child(self._header(LOWEST_RATE, phrases))
        try:
            return child.unknown
        finally:
            self._give_back(child)

    def _header(self, rate: int, grammar: Sequence[str] | None) -> JsonObject:
        phrases: Json = list(grammar) if grammar else None
        return {"model": str(self.model), "rate": rate, "grammar": phrases, "language": self._language}

    def _child(self, header: JsonObject) -> Child:
        """Take the process that waits, if it still lives, else a new one."""
        while self._ready:
            child = self._ready.pop()
            try:
                child.open(header)
            except Unavailable:
                continue
            return child
        return Child(self._command, header)

    def _give_back(self, child: Child) -> None:
        if self._stays_ready and not self._ready:
            self._ready.append(child)
        else:
            child.end()

    def recognise(
        self,
        sound: Iterable[bytes],
        rate: int,
        *,
        partial: Callable[[str], None] | None = None,
        final: Callable[[Utterance], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[Utterance]:
        """Recognise a whole recording, frame by frame.

        Refused: MODEL_DAMAGED(file). Unavailable: RECOGNISER_STOPPED, CANCELLED.
        """
        with self.listen(rate) as session:
            for frame in sound:
                if cancelled is not None and cancelled():
                    raise Unavailable(Code.CANCELLED)
                session.feed(frame)
                _tell(session.poll(), partial, final)
            utterances = session.finish()
            _tell(session.poll(), partial, final)
            return utterances


def _tell(
    heard: Iterable[Heard], partial: Callable[[str], None] | None, final: Callable[[Utterance], None] | None
) -> None:
    for item in heard:
        if item.utterance is None and partial is not None:
            partial(item.text)
        if item.utterance is not None and final is not None:
            final(item.utterance)


def _end_all(children: list[Child]) -> None:
    while children:
        children.pop().end()


class Session:
    """One recording that is being listened to. `feed` blocks while the engine decodes; `stop` may come from anywhere.

    If the recogniser breaks down, the sound since the last settled utterance is fed to a new one.
    """

    def __init__(
        self, start: Callable[[], Child], give_back: Callable[[Child], None], rate: int, tries: int = 1
    ) -> None:
        self._start, self._give_back = start, give_back
        self._rate = rate
        self._step = int(rate / STEPS_A_SECOND) * BYTES_A_SAMPLE
        self._utterances: list[Utterance] = []
        self._heard: list[Heard] = []
        self._unsettled = bytearray()
        self._waiting = b""
        self._settled_samples = 0
        self._fed_samples = 0
        self._began_at = 0
        self._tries_left = tries
        self._stopped = self._finished = False
        self._child = start()

    def feed(self, frame: bytes) -> None:
        """Take the next samples. Unavailable: RECOGNISER_STOPPED, CANCELLED (after `stop`)."""
        samples = self._waiting + frame
        whole = len(samples) - len(samples) % self._step
        self._waiting = samples[whole:]
        for at in range(0, whole, self._step):
            self._feed(samples[at : at + self._step])

    def poll(self) -> list[Heard]:
        """Give what was heard since the last call: settled utterances, and the newest words still being spoken."""
        heard, self._heard = self._heard, []
        return heard

    @property
    def utterances(self) -> tuple[Utterance, ...]:
        """All that has settled so far."""
        return tuple(self._utterances)

    def finish(self) -> list[Utterance]:
        """Say that no more sound comes; gives all utterances. Unavailable: as `feed`."""
        rest = self._waiting[: len(self._waiting) - len(self._waiting) % BYTES_A_SAMPLE]
        self._waiting = b""
        if rest:
            self._feed(rest)
        try:
            answer = self._child.ask(frames.END)
        except frames.PipeClosedError:
            self._feed_again()
            answer = self._ask_last(frames.END)
        self._hear(answer)
        self._finished = True
        self._give_back(self._child)
        return list(self._utterances)

    def stop(self) -> None:
        """End at once; what has settled is kept in `utterances`."""
        self._stopped = True
        self._child.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._finished:
            self._child.kill()

    def _feed(self, samples: bytes) -> None:
        self._unsettled += samples
        try:
            answer = self._child.ask(frames.SOUND, samples)
        except frames.PipeClosedError:
            self._feed_again()
            return
        self._fed_samples += len(samples) // BYTES_A_SAMPLE
        self._hear(answer)

    def _feed_again(self) -> None:
        """Start a new recogniser and give it all sound that no settled utterance covers."""
        self._child.kill()
        if self._stopped:
            raise Unavailable(Code.CANCELLED)
        if self._tries_left == 0:
            raise Unavailable(Code.RECOGNISER_STOPPED)
        self._tries_left -= 1
        self._child = self._start()
        self._fed_samples = self._began_at = self._settled_samples
        waiting, self._unsettled = bytes(self._unsettled), bytearray()
        for at in range(0, len(waiting), self._step):
            self._feed(waiting[at : at + self._step])

    def _ask_last(self, kind: bytes) -> JsonObject:
        try:
            return self._child.ask(kind)
        except frames.PipeClosedError:
            self._child.kill()
            raise Unavailable(Code.RECOGNISER_STOPPED) from None

    def _hear(self, answer: JsonObject) -> None:
        if answer.get("kind") == "partial":
            self._heard = [heard for heard in self._heard if heard.kind is HeardKind.FINAL]
            self._heard.append(Heard(HeardKind.PARTIAL, Private(answer.get("text", ""))))
            return
        utterance = utterance_of(answer.get("words"), self._began_at / self._rate)
        self._settled_samples = heard_to(utterance, self._fed_samples, self._rate)
        del self._unsettled[: len(self._unsettled) - (self._fed_samples - self._settled_samples) * BYTES_A_SAMPLE]
        self._heard = [heard for heard in self._heard if heard.kind is HeardKind.FINAL]
        if utterance.words:
            self._utterances.append(utterance)
            self._heard.append(Heard(HeardKind.FINAL, utterance.text, utterance))

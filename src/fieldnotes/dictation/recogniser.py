"""The recogniser as the rest of the program sees it: sound frames in, utterances out. The engine is another process.

Every frame is answered before the next is sent, so no thread is needed and no pipe can fill up (decision 008).
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from fieldnotes.dictation import frames
from fieldnotes.dictation.utterance import Heard, HeardKind, Utterance, Word, raw_text, utterance_of
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.private import Private

__all__ = ["Heard", "HeardKind", "Recogniser", "Session", "Utterance", "Word", "command_for_this_program", "raw_text"]

BYTES_A_SAMPLE = 2
SECONDS_TO_END = 5
ENVIRONMENT = frozenset({
    "PATH", "SYSTEMROOT", "WINDIR", "TEMP", "TMP", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH",
    "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV",
})  # fmt: skip
"""All that the recogniser gets of the environment: a secret in any other variable stays here."""


def command_for_this_program() -> list[str]:
    """Give the command line of this program's recogniser: the executable beside it in a bundle, else the module."""
    if getattr(sys, "frozen", False):
        suffix = ".exe" if sys.platform == "win32" else ""
        return [str(Path(sys.executable).with_name(f"fieldnotes-recogniser{suffix}"))]
    return [sys.executable, "-P", "-m", "fieldnotes.dictation.recogniser_process"]


class Recogniser:
    """Recognises speech with one model."""

    def __init__(self, command: Sequence[str], model: Path) -> None:
        self._command = tuple(command)
        self._model = model

    def listen(self, rate: int, grammar: Sequence[str] | None = None) -> "Session":
        """Begin a recording of 16-bit mono samples at `rate` (16000 or more); returns when the model is loaded.

        Refused: MODEL_DAMAGED(file). Unavailable: RECOGNISER_STOPPED.
        """
        return Session(self._command, self._model, rate, grammar)

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


class Session:
    """One recording that is being listened to. `feed` blocks while the engine decodes; `stop` may come from anywhere.

    If the recogniser breaks down, the sound since the last settled utterance is fed to a new one, once.
    """

    def __init__(self, command: Sequence[str], model: Path, rate: int, grammar: Sequence[str] | None) -> None:
        self._command = tuple(command)
        self._header: JsonObject = {"model": str(model), "rate": rate, "grammar": list(grammar) if grammar else None}
        self._rate = rate
        self._utterances: list[Utterance] = []
        self._heard: list[Heard] = []
        self._unsettled: list[bytes] = []
        self._odd = b""
        self._settled_samples = 0
        self._fed_samples = 0
        self._began_at = 0
        self._tries_left = 1
        self._stopped = False
        self._child = _Child(self._command, self._header)

    def feed(self, frame: bytes) -> None:
        """Take the next samples. Unavailable: RECOGNISER_STOPPED, CANCELLED (after `stop`)."""
        samples = self._odd + frame
        cut = len(samples) - len(samples) % BYTES_A_SAMPLE
        samples, self._odd = samples[:cut], samples[cut:]
        if samples:
            self._feed(samples)

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
        try:
            answer = self._child.ask(frames.END)
        except frames.PipeClosedError:
            self._feed_again()
            answer = self._ask_last(frames.END)
        self._hear(answer)
        self._child.end()
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
        self._child.kill()

    def _feed(self, samples: bytes) -> None:
        self._unsettled.append(samples)
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
        self._child = _Child(self._command, self._header)
        self._fed_samples = self._began_at = self._settled_samples
        waiting, self._unsettled = self._unsettled, []
        for samples in waiting:
            self._feed(samples)

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
        self._unsettled.clear()
        self._settled_samples = self._fed_samples
        utterance = utterance_of(answer.get("words"), self._began_at / self._rate)
        self._heard = [heard for heard in self._heard if heard.kind is HeardKind.FINAL]
        if utterance.words:
            self._utterances.append(utterance)
            self._heard.append(Heard(HeardKind.FINAL, utterance.text, utterance))


class _Child:
    """The recogniser's process and its two pipes."""

    def __init__(self, command: Sequence[str], header: JsonObject) -> None:
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # nobody reads it, so it may never fill a pipe
                env={name: value for name, value in os.environ.items() if name in ENVIRONMENT},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as missing:
            raise Unavailable(Code.RECOGNISER_STOPPED) from missing
        self._open(header)

    def ask(self, kind: bytes, payload: bytes = b"") -> JsonObject:
        """Send a frame and read its answer. Raises PipeClosedError when the process is gone."""
        if self._process.stdin is None or self._process.stdout is None:
            raise frames.PipeClosedError
        frames.send(self._process.stdin, kind, payload)
        return self._answer()

    def end(self) -> None:
        """Let the process end by itself, and see that it does."""
        self._close_pipes()
        try:
            self._process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the process now and collect it."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._close_pipes()

    def _open(self, header: JsonObject) -> None:
        """Hand over the header and wait for the model; whoever dies between the two answers died of the model."""
        started = False
        try:
            if self._process.stdin is None:
                raise frames.PipeClosedError
            frames.send_json(self._process.stdin, frames.HEADER, header)
            started = self._answer().get("kind") == "started"
            ready = self._answer().get("kind") == "ready"
        except frames.PipeClosedError:
            ready = False
        if ready:
            return
        self.kill()
        if started:
            raise Refused(Code.MODEL_DAMAGED, file=Path(str(header["model"])).name)
        raise Unavailable(Code.RECOGNISER_STOPPED)

    def _answer(self) -> JsonObject:
        if self._process.stdout is None:
            raise frames.PipeClosedError
        kind, payload = frames.receive(self._process.stdout)
        if kind != frames.ANSWER:
            raise frames.PipeClosedError
        answer = frames.object_of(payload)
        if answer.get("kind") == "error" and answer.get("code") != Code.MODEL_DAMAGED:
            raise frames.PipeClosedError
        return answer

    def _close_pipes(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # unsent bytes for a process that is gone
                    continue

"""The parent's end of the recogniser's process: starts it, asks it frame by frame, ends it. Knows no words."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from fieldnotes.dictation import frames
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.json_value import Json, JsonObject

SECONDS_TO_END = 5
ENVIRONMENT = frozenset({
    "PATH", "SYSTEMROOT", "WINDIR", "TEMP", "TMP", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH",
    "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV",
})  # fmt: skip
"""All that the recogniser gets of the environment: a secret in any other variable stays here."""


class Child:
    """The recogniser's process and its two pipes; one recording after the other on the model it has loaded."""

    unknown: tuple[str, ...] = ()
    """Words of the grammar last given that the model does not know; phrases that hold one are not listened for."""

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
        self.open(header)

    def open(self, header: JsonObject) -> None:
        """Begin a recording and wait for the model; whoever dies between the two answers died of the model.

        Refused: MODEL_DAMAGED(file). Unavailable: RECOGNISER_STOPPED.
        """
        started = False
        try:
            if self._process.stdin is None:
                raise frames.PipeClosedError
            frames.send_json(self._process.stdin, frames.HEADER, header)
            started = self._answer().get("kind") == "started"
            answer = self._answer()
            ready = answer.get("kind") == "ready"
            self.unknown = _texts(answer.get("unknown"))
        except frames.PipeClosedError:
            ready = False
        if ready:
            return
        self.kill()
        if started:
            raise Refused(Code.MODEL_DAMAGED, file=Path(str(header["model"])).name)
        raise Unavailable(Code.RECOGNISER_STOPPED)

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


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(text for text in value if isinstance(text, str)) if isinstance(value, list) else ()

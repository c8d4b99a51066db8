"""The recogniser's own process: frames in on standard input, answers out on standard output (see `frames`).

It imports no Qt, reads no key, writes nothing to disk, and ends when its input closes. Whoever started it decides
what becomes of an interrupt from the keyboard.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Protocol

from fieldnotes.dictation import frames
from fieldnotes.dictation.model_layouts import EngineKind, kind_of
from fieldnotes.dictation.vosk_library import Engine, EngineError, VoskLibrary
from fieldnotes.domain.errors import Code
from fieldnotes.domain.json_value import Json, JsonObject


class Recording(Protocol):
    """One recording on a loaded model, whichever engine it is."""

    unknown: frozenset[str]

    def accept(self, pcm: bytes) -> bool:
        """Take sound; True when a pause ended an utterance. Raises EngineError."""
        ...

    def partial(self) -> str:
        """Give the words so far of the utterance that is being spoken."""
        ...

    def result(self) -> list[Json]:
        """Give the ended utterance: [word, start, end, confidence] for each word."""
        ...

    def final(self) -> list[Json]:
        """Give what is left once no more sound comes."""
        ...


Begin = Callable[[int, list[str] | None], Recording]
"""Begins a recording at a rate, held to phrases or free, on a model that is loaded."""


def main() -> int:
    """Serve one recording after another until the input closes; exit status 0 unless the engine itself breaks down."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not land among the answers
    try:
        _serve(sys.stdin.buffer, answers)
    except frames.PipeClosedError:
        return 0
    return 0


def _serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    engine, models = None, dict[str, Begin]()
    while True:
        kind, payload = frames.receive(questions)
        try:
            if kind == frames.HEADER:
                _answer(answers, "started")
                engine = _engine(models, frames.object_of(payload))
                _answer(answers, "ready", unknown=[*sorted(engine.unknown)])
            elif kind == frames.SOUND and engine is not None:
                _hear(engine, payload, answers)
            elif kind == frames.END and engine is not None:
                _answer(answers, "done", words=engine.final())
                engine = None
            else:
                raise frames.PipeClosedError
        except EngineError:
            code = Code.MODEL_DAMAGED if kind == frames.HEADER else Code.RECOGNISER_STOPPED
            _answer(answers, "error", code=code.value)
            return


def _engine(models: dict[str, Begin], header: JsonObject) -> Recording:
    """Make an engine for one recording; the model of the last one is still loaded."""
    rate, grammar = header.get("rate"), header.get("grammar")
    if not isinstance(rate, int):
        raise EngineError
    phrases = [str(phrase) for phrase in grammar] if isinstance(grammar, list) else None
    path = str(header.get("model"))
    if path not in models:
        models.clear()
        models[path] = _loaded(path, str(header.get("language")))
    return models[path](rate, phrases)


def _loaded(path: str, language: str) -> Begin:
    """Load a model with the engine it is made for. Raises EngineError."""
    if kind_of(Path(path)) is EngineKind.WHISPER:
        from fieldnotes.dictation.whisper_engine import WhisperEngine, WhisperModelFolder

        whisper = WhisperModelFolder(path, language)
        return lambda rate, phrases: WhisperEngine(whisper, rate, phrases)
    library = VoskLibrary()
    model = library.model(path)
    return lambda rate, phrases: Engine(library, model, rate, phrases)


def _hear(engine: Recording, sound: bytes, answers: IO[bytes]) -> None:
    if engine.accept(sound):
        _answer(answers, "final", words=engine.result())
    else:
        _answer(answers, "partial", text=engine.partial())


def _answer(answers: IO[bytes], kind: str, **values: Json) -> None:
    frames.send_json(answers, frames.ANSWER, {"kind": kind, **values})


if __name__ == "__main__":
    sys.exit(main())

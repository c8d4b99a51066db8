"""The recogniser's own process: frames in on standard input, answers out on standard output (see `frames`).

It imports no Qt, reads no key, writes nothing to disk, and ends when its input closes. Whoever started it decides
what becomes of an interrupt from the keyboard.
"""

import os
import signal
import sys
from typing import IO

from fieldnotes.dictation import frames
from fieldnotes.dictation.vosk_library import Engine, EngineError, VoskLibrary
from fieldnotes.domain.errors import Code
from fieldnotes.domain.json_value import Json, JsonObject


def main() -> int:
    """Serve one recording; exit status 0 unless the engine itself breaks down."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not land among the answers
    try:
        _serve(sys.stdin.buffer, answers)
    except frames.PipeClosedError:
        return 0
    return 0


def _serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    kind, payload = frames.receive(questions)
    if kind != frames.HEADER:
        raise frames.PipeClosedError
    _answer(answers, "started")
    try:
        engine = _engine(frames.object_of(payload))
    except EngineError:
        _answer(answers, "error", code=Code.MODEL_DAMAGED.value)
        return
    _answer(answers, "ready")
    try:
        _listen(engine, questions, answers)
    except EngineError:
        _answer(answers, "error", code=Code.RECOGNISER_STOPPED.value)


def _engine(header: JsonObject) -> Engine:
    rate, grammar = header.get("rate"), header.get("grammar")
    if not isinstance(rate, int):
        raise EngineError
    phrases = [str(phrase) for phrase in grammar] if isinstance(grammar, list) else None
    library = VoskLibrary()
    return Engine(library, library.model(str(header.get("model"))), rate, phrases)


def _listen(engine: Engine, questions: IO[bytes], answers: IO[bytes]) -> None:
    while True:
        kind, payload = frames.receive(questions)
        if kind == frames.END:
            _answer(answers, "done", words=engine.final())
            return
        if kind != frames.SOUND:
            raise frames.PipeClosedError
        if engine.accept(payload):
            _answer(answers, "final", words=engine.result())
        else:
            _answer(answers, "partial", text=engine.partial())


def _answer(answers: IO[bytes], kind: str, **values: Json) -> None:
    frames.send_json(answers, frames.ANSWER, {"kind": kind, **values})


if __name__ == "__main__":
    sys.exit(main())

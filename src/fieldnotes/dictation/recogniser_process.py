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
    library, engine, models = VoskLibrary(), None, dict[str, object]()
    while True:
        kind, payload = frames.receive(questions)
        try:
            if kind == frames.HEADER:
                _answer(answers, "started")
                engine = _engine(library, models, frames.object_of(payload))
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


def _engine(library: VoskLibrary, models: dict[str, object], header: JsonObject) -> Engine:
    """Make an engine for one recording; the model of the last one is still loaded."""
    rate, grammar = header.get("rate"), header.get("grammar")
    if not isinstance(rate, int):
        raise EngineError
    phrases = [str(phrase) for phrase in grammar] if isinstance(grammar, list) else None
    path = str(header.get("model"))
    if path not in models:
        models.clear()
        models[path] = library.model(path)
    return Engine(library, models[path], rate, phrases)


def _hear(engine: Engine, sound: bytes, answers: IO[bytes]) -> None:
    if engine.accept(sound):
        _answer(answers, "final", words=engine.result())
    else:
        _answer(answers, "partial", text=engine.partial())


def _answer(answers: IO[bytes], kind: str, **values: Json) -> None:
    frames.send_json(answers, frames.ANSWER, {"kind": kind, **values})


if __name__ == "__main__":
    sys.exit(main())

"""The one door to libvosk: its C functions through cffi, without the Python package's network libraries.

`import vosk` would load an HTTP client, a web-socket client and a model downloader; only the binding file and the
library beside it are used. Calls release the interpreter's lock. Lives in the recogniser's process only.
"""

import importlib.util
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from fieldnotes.domain.json_value import Json

LIBRARY = {"win32": "libvosk.dll", "darwin": "libvosk.dyld"}.get(sys.platform, "libvosk.so")


class EngineError(Exception):
    """The engine said no: a model it cannot load, or sound it cannot read."""


class VoskLibrary:
    """The loaded library."""

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or library_folder()
        if sys.platform == "win32":
            os.add_dll_directory(str(folder))
        self.ffi: Any = _binding(folder / "vosk_cffi.py").ffi
        self.calls: Any = self.ffi.dlopen(str(folder / LIBRARY))
        self.calls.vosk_set_log_level(-1)

    def model(self, path: str) -> Any:  # noqa: ANN401 - a C handle
        """Load a model folder. Raises EngineError."""
        handle = self.calls.vosk_model_new(path.encode())
        if handle == self.ffi.NULL:
            raise EngineError
        return self.ffi.gc(handle, self.calls.vosk_model_free)

    def unknown_words(self, model: Any, phrases: Sequence[str]) -> frozenset[str]:  # noqa: ANN401 - a C handle
        """Give the words that a model has never heard of."""
        words = {word for phrase in phrases for word in phrase.split()}
        return frozenset(word for word in words if self.calls.vosk_model_find_word(model, word.encode()) < 0)


class Engine:
    """One recogniser on one model: sound in, JSON out. The model must outlive it, so it is held here."""

    def __init__(self, library: VoskLibrary, model: Any, rate: int, grammar: Sequence[str] | None) -> None:  # noqa: ANN401
        self._library = library
        self._model = model
        self.unknown: frozenset[str] = frozenset()
        """Words of the grammar that the model does not know; Vosk would drop them and hear the rest of the phrase."""
        calls, null = library.calls, library.ffi.NULL
        if grammar is None:
            handle = calls.vosk_recognizer_new(model, float(rate))
        else:
            self.unknown = library.unknown_words(model, grammar)
            known = [phrase for phrase in grammar if self.unknown.isdisjoint(phrase.split())]
            # Vosk reads no \\u escapes: every word with å, ä, ö would be dropped
            phrases = json.dumps([*known, "[unk]"], ensure_ascii=False).encode()
            handle = calls.vosk_recognizer_new_grm(model, float(rate), phrases)
        if handle == null:
            raise EngineError
        self._handle = library.ffi.gc(handle, calls.vosk_recognizer_free)
        calls.vosk_recognizer_set_words(self._handle, 1)

    def accept(self, pcm: bytes) -> bool:
        """Take sound; True when a pause ended an utterance. Raises EngineError."""
        answer = self._library.calls.vosk_recognizer_accept_waveform(self._handle, pcm, len(pcm))
        if answer < 0:
            raise EngineError
        return bool(answer)

    def partial(self) -> str:
        """Give the words so far of the utterance that is being spoken."""
        return str(self._json("vosk_recognizer_partial_result").get("partial", ""))

    def result(self) -> list[Json]:
        """Give the ended utterance: [word, start, end, confidence] for each word."""
        return _words(self._json("vosk_recognizer_result"))

    def final(self) -> list[Json]:
        """Give what is left once no more sound comes."""
        return _words(self._json("vosk_recognizer_final_result"))

    def _json(self, call: str) -> dict[str, Any]:
        text = self._library.ffi.string(getattr(self._library.calls, call)(self._handle))
        return dict(json.loads(text.decode()))


def library_folder() -> Path:
    """Say where the binding and the library lie: in the bundle, else in the installed package."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle) / "vosk"
    spec = importlib.util.find_spec("vosk")
    if spec is None or not spec.submodule_search_locations:
        raise EngineError
    return Path(next(iter(spec.submodule_search_locations)))


def _binding(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("fieldnotes_vosk_binding", path)
    if spec is None or spec.loader is None:
        raise EngineError
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _words(result: dict[str, Any]) -> list[Json]:
    return [[w["word"], w["start"], w["end"], w.get("conf", 1.0)] for w in result.get("result", [])]

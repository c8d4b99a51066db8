"""The second opinion of this computer: the Whisper model that is installed, if one is. It chooses no words.

What is installed is looked at each time, so a model counts from the moment it is there. Its process stays between
two utterances, for loading a model takes longer than hearing a sentence.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from fieldnotes.dictation.engine import ListenAgain
from fieldnotes.dictation.model_layouts import EngineKind, is_here
from fieldnotes.dictation.models import Model, installed
from fieldnotes.dictation.recogniser import Recogniser
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.private import Private


class InstalledOpinion:
    """Hears an utterance again with an installed Whisper model (`SecondOpinion`, decision 056)."""

    def __init__(self, command: Sequence[str], folder: Path, allowed: Callable[[str], bool]) -> None:
        """Take the recogniser's command, where models lie, and who says whether a model may be used (`managed`)."""
        self._command, self._folder, self._allowed = command, folder, allowed
        self._recogniser: Recogniser | None = None

    @property
    def name(self) -> str:
        """What the person is told it is called: the model's own name."""
        return self._recogniser.model.name if self._recogniser is not None else ""

    def hears(self, language: str) -> bool:
        """Tell whether a model of a language is there and may be used."""
        return self._model(language) is not None

    def propose(self, samples: bytes, rate: int, language: str) -> Private:
        """Hear the samples again; blocks. Refused: MODEL_MISSING. Unavailable: RECOGNISER_STOPPED."""
        engine = self._ready(language)
        return ListenAgain(self.name, lambda _language: engine).propose(samples, rate, language)

    def rest(self) -> None:
        """Let the process and its memory go; the next utterance starts one again."""
        if self._recogniser is not None:
            self._recogniser.rest()

    def _ready(self, language: str) -> Recogniser:
        found = self._model(language)
        if found is None:
            raise Refused(Code.MODEL_MISSING, model=language if language.isascii() else "")
        engine = self._recogniser
        if engine is None or engine.model != found.path:
            self.rest()
            engine = Recogniser(self._command, found.path, language=found.language)
        self._recogniser = engine
        engine.get_ready()
        return engine

    def _model(self, language: str) -> Model | None:
        if not is_here(EngineKind.WHISPER):
            return None
        models = (one for one in installed(self._folder) if one.engine is EngineKind.WHISPER)
        return next((one for one in models if one.language == language and self._allowed(one.name)), None)

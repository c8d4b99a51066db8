"""Speech models on this computer: install, fetch from the official list, list, remove. It hears nothing."""

from collections.abc import Callable
from pathlib import Path

from fieldnotes.casework.desk import Workshop
from fieldnotes.casework.managed import model_to_use, require_model
from fieldnotes.casework.model_views import OfferView, SpokenIn
from fieldnotes.casework.views import ModelView
from fieldnotes.dictation import models as model_store
from fieldnotes.dictation.model_archive import Limits
from fieldnotes.dictation.model_layouts import EngineKind
from fieldnotes.dictation.model_list import OfferedModel
from fieldnotes.dictation.models import Model
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.sync import model_download
from fieldnotes.sync.model_download import Watch

Progress = Callable[[int, int], None]
"""Called with the bytes that are done and all there are."""
Asked = Callable[[], bool]
"""Asked again and again whether to stop."""


def models(workshop: Workshop) -> tuple[ModelView, ...]:
    """Give all models, those too that only hear again; the shipped test model is used when no other is installed."""
    return tuple(_view(model) for model in model_store.installed(workshop.speech.models_folder))


def offers(workshop: Workshop) -> tuple[OfferView, ...]:
    """The official list, in its order: the proposed model first."""
    here = {model.name for model in model_store.installed(workshop.speech.models_folder)}
    return tuple(
        OfferView(
            name=offered.name,
            language=offered.language,
            size=offered.size,
            licence=offered.licence,
            address=offered.address,
            sha256=offered.sha256,
            fetched=model_download.fetched(workshop.speech.models_folder, offered),
            installed=offered.name in here,
        )
        for offered in workshop.speech.offered.models
    )


def spoken_in(workshop: Workshop) -> SpokenIn:
    """Tell in which languages one can dictate, Swedish first."""
    here = model_store.installed(workshop.speech.models_folder)
    real = [model.language for model in here if model.engine is EngineKind.VOSK and not model.test]
    languages = sorted(set(real), key=lambda language: (language != "sv", language))
    return SpokenIn(
        tuple(languages), test=not languages, costs=workshop.metered(), without=tuple(workshop.speech.offered.without)
    )


def for_language(workshop: Workshop, language: str) -> str:
    """Name the model a language is heard with, a real one before the test model. Refused: MODEL_MISSING, MANAGED."""
    return model_to_use(workshop, None, language).name


def install(
    workshop: Workshop, source: Path, progress: Progress | None = None, cancelled: Asked | None = None
) -> ModelView:
    """Install a model from a zip file or a folder once the recogniser has tried it.

    Refused: FILE_MISSING, MODEL_DAMAGED, ENGINE_MISSING, MANAGED. Unavailable: DISK_FULL, CANNOT_WRITE, CANCELLED.
    """
    require_model(workshop, source.stem)
    return _view(_installed(workshop, source, Limits(progress=progress, cancelled=cancelled)))


def fetch(workshop: Workshop, name: str, progress: Progress | None = None, cancelled: Asked | None = None) -> ModelView:
    """Fetch a model of the official list, from where it ended the last time, and install it.

    Stopped, it keeps what has come: the next `fetch` goes on there, `forget` throws it away.
    Refused: MODEL_MISSING, MODEL_CHANGED, MODEL_DAMAGED, MANAGED.
    Unavailable: MODEL_UNREACHABLE, MODEL_BUSY, DISK_FULL, CANNOT_WRITE, CANCELLED.
    """
    require_model(workshop, name)
    offered, folder = _offered(workshop, name), workshop.speech.models_folder
    zipped = model_download.fetch(offered, folder, Watch(progress, cancelled))
    try:
        made = _installed(workshop, zipped, Limits(cancelled=cancelled), name)
    except Refused:
        model_download.forget(folder, offered)  # the pinned file is no model: to go on from it would end here again
        raise
    model_download.forget(folder, offered)
    return _view(made)


def forget(workshop: Workshop, name: str) -> None:
    """Throw away what has come of a model. Refused: MODEL_MISSING. Unavailable: MODEL_BUSY, CANNOT_WRITE."""
    model_download.forget(workshop.speech.models_folder, _offered(workshop, name))


def is_offered(workshop: Workshop, name: str) -> bool:
    """Tell whether a name is on the official list."""
    return workshop.speech.offered.named(name) is not None


def remove(workshop: Workshop, name: str) -> None:
    """Remove an installed model. Refused: MODEL_MISSING."""
    model_store.remove(workshop.speech.models_folder, name)


def _offered(workshop: Workshop, name: str) -> OfferedModel:
    found = workshop.speech.offered.named(name)
    if found is None:
        raise Refused(Code.MODEL_MISSING, model=name if name.isascii() else "")
    return found


def _installed(workshop: Workshop, source: Path, limits: Limits, name: str | None = None) -> Model:
    speech = workshop.speech
    return model_store.install(source, speech.models_folder, command=speech.command, limits=limits, name=name)


def _view(model: Model) -> ModelView:
    return ModelView(model.name, str(model.path), model.language, model.test, model.engine.value)

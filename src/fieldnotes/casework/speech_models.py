"""Speech models on this computer: install, list, remove. It fetches nothing from a network."""

from pathlib import Path

from fieldnotes.casework.desk import Workshop
from fieldnotes.casework.views import ModelView
from fieldnotes.dictation import models as model_store
from fieldnotes.dictation.models import Model


def models(workshop: Workshop) -> tuple[ModelView, ...]:
    """Models that dictation can use; the shipped test model is used when no other is installed."""
    return tuple(_view(model) for model in model_store.installed(workshop.speech.models_folder))


def install(workshop: Workshop, source: Path) -> ModelView:
    """Install a model from a zip file or a folder once the recogniser has tried it.

    Refused: FILE_MISSING, MODEL_DAMAGED. Unavailable: DISK_FULL, CANNOT_WRITE.
    """
    return _view(_installed(workshop, source))


def remove(workshop: Workshop, name: str) -> None:
    """Remove an installed model. Refused: MODEL_MISSING."""
    model_store.remove(workshop.speech.models_folder, name)


def _installed(workshop: Workshop, source: Path) -> Model:
    return model_store.install(source, workshop.speech.models_folder, command=workshop.speech.command)


def _view(model: Model) -> ModelView:
    return ModelView(name=model.name, path=str(model.path), language=model.language, test=model.test)

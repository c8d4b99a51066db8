"""Speech models on this computer: install, list, remove. It fetches nothing from a network."""

from pathlib import Path

from fieldnotes.casework.desk import Workshop
from fieldnotes.casework.views import ModelView
from fieldnotes.dictation import models as model_store
from fieldnotes.dictation.models import Model


def models(workshop: Workshop) -> tuple[ModelView, ...]:
    """Models that dictation can use; the shipped test model is used when no other is installed."""
    return tuple(_view(workshop, model) for model in model_store.installed(workshop.speech.models_folder))


def install(workshop: Workshop, source: Path) -> ModelView:
    """Install a model from a zip file or a folder. Refused: FILE_MISSING, MODEL_DAMAGED. Unavailable: DISK_FULL."""
    return _view(workshop, model_store.install(source, workshop.speech.models_folder))


def remove(workshop: Workshop, name: str) -> None:
    """Remove an installed model. Refused: MODEL_MISSING."""
    model_store.remove(workshop.speech.models_folder, name)


def _view(workshop: Workshop, model: Model) -> ModelView:
    shipped = workshop.speech.shipped_model
    return ModelView(name=model.name, path=str(model.path), test=shipped is not None and model.name == shipped.stem)

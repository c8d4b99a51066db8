"""Speech models on this computer: install, list, remove. It fetches nothing from a network."""

from pathlib import Path

from fieldnotes.casework.desk import Workshop
from fieldnotes.casework.views import ModelView


def models(workshop: Workshop) -> tuple[ModelView, ...]:
    """Models that dictation can use; the shipped test model is among them."""
    raise NotImplementedError


def install(workshop: Workshop, source: Path) -> ModelView:
    """Install a model from a zip file or a folder.

    Refused: FILE_MISSING, MODEL_DAMAGED. Unavailable: DISK_FULL.
    """
    raise NotImplementedError


def remove(workshop: Workshop, name: str) -> None:
    """Remove an installed model. Refused: MODEL_MISSING."""
    raise NotImplementedError

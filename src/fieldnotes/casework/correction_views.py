"""What is seen of a correction beside the text it corrects. Decides nothing."""

from dataclasses import dataclass, field
from datetime import datetime

from fieldnotes.casework.view import OPTIONAL, View
from fieldnotes.domain.private import Private


@dataclass(frozen=True, slots=True)
class PlaceChange(View):
    """One labelled piece of a section before and after, as people read it; an empty text stands for nothing."""

    section: str
    section_label: str
    label: str
    before: Private
    after: Private


@dataclass(frozen=True, slots=True)
class CorrectionView(View):
    """One later text beside the one it was made from (`before`, a hash); `kind` is NoteCorrected or NoteMerged."""

    revision: str
    before: str
    kind: str
    by_name: Private
    at: datetime
    places: tuple[PlaceChange, ...]
    reason: Private | None = field(default=None, metadata=OPTIONAL)

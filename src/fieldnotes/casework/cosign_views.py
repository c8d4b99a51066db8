"""What is seen of a second worker's signature. Decides nothing."""

from dataclasses import dataclass
from datetime import datetime

from fieldnotes.casework.view import View
from fieldnotes.domain.private import Private


@dataclass(frozen=True, slots=True)
class CosignView(View):
    """One cosigning. `current`: the text that was read still stands; else it was an earlier version."""

    revision: str
    by: str
    by_name: Private
    at: datetime
    current: bool

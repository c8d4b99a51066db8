"""What is seen of a change that somebody asked for. Decides nothing."""

from dataclasses import dataclass
from dataclasses import field as optional
from datetime import datetime

from fieldnotes.casework.view import HIDDEN, OPTIONAL, View
from fieldnotes.domain.private import Private


@dataclass(frozen=True, slots=True)
class ChangeView(View):
    """One change of the text: who asked, the sentences before and after, and the revision that tells it.

    `role`: as in the case, or `worker`. `response`: hash of the answer it meets; `revision`: None while it waits in
    the draft. `reason`: why the worker corrected.
    """

    person_id: str
    name: Private
    role: str
    section: str
    field: str
    before: Private
    after: Private
    at: datetime
    response: str | None
    revision: str | None
    reason: Private | None = optional(default=None, metadata=OPTIONAL)
    label: str = optional(default="", metadata=HIDDEN)
    """Section and field in the reader's language."""
    role_label: str = optional(default="", metadata=HIDDEN)

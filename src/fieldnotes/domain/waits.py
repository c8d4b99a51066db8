"""What the entries of a note that waits for a decision say, in ids, times and flags: no word of anybody's."""

from dataclasses import dataclass
from datetime import datetime

from fieldnotes.domain.fold import Flags


@dataclass(frozen=True, slots=True)
class Waits:
    """One such note. `authors`: everybody who wrote a text of it; `since`: when it became the supervisor's turn.

    `heard`: as `child_heard` has it.
    """

    template: str
    author: str
    authors: frozenset[str]
    head: str
    at: datetime
    since: datetime
    state: str
    flags: Flags
    open_questions: int
    answered_questions: int
    heard: str

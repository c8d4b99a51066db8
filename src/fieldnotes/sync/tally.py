"""What one exchange has done so far, counted by its parts. Knows no network."""

from collections.abc import Callable
from dataclasses import dataclass, field

from fieldnotes.vault.feed import PageTaken
from fieldnotes.vault.outbox import SetAside


@dataclass(slots=True)
class Tally:
    """Counts of entries, what was set aside, the notes that look different now, the cases that have left."""

    sent: int = 0
    received: int = 0
    aside: list[SetAside] = field(default_factory=list)
    notes: set[str] = field(default_factory=set)
    purged: list[str] = field(default_factory=list)
    cases: set[str] = field(default_factory=set)
    """Cases whose own data (people, marks, protected words) are new, other, or gone."""
    tell_cases: Callable[[frozenset[str]], None] | None = None
    """Told of them as soon as they are here: a screen before a family cannot wait for the files."""

    def take_cases(self, cases: frozenset[str]) -> None:
        """Add what the reference data brought, and tell it at once."""
        self.cases |= cases
        if cases and self.tell_cases is not None:
            self.tell_cases(cases)

    def take(self, taken: PageTaken) -> None:
        """Add what a page brought."""
        self.received += len(taken.new)
        self.notes |= taken.notes
        self.aside += taken.aside

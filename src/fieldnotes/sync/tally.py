"""What one exchange has done so far, counted by its parts. Knows no network."""

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

    def take(self, taken: PageTaken) -> None:
        """Add what a page brought."""
        self.received += len(taken.new)
        self.notes |= taken.notes
        self.aside += taken.aside

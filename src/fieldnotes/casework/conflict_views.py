"""What is seen of a note with several texts: who wrote them, where they differ, what was chosen. Decides nothing."""

from dataclasses import dataclass
from dataclasses import field as optional
from datetime import datetime

from fieldnotes.casework.view import HIDDEN, OPTIONAL, View
from fieldnotes.domain.private import Private


@dataclass(frozen=True, slots=True)
class ConflictRow(View):
    """A note that has several texts: case number and authors, nothing of its content (SEC-8)."""

    note: str
    case: str
    case_number: str
    label: str
    heads: tuple[str, ...]
    authors: tuple[Private, ...]
    at: datetime
    begun: bool


@dataclass(frozen=True, slots=True)
class HeadView(View):
    """One of the texts. `at`: the author's own clock; `received_at`: the hub's, None while it is only here."""

    hash: str
    letter: str
    kind: str
    author: str
    author_name: Private
    at: datetime
    received_at: datetime | None
    reason: Private | None = optional(default=None, metadata=OPTIONAL)


@dataclass(frozen=True, slots=True)
class OfferView(View):
    """What stands in some heads; `text` is empty when it was taken away there. `keeps`: nobody's words are lost."""

    heads: tuple[str, ...]
    letters: str
    text: Private
    keeps: bool
    raw: Private = optional(default=Private(""), metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class ChoiceView(View):
    """What a person chose. `stands`: everything that is offered now was in sight; `loses`: somebody's words."""

    how: str
    text: Private
    stands: bool
    loses: bool
    raw: Private = optional(default=Private(""), metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class DifferenceView(View):
    """One place where the texts differ. `change`: proposed, both or removed; `own`: the child's or family's words.

    `proposal` is None when nothing is proposed, empty when it is proposed to go; `joined` the same for all texts
    one after the other. `writable`: a person may write what shall stand.
    """

    id: str
    section: str
    section_label: str
    field: str
    label: str
    row: str
    change: str
    own: bool
    based: bool
    base: Private
    offers: tuple[OfferView, ...]
    proposal: Private | None
    joined: Private | None
    writable: bool
    choice: ChoiceView | None
    begin: Private = optional(default=Private(""), metadata=HIDDEN)
    """The text to begin with when a person writes what shall stand."""

    @property
    def settled(self) -> bool:
        """Tell whether a person has chosen, with all in sight, and nobody's words are lost."""
        return self.choice is not None and self.choice.stands and not self.choice.loses


@dataclass(frozen=True, slots=True)
class MergeView(View):
    """A note with several texts, opened to be put together. `kept`: own words written where nothing differs now."""

    note: str
    case: str
    case_number: str
    child: Private = optional(metadata=HIDDEN)
    label: str
    template: str
    heads: tuple[HeadView, ...]
    bases: tuple[str, ...]
    differences: tuple[DifferenceView, ...]
    left: int
    may_merge: bool
    kept: tuple[Private, ...] = ()

    @property
    def hashes(self) -> tuple[str, ...]:
        """Give the hashes of the texts, sorted."""
        return tuple(head.hash for head in self.heads)

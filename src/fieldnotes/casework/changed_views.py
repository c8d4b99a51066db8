"""What is seen of the difference between two texts of a note. Decides nothing."""

from dataclasses import dataclass, field

from fieldnotes.casework.view import View
from fieldnotes.domain.private import Private


@dataclass(frozen=True, slots=True)
class RowChangeView(View):
    """One row or value as people read it. `became`: `added`, `removed`, `changed` or `moved` (perhaps rewritten too).

    `was` and `now`: its places from 1, 0 where it does not stand; `among`: rows there are now, or were when it is gone;
    `came_from`: label of the section and field it stood in before, when that was another.
    """

    field: str
    label: str
    became: str
    before: Private
    after: Private
    was: int = 0
    now: int = 0
    among: int = 0
    came_from: str = ""


@dataclass(frozen=True, slots=True)
class SectionChange(View):
    """A section before and after, as people read it; an empty text is nothing. `rows`: what became of each row."""

    id: str
    label: str
    before: Private
    after: Private
    rows: tuple[RowChangeView, ...] = field(default=())

"""What the lists beside a note show of each section: what is proposed, what is asked. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, field

from fieldnotes.ui.worker.editor.offers import Proposal
from fieldnotes.ui.worker.editor.shapes import FieldShape, Option


@dataclass(frozen=True, slots=True)
class Question:
    """A field that must be answered before signing and that nothing said answers."""

    shape: FieldShape
    options: tuple[Option, ...]
    answer: Callable[[list[str]], None] = field(repr=False, compare=False)
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetSection:
    """What a list shows of one section."""

    label: str
    proposals: tuple[Proposal, ...]
    questions: tuple[Question, ...] = ()
    id: str = ""

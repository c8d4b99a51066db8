"""What the presenter hands to the window: frozen values, ready to be drawn. Knows no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldnotes.domain.json_value import JsonObject
from fieldnotes.ui.worker.editor.progress import Progress


@dataclass(frozen=True, slots=True)
class TopState:
    """The bar above: what note this is, when and where, and the truth about where it lies."""

    title: str = field(default="", repr=False)
    detail: str = field(default="", repr=False)
    saved: str = ""
    saved_tone: str = "warn"
    where: str = ""
    where_tone: str = "plain"
    may_sign: bool = True


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One line of what is left before signing; `place` is where it leads."""

    text: str
    severity: str
    section: str | None = None
    field: str | None = None
    at_field: str = ""
    """What is said beside the field itself."""
    required: bool = False
    """Fields of the section that are empty and must not be."""


@dataclass(frozen=True, slots=True)
class CheckState:
    """What is left; `done` are lines that have been dealt with in this sitting."""

    left: tuple[CheckRow, ...] = ()
    done: tuple[str, ...] = ()

    @property
    def clear(self) -> bool:
        """Say whether nothing stops the signing."""
        return not any(row.severity == "block" for row in self.left)


@dataclass(frozen=True, slots=True)
class WordRow:
    """One passage that could be plainer; offsets count characters of the text of its field's row."""

    words: str = field(repr=False)
    advice: str = field(repr=False)
    start: int
    end: int
    replacement: str | None = field(default=None, repr=False)
    place: str = ""
    """The id of its field."""
    row: int = 0


@dataclass(frozen=True, slots=True)
class PlainState:
    """How readable the section with the cursor is; `lix` is nothing when there is too little text."""

    section: str = ""
    lix: int | None = None
    words: tuple[WordRow, ...] = field(default=(), repr=False)
    heavy: bool = False
    """Harder to read than a journal should be."""


@dataclass(frozen=True, slots=True)
class SheetState:
    """The list before signing: what stops it, what needs a reason, and what happens next, in words."""

    blocks: tuple[CheckRow, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()
    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Where a warning leads, by its rule: section and field."""
    reasons: Mapping[str, str] = field(default_factory=dict, repr=False)
    next_words: str = ""
    correction_reason: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Where:
    """Where the person is in the form: kept with the draft so that it opens there again."""

    section: str
    field: str = ""
    row: int = 0
    at: int = 0

    def to_json(self) -> JsonObject:
        """Write it for the draft."""
        return {"section": self.section, "field": self.field, "row": self.row, "at": self.at}

    @classmethod
    def read(cls, data: JsonObject | None) -> "Where | None":
        """Read it from the draft; nothing when there is none or it is of another make."""
        if not data or not isinstance(data.get("section"), str):
            return None
        row, at = data.get("row"), data.get("at")
        return cls(
            section=str(data["section"]),
            field=str(data.get("field") or ""),
            row=row if isinstance(row, int) else 0,
            at=at if isinstance(at, int) else 0,
        )


States = Mapping[str, Progress]

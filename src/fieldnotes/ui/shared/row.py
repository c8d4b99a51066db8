"""One row of a list as plain values, so presenters can make it; knows no Qt and no case."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """What one row shows; all texts are ready to read."""

    key: str
    title: str = field(repr=False)
    detail: str = field(default="", repr=False)
    trailing: str = field(default="", repr=False)
    """Short text at the end of the title line, such as a time."""
    chip: str = ""
    tone: str = "plain"
    glyph: str = ""
    glyph_role: str = "muted"
    heading: bool = False
    tick: str = ""
    """For a row that can be ticked off: how it stands with it, in words; its sign is what one presses."""

    def spoken(self) -> str:
        """Give the row as a screen reader says it."""
        return ", ".join(part for part in (self.title, self.chip, self.detail, self.trailing, self.tick) if part)

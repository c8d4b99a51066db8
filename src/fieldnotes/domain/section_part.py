"""A section of a note as finished text in one language, for paper and for other systems. Knows no template."""

from dataclasses import dataclass, field

from fieldnotes.domain.private import Private


@dataclass(frozen=True, slots=True)
class Block:
    """One readable piece of a section: the field's label (may be empty) and its text, a line break = a new line."""

    label: str
    text: Private = field(repr=False)


@dataclass(frozen=True, slots=True)
class SectionPart:
    """A section of a note, or what happened with it afterwards.

    `content_kind`: fact, statement, assessment, agreement or admin (DOC-4); empty for what happened afterwards.
    """

    id: str
    label: str
    content_kind: str
    blocks: tuple[Block, ...]

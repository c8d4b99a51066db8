"""Reads our own handbooks: the Markdown they are written in becomes blocks. Knows no PDF and no note.

Headings, paragraphs, lists, tables, fenced commands, bold, slanted, code and links; nothing else is written in them.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

_FENCE: Final = "```"
_HEADING: Final = re.compile(r"(#{1,3}) +(.+)")
_POINT: Final = re.compile(r"(?:- |\d+\. )(.+)")
_RULE: Final = re.compile(r"\|[ :|-]+\|")
_INLINE: Final = re.compile(
    r"\*\*(?P<strong>[^*]+)\*\*|`(?P<code>[^`]+)`|\*(?P<slant>[^*]+)\*|\[(?P<link>[^\]]+)\]\((?P<to>[^)]+)\)"
)


class Shape(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    POINTS = "points"
    NUMBERS = "numbers"
    TABLE = "table"
    COMMAND = "command"
    QUOTE = "quote"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line in one look: empty, `strong`, `slant`, `code`, or `link`."""

    text: str
    look: str = ""


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One block. `rows`: of a table, its head first. `picture`: a file's name; its words stand in `lines`."""

    shape: Shape
    lines: tuple[Line, ...] = ()
    level: int = 0
    rows: tuple[tuple[Line, ...], ...] = field(default=())
    picture: str = ""


def read_blocks(text: str) -> tuple[Block, ...]:
    """Read a handbook."""
    return tuple(_block(each) for each in _pieces(text.splitlines()))


def runs(text: str) -> Line:
    """Cut a line where its look changes."""
    found: list[Run] = []
    at = 0
    for mark in _INLINE.finditer(text):
        found += [Run(text[at : mark.start()])] if mark.start() > at else []
        name = mark.lastgroup if mark.lastgroup != "to" else "link"
        found.append(Run(mark[name or "link"], name or ""))
        at = mark.end()
    return (*found, *([Run(text[at:])] if at < len(text) else []))


def plain(line: Line) -> str:
    """Give a line's words."""
    return "".join(run.text for run in line)


def _pieces(lines: list[str]) -> list[list[str]]:
    """Part the lines into blocks: by blank lines, at headings, around commands, and where another kind begins."""
    found: list[list[str]] = [[]]
    fenced = False
    for line in lines:
        if line.startswith(_FENCE):
            fenced = not fenced
            found += [[line]] if fenced else []
            if not fenced:
                found.append([])
        elif fenced:
            found[-1].append(line)
        elif not line.strip():
            found.append([])
        else:
            if found[-1] and _kind(line, within=_kind(found[-1][0])) != _kind(found[-1][0]):
                found.append([])
            found[-1].append(line)
    return [piece for piece in found if piece]


def _kind(line: str, within: Shape | None = None) -> Shape:
    if line.startswith(_FENCE):
        return Shape.COMMAND
    if _HEADING.fullmatch(line):
        return Shape.HEADING
    if line.startswith("|"):
        return Shape.TABLE
    if line.startswith(">"):
        return Shape.QUOTE
    if _POINT.match(line):
        return Shape.POINTS if line.startswith("- ") else Shape.NUMBERS
    # the second line of a point is indented, that of a paragraph is not
    return within if within in {Shape.POINTS, Shape.NUMBERS} and line.startswith(" ") else Shape.PARAGRAPH


def _block(lines: list[str]) -> Block:
    shape = _kind(lines[0])
    if shape is Shape.HEADING:
        marks, words = _HEADING.fullmatch(lines[0]).groups()  # type: ignore[union-attr] # its kind says that it fits
        return Block(shape, (runs(words),), len(marks))
    if shape is Shape.COMMAND:
        return Block(shape, tuple((Run(line),) for line in lines[1:]))
    if shape is Shape.TABLE:
        return Block(shape, rows=tuple(_cells(line) for line in lines if not _RULE.fullmatch(line)))
    if shape in {Shape.POINTS, Shape.NUMBERS}:
        return Block(shape, tuple(runs(each) for each in _points(lines)))
    return Block(shape, (runs(" ".join(line.lstrip("> ").strip() for line in lines)),))


def _points(lines: list[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        point = _POINT.match(line)
        if point:
            found.append(point[1].strip())
        else:
            found[-1] = f"{found[-1]} {line.strip()}"
    return found


def _cells(line: str) -> tuple[Line, ...]:
    return tuple(runs(cell.strip()) for cell in line.strip().strip("|").split("|"))

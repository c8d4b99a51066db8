"""The handbooks as PDF, with pictures of today's windows: `python -m fieldnotes.boot.handbooks FOLDER [NAME …]`.

The user's handbook is the help of the windows, the others lie in `docs/handbook`; `handbooks.toml` there says which
chapter shows which screen. Without `--pictures-from PICTURES` the screens are drawn anew, as `boot/gallery` draws them.
"""

import argparse
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fieldnotes import __version__
from fieldnotes.boot.resources import resources
from fieldnotes.language.plain_text import lix
from fieldnotes.report.handbook_pdf import Handbook, handbook_pdf
from fieldnotes.report.handbook_source import Block, Shape, plain, read_blocks, runs

LIST = Path("docs") / "handbook" / "handbooks.toml"
LOOK = "light"


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture: the chapter it stands at the end of, the sight of the gallery, and the words for who cannot see it."""

    chapter: str
    sight: str
    words: str

    @property
    def file(self) -> str:
        """What the gallery calls it."""
        return f"{self.sight}-{LOOK}.png"


@dataclass(frozen=True, slots=True)
class Source:
    """A handbook: what its file is called, where its words lie below the checkout, and its pictures."""

    name: str
    title: str
    path: str
    pictures: tuple[Shown, ...]


def sources(root: Path) -> tuple[Source, ...]:
    """Read which handbooks there are."""
    listed = tomllib.loads((root / LIST).read_text(encoding="utf-8"))["handbook"]
    return tuple(
        Source(each["name"], each["title"], each["source"], tuple(Shown(**one) for one in each.get("picture", ())))
        for each in listed
    )


def handbook(source: Source, root: Path, made: datetime, *, pictured: bool) -> Handbook:
    """Read one handbook and lay its pictures in."""
    blocks = [each for each in read_blocks((root / source.path).read_text(encoding="utf-8")) if each.level != 1]
    if pictured:
        blocks = list(_with_pictures(blocks, source.pictures))
    under = (
        f"FieldNotes {__version__}, {made.date().isoformat()}",
        f"Läsindex (LIX) {round(reading_index(blocks))}, mätt som programmet mäter en anteckning.",
    )
    return Handbook(source.title, under, "sv", "Innehåll", "sida {number} av {total}", tuple(blocks))


def reading_index(blocks: Iterable[Block]) -> float:
    """Measure how hard a handbook is to read: its sentences, without commands and tables."""
    read = (each for each in blocks if each.shape not in {Shape.COMMAND, Shape.TABLE, Shape.PICTURE})
    return lix("\n".join(plain(line) for each in read for line in each.lines))


def write_handbooks(chosen: Sequence[Source], root: Path, folder: Path, pictures: Path | None) -> list[Path]:
    """Set the chosen handbooks into a folder; None: without pictures. Unavailable: FONT_MISSING."""
    folder.mkdir(parents=True, exist_ok=True)
    made, written = datetime.now(UTC), []
    for source in chosen:
        book = handbook(source, root, made, pictured=pictures is not None)
        path = folder / f"{source.name}.pdf"
        path.write_bytes(handbook_pdf(book, resources() / "fonts", resources() / "paper", pictures or folder, made))
        written.append(path)
    return written


def _with_pictures(blocks: Sequence[Block], pictures: Sequence[Shown]) -> Iterator[Block]:
    """Put each picture at the end of its chapter."""
    chapter = ""
    for block in (*blocks, Block(Shape.HEADING, ((),), 2)):
        if block.shape is Shape.HEADING and block.level == 2:  # noqa: PLR2004 - a chapter begins
            yield from (
                Block(Shape.PICTURE, (runs(one.words),), picture=one.file) for one in pictures if one.chapter == chapter
            )
            chapter = plain(block.lines[0])
        if (block.lines and block.lines[0]) or block.rows:
            yield block


def _draw(chosen: Sequence[Source], folder: Path) -> None:
    """Draw the screens that are shown, on a town that is furnished for it."""
    from fieldnotes.boot.gallery import furnished_town
    from fieldnotes.boot.pictures import LOOKS, make_pictures

    wanted = {one.sight for source in chosen for one in source.pictures}
    with tempfile.TemporaryDirectory(prefix="fieldnotes-handbook-") as town, furnished_town(Path(town)) as sights:
        make_pictures([sight for sight in sights if sight.name in wanted], folder, LOOKS[:1])
    lacking = sorted(sight for sight in wanted if not (folder / f"{sight}-{LOOK}.png").is_file())
    if lacking:
        sys.exit(f"no such screen: {', '.join(lacking)}")


def main(words: Sequence[str]) -> int:
    """Write the handbooks; gives the exit status."""
    root = resources().parent
    known = {source.name: source for source in sources(root)}
    parser = argparse.ArgumentParser(prog="handbooks", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(known)}; default: all")
    parser.add_argument("--pictures-from", type=Path, metavar="PICTURES", help="a folder the pictures lie in already")
    asked = parser.parse_args(words)
    if set(asked.names) - set(known):
        parser.error(f"choose from {', '.join(known)}")
    chosen = [source for name, source in known.items() if not asked.names or name in asked.names]
    pictures: Path = asked.pictures_from or asked.folder / "pictures"
    if asked.pictures_from is None:
        _draw(chosen, pictures)
    for path in write_handbooks(chosen, root, asked.folder, pictures):
        print(path)  # noqa: T201 - the answer of a command
    return 0


if __name__ == "__main__":
    from fieldnotes.boot import catalogues

    catalogues.speak("sv")
    sys.exit(main(sys.argv[1:]))

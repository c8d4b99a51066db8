"""The only door to Typst, and a process of its own for long papers: a sheet and its data in, a PDF out.

Use: `python -P -m fieldnotes.report.page_setting`, a request on standard input, the PDF on standard output. It knows no
store, no key and no disk but the fonts. Typst keeps what it has set for as long as its process lives, hundreds of
megabytes of people's words for a case of many notes: so that process ends with the paper.
"""

import base64
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

if TYPE_CHECKING:
    import typst

FAMILIES: Final = ("Noto Sans", "Noto Sans Arabic UI", "Noto Sans Ethiopic")
Standard: TypeAlias = Literal["a-2a", "ua-1"]
STANDARDS: Final[Sequence[Standard]] = ("ua-1",)
"""What every paper claims: PDF/UA-1."""
ARCHIVE: Final[Sequence[Standard]] = ("a-2a", "ua-1")
"""What a paper for an archive claims: PDF/A-2a beside it."""


def shipped_fonts(folder: Path) -> "typst.Fonts":
    """Read the shipped fonts; a font of the computer itself is never used, so every computer draws alike."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def lacking(fonts: "typst.Fonts") -> str | None:
    """Name the first family that is not there."""
    return next((each for each in FAMILIES if each not in fonts.families()), None)


def set_pages(
    sheet: bytes,
    fonts: "typst.Fonts",
    data: str,
    timestamp: int,
    standards: Sequence[Standard] = STANDARDS,
    root: Path | None = None,
) -> bytes | None:
    """Set a sheet with its data (JSON) as a tagged PDF that claims `standards`; None when that cannot be done.

    `root`: the folder of the pictures the data names.
    """
    import typst

    try:
        compiler = typst.Compiler(input=sheet, root=root, font_paths=fonts, sys_inputs={"data": data})
        made = compiler.compile(format="pdf", pdf_standards=[*standards], timestamp=timestamp)
    except typst.TypstError:
        # Its message holds people's words, so it goes no further; letters no font has were taken out before.
        return None
    return made if isinstance(made, bytes) else None


def request(sheet: bytes, fonts: Path, data: str, timestamp: int, standards: Sequence[Standard] = STANDARDS) -> bytes:
    """Write a request for the process."""
    told = {
        "sheet": base64.b64encode(sheet).decode("ascii"), "fonts": str(fonts), "data": data, "at": timestamp,
        "standards": [*standards],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False).encode("utf-8")


def answer(asked: Mapping[str, Any]) -> bytes:
    """Set what a request asks for; nothing when that cannot be done."""
    fonts = shipped_fonts(Path(asked["fonts"]))
    if lacking(fonts) is not None:
        return b""
    sheet = base64.b64decode(asked["sheet"])
    return set_pages(sheet, fonts, asked["data"], asked["at"], asked["standards"]) or b""


def main() -> int:
    """Answer one request."""
    sys.stdout.buffer.write(answer(json.loads(sys.stdin.buffer.read())))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())

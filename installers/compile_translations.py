"""Compile every language's catalogues to one: resources/locale/<language>/*.po -> fieldnotes.mo.

`python installers/compile_translations.py` writes; with `--check` it only tells whether something is out of date.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[1] / "resources" / "locale"


def merged(language: Path) -> Catalog:
    """Read all catalogues of one language; the same msgid may stand in several if it says the same."""
    always = datetime(2026, 1, 1, tzinfo=UTC)  # the header would tell the minute, and no two files be the same
    whole = Catalog(locale=language.name, charset="utf-8", creation_date=always, revision_date=always)
    for path in sorted(language.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language.name, charset="utf-8"):
                known = whole.get(message.id) if message.id else None
                if known is not None and known.string != message.string:
                    sys.exit(f"{path.name}: {message.id!r} is translated in two ways")
                if message.id:
                    whole.add(message.id, message.string, flags=message.flags)
    return whole


def compiled(language: Path) -> bytes:
    """The .mo of one language, the same bytes every time."""
    out = io.BytesIO()
    write_mo(out, merged(language))
    return out.getvalue()


def main(arguments: list[str]) -> int:
    """Write or check every language."""
    stale = 0
    for language in sorted(p for p in LOCALE.iterdir() if p.is_dir()):
        target, data = language / "fieldnotes.mo", compiled(language)
        if target.exists() and target.read_bytes() == data:
            continue
        stale += 1
        print(f"{language.name}: {'out of date' if '--check' in arguments else 'written'}")
        if "--check" not in arguments:
            target.write_bytes(data)
    return stale if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

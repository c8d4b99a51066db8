"""A case's folder as one tagged PDF: the page of the case, contents, its notes in order, and what was taken out.

Refuses to know who may see what: it is handed finished values, in which nothing is left of what was taken out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fieldnotes.domain.masking import Run
from fieldnotes.language.roles import role_words
from fieldnotes.language.translation import translate
from fieldnotes.report.case_document import CaseFolder, Chapter, FolderPart, Item
from fieldnotes.report.drawable import UNDRAWN, drawn_letters
from fieldnotes.report.note_document import Signature
from fieldnotes.report.note_flow import person_words
from fieldnotes.report.page_setting import FAMILIES, STANDARDS, Standard
from fieldnotes.report.paper import Translate, moment
from fieldnotes.report.tagged_pdf import Lettering, tagged_pdf, tagged_pdf_apart

SHEET: Final = "case.typ"
MANY: Final = 12
"""From so many notes the pages are set in a process of its own: their memory goes with it."""
Said = str | dict[str, str]
"""A line for the sheet: text alone where it runs as the paper does, else with its language and direction."""
_KINDS: Final = frozenset({"assessment"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What the folder is set with: the folders of fonts and sheets, and the language of its headings.

    `standards`: what the paper claims to keep to; `apart`: set it in a process of its own, whatever its length.
    """

    fonts: Path
    sheets: Path
    language: str
    standards: Sequence[Standard] = STANDARDS
    apart: bool = False


def case_pdf(
    document: CaseFolder,
    setting: Setting,
    drawn: Callable[[int], None] = lambda _count: None,
    _: Translate = translate,
) -> bytes:
    """Set the folder and give its bytes; the same values give the same bytes.

    Args:
        document: finished values in one language.
        setting: with what it is set.
        drawn: told how many more chapters are laid out, 0 while pages are set; raising here stops the work.
        _: wording of the paper's own headings, in the setting's language.

    Raises:
        Unavailable: FONT_MISSING(file), and what `drawn` raises.
    """
    data = _Sheet(document, Lettering(setting.fonts, setting.language), _).data(drawn)
    given = (SHEET, data, setting.fonts, setting.sheets, document.made_at)
    if len(document.chapters) < MANY and not setting.apart:
        return tagged_pdf(*given, setting.standards)
    return tagged_pdf_apart(*given, lambda: drawn(0), setting.standards)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Words one folder as the sheet's data."""

    document: CaseFolder
    lettering: Lettering
    _: Translate

    def data(self, drawn: Callable[[int], None]) -> dict[str, Any]:
        """Everything the sheet draws."""
        of, _ = self.document, self._
        ours = self._ours
        letters = {each.law: each for each in of.gone}
        chapters = list(self._chapters(drawn))
        return {
            "lang": self.lettering.language,
            "dir": self.lettering.direction,
            "fonts": list(FAMILIES),
            "title": ours(of.title),
            "author": of.board or "FieldNotes",
            "subject": _("Made for one person") if of.to else _("The journal of one case"),
            "board": self._theirs(of.board),
            "head": [ours(each) for each in self._head()],
            "undrawn": ours(self._undrawn()),
            "cover": {
                "heads": [ours(each) for each in (_("The case"), _("Details"))],
                "rows": [[ours(label), self._theirs(text)] for label, text in of.page],
            },
            "letters": [self._letter(*each) for each in self._letters(bool(letters))],
            "contents": ours(_("Contents")),
            "chapters": chapters,
            "gone-word": _("Left out"),
            "foot": _("Case {number} · {title}").format(number=of.case_number, title=of.title),
            "page": _("page {number} of {total}"),
        }

    def _head(self) -> Iterator[str]:
        of, _ = self.document, self._
        if of.to is not None:
            yield _("To {person}").format(person=person_words(of.to))
        yield _("Made by {worker} on {when}.").format(
            worker=_who(of.made, _), when=moment(of.made_at, self.lettering.dates)
        )

    def _letters(self, masked: bool) -> Iterator[tuple[str, list[str], list[str], list[list[str]]]]:  # noqa: FBT001 - one fact
        of, _ = self.document, self._
        if of.reply_by is not None:
            yield (
                _("Before the decision"),
                [
                    _("You can say what you think until {day}. After that the board can decide.").format(
                        day=of.reply_by
                    ),
                    _("Write to us, call us, or come to us. What you say becomes a part of the case."),
                    _("You also have the right to speak to the board yourself before it decides. Tell us."),
                ],
                [],
                [],
            )
        if of.to is None:
            return
        if not masked:
            yield _("What is left out"), [_("Nothing is left out.")], [], []
            return
        told = [
            _("Some parts may not be shown to you. There stands a black mark with a letter; the letter says why."),
            _("You have the right to a decision in writing about what is left out, and to appeal it. Ask us for it."),
        ]
        heads = [_("Letter"), _("Why it is left out"), _("Law"), _("Parts")]
        rows = [[each.letter, each.words, each.law, str(each.count)] for each in of.gone]
        yield _("What is left out"), told, heads, rows

    def _letter(self, heading: str, lines: list[str], heads: list[str], rows: list[list[str]]) -> dict[str, Any]:
        ours = self._ours
        return {
            "heading": ours(heading),
            "lines": [ours(each) for each in lines],
            "heads": [ours(each) for each in heads],
            "rows": [[ours(each) for each in row] for row in rows],
        }

    def _chapters(self, drawn: Callable[[int], None]) -> Iterator[dict[str, Any]]:
        for number, chapter in enumerate(self.document.chapters, start=1):
            yield self._chapter(chapter, first=number == 1)
            drawn(1)

    def _chapter(self, chapter: Chapter, *, first: bool) -> dict[str, Any]:
        return {
            "apart": first,
            "heading": self._ours(chapter.heading),
            "under": [self._ours(each) for each in chapter.under],
            "parts": [self._part(each) for each in chapter.parts],
        }

    def _part(self, part: FolderPart) -> dict[str, Any]:
        _ = self._
        kind = _("Assessment by the worker, not a fact") if part.kind in _KINDS else ""
        return {
            "heading": self._ours(part.heading),
            "kind": self._ours(kind),
            "items": [self._item(each) for each in part.items],
        }

    def _item(self, item: Item) -> dict[str, Any]:
        label = item.label if not item.label or item.label.endswith("?") else f"{item.label}:"
        lines = [[self._run(each) for each in runs] for runs in _lines(item.runs)]
        return {"label": self._ours(label), "lines": lines}

    def _run(self, run: Run) -> Said:
        if not run.why:
            return self._theirs(run.text)
        return {"gone": run.why}

    def _ours(self, text: str) -> Said:
        return self._plain(self.lettering.ours(text))

    def _theirs(self, text: str) -> Said:
        return self._plain(self.lettering.theirs(text))

    def _plain(self, line: dict[str, str]) -> Said:
        """Hand a line that runs as the paper does as text alone: a thousand pages are half as large in memory."""
        usual = (self.lettering.language, self.lettering.direction)
        return line["text"] if (line["lang"], line["dir"]) == usual else line

    def _undrawn(self) -> str:
        """Say so where people's words hold letters that no font has, rather than leave them out in silence."""
        items = (item for chapter in self.document.chapters for part in chapter.parts for item in part.items)
        texts = (run.text for item in items for run in item.runs if not run.text.isascii())
        if not any(UNDRAWN in drawn_letters(text, self.lettering.fonts) for text in texts):
            return ""
        _ = self._
        return _("Some letters could not be printed here. They stand as they were written in the note.")


def _lines(runs: Iterable[Run]) -> list[list[Run]]:
    """Cut runs into the lines their words are written in; empty lines go."""
    found: list[list[Run]] = [[]]
    for run in runs:
        if run.why:
            found[-1].append(run)
            continue
        first, *more = "".join(run.text).split("\n")
        found[-1].append(Run(type(run.text)(first)))
        found += [[Run(type(run.text)(each))] for each in more]
    return [line for line in found if any(run.why or run.text.strip() for run in line)]


def _who(signature: Signature, _: Translate) -> str:
    return ", ".join(part for part in (signature.name, role_words(signature.role, _), signature.unit) if part)

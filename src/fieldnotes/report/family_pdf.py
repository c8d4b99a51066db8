"""The paper that leaves the office: tagged, fonts embedded, any script in its order.

Refuses to know who may see what: it is handed finished values, and gives the bytes of a PDF that claims PDF/UA-1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from fieldnotes.domain.private import Private
from fieldnotes.domain.wording import inside
from fieldnotes.language.plain_text import sentences
from fieldnotes.language.roles import role_words
from fieldnotes.language.translation import translate
from fieldnotes.report.drawable import UNDRAWN, drawn_letters
from fieldnotes.report.family_document import FamilyDocument, Look, Part, Said
from fieldnotes.report.note_document import PersonLine
from fieldnotes.report.page_setting import FAMILIES
from fieldnotes.report.paper import Translate, moment
from fieldnotes.report.tagged_pdf import Lettering, tagged_pdf

SHEET: Final = "family.typ"
_SPOKEN: Final = frozenset({"sv", "en"})
_HASH = 12


@dataclass(frozen=True, slots=True)
class _Setting:
    """Points, line and paragraph distance in em, side margin in mm; whether every part begins a page."""

    size: float
    leading: float
    spacing: float
    margin: float
    apart: bool = False
    by_sentence: bool = False


_LOOKS: Final[Mapping[Look, _Setting]] = {
    Look.ORDINARY: _Setting(12, 0.75, 1.2, 24),
    Look.LARGE: _Setting(20, 0.8, 1.2, 18),
    Look.EASY: _Setting(16, 0.95, 1.5, 32, by_sentence=True),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """What the paper is set with: folders of fonts and sheets, the language of its headings, how it looks."""

    fonts: Path
    sheets: Path
    language: str
    look: Look = Look.ORDINARY


def family_pdf(document: FamilyDocument, paper: Paper, _: Translate = translate) -> bytes:
    """Set the paper and give its bytes; the same values give the same bytes on every computer.

    Args:
        document: finished values, in the note's language and the family's.
        paper: with what and in which language it is set.
        _: wording of the paper's own headings, in `paper.language`.

    Raises:
        Unavailable: FONT_MISSING(file).
    """
    return tagged_pdf(SHEET, _Page(document, paper, _).data(), paper.fonts, paper.sheets, document.author.at)


@dataclass(frozen=True, slots=True)
class _Page:
    """Words one document as the sheet's data."""

    document: FamilyDocument
    paper: Paper
    _: Translate

    def data(self) -> dict[str, Any]:
        """Everything the sheet draws."""
        of, _ = self.document, self._
        setting = _LOOKS[self.paper.look]
        subject = _("Extract for one recipient") if of.extract else _("Copy for one person")
        return {
            "lang": self.paper.language,
            "dir": self._lettering.direction,
            "fonts": list(FAMILIES),
            "look": {
                "size": setting.size,
                "leading": setting.leading,
                "spacing": setting.spacing,
                "margin": setting.margin,
                "apart": setting.apart,
            },
            "title": self._theirs(" ".join(filter(None, (of.title, of.day)))),
            "author": of.board or "FieldNotes",
            "subject": subject,
            "board": self._theirs(of.board),
            "head": [self._ours(each) for line in self._head() for each in line.splitlines()],
            "parts": [self._part(each) for each in (*of.parts, *self._loose())],
            "closing": [{"heading": self._ours(head), "lines": [self._ours(each) for each in lines]}
                        for head, lines in self._closing()],
            "undrawn": self._ours(self._undrawn()),
            "foot": _("Case {number} · copy of the signed text {hash}").format(
                number=of.case_number, hash=of.revision[:_HASH]
            ),
            "page": _("page {number} of {total}"),
        }  # fmt: skip

    def _undrawn(self) -> str:
        """Say so where people's words hold letters that no font has, rather than leave them out in silence."""
        of = self.document
        said = (*of.said, *(each for part in of.parts for each in part.said))
        words = (each.words or "" for each in said)
        rows = (text for part in of.parts for row in part.rows for text in (row.who, row.what, row.when))
        texts = (of.to.name, *(part.text for part in of.parts), *rows, *words)
        if not any(UNDRAWN in drawn_letters(text, self.paper.fonts) for text in texts):
            return ""
        _ = self._
        return _("Some letters could not be printed here. They stand as they were written in the note.")

    def _head(self) -> tuple[str, ...]:
        of, _ = self.document, self._
        by = of.author
        written = _("Written and signed by {worker}, {role}, {unit}, on {when}.").format(
            worker=by.name, role=role_words(by.role, _), unit=by.unit, when=moment(by.at, self._lettering.dates)
        )
        if self.paper.language not in _SPOKEN:
            written += "\n" + _("The text of the note is in Swedish.")
        if not of.extract:
            return (_("To {person}").format(person=_person(of.to)), written)
        only = _("This is an extract. It holds only what the family has said yes to that you may know.")
        return (_("To {person}").format(person=_person(of.to)), written, only)

    def _closing(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        _, by = self._, self.document.author
        ask = (_("Do you wonder about something?"), (_("Ask {worker}, {unit}.").format(worker=by.name, unit=by.unit),))
        if self.document.extract:
            secret = _("What stands here is secret. Show it only to those who need it to do their part.")
            return ((_("Keep it to yourselves"), (secret,)), ask)
        wrong = (
            _("Tell us. We write what you say in the note, in your own words, and it stays there."),
            _("What we wrote stays readable too."),
        )
        return ((_("Is something wrong?"), wrong), ask)

    def _loose(self) -> tuple[Part, ...]:
        """What the reader said that stands beside no part."""
        said, _ = self.document.said, self._
        return (Part(_("What you have said"), _NOTHING, said=said),) if said else ()

    def _part(self, part: Part) -> dict[str, Any]:
        _ = self._
        return {
            "heading": self._theirs(part.label),
            "kind": self._ours(_("The social worker's assessment, not a fact") if part.assessment else ""),
            "lines": self._lines(part.text),
            "heads": [self._ours(each) for each in (_("Who"), _("What"), _("When"))],
            "rows": [[self._theirs(each) for each in (row.who, row.what, row.when)] for row in part.rows],
            "said": [self._said(each) for each in part.said],
        }

    def _said(self, said: Said) -> dict[str, Any]:
        _ = self._
        verbs = {
            "agrees": _("agrees"),
            "disagrees": _("says that this is wrong"),
            "adds": _("wants to add"),
            "not_asked": _("was not asked"),
            "did_not_take_part": _("did not take part"),
        }
        head = " ".join((_person(said.who) if said.who else _("Somebody in the family"), verbs[said.answer]))
        about = [said.about] if said.about else []
        earlier = [] if said.same_text else [_("about an earlier text")]
        return {
            "wrong": said.answer == "disagrees",
            "head": self._ours(" · ".join((head, *about, *earlier))),
            "lines": [*self._lines(f"”{said.words}”" if said.words else ""), *self._lines(said.showed)],
        }

    def _lines(self, text: str) -> list[dict[str, str]]:
        lines = [line for line in text.splitlines() if line.strip()]
        if _LOOKS[self.paper.look].by_sentence:
            lines = [each for line in lines for each in _each_sentence(line)]
        return [line for each in lines if (line := self._theirs(each))["text"].strip()]

    def _ours(self, text: str) -> dict[str, str]:
        return self._lettering.ours(text)

    def _theirs(self, text: str) -> dict[str, str]:
        return self._lettering.theirs(text)

    @property
    def _lettering(self) -> Lettering:
        return Lettering(self.paper.fonts, self.paper.language)


_NOTHING = Private("")


def _person(person: PersonLine) -> str:
    return f"{person.name} ({inside(person.role)})" if person.role else str(person.name)


def _each_sentence(line: str) -> list[str]:
    """Give each sentence a line of its own; a question keeps its answer, and a source its sentence."""
    starts = []
    for each in sentences(line)[1:]:
        at = each.start
        while at and not line[at - 1].isspace():
            at -= 1
        if line[at] != "(" and not line[:at].rstrip().endswith("?"):
            starts.append(at)
    cuts = [0, *starts, len(line)]
    return [part for begin, end in pairwise(cuts) if (part := line[begin:end].strip())]

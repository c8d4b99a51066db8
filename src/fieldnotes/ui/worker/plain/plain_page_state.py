"""What stands on the page of plain versions, as plain values between presenter and view. Knows no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from fieldnotes.casework.plain_versions import CHILD, GUARDIAN, PlainNote, PlainSection
from fieldnotes.language.plain import Mark, PlainWords, plain
from fieldnotes.language.plain_differences import ADDED, CHANGED, MISSING, Difference
from fieldnotes.language.plain_targets import PlainTarget
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.family.how_plain import how_plain

MOST = 5
"""Marked words told at once; more is a wall of text."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage that could be plainer: what to do about it, or the words that can stand there instead."""

    words: str = field(repr=False)
    advice: str
    start: int
    end: int
    instead: str = ""


@dataclass(frozen=True, slots=True)
class PlainCheck:
    """What is told of one text: its figures, what differs from the note, and a word that may not stand there."""

    figures: str = ""
    over: bool = False
    differs: tuple[str, ...] = field(default=(), repr=False)
    missing: str = field(default="", repr=False)
    protected: str = field(default="", repr=False)
    marked: tuple[Marked, ...] = field(default=(), repr=False)

    @property
    def spoken(self) -> str:
        """Give everything in one text, for a screen reader."""
        return " ".join(part for part in (self.protected, *self.differs, self.missing, self.figures) if part)


def check(note: PlainNote, section: PlainSection, audience: str, text: str, words: PlainWords) -> PlainCheck:
    """Look at one plain version. Hints only: it stops nothing, and changes nothing."""
    if not text.strip():
        return PlainCheck()
    found = note.differences(section, audience, text)
    report = plain(text, words)
    term = note.protected(audience, text)
    target = note.targets[audience]
    return PlainCheck(
        figures=how_plain(text, target),
        over=bool(target.missed(report)),
        differs=tuple(_line(each) for each in found if each.way in {ADDED, CHANGED}),
        missing=_missing([each for each in found if each.way == MISSING]),
        protected=_("”{term}” is protected in the case and stops the showing. Write it another way.").format(term=term)
        if term
        else "",
        marked=tuple(_marked(text, mark) for mark in report.marks if _is_told(mark))[:MOST],
    )


def _is_told(mark: Mark) -> bool:
    return mark.rule in {"long_sentence", "hard_word", "value_word", "abbreviation", "address_form", "passive"}


def _marked(text: str, mark: Mark) -> Marked:
    from fieldnotes.ui.worker.editor.plain_presenter import advice_words

    advice = _("Plainer: {words}.").format(words=mark.plain) if mark.plain else advice_words(mark.rule)
    return Marked(text[mark.start : mark.end], advice, mark.start, mark.end, mark.instead)


def _line(one: Difference) -> str:
    if one.way == CHANGED:
        return _("The note says otherwise: ”{words}”").format(words=" ".join(one.other.split()))
    return {
        "date": _("This day is not in the note: {words}"),
        "time": _("This time is not in the note: {words}"),
        "number": _("This number is not in the note: {words}"),
        "often": _("The note does not say this often: {words}"),
        "name": _("This name is not in the note: {words}"),
        "promise": _("The note promises nothing like it: ”{words}”"),
    }[one.kind].format(words=" ".join(one.words.split()))


def _missing(found: Sequence[Difference]) -> str:
    """Tell in one line what is left out; a promise comes first, since it binds."""
    promises = [f"”{' '.join(each.words.split())}”" for each in found if each.kind == "promise"]
    others = [" ".join(each.words.split()) for each in found if each.kind != "promise"]
    told = ", ".join([*promises, *others])
    return _("In the note, and not here: {words}").format(words=told) if told else ""


def audience_words(audience: str) -> str:
    """Say for whom a version is."""
    return {GUARDIAN: _("For the guardian"), CHILD: _("For the child")}[audience]


def target_words(target: PlainTarget) -> str:
    """Say how plain it is to be."""
    return _("At most LIX {lix}, {longest} words in a sentence").format(lix=target.lix, longest=target.longest)

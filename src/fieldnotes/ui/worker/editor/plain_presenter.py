"""How plain the section with the cursor is, and which words could be simpler. Knows no Qt."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from fieldnotes.domain.passages import Passage, passages
from fieldnotes.language.plain import Mark, PlainWords, plain
from fieldnotes.language.plain_targets import JOURNAL_LIX
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.worker.editor.pace import Later
from fieldnotes.ui.worker.editor.presenter import EditorPresenter
from fieldnotes.ui.worker.editor.states import PlainState, Where, WordRow

LONGEST = 40
"""Characters of a marked passage that are shown."""
LEAST_WORDS = 8
"""Fewer words than this give no reading index worth showing."""


class PlainScreen(Protocol):
    """What is asked of the window."""

    def show_plain(self, state: PlainState) -> None:
        """Draw index and marked words."""
        ...


class PlainPresenter:
    """Reads one section at a time, in a pause."""

    QUIET = 600

    def __init__(self, presenter: EditorPresenter, screen: PlainScreen, later: Later) -> None:
        self._presenter = presenter
        self._screen = screen
        self._later = later
        self._section = ""
        self._job: Job | None = None
        self._state = PlainState()
        self._words: PlainWords | None = None

    def enter(self, section: str) -> None:
        """Look at another section."""
        self._section = section
        self.soon()

    @property
    def section(self) -> str:
        """Return the section that was read last."""
        return self._state.section

    def soon(self) -> None:
        """Plan to look."""
        self._later.start(self.QUIET)

    def look(self) -> None:
        """Read the section now; an answer about an older text is dropped."""
        opened = self._presenter.opened
        if opened is None or not self._section:
            return
        if self._job is not None:
            self._job.cancel()
        section, children = self._section, {opened.form.child.id}
        parts = opened.note.form.section(section)
        texts = passages(parts, self._presenter.values.get(section, {}), children)
        lines = self._presenter.desk.workshop.plain_words
        self._job = self._presenter.tasks.run(
            Lane.READ,
            lambda _job: plain_state(section, texts, self._list(lines)),
            owner=self._screen,
            done=self._show,
            failed=_stay,
        )

    def next_word(self, where: Where | None) -> WordRow | None:
        """Return the word that one key replaces: the one at the cursor, else the nearest before it, else the first."""
        words = [word for word in self._state.words if word.replacement is not None]
        if where is not None and where.section == self._state.section:
            here = [word for word in words if (word.place, word.row) == (where.field, where.row)]
            before = [word for word in here if word.start <= where.at]
            words = before[-1:] or here or words
        return words[0] if words else None

    def _list(self, lines: Sequence[Mapping[str, str]]) -> PlainWords:
        """Make the word list ready once; runs on the lane."""
        if self._words is None:
            self._words = PlainWords.read(lines)
        return self._words

    def _show(self, state: PlainState) -> None:
        self._state = state
        self._screen.show_plain(state)


def plain_state(section: str, texts: Sequence[Passage], words: PlainWords) -> PlainState:
    """Read the texts of a section: its index, and the marked passages with what could stand instead.

    What is somebody's own words counts in the index, and is never marked (CHI-1).
    """
    if not texts:
        return PlainState(section)
    report = plain("\n".join(each.text for each in texts), words)
    lix = round(report.lix) if report.words >= LEAST_WORDS else None
    rows = [_row(each, mark) for each in texts if not each.own for mark in _apart(plain(each.text, words).marks)]
    return PlainState(section, lix, tuple(rows), heavy=lix is not None and lix > JOURNAL_LIX)


def _apart(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Tell each spot once: what lies inside another mark is left out, unless it can be replaced at once."""
    for mark in marks:
        around = [each for each in marks if each.rule != "long_sentence" and each is not mark]
        inside = any(each.start <= mark.start and mark.end <= each.end for each in around if _wider(each, mark))
        if mark.instead or mark.rule == "long_sentence" or not inside:
            yield mark


def _wider(one: Mark, other: Mark) -> bool:
    """Tell which of two marks stays: the longer, and of two as long the one with a plainer word, then the first."""
    return (one.end - one.start, bool(one.instead), one.rule) > (
        other.end - other.start,
        bool(other.instead),
        other.rule,
    )


def _row(text: Passage, mark: Mark) -> WordRow:
    words = text.text[mark.start : mark.end]
    advice = "" if mark.instead else advice_words(mark.rule)
    if not mark.instead and mark.plain and mark.rule == "hard_word":
        advice = _("Plainer: {words}.").format(words=mark.plain)
    return WordRow(words, advice, mark.start, mark.end, mark.instead or None, text.field, text.row)


def shown_words(word: WordRow) -> str:
    """Cut a long passage for the panel."""
    return word.words if len(word.words) <= LONGEST else word.words[: LONGEST - 2].rstrip() + " …"


def advice_words(rule: str) -> str:
    """Say in a few words what a mark means."""
    return {
        "long_sentence": _("A long sentence; could it be two?"),
        "passive": _("Who does it?"),
        "missing_doer": _("Who does it?"),
        "noun_style": _("Use a verb instead."),
        "hard_word": _("Is there a simpler word?"),
        "value_word": _("Describe what was seen or said."),
        "abbreviation": _("Write it out."),
        "address_form": _("Write who it is."),
    }.get(rule, "")


def _stay(_error: Exception) -> None:
    """Leave the panel as it was; plain language never stops anybody."""

"""How plain the section with the cursor is, and which words could be simpler. Knows no Qt."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from fieldnotes.domain.json_value import Json
from fieldnotes.language.plain import PlainWords, plain
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.worker.editor.pace import Later
from fieldnotes.ui.worker.editor.presenter import EditorPresenter
from fieldnotes.ui.worker.editor.shapes import SectionShape, rows_of
from fieldnotes.ui.worker.editor.states import PlainState, WordRow

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
        shape = opened.form.section(self._section)
        text = section_prose(shape, self._presenter.values.get(self._section, {}))
        lines = self._presenter.desk.workshop.plain_words
        self._job = self._presenter.tasks.run(
            Lane.READ,
            lambda _job: plain_state(shape.id, text, self._list(lines)),
            owner=self._screen,
            done=self._show,
            failed=_stay,
        )

    def first_word(self) -> WordRow | None:
        """Return the first marked word that has a plainer one."""
        return next((word for word in self._state.words if word.replacement is not None), None)

    def replaced(self, word: WordRow) -> tuple[str, Json] | None:
        """Give the field and its value with a marked word replaced; nothing when the words are gone."""
        opened = self._presenter.opened
        if opened is None or word.replacement is None:
            return None
        shape = opened.form.section(self._state.section)
        for field in shape.fields:
            value = self._presenter.values.get(shape.id, {}).get(field.id)
            changed = _replace(value, word.words, word.replacement)
            if changed != value:
                return field.id, changed
        return None

    def _list(self, lines: Sequence[Mapping[str, str]]) -> PlainWords:
        """Make the word list ready once; runs on the lane."""
        if self._words is None:
            self._words = PlainWords.read(lines)
        return self._words

    def _show(self, state: PlainState) -> None:
        self._state = state
        self._screen.show_plain(state)


def plain_state(section: str, text: str, words: PlainWords) -> PlainState:
    """Read a text: its index, and the marked passages with what could stand instead."""
    if not text.strip():
        return PlainState(section)
    report = plain(text, words)
    rows = [_row(text, mark.start, mark.end, mark.rule, mark.plain) for mark in report.marks]
    seen: dict[str, WordRow] = {}
    for row in rows:
        seen.setdefault(row.words.lower(), row)
    lix = round(float(report.lix)) if report.words >= LEAST_WORDS else None
    return PlainState(section, lix, tuple(seen.values()))


def section_prose(shape: SectionShape, fields: Mapping[str, Json]) -> str:
    """Put the free text of a section together, a line for each piece."""
    return "\n".join(text for field in shape.fields for text in _prose(field.type, fields.get(field.id)))


def _prose(kind: str, value: Json) -> list[str]:
    keys = {"statement": "text", "observation": "text", "assessment": "text", "agreement": "what", "next_step": "what"}
    if kind == "text" and isinstance(value, str):
        return [value]
    if kind not in keys:
        return []
    return [str(row.get(keys[kind], "")) for row in rows_of(value) if isinstance(row, Mapping)]


def _row(text: str, start: int, end: int, rule: str, suggestion: str) -> WordRow:
    words = text[start:end]
    if rule == "hard_word" and suggestion:
        large = words[:1].isupper()
        replacement = suggestion[:1].upper() + suggestion[1:] if large else suggestion
        return WordRow(words, "", start, end, replacement)
    shown = words if len(words) <= LONGEST else words[: LONGEST - 2].rstrip() + " …"
    return WordRow(shown, advice_words(rule), start, end)


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


def _replace(value: Json, words: str, by: str) -> Json:
    if isinstance(value, str):
        return value.replace(words, by, 1)
    if isinstance(value, Mapping):
        return {key: _replace(item, words, by) if key in ("text", "what") else item for key, item in value.items()}
    if isinstance(value, list):
        rows = list(value)
        for number, row in enumerate(rows):
            changed = _replace(row, words, by)
            if changed != row:
                rows[number] = changed
                break
        return rows
    return value


def _stay(_error: Exception) -> None:
    """Leave the panel as it was; plain language never stops anybody."""

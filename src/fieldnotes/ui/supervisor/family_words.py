"""What the family saw and said, in words for the one who decides; disagreement is never hidden (INS-2). Knows no Qt."""

from collections.abc import Collection
from dataclasses import dataclass
from dataclasses import field as kept
from datetime import datetime

from fieldnotes.casework.note_views import AnswerView, FamilyRow, NoteView
from fieldnotes.language.shown_answers import shown_words
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.when import moment

TOOK_PART = ("agrees", "disagrees", "adds")


@dataclass(frozen=True)
class Said:
    """What one person said: `tone` is warn for disagreement, info for an addition, plain otherwise."""

    words: str = kept(repr=False)
    quote: str = kept(repr=False)
    tone: str


@dataclass(frozen=True)
class Saw:
    """The words of one section as the family last saw them, and when and by whom."""

    label: str
    when: str
    text: str = kept(repr=False)


def saw_of(note: NoteView, section: str, now: datetime) -> Saw | None:
    """Give what the family last saw of a section; nothing when it was never shown."""
    for row in reversed(note.family):
        for copy in row.sections:
            if copy.id == section:
                names = _names(row)
                when = _("Shown {time} to {names}.").format(time=moment(row.at, now), names=names)
                return Saw(copy.label, when, str(copy.text))
    return None


def said_about(note: NoteView, section: str) -> tuple[Said, ...]:
    """Give what was said about one section."""
    return tuple(_said(answer) for answer in _answers(note) if answer.section == section)


def general_answers(note: NoteView, known: Collection[str]) -> tuple[Said, ...]:
    """Give what was said about the whole note, or about a section that no longer has text."""
    return tuple(_said(answer) for answer in _answers(note) if answer.section not in known)


def showing_lines(note: NoteView, now: datetime) -> tuple[str, ...]:
    """Say what was shown to whom, one line a showing."""
    return tuple(_showing(row, now) for row in note.family)


def disagreements(note: NoteView) -> int:
    """Count the answers that say something is wrong."""
    return sum(answer.answer == "disagrees" for answer in _answers(note))


def _answers(note: NoteView) -> list[AnswerView]:
    return [answer for showing in note.family for answer in showing.answers]


def _said(answer: AnswerView) -> Said:
    words = {
        "agrees": _("{name} says it is right."),
        "disagrees": _("{name} says that something is wrong."),
        "adds": _("{name} wants to add something."),
        "not_asked": _("{name} was not asked."),
        "did_not_take_part": _("{name} did not take part."),
    }
    line = words.get(answer.answer, "{name}").format(name=answer.name)
    if answer.reason:
        line = _("{words} Reason: {reason}").format(words=line, reason=answer.reason)
    if answer.answer in TOOK_PART and not answer.same_text:
        line = _("{words} The text has changed since.").format(words=line)
    if shown := shown_words(answer.face, answer.way):
        line = f"{line} {shown}"
    tones = {"disagrees": "warn", "adds": "info"}
    return Said(line, str(answer.text or ""), tones.get(answer.answer, "plain"))


def _showing(row: FamilyRow, now: datetime) -> str:
    names = _names(row)
    labels = ", ".join(section.label for section in row.sections)
    words = _("Shown {time} to {names}: {sections}.")
    return words.format(time=moment(row.at, now), names=names, sections=labels)


def _names(row: FamilyRow) -> str:
    return ", ".join(str(person.get("name") or person.get("person_id")) for person in row.people)

"""Whose turn it is in a note, and what the entries of one that waits say: ids, times and flags, nobody's words."""

from dataclasses import dataclass
from datetime import datetime

from fieldnotes.domain.entry import Filed
from fieldnotes.domain.fold import Flags, NoteState, Question, State


@dataclass(frozen=True, slots=True)
class Waits:
    """One such note. `authors`: everybody who wrote a text of it; `since`: when it became the supervisor's turn.

    `heard`: as `child_heard` has it.
    """

    template: str
    author: str
    authors: frozenset[str]
    head: str
    at: datetime
    since: datetime
    state: str
    flags: Flags
    open_questions: int
    answered_questions: int
    heard: str


def waits_for_decision(state: NoteState) -> bool:
    """Tell whether it is a supervisor's turn: signed and not decided, in conflict, or every question answered."""
    if not state.heads:
        return False
    if state.state is not State.RETURNED:
        return state.state is State.SIGNED
    return not any(question.open for question in about_heads(state))


def about_heads(state: NoteState) -> tuple[Question, ...]:
    """Give the questions about the text that stands; those about an older one were met by the correction."""
    heads = {head.hash for head in state.heads}
    return tuple(each for each in state.questions if each.asked.entry.body["revision"] in heads)


def gave_the_turn(state: NoteState) -> tuple[Filed, ...]:
    """Give the acts that made it a supervisor's turn, the latest of which says since when: signing, last answers."""
    if state.state is not State.RETURNED:
        return (state.heads[-1],)
    return (state.heads[-1], *(given for question in about_heads(state) for given in question.answers))

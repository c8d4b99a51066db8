"""Words for the codes a person meets in a list: state, place, family, decision. Knows no command."""

from datetime import datetime
from typing import TYPE_CHECKING

from fieldnotes.language.translation import translate as _

if TYPE_CHECKING:
    from fieldnotes.casework.note_views import FlagsView, NoteRow


def state_word(state: str) -> str:
    """The state of a note in one word or two."""
    return {
        "draft": _("draft"),
        "signed": _("signed by its author"),
        "returned": _("returned"),
        "approved": _("approved"),
        "misfiled": _("in the wrong case"),
    }.get(state, state)


def where_word(where: str) -> str:
    """How far a note has come."""
    return {
        "only_here": _("only on this computer"),
        "sending": _("being sent"),
        "unknown": _("sent, not confirmed"),
        "received": _("at the hub"),
        "quarantined": _("set aside by the hub"),
    }.get(where, where)


def flag_words(flags: "FlagsView") -> list[str]:
    """What deserves attention, in words."""
    family = {
        "took_part": _("the family took part"),
        "did_not": _("the family did not take part"),
        "not_shown": _("not shown to the family"),
    }
    words = [
        (flags.changed_after_approval, _("changed after approval")),
        (flags.conflict, _("two versions not yet merged")),
        (flags.changed_since_shown, _("changed since the family saw it")),
    ]
    return [text for true, text in words if true] + [family.get(flags.family, flags.family)]


def urgency_words(urgency: str, child_heard: str) -> list[str]:
    """Whether a decision hurries, and whether the child was heard, where that is a question."""
    hurry = {"late": _("deadline passed"), "urgent": _("urgent"), "soon": _("deadline soon")}
    heard = {"heard": _("the child was heard"), "not_heard": _("the child was not heard")}
    return [words for words in (hurry.get(urgency), heard.get(child_heard)) if words]


def answer_word(answer: str) -> str:
    """What a person answered."""
    return {
        "agrees": _("agrees"),
        "disagrees": _("says that this is wrong"),
        "adds": _("wants to add"),
        "not_asked": _("was not asked"),
        "did_not_take_part": _("did not take part"),
    }.get(answer, answer)


def decision_word(decision: str) -> str:
    """What was decided."""
    return {
        "approved": _("approved"),
        "returned": _("returned"),
        "withdrawn": _("approval withdrawn"),
    }.get(decision, decision)


def moment(at: datetime) -> str:
    """Date and time in the order a list is sorted by."""
    return f"{at:%Y-%m-%d %H:%M}"


def by_both_clocks(at: datetime, hub_time: datetime | None) -> str:
    """Both times, each with its clock, when they cannot both be right; else the one the computer wrote down."""
    if hub_time is None:
        return moment(at)
    words = _("{here} by that computer, {there} by the hub")
    return words.format(here=moment(at), there=moment(hub_time.astimezone(at.tzinfo)))


def row_line(row: "NoteRow") -> str:
    """One note as one line of a list; the child is named by the case number only (SEC-8)."""
    parts = (row.note, row.case_number, row.label, state_word(row.state), where_word(row.where), moment(row.at))
    return "  ".join(parts)

"""From what a decision rests on to what the screen shows, as plain values in words. Knows no Qt and no store."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as kept
from datetime import datetime

from fieldnotes.casework.change_views import ChangeView
from fieldnotes.casework.note_views import NoteView, QuestionView, SectionState
from fieldnotes.casework.to_decide import ToDecide
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.names import decided_by, short_name
from fieldnotes.ui.shared.when import moment
from fieldnotes.ui.supervisor.change_lines import ChangePage, change_page
from fieldnotes.ui.supervisor.decide_facts import Fact, check_facts, facts_of, reader_facts
from fieldnotes.ui.supervisor.family_words import Said, Saw, general_answers, said_about, saw_of, showing_lines
from fieldnotes.ui.supervisor.passages import Drawn, Span, Target, draw, marks_of
from fieldnotes.ui.supervisor.pinned_now import section_now, stood_words, target_now

STATES = ("signed", "returned", "approved", "misfiled")


@dataclass(frozen=True)
class Asked:
    """A question that is recorded, with its answers; `glyph` and `tone` help, the words carry it."""

    heading: str
    quoted: str = kept(repr=False)
    text: str = kept(repr=False)
    answers: tuple[str, ...] = kept(repr=False)
    state: str
    tone: str
    stood: str = ""
    """What became of the words it was pinned to, when they do not stand there any more."""


@dataclass(frozen=True)
class SectionPage:
    """One section to read: its text, what the family said of it, what was asked about it."""

    id: str
    label: str
    chip: str
    assessment: bool
    changed: ChangePage | None
    drawn: Drawn
    marks: tuple[Span, ...]
    said: tuple[Said, ...]
    asked: tuple[Asked, ...]
    saw: Saw | None = None


@dataclass(frozen=True)
class DecidePage:
    """Everything the screen shows. `standing` says in a sentence why nothing can be decided, if so."""

    title: str
    state: str
    tone: str
    sections: tuple[SectionPage, ...]
    changes: tuple[ChangePage, ...]
    compared: str
    shown: tuple[str, ...] = kept(repr=False)
    answers: tuple[Said, ...] = ()
    asked_for: tuple[ChangeView, ...] = ()
    asked: tuple[Asked, ...] = ()
    facts: tuple[Fact, ...] = ()
    checks: tuple[Fact, ...] = ()
    readers: tuple[Fact, ...] = ()
    decisions: tuple[str, ...] = kept(default=(), repr=False)
    standing: str = ""
    may_decide: bool = True
    approved: bool = False
    begin_at: str = ""
    """The section to begin with: where the answers to one's questions stand; empty for the first."""


def decide_page(seen: ToDecide, now: datetime) -> DecidePage:
    """Make the page of a note that is opened by the one who decides."""
    note = seen.note
    known = {each.id for each in note.section_states if each.blocks}
    changes = {each.id: change_page(each, stands=each.id in known) for each in seen.changed}
    sections = tuple(_section(note, each, now, changes.get(each.id)) for each in note.section_states if each.blocks)
    state, tone = state_words(note)
    standing = _standing(note)
    return DecidePage(
        title=" · ".join((note.label, short_name(str(note.child)), note.case_number)),
        state=state,
        tone=tone,
        sections=sections,
        changes=tuple(changes.values()),
        compared=_compared(seen, now),
        shown=showing_lines(note, now),
        answers=general_answers(note, known),
        asked_for=note.changes,
        asked=tuple(asked_words(each, now, note) for each in note.questions if section_now(each.pin) not in known),
        facts=facts_of(seen, now),
        checks=check_facts(seen),
        readers=reader_facts(seen, now),
        decisions=_decisions(note, now),
        standing=standing,
        may_decide=not standing,
        approved=note.state == "approved",
        begin_at=_first_answered(note),
    )


def state_words(note: NoteView) -> tuple[str, str]:
    """Say in a chip how far the note has come, as the one who decides sees it."""
    if note.flags.conflict:
        return _("Two versions"), "rec"
    if note.flags.decisions_opposed:
        return _("Decided in two ways"), "warn"
    open_ = any(question.open and question.revision == note.head for question in note.questions)
    words = {
        "signed": (_("Waits for your decision"), "info"),
        "returned": (_("Returned with questions"), "warn") if open_ else (_("Questions answered"), "info"),
        "approved": (_("Approved"), "ok"),
        "misfiled": (_("In the wrong case"), "rec"),
    }
    return words.get(note.state, (note.state, "plain"))


def kind_words(kind: str) -> str:
    """Name a kind of pin."""
    return {"suggestion": _("Suggestion"), "praise": _("Praise")}.get(kind, _("Question"))


def about_words(target: Target, labels: Mapping[str, str]) -> str:
    """Say what a pin is about: words in quotation marks, or the whole section."""
    section = labels.get(target.section, target.section)
    if target.quoted:
        return _("{section}: ”{words}”").format(section=section, words=" ".join(target.quoted.split()))
    return _("{section}, the whole section").format(section=section)


def asked_words(question: QuestionView, now: datetime, note: NoteView) -> Asked:
    """Put a recorded question into words."""
    by, at = question.asked_by, moment(question.at, now)
    heading = _("{kind} from {name}, {time}").format(kind=kind_words(question.kind), name=by, time=at)
    state, tone = "", "plain"
    if question.kind != "praise":
        state, tone = (_("Not answered yet"), "warn") if question.open else (_("Answered"), "ok")
    older = question.revision not in note.heads
    return Asked(
        heading=_("{heading} (about an earlier text)").format(heading=heading) if older else heading,
        quoted=" ".join((question.pin.quoted or "").split()),
        text=str(question.text),
        answers=tuple(_("{name} answers: {text}").format(name=a.label, text=a.text) for a in question.answers),
        state=state,
        tone=tone,
        stood=stood_words(question.pin),
    )


def _section(note: NoteView, section: SectionState, now: datetime, changed: ChangePage | None) -> SectionPage:
    drawn = draw(section)
    fields = note.sections.get(section.id) or {}
    about = [question for question in note.questions if section_now(question.pin) == section.id]
    pins = [target_now(each.pin) for each in about]
    kinds = {"statement": _("What people said"), "agreement": _("Agreement")}
    return SectionPage(
        id=section.id,
        label=section.label,
        chip=kinds.get(section.kind, ""),
        assessment=section.kind == "assessment",
        changed=changed,
        drawn=drawn,
        marks=tuple(span for pin in pins for span in marks_of(pin, drawn, fields)),
        said=said_about(note, section.id),
        saw=saw_of(note, section.id, now),
        asked=tuple(asked_words(question, now, note) for question in about),
    )


def _compared(seen: ToDecide, now: datetime) -> str:
    if not seen.compared:
        return ""
    decided = [each for each in seen.note.decisions if each.revision != seen.note.at_revision]
    if decided:
        return _("Compared with the text of {time}, the last one decided about.").format(
            time=moment(_signed_at(seen.note, decided[-1].revision), now)
        )
    if seen.note.decisions:
        return ""
    return _("Compared with the first signed text; nothing has been decided before.")


def _signed_at(note: NoteView, revision: str) -> datetime:
    return next((each.at for each in note.revisions if each.hash == revision), note.at)


def _standing(note: NoteView) -> str:
    """Say why nothing can be decided here; empty when it can."""
    if not note.heads:
        return _("The note is not signed yet, so there is nothing to decide.")
    if note.state == "misfiled":
        return _("The note lies in the wrong case and is dealt with there.")
    if not note.may_approve:
        return _("You took part in writing this note, or do not supervise its case. Somebody else has to decide.")
    if note.flags.conflict:
        return _("Two versions of the note stand side by side. Its authors bring them together before you decide.")
    return ""


def _first_answered(note: NoteView) -> str:
    if note.state != "returned":
        return ""
    return next((section_now(each.pin) for each in note.questions if each.answers and each.revision == note.head), "")


def _decisions(note: NoteView, now: datetime) -> tuple[str, ...]:
    words = {
        "approved": _("Approved by {name}, {time}"),
        "returned": _("Returned with questions by {name}, {time}"),
        "withdrawn": _("Approval withdrawn by {name}, {time}"),
    }
    lines = []
    for each in note.decisions:
        line = words[each.decision].format(name=decided_by(each), time=moment(each.at, now))
        lines.append(_("{line}: {reason}").format(line=line, reason=each.reason) if each.reason else line)
    return tuple(lines)

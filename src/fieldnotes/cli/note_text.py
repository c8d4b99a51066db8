"""A note as lines for a person at a terminal. Knows no command."""

from typing import TYPE_CHECKING

from fieldnotes.cli.wordings import answer_word, decision_word, flag_words, moment, state_word, where_word
from fieldnotes.language.handed_over import handed_over_words, to_copy_words
from fieldnotes.language.shown_answers import shown_words
from fieldnotes.language.translation import translate as _

if TYPE_CHECKING:
    from fieldnotes.casework.change_views import ChangeView
    from fieldnotes.casework.conflict_views import MergeView
    from fieldnotes.casework.note_views import FamilyRow, NoteView, QuestionView


def note_lines(view: "NoteView") -> list[str]:
    """Title, state, sections, what the family said, questions and decisions."""
    lines = [
        f"{view.label} · {view.case_number} · {moment(view.at)}",
        " · ".join((state_word(view.state), where_word(view.where), *flag_words(view.flags))),
        _("Written by {name}").format(name=view.author_name),
    ]
    lines += [
        handed_over_words(one.what).format(system=one.to, when=moment(one.at), receipt=one.receipt)
        for one in view.delivered
    ]
    lines += [to_copy_words(one.what).format(system=one.to) for one in view.to_copy]
    lines += [_("Revision {hash}").format(hash=one) for one in view.heads]
    for section in view.section_states:
        if section.blocks:
            lines += ["", section.label, "-" * len(section.label)]
            lines += [_block(block.label, block.text) for block in section.blocks]
    for heading, part in (
        (_("The family"), [line for row in view.family for line in _family(row)]),
        (_("Changes, and who asked for them"), [line for one in view.changes for line in _change(one)]),
        (_("Questions"), [line for one in view.questions for line in _question(one)]),
        (
            _("The supervisor's decisions"),
            [f"{moment(d.at)}  {decision_word(d.decision)}  {d.by_name}  {d.revision}" for d in view.decisions],
        ),
    ):
        if part:
            lines += ["", heading, "-" * len(heading), *part]
    return lines


def conflict_lines(view: "MergeView") -> list[str]:
    """Who wrote each version, then every place where they differ: what stands in each and what is proposed."""
    lines = [f"{view.label} · {view.case_number}"]
    lines += [f"{head.letter}  {moment(head.at)}  {head.author_name}  {head.hash}" for head in view.heads]
    for one in view.differences:
        lines += ["", f"{one.section_label} – {one.label}  [{one.section}.{one.field}]"]
        lines += [f"  {offer.letters}: {offer.text or _('(nothing)')}" for offer in one.offers]
        if one.own:
            lines.append("  " + _("Words of the child or the family: they all have to stay."))
        if one.proposal is not None:
            lines.append("  " + _("Proposed: {text}").format(text=one.proposal or _("(nothing)")))
    return [*lines, "", _("{n} left to settle").format(n=view.left)]


def _block(label: str, text: str) -> str:
    return f"{label}: {text}" if label else text


def _family(row: "FamilyRow") -> list[str]:
    shown = _("Shown {when} by {worker}").format(when=moment(row.at), worker=row.by)
    lines = [f"{shown}  {row.shown}"]
    for one in row.answers:
        words = f": ”{one.text}”" if one.text else ""
        about = f" · {_about(row, one.section)}" if one.section else ""
        lines.append(f"  {one.name} {answer_word(one.answer)}{about}{words}")
        told = (_("Reason: {reason}").format(reason=one.reason) if one.reason else "", shown_words(one.face, one.way))
        lines += [f"    {each}" for each in told if each]
    return lines


def _about(row: "FamilyRow", section: str) -> str:
    return next((each.label for each in row.sections if each.id == section), section)


def _change(one: "ChangeView") -> list[str]:
    asked = _("{name} ({role}) asked for this.").format(name=one.name, role=one.role_label)
    return [
        f"{moment(one.at)}  {asked}  {one.label}",
        "  " + _("Before:") + f" {one.before or _('(nothing)')}",
        "  " + _("After:") + f" {one.after or _('(nothing)')}",
    ]


def _question(one: "QuestionView") -> list[str]:
    state = _("open") if one.open else _("closed")
    lines = [f"{one.id}  {state}  {one.pin.section}: {one.text}"]
    return lines + [f"  {answer.label}: {answer.text}" for answer in one.answers]

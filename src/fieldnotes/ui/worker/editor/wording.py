"""What the editor says about a note: title, when and where, where it lies, what the family said. Knows no Qt."""

from collections.abc import Mapping
from datetime import datetime

from fieldnotes.casework.delivered_views import standing
from fieldnotes.casework.draft_views import HERE, KEPT
from fieldnotes.casework.views import AnswerView, CaseView, FamilyRow, NoteView
from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.language.shown_answers import shown_words
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.names import short_name
from fieldnotes.ui.shared.note_rows import place_words, signed_words
from fieldnotes.ui.shared.when import clock_time
from fieldnotes.ui.worker.editor.shapes import Form, rows_of


def top_title(note: NoteView, case: CaseView) -> str:
    """Say template, first name with initial, and case number: enough to know, little to read over a shoulder."""
    return " · ".join((note.label, short_name(str(case.child.name)), case.number))


def top_detail(values: Sections, form: Form) -> str:
    """Say when, where and with whom."""
    basic = values.get("grunddata") or {}
    parts = [_when(basic.get("start"), basic.get("end"))]
    place = basic.get("place")
    parts.append(form.words("place", str(place)) if place else "")
    people = rows_of((values.get("deltagare") or {}).get("people"))
    names = [
        _participant(row, form) for row in people if isinstance(row, Mapping) and row.get("presence") != "inte_med"
    ]
    if names:
        parts.append(_("with {names}").format(names=", ".join(names)))
    return " · ".join(part for part in parts if part)


def day_words(day: datetime) -> str:
    """Say a day: 12 mars 2026."""
    months = (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
    return f"{day.day} {months[day.month - 1]} {day.year}"


def saved_words(note: NoteView) -> tuple[str, str]:
    """Say in the first pill how far the note has come, with its tone."""
    if note.is_draft:
        words = _("Draft – saved {time}") if note.corrects is None else _("Correction – saved {time}")
        return words.format(time=clock_time(note.at)), "warn"
    return signed_words(note.state, note.flags)


def where_words(note: NoteView, *, touched: bool = False) -> tuple[str, str]:
    """Say in the second pill where the note lies: the truth, in words; `touched`: something was saved since."""
    if note.is_draft:
        if note.kept == KEPT and not touched:
            return _("In safe-keeping at the case system"), "ok"
        older = note.kept != HERE
        return (_("The latest only on this computer") if older else _("Only on this computer")), "plain"
    there = standing(note.delivered, note.head)
    words, tone = place_words(note.where, there, note.to_copy)
    return words[:1].upper() + words[1:], tone


def family_lines(note: NoteView) -> tuple[str, ...]:
    """Say what the family saw and said; derived from what was recorded."""
    return tuple(line for showing in note.family for line in _showing(showing))


def answer_words(answer: AnswerView) -> str:
    """Say one person's answer."""
    said = {
        "agrees": _("{name}: says it is right."),
        "disagrees": _("{name}: says something is wrong."),
        "adds": _("{name}: wants to add something."),
        "not_asked": _("{name}: was not asked."),
        "did_not_take_part": _("{name}: did not take part."),
    }
    words = said.get(answer.answer, "{name}").format(name=str(answer.name).split(" ", 1)[0])
    return words if answer.same_text else _("{words} (the text has changed since)").format(words=words)


def _showing(row: FamilyRow) -> list[str]:
    names = [str(person.get("name") or person.get("person_id")).split(" ", 1)[0] for person in row.people]
    at = row.at.astimezone()
    shown = _("Shown to {names} {day} {time}.").format(names=", ".join(names), day=day_words(at), time=clock_time(at))
    return [shown, *(_said(row, answer) for answer in row.answers)]


def _said(row: FamilyRow, answer: AnswerView) -> str:
    """One person's answer with what it is about and their own words."""
    said = answer_words(answer)
    about = next((section.label for section in row.sections if section.id == answer.section), None)
    if about:
        said = _("{said} About: {section}.").format(said=said, section=about)
    quoted = f"{said} ”{answer.text}”" if answer.text else said
    return " ".join(each for each in (quoted, shown_words(answer.face, answer.way)) if each)


def _when(start: Json, end: Json) -> str:
    if not isinstance(start, str) or not start:
        return ""
    begins = datetime.fromisoformat(start)
    words = f"{day_words(begins)} {_own_time(begins)}"
    if isinstance(end, str) and end:
        ends = datetime.fromisoformat(end)
        words += f"–{_own_time(ends)}" if ends.date() == begins.date() else f" – {day_words(ends)} {_own_time(ends)}"
    return words


def _participant(row: Mapping[str, Json], form: Form) -> str:
    name = str(row.get("name") or "").split(" ", 1)[0]
    role = str(row.get("role"))
    return name if role == "barn" else f"{name} ({form.words('role_person', role).lower()})"


def _own_time(at: datetime) -> str:
    """Write a time of day as the record has it, in its own offset."""
    return at.strftime("%H:%M")

"""What came after the text: files, the family's answers, corrections, questions, decisions (INS-1, INS-2, INS-3).

All of it is projected from entries; nothing here is part of the text that was signed. Knows nothing of pages.
"""

from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Paragraph

from fieldnotes.domain.private import Private
from fieldnotes.language.file_words import size_words
from fieldnotes.report.note_document import (
    AnswerPart,
    ChangePart,
    CorrectionPart,
    DecisionPart,
    FilePart,
    NoteDocument,
    QuestionPart,
    ShowingPart,
)
from fieldnotes.report.note_flow import person_words, signed_words
from fieldnotes.report.paper import INDENT, STYLES, WARN, WARN_SOFT, Marked, Strip, Translate, moment, paragraph
from fieldnotes.report.typefaces import markup

_HEADING_AND_THREE_LINES = 118
_ITEM = 44
_DISPUTED = ParagraphStyle(
    "disputed", STYLES["text"], leftIndent=INDENT, rightIndent=INDENT, ground=WARN_SOFT, bar=WARN, spaceAfter=0
)
_HASH = 12


def afterwards(document: NoteDocument, language: str, _: Translate) -> list[Any]:
    """Everything that happened to the note beside its text, each under its own heading."""
    parts = (
        (_("Attachments"), _each(document.files, lambda one: _file(one, language, _))),
        (_("The family's comments"), _family(document, language, _)),
        (_("Changes, and who asked for them"), _each(document.changes, lambda one: _change(one, language, _))),
        (_("Corrections"), _each(document.corrections, lambda one: _correction(one, language, _))),
        (_("Questions and answers"), _each(document.questions, lambda one: _question(one, language, _))),
        (_("The supervisor's decisions"), _each(document.decisions, lambda one: _decision(one, language, _))),
    )
    flow: list[Any] = []
    for heading, content in parts:
        if content:
            flow += [CondPageBreak(_HEADING_AND_THREE_LINES), paragraph(heading, "section"), *content]
    return flow


def _each(items: tuple[Any, ...], draw: Any) -> list[Any]:  # noqa: ANN401 - one of this file's own functions
    flow: list[Any] = []
    for item in items:
        flow += [CondPageBreak(_ITEM), *draw(item)]
    return flow


def _quoted(text: str) -> str:
    return f"”{text}”"


def _words(text: Private) -> Paragraph:
    return paragraph(_quoted(text), "quote")


def _family(document: NoteDocument, language: str, _: Translate) -> list[Any]:
    if document.copy_for or not document.revision:
        return []
    if not document.showings:
        return [paragraph(_("The note has not been shown to the family."), "text")]
    return _each(document.showings, lambda one: _showing(one, language, _))


def _showing(showing: ShowingPart, language: str, _: Translate) -> list[Any]:
    people = ", ".join(person_words(person) for person in showing.people)
    told = _("Shown to {people} on {when} by {worker}.")
    flow = [
        paragraph(told.format(people=people, when=moment(showing.at, language), worker=showing.by), "shown"),
        paragraph(_("Sections: {labels}.").format(labels=", ".join(showing.sections)), "small"),
    ]
    if showing.changed_since:
        flow.append(paragraph(_("The text of the note has changed since it was shown."), "small"))
    if not showing.answers:
        flow.append(paragraph(_("No answer was recorded."), "text"))
    for answer in showing.answers:
        flow += [CondPageBreak(_ITEM), *_answer(answer, _)]
    return flow


def _answer(answer: AnswerPart, _: Translate) -> list[Any]:
    said = {
        "agrees": _("agrees"),
        "disagrees": _("says that this is wrong"),
        "adds": _("wants to add"),
        "not_asked": _("was not asked"),
        "did_not_take_part": _("did not take part"),
    }[answer.answer]
    about = answer.section or _("The whole note")
    head = f"{person_words(answer.person)} {said}"
    line = f"<b>{markup(head)}</b> · {markup(about)}"
    if not answer.same_text:
        line += f" · {markup(_('about an earlier text'))}"
    if answer.reason:
        line += f"<br/>{markup(_('Reason: {reason}').format(reason=answer.reason))}"
    if answer.shown:
        line += f"<br/>{markup(answer.shown)}"
    if answer.answer == "disagrees":
        words = f"<br/><i>{markup(_quoted(answer.text))}</i>" if answer.text else ""
        return [Strip(_DISPUTED, 4, above=True), Marked(line + words, _DISPUTED), Strip(_DISPUTED, 7)]
    return [Paragraph(line, STYLES["answer"]), *([_words(answer.text)] if answer.text else [])]


def _change(one: ChangePart, language: str, _: Translate) -> list[Any]:
    """Who asked, what stood there, what stands there now; each in words, never by a colour or a stroke alone."""
    head = f"<b>{markup(person_words(one.person))}</b> · {markup(one.about)} · {markup(moment(one.at, language))}"
    was = _quoted(one.before) if one.before else _("(nothing)")
    now = _quoted(one.after) if one.after else _("(nothing)")
    return [
        Paragraph(head, STYLES["tight"]),
        Paragraph(f"{markup(_('Before:'))} <i>{markup(was)}</i>", STYLES["tight_in"]),
        Paragraph(f"{markup(_('After:'))} {markup(now)}", STYLES["text_in"]),
    ]


def _correction(one: CorrectionPart, language: str, _: Translate) -> list[Any]:
    what = _("Versions merged") if one.what == "merged" else _("Corrected")
    return [
        Paragraph(f"<b>{markup(what)}</b> · {markup(signed_words(one.by, language, _))}", STYLES["tight"]),
        paragraph(_("Reason: {reason}").format(reason=one.reason), "text"),
    ]


def _file(one: FilePart, language: str, _: Translate) -> list[Any]:
    added = f"{size_words(one.size)} · {signed_words(one.by, language, _)}"
    return [
        Paragraph(f"<b>{markup(one.name)}</b> · {markup(added)}", STYLES["tight"]),
        paragraph(_("Entry: {hash}").format(hash=one.entry), "small"),
    ]


def _question(one: QuestionPart, language: str, _: Translate) -> list[Any]:
    kinds = {"question": _("Question"), "suggestion": _("Suggestion"), "praise": _("Praise")}
    about = f" · {markup(one.about)}" if one.about else ""
    flow = [
        Paragraph(
            f"<b>{markup(kinds[one.kind])}</b>{about} · {markup(signed_words(one.asked, language, _))}", STYLES["tight"]
        )
    ]
    if one.quoted:
        flow.append(_words(one.quoted))
    flow.append(paragraph(one.text, "text"))
    if one.answer and one.answered:
        answered = f"<b>{markup(_('The answer'))}</b> · {markup(signed_words(one.answered, language, _))}"
        flow += [Paragraph(answered, STYLES["tight_in"]), paragraph(one.answer, "text_in")]
    return flow


def _decision(one: DecisionPart, language: str, _: Translate) -> list[Any]:
    what = {"approved": _("Approved"), "returned": _("Returned"), "withdrawn": _("Approval withdrawn")}[one.what]
    about = _("the text above") if one.current else _("an earlier text")
    line = f"<b>{markup(what)}</b> · {markup(signed_words(one.by, language, _))}"
    read = _("Is about {text}, revision {hash}.").format(text=about, hash=one.revision[:_HASH])
    flow = [Paragraph(line, STYLES["tight"]), paragraph(read, "small")]
    if one.reason:
        flow.append(paragraph(_("Reason: {reason}").format(reason=one.reason), "text"))
    return flow

"""What happened with a signed note, as passages: who saw it and what they said, changes, questions, decisions, files.

Everything that is an entry of the note and not its text. Decides nothing.
"""

from collections.abc import Callable, Iterator, Sequence

from fieldnotes.casework.asked_changes import change_views
from fieldnotes.casework.folder_parts import KEY, Layout, Passage
from fieldnotes.casework.note_reading import family_rows, in_order, question_views
from fieldnotes.casework.views import AnswerView, FamilyRow, QuestionView
from fieldnotes.domain.entry import Filed, Kind
from fieldnotes.domain.file_types import plain_name
from fieldnotes.domain.private import Private
from fieldnotes.language.shown_answers import shown_words
from fieldnotes.language.translation import translate as _


def afterwards(of: Layout) -> Iterator[tuple[str, list[Passage]]]:
    """Give headings with their passages, in the order of the print."""
    yield _("The family's participation"), [each for row in family_rows(of.whole) for each in _showing(of, row)]
    yield _("Changes, and who asked for them"), list(_changes(of))
    yield _("Corrections"), list(_corrections(of))
    yield _("Questions and answers"), [each for view in question_views(of.whole) for each in _question(of, view)]
    yield _("The supervisor's decisions"), list(_decisions(of))
    yield _("Also recorded"), list(_also(of))


def _showing(of: Layout, row: FamilyRow) -> Iterator[Passage]:
    named = ", ".join(of.person(str(each["person_id"]), str(each["role"])) for each in row.people)
    words = _("{people}, by {worker}: {sections}")
    text = words.format(people=named, worker=row.by, sections=", ".join(each.label for each in row.sections))
    when = _("Shown {when}").format(when=row.at.strftime("%Y-%m-%d %H:%M"))
    yield Passage(f"{row.shown[:KEY]}/shown", when, Private(text))
    for number, answer in enumerate(row.answers):
        key = f"{(answer.entry or row.shown)[:KEY]}/answer/{number}"
        yield _answer(of, answer, key)


def _answer(of: Layout, answer: AnswerView, key: str) -> Passage:
    said = {
        "agrees": _("agrees"),
        "disagrees": _("says that this is wrong"),
        "adds": _("wants to add"),
        "not_asked": _("was not asked"),
        "did_not_take_part": _("did not take part"),
    }[answer.answer]
    parts = [
        f"{of.person(answer.person_id, answer.role)} {said}",
        "" if answer.same_text else _("about an earlier text"),
        f"”{answer.text}”" if answer.text else "",
        _("Reason: {reason}").format(reason=answer.reason) if answer.reason else "",
        shown_words(answer.face, answer.way),
    ]
    text = Private(" · ".join(filter(None, parts)))
    return Passage(key, of.label(answer.section), text, kind="comment", people=(answer.person_id,))


def _changes(of: Layout) -> Iterator[Passage]:
    for number, view in enumerate(change_views(of.desk, of.whole, at=of.whole.shown_revision)):
        words = _("{who} asked. Before: {before} After: {after}")
        before, after = view.before or _("(nothing)"), view.after or _("(nothing)")
        text = words.format(who=view.name, before=f"”{before}”", after=f"”{after}”")
        key = f"{(view.revision or '')[:KEY]}/change/{number}"
        yield Passage(key, view.label, Private(text), quotes=(str(view.before), str(view.after)))


def _corrections(of: Layout) -> Iterator[Passage]:
    for filed in sorted(of.whole.state.revisions, key=in_order):
        if filed.entry.kind in {Kind.NOTE_CORRECTED, Kind.NOTE_MERGED}:
            label = _("Corrected") if filed.entry.kind is Kind.NOTE_CORRECTED else _("Versions merged")
            text = f"{of.signed(filed)}. {_('Reason: {reason}').format(reason=filed.entry.body['reason'])}"
            yield Passage(f"{filed.hash[:KEY]}/correction", label, Private(text))


def _question(of: Layout, view: QuestionView) -> Iterator[Passage]:
    kinds = {"question": _("Question"), "suggestion": _("Suggestion"), "praise": _("Praise")}
    quoted = f"”{view.pin.quoted}” " if view.pin.quoted else ""
    text = Private(f"{view.asked_by}: {quoted}{view.text}")
    quotes = (str(view.pin.quoted),) if view.pin.quoted else ()
    label = f"{kinds[view.kind]} · {of.label(view.pin.section)}"
    yield Passage(f"{view.id[:KEY]}/question", label, text, quotes=quotes)
    for number, answer in enumerate(view.answers):
        yield Passage(f"{view.id[:KEY]}/answer/{number}", _("Answer"), Private(f"{answer.label}: {answer.text}"))


def _decisions(of: Layout) -> Iterator[Passage]:
    words = {Kind.NOTE_APPROVED: _("Approved"), Kind.NOTE_RETURNED: _("Returned")}
    for filed in sorted(of.whole.state.decisions, key=in_order):
        reason = filed.entry.body.get("reason")
        about = "" if filed.entry.body["revision"] in of.whole.head_hashes else _("an earlier text")
        why = _("Reason: {reason}").format(reason=reason) if isinstance(reason, str) else ""
        text = " · ".join(filter(None, (of.signed(filed), about, why)))
        label = words.get(filed.entry.kind, _("Approval withdrawn"))
        yield Passage(f"{filed.hash[:KEY]}/decision", label, Private(text))


def _also(of: Layout) -> Iterator[Passage]:
    """Consents, copies that were handed over, what became of agreements, files."""
    for filed in sorted(of.whole.filed, key=in_order):
        said = _recorded(of, filed)
        if said is not None:
            label, text = said
            person = filed.entry.body.get("person_id") or filed.entry.body.get("to")
            people = (person,) if isinstance(person, str) else ()
            words = Private(" · ".join(filter(None, (text, of.signed(filed)))))
            yield Passage(f"{filed.hash[:KEY]}/also", label, words, kind="comment", people=people)


def _recorded(of: Layout, filed: Filed) -> tuple[str, str] | None:
    body = filed.entry.body

    def name(key: str) -> str:
        return of.whole.people.person_name(of.whole.case, str(body[key]))

    note = str(body.get("note") or "")
    said: dict[Kind, Callable[[], tuple[str, Sequence[str]]]] = {
        Kind.ATTACHMENT_ADDED: lambda: (_("File"), (plain_name(str(body["name"])),)),
        Kind.CONSENT_GIVEN: lambda: (_("Said yes"), (name("person_id"), str(body["how"]), note)),
        Kind.CONSENT_WITHDRAWN: lambda: (_("Took back a yes"), (name("person_id"), note)),
        Kind.COPY_HANDED_OVER: lambda: (_("Copy handed over"), (name("to"),)),
        Kind.AGREEMENT_FOLLOWED_UP: lambda: (_("What became of an agreement"), (_outcome(str(body["outcome"])), note)),
        Kind.RECORDING_DESTROYED: lambda: (_("Sound destroyed"), ()),
    }
    if filed.entry.kind not in said:
        return None
    label, texts = said[filed.entry.kind]()
    return label, " · ".join(filter(None, texts))


def _outcome(word: str) -> str:
    return {"done": _("It is done"), "not_done": _("Not done")}.get(word, _("Still open"))

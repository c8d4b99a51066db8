"""Answers in words, and the end of a showing: who took part and what they said, out of the record. Knows no Qt."""

from collections.abc import Mapping

from fieldnotes.casework.understood import UnderstoodView
from fieldnotes.casework.views import AnswerView, FamilyRow
from fieldnotes.language.family_words import FamilyWords
from fieldnotes.language.shown_answers import shown_words
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.family.console_state import EndPage, Followed, PersonSaid, Showing
from fieldnotes.ui.shared.when import clock_time


def followed(showing: Showing, row: FamilyRow, counted: UnderstoodView, words: FamilyWords | None) -> Followed | None:
    """Put the one question to those who were shown something, in their language too."""
    told = ""
    if counted.all:
        told = _("So far {n} have answered: yes {yes}, partly {partly}, no {no}.").format(
            n=counted.all, yes=counted.yes, partly=counted.partly, no=counted.no
        )
    foreign = words if words is not None and not words.is_the_texts else None
    says = {key: foreign.say(key) for key in ("yes", "partly", "no")} if foreign else {}
    question = foreign.say("could_you_follow") if foreign else ""
    said = dict(row.understood)
    everybody = all(each.id in said for each in showing.readers)
    thanks = foreign.say("thanks") if foreign and everybody else ""
    return Followed(question, says, showing.readers, said, told, thanks) if showing.readers else None


def end_page(showing: Showing, row: FamilyRow, *, silent: bool = False, asked: Followed | None = None) -> EndPage:
    """Say who took part and what they said of this showing; `silent`: the child has said nothing in its own words."""
    labels = {each.id: showing.title(each) for each in showing.sections}
    names = ", ".join(each.name for each in showing.readers)
    count = len(showing.sections)
    sections = _n("{n} section", "{n} sections", count).format(n=count)
    words = _("Shown {time} to {names}: {sections}.")
    people = tuple(
        PersonSaid(reader, tuple(_line(each, labels) for each in row.answers if each.person_id == reader.id))
        for reader in (*showing.readers, *showing.absent)
    )
    told = {each.person_id for each in row.answers}
    return EndPage(
        words.format(time=clock_time(row.at), names=names or "–", sections=sections),
        tuple(each for each in people if each.lines or each.reader in showing.readers),
        tuple(each for each in showing.absent if each.id not in told),
        tuple(each for each in showing.readers if each.child) if silent else (),
        asked,
    )


def answer_words() -> Mapping[str, str]:
    """Say each answer as it stands on its button."""
    return {
        "agrees": _("It is right"),
        "disagrees": _("It is not right"),
        "adds": _("Wants to add"),
        "did_not_take_part": _("Did not take part"),
    }


def _line(answer: AnswerView, labels: Mapping[str, str]) -> str:
    words = answer_words().get(answer.answer, answer.answer)
    said = str(answer.text or answer.reason or "")
    label = labels.get(answer.section or "", "")
    head = f"{label}: {words}" if label else words
    line = f"{head} – ”{said}”" if said else head
    shown = shown_words(answer.face, answer.way)
    return f"{line}. {shown}" if shown else line

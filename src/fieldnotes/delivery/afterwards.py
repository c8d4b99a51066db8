"""What happened with a signed note, in words: who saw it and what they said, corrections, questions, decisions, files.

Everything that is an entry of the note and not its text. Decides nothing, knows no format.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from fieldnotes.delivery.around import Around
from fieldnotes.domain.entry import Filed, Kind
from fieldnotes.domain.file_types import plain_name
from fieldnotes.domain.fold import NoteState, Response
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.private import Private
from fieldnotes.domain.section_part import Block, SectionPart
from fieldnotes.domain.template_parts import Template
from fieldnotes.domain.wording import inside
from fieldnotes.language.translation import translate as _


def afterwards(of: Around, state: NoteState, template: Template) -> Iterator[SectionPart]:
    """Give parts with their lines, in the order of the print; those nothing happened in are left out."""
    told = _Told(of, template)
    for name, heading, lines in (
        ("family", _("The family's participation"), told.family(state)),
        ("corrections", _("Corrections"), told.corrections(state)),
        ("questions", _("Questions and answers"), told.questions(state)),
        ("decisions", _("The supervisor's decisions"), told.decisions(state)),
        ("also", _("Also recorded"), told.also(state)),
    ):
        found = tuple(Block(label, Private(text)) for label, text in lines)
        if found:
            yield SectionPart(name, heading, "", found)


class _Told:
    """Words entries."""

    def __init__(self, of: Around, template: Template) -> None:
        self._of = of
        self._template = template

    def family(self, state: NoteState) -> Iterator[tuple[str, str]]:
        """Who was shown what, and what each of them said."""
        for showing in state.showings:
            copy = showing.entry.body.get("copy")
            shown = _rows(copy.get("sections")) if isinstance(copy, Mapping) else []
            people = [self._person(str(each.get("person_id"))) for each in _rows(showing.entry.body.get("people"))]
            words = _("{people}, by {worker}: {sections}")
            labels = ", ".join(self._section(str(each["id"])) for each in shown)
            worker = self._of.doer(showing).name
            yield (
                _("Shown {when}").format(when=_when(showing)),
                words.format(people=", ".join(people), worker=worker, sections=labels),
            )
        for response in state.responses:
            yield self._response(response)

    def _response(self, response: Response) -> tuple[str, str]:
        body = response.filed.entry.body
        said = {
            "agrees": _("agrees"),
            "disagrees": _("says that this is wrong"),
            "adds": _("wants to add"),
            "not_asked": _("was not asked"),
            "did_not_take_part": _("did not take part"),
        }.get(str(body["answer"]), str(body["answer"]))
        text, reason = body.get("text"), body.get("reason")
        parts = (
            f"{self._person(str(body['person_id']))} {said}",
            "" if response.same_text else _("about an earlier text"),
            f"”{text}”" if text else "",
            _("Reason: {reason}").format(reason=reason) if reason else "",
        )
        return self._section(str(body.get("section") or "")), " · ".join(filter(None, parts))

    def corrections(self, state: NoteState) -> Iterator[tuple[str, str]]:
        """Later texts: who, when and why (INS-1)."""
        for filed in state.revisions:
            if filed.entry.kind in {Kind.NOTE_CORRECTED, Kind.NOTE_MERGED}:
                label = _("Corrected") if filed.entry.kind is Kind.NOTE_CORRECTED else _("Versions merged")
                why = _("Reason: {reason}").format(reason=filed.entry.body["reason"])
                yield label, f"{self._signed(filed)}. {why}"

    def questions(self, state: NoteState) -> Iterator[tuple[str, str]]:
        """What was asked about it, and the answers."""
        kinds = {"question": _("Question"), "suggestion": _("Suggestion"), "praise": _("Praise")}
        for question in state.questions:
            body = question.asked.entry.body
            pin = body.get("pin")
            place = str(pin.get("section") or "") if isinstance(pin, Mapping) else ""
            label = f"{kinds.get(str(body['kind']), str(body['kind']))} · {self._section(place)}"
            quoted = pin.get("quoted") if isinstance(pin, Mapping) else None
            words = f"”{quoted}” {body['text']}" if quoted else str(body["text"])
            yield label, f"{self._of.doer(question.asked).name}: {words}"
            for answer in question.answers:
                yield _("Answer"), f"{self._of.doer(answer).name}: {answer.entry.body['text']}"

    def decisions(self, state: NoteState) -> Iterator[tuple[str, str]]:
        """Every decision about any of its texts."""
        words = {Kind.NOTE_APPROVED: _("Approved"), Kind.NOTE_RETURNED: _("Returned")}
        heads = {each.hash for each in state.heads}
        for filed in state.decisions:
            reason = filed.entry.body.get("reason")
            parts = (
                self._signed(filed),
                "" if filed.entry.body["revision"] in heads else _("an earlier text"),
                _("Reason: {reason}").format(reason=reason) if isinstance(reason, str) else "",
            )
            yield words.get(filed.entry.kind, _("Approval withdrawn")), " · ".join(filter(None, parts))

    def also(self, state: NoteState) -> Iterator[tuple[str, str]]:
        """Consents, copies that were handed over, what became of agreements, files."""
        for filed in state.others:
            said = self._recorded(filed)
            if said is not None:
                yield said[0], " · ".join(filter(None, (*said[1], self._signed(filed))))

    def _recorded(self, filed: Filed) -> tuple[str, Sequence[str]] | None:
        body = filed.entry.body
        note = str(body.get("note") or "")
        outcomes = {"done": _("It is done"), "not_done": _("Not done")}
        said: dict[Kind, Callable[[], tuple[str, Sequence[str]]]] = {
            Kind.ATTACHMENT_ADDED: lambda: (_("File"), (plain_name(str(body["name"])),)),
            Kind.CONSENT_GIVEN: lambda: (
                _("Said yes"), (self._person(str(body["person_id"])), str(body["how"]), note),
            ),
            Kind.CONSENT_WITHDRAWN: lambda: (_("Took back a yes"), (self._person(str(body["person_id"])), note)),
            Kind.COPY_HANDED_OVER: lambda: (_("Copy handed over"), (self._person(str(body["to"])),)),
            Kind.AGREEMENT_FOLLOWED_UP: lambda: (
                _("What became of an agreement"), (outcomes.get(str(body["outcome"]), _("Still open")), note),
            ),
            Kind.RECORDING_DESTROYED: lambda: (_("Sound destroyed"), ()),
        }  # fmt: skip
        return said[filed.entry.kind]() if filed.entry.kind in said else None

    def _person(self, person: str) -> str:
        known = self._of.people.get(person)
        if known is None or not known.name:
            return person
        role = inside(self._of.book.choice_list("role_person").label_of(known.role, self._of.language))
        return f"{known.name} ({role})" if role else str(known.name)

    def _section(self, section: str) -> str:
        found = self._template.by_id.get(section)
        return found.label(self._of.language) if found else _("The whole note")

    def _signed(self, filed: Filed) -> str:
        who = self._of.doer(filed)
        return ", ".join(filter(None, (str(who.name), who.role, who.unit, _when(filed))))


def _when(filed: Filed) -> str:
    return datetime.fromisoformat(filed.entry.at).strftime("%Y-%m-%d %H:%M")


def _rows(value: Json) -> list[JsonObject]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list | tuple) else []

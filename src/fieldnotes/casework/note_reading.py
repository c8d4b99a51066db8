"""From a whole note to what is read of it: sections as text, family, questions, decisions, revisions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.views import (
    AnswerView,
    CopySection,
    DecisionView,
    FamilyRow,
    PinView,
    QuestionView,
    RevisionView,
    SectionState,
    TextBlock,
)
from fieldnotes.casework.whole_note import WholeNote, sections_of
from fieldnotes.domain.entry import Filed, Kind
from fieldnotes.domain.fold import Question, Response
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.pinned_passage import Passage, Spot, Stands, around, find_spot, pinned_text
from fieldnotes.domain.private import Private
from fieldnotes.domain.readable import field_texts
from fieldnotes.domain.requirements import missing
from fieldnotes.domain.templates import Section

_ID_TIME = 13
"""Characters of a UUIDv7 that hold its time."""

_NEARNESS = (Stands.THERE, Stands.MOVED, Stands.GONE)

DECISION_WORDS = {
    Kind.NOTE_APPROVED: "approved",
    Kind.NOTE_RETURNED: "returned",
    Kind.APPROVAL_WITHDRAWN: "withdrawn",
}


def blocks_of(desk: Desk, whole: WholeNote, section: Section, sections: Sections) -> tuple[TextBlock, ...]:
    """One section as labelled text."""
    people = whole.people.around(whole.case)
    rows = field_texts(desk.book, whole.template, section, sections.get(section.id) or {}, people, desk.language)
    return tuple(TextBlock(each.label(desk.language), Private(text), each.id) for each, text in rows)


def section_states(desk: Desk, whole: WholeNote, sections: Sections) -> tuple[SectionState, ...]:
    """How far each section has come."""
    lacking = missing(whole.template, sections)
    found = []
    for section in whole.template.sections:
        lack = tuple(field.id for of, field in lacking if of.id == section.id)
        blocks = blocks_of(desk, whole, section, sections)
        found.append(
            SectionState(
                id=section.id,
                label=section.label(desk.language),
                kind=section.content_kind,
                required=section.required,
                state=_state(bool(blocks), lack),
                missing=lack,
                blocks=blocks,
                text=Private("\n".join(f"{b.label}: {b.text}" if b.label else b.text for b in blocks)),
            )
        )
    return tuple(found)


def family_rows(whole: WholeNote) -> tuple[FamilyRow, ...]:
    """Every showing with the answers that name it."""
    return tuple(_family_row(whole, showing) for showing in sorted(whole.state.showings, key=in_order))


def question_views(whole: WholeNote) -> tuple[QuestionView, ...]:
    """Every question of the note."""
    authors = {filed.hash: filed.entry.author for filed in whole.state.revisions}
    asked = sorted(whole.state.questions, key=lambda question: in_order(question.asked))
    return tuple(_question(whole, question, authors) for question in asked)


def decision_views(whole: WholeNote) -> tuple[DecisionView, ...]:
    """Every decision of the note; `stands`: no later decision has seen it."""
    seen = {digest for filed in whole.state.decisions for digest in texts(filed.entry.body.get("seen"))}
    return tuple(
        DecisionView(
            id=filed.hash,
            decision=DECISION_WORDS[filed.entry.kind],
            revision=str(filed.entry.body["revision"]),
            by=filed.entry.author,
            by_name=whole.people.user_name(filed.entry.author),
            at=moment(filed),
            reason=private(filed.entry.body.get("reason")),
            stands=filed.hash not in seen,
            deputy_for=whole.people.decided_for(filed.entry.author, moment(filed), whole.case),
        )
        for filed in sorted(whole.state.decisions, key=in_order)
    )


def revision_views(whole: WholeNote) -> tuple[RevisionView, ...]:
    """Every signed text of the note."""
    return tuple(
        RevisionView(
            hash=filed.hash,
            kind=filed.entry.kind.value,
            author=filed.entry.author,
            author_name=whole.people.user_name(filed.entry.author),
            at=moment(filed),
            head=filed.hash in whole.head_hashes,
            where=filed.where.value,
            reason=private(filed.entry.body.get("reason")),
            received_at=filed.received_at,
        )
        for filed in sorted(whole.state.revisions, key=in_order)
    )


def in_order(filed: Filed) -> tuple[str, str, int]:
    """Order entries as they were made: by the time in their id, on one device by its counter. For people only."""
    return filed.entry.id[:_ID_TIME], filed.entry.device, filed.entry.dseq


def moment(filed: Filed) -> datetime:
    """When an entry was made, by its device's clock."""
    return datetime.fromisoformat(filed.entry.at)


def at_the_latest(filed: Filed) -> datetime:
    """The same, but never later than the hub had it: a clock that is ahead must not make a note look new."""
    said = moment(filed)
    return said if filed.received_at is None else min(said, datetime.fromisoformat(filed.received_at))


def private(value: Json) -> Private | None:
    """People's words out of a body, None when there are none."""
    return Private(value) if isinstance(value, str) and value else None


def texts(value: Json) -> tuple[str, ...]:
    """A list of hashes or ids out of a body."""
    return tuple(str(item) for item in value) if isinstance(value, Sequence) and not isinstance(value, str) else ()


def objects(value: Json) -> tuple[JsonObject, ...]:
    """A list of tables out of a body."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        return ()
    return tuple(item for item in value if isinstance(item, Mapping))


def copy_of(showing: Filed) -> tuple[tuple[CopySection, ...], str]:
    """The sections exactly as they were drawn, and their language."""
    copy = showing.entry.body.get("copy")
    if not isinstance(copy, Mapping):
        return (), ""
    rows = objects(copy.get("sections"))
    drawn = tuple(CopySection(str(row["id"]), str(row["label"]), Private(str(row["text"]))) for row in rows)
    return drawn, str(copy.get("language"))


def _state(begun: bool, lacking: Sequence[str]) -> str:  # noqa: FBT001 - two facts, one word
    if not begun:
        return "empty"
    return "missing" if lacking else "done"


def _family_row(whole: WholeNote, showing: Filed) -> FamilyRow:
    drawn, language = copy_of(showing)
    people = tuple(
        {**person, "name": whole.people.person_name(whole.case, str(person["person_id"]))}
        for person in objects(showing.entry.body.get("people"))
    )
    responses = sorted(whole.state.responses, key=lambda response: in_order(response.filed))
    about = [r for r in responses if r.filed.entry.body["shown"] == showing.hash]
    return FamilyRow(
        shown=showing.hash,
        at=moment(showing),
        by=whole.people.user_name(showing.entry.author),
        language=language,
        people=people,
        sections=drawn,
        opened=texts(showing.entry.body.get("opened")),
        answers=tuple(_answer(whole, response) for response in about if UNDERSTOOD not in response.filed.entry.body),
        understood={
            str(body["person_id"]): str(body[UNDERSTOOD])
            for body in (response.filed.entry.body for response in about)
            if UNDERSTOOD in body
        },
    )


UNDERSTOOD = "understood"
"""The key of an answer that says how it could be understood, and nothing of the text."""


def _answer(whole: WholeNote, response: Response) -> AnswerView:
    body = response.filed.entry.body
    section = body.get("section")
    return AnswerView(
        person_id=str(body["person_id"]),
        name=whole.people.person_name(whole.case, str(body["person_id"])),
        role=str(body["role"]),
        section=section if isinstance(section, str) else None,
        answer=str(body["answer"]),
        text=private(body.get("text")),
        reason=private(body.get("reason")),
        at=moment(response.filed),
        same_text=response.same_text,
        face=_word(body.get("face")),
        way=_word(body.get("way")),
        entry=response.filed.hash,
    )


def _word(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def _question(whole: WholeNote, question: Question, authors: Mapping[str, str]) -> QuestionView:
    asked, body = question.asked, question.asked.entry.body
    revision = str(body["revision"])
    return QuestionView(
        id=asked.hash,
        note=whole.note,
        pin=_pin(body.get("pin"), whole, revision),
        text=Private(str(body["text"])),
        open=question.open,
        kind=str(body["kind"]),
        revision=revision,
        asked_by=whole.people.user_name(asked.entry.author),
        at=moment(asked),
        answers=tuple(
            TextBlock(whole.people.user_name(a.entry.author), Private(str(a.entry.body["text"])))
            for a in question.answers
        ),
        mine=authors.get(revision) == whole.people.me.id,
        case_number=whole.case.number,
    )


def _pin(pin: Json, whole: WholeNote, revision: str) -> PinView:
    if not isinstance(pin, Mapping):
        return PinView("")
    field, start, end = pin.get("field"), pin.get("start"), pin.get("end")
    view = PinView(
        section=str(pin["section"]),
        field=field if isinstance(field, str) else None,
        start=start if isinstance(start, int) else None,
        end=end if isinstance(end, int) else None,
        quoted=private(pin.get("quoted")),
    )
    spot = _spot(view, whole, revision) if view.quoted else None
    return view if spot is None else replace(view, stands=spot.stands.value, spot=spot)


def _spot(pin: PinView, whole: WholeNote, revision: str) -> Spot | None:
    """Where the words stand now; of two texts side by side the one that still has them. None when no text is here."""
    read = {filed.hash: sections_of(filed) for filed in whole.state.revisions}
    words = "".join(pin.quoted or "")
    text = pinned_text(read.get(revision, {}).get(pin.section) or {}, pin.field)
    at = pin.start if pin.start is not None else text.find(words)
    before, after = around(text, at, at + len(words)) if at >= 0 else ("", "")
    passage = Passage(pin.section, pin.field, words, at, before, after)
    spots = [find_spot(passage, read[head]) for head in whole.head_hashes]
    return min(spots, key=lambda spot: _NEARNESS.index(spot.stands), default=None)

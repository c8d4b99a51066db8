"""From a whole note to the values of its print: who, when, state, sections, family, questions, decisions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from fieldnotes.casework.asked_changes import change_views
from fieldnotes.casework.change_views import ChangeView
from fieldnotes.casework.cosigning import cosigned
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.misfile import copied_view, misfiled_view
from fieldnotes.casework.note_reading import (
    DECISION_WORDS,
    blocks_of,
    family_rows,
    moment,
    objects,
    question_views,
)
from fieldnotes.casework.views import AnswerView, FamilyRow, QuestionView
from fieldnotes.casework.whole_note import WholeNote, sections_of
from fieldnotes.domain.entry import Filed, Kind
from fieldnotes.domain.file_types import plain_name
from fieldnotes.domain.json_value import Sections
from fieldnotes.domain.private import Private
from fieldnotes.domain.proposed_case import proposed_number
from fieldnotes.domain.section_part import Block, SectionPart
from fieldnotes.language.shown_answers import shown_words
from fieldnotes.report.note_document import (
    AnswerPart,
    ChangePart,
    CopiedPart,
    CorrectionPart,
    DecisionPart,
    FilePart,
    MisfiledPart,
    NoteDocument,
    PersonLine,
    QuestionPart,
    ShowingPart,
    Signature,
)
from fieldnotes.vault import reference
from fieldnotes.vault.drafts import Draft

_FLAGS = ("changed_after_approval", "conflict", "changed_since_shown")
_CORRECTED = {Kind.NOTE_CORRECTED: "corrected", Kind.NOTE_MERGED: "merged"}


class Paper:
    """Makes the document of one note in the desk's language."""

    def __init__(self, desk: Desk, whole: WholeNote) -> None:
        self._desk = desk
        self._whole = whole
        self._units = {unit.id: unit for unit in reference.units(desk.vault)}

    def document(self, revision: Filed) -> NoteDocument:
        """Everything that stands on paper about one signed text and what happened with it."""
        whole, sections = self._whole, sections_of(revision)
        started, ended = _times(sections)
        unit = self._units.get(whole.case.unit)
        return NoteDocument(
            title=whole.template.label(self._desk.language),
            case_number=whole.case.number,
            note=whole.note,
            revision=revision.hash,
            state=whole.state.state.value,
            started=started,
            ended=ended,
            people=self._took_part(sections),
            author=self.signature(revision),
            sections=self._sections(sections),
            cosigned=self._cosigned(revision, replaced=False),
            cosigned_earlier=self._cosigned(revision, replaced=True),
            showings=tuple(self._showing(row) for row in family_rows(whole)),
            questions=tuple(self._question(view) for view in question_views(whole)),
            decisions=tuple(self._decision(filed) for filed in whole.state.decisions),
            files=tuple(self._file(f) for f in whole.filed if f.entry.kind is Kind.ATTACHMENT_ADDED),
            corrections=tuple(self._correction(f) for f in whole.state.revisions if f.entry.kind in _CORRECTED),
            changes=tuple(self._change(view) for view in change_views(self._desk, whole, at=revision)),
            flags=tuple(flag for flag in _FLAGS if getattr(whole.state.flags, flag)),
            board=unit.authority if unit else "",
            printed_at=self._desk.clock.now(),
            printed_by=Private(whole.people.me.name),
            proposed_as=self._proposed_as(),
            copied=self._copied(revision),
        )

    def draft(self, draft: Draft) -> NoteDocument:
        """What would stand on paper of a text nobody has signed; it says so on every page."""
        whole, me = self._whole, self._whole.people.me
        started, ended = _times(draft.sections)
        unit = self._units.get(whole.case.unit)
        changed = datetime.fromisoformat(draft.changed_at).astimezone()
        return NoteDocument(
            title=whole.template.label(self._desk.language),
            case_number=whole.case.number,
            note=whole.note,
            revision=None,
            state="draft",
            started=started,
            ended=ended,
            people=self._took_part(draft.sections),
            author=Signature(Private(me.name), "worker", unit.name if unit else "", changed),
            sections=self._sections(draft.sections),
            showings=tuple(self._showing(row) for row in family_rows(whole)),
            board=unit.authority if unit else "",
            proposed_as=self._proposed_as(),
        )

    def stub(self, revision: Filed) -> NoteDocument:
        """What is left on paper of a note in the wrong case: whose it was, who said so, when and why (DOC-8)."""
        said = misfiled_view(self._whole)
        reason, to_case = (said.reason, said.to_case) if said else (Private(""), None)
        act = next(f for f in self._whole.state.others if f.entry.kind is Kind.NOTE_MISFILED)
        return replace(
            self.document(revision),
            started=None,
            ended=None,
            people=(),
            sections=(),
            cosigned=(),
            cosigned_earlier=(),
            showings=(),
            questions=(),
            decisions=(),
            corrections=(),
            changes=(),
            flags=(),
            misfiled=MisfiledPart(self.signature(act), reason, to_case),
        )

    def copy(self, revision: Filed, sections: tuple[SectionPart, ...], to: PersonLine) -> NoteDocument:
        """The family's copy of a signed text: only what this person may see, nothing about others' answers."""
        started, ended = _times(sections_of(revision))
        unit = self._units.get(self._whole.case.unit)
        return NoteDocument(
            title=self._whole.template.label(self._desk.language),
            case_number=self._whole.case.number,
            note=self._whole.note,
            revision=revision.hash,
            state=self._whole.state.state.value,
            started=started,
            ended=ended,
            people=(),
            copy_for=to,
            author=self.signature(revision),
            sections=sections,
            board=unit.authority if unit else "",
            printed_at=self._desk.clock.now(),
            printed_by=Private(self._whole.people.me.name),
        )

    def _proposed_as(self) -> str | None:
        whole = self._whole
        return proposed_number(whole.chain) if whole.chain != whole.case.id else None

    def _copied(self, revision: Filed) -> CopiedPart | None:
        said = copied_view(self._whole, revision)
        return CopiedPart(said.author_name, said.at, said.revision) if said else None

    def signature(self, filed: Filed) -> Signature:
        """Who filed an entry, in which role and unit, and when."""
        entry = filed.entry
        unit = self._units.get(entry.unit)
        return Signature(
            name=self._whole.people.user_name(entry.author),
            role=entry.role,
            unit=unit.name if unit else "",
            at=moment(filed),
        )

    def person(self, person_id: str, role: str) -> PersonLine:
        """A person of the case with the role in words."""
        name = self._whole.people.person_name(self._whole.case, person_id)
        words = self._desk.book.choice_list("role_person").label_of(role, self._desk.language)
        return PersonLine(name, words)

    def _cosigned(self, revision: Filed, *, replaced: bool) -> tuple[Signature, ...]:
        """Who cosigned this text, or another one of the note."""
        found = cosigned(self._whole)
        return tuple(self.signature(f) for f in found if (f.entry.body["revision"] != revision.hash) is replaced)

    def _sections(self, sections: Sections) -> tuple[SectionPart, ...]:
        found = []
        for section in self._whole.template.sections:
            blocks = tuple(Block(b.label, b.text) for b in blocks_of(self._desk, self._whole, section, sections))
            if blocks:
                label = section.label(self._desk.language)
                found.append(SectionPart(section.id, label, section.content_kind, blocks))
        return tuple(found)

    def _took_part(self, sections: Sections) -> tuple[PersonLine, ...]:
        rows = [
            row
            for section, field in self._whole.template.fields_of_type("participants")
            if section.id == "deltagare"
            for row in objects(sections.get(section.id, {}).get(field.id))
        ]
        return tuple(self.person(str(row["person_id"]), str(row["role"])) for row in rows)

    def _showing(self, row: FamilyRow) -> ShowingPart:
        return ShowingPart(
            at=row.at,
            by=row.by,
            people=tuple(self.person(str(p["person_id"]), str(p["role"])) for p in row.people),
            sections=tuple(section.label for section in row.sections),
            answers=tuple(self._answer(answer) for answer in row.answers),
            changed_since=any(not answer.same_text for answer in row.answers),
        )

    def _answer(self, answer: AnswerView) -> AnswerPart:
        return AnswerPart(
            person=self.person(answer.person_id, answer.role),
            section=self._label(answer.section),
            answer=answer.answer,
            text=answer.text,
            reason=answer.reason,
            same_text=answer.same_text,
            shown=shown_words(answer.face, answer.way),
        )

    def _change(self, view: ChangeView) -> ChangePart:
        asked = PersonLine(view.name, view.role_label)
        return ChangePart(asked, view.at, view.label, view.before, view.after)

    def _question(self, view: QuestionView) -> QuestionPart:
        found = next(q for q in self._whole.state.questions if q.asked.hash == view.id)
        answered = found.answers[0] if found.answers else None
        return QuestionPart(
            kind=view.kind,
            asked=self.signature(found.asked),
            about=self._label(view.pin.section),
            quoted=view.pin.quoted,
            text=view.text,
            answer=Private(str(answered.entry.body["text"])) if answered else None,
            answered=self.signature(answered) if answered else None,
        )

    def _decision(self, filed: Filed) -> DecisionPart:
        reason = filed.entry.body.get("reason")
        return DecisionPart(
            what=DECISION_WORDS[filed.entry.kind],
            by=self.signature(filed),
            revision=str(filed.entry.body["revision"]),
            current=filed.entry.body["revision"] in self._whole.head_hashes,
            reason=Private(reason) if isinstance(reason, str) else None,
        )

    def _correction(self, filed: Filed) -> CorrectionPart:
        reason = Private(str(filed.entry.body["reason"]))
        return CorrectionPart(_CORRECTED[filed.entry.kind], self.signature(filed), reason, filed.hash)

    def _file(self, filed: Filed) -> FilePart:
        body = filed.entry.body
        size = body["size"] if isinstance(body["size"], int) else 0
        return FilePart(Private(plain_name(str(body["name"]))), size, self.signature(filed), filed.hash)

    def _label(self, section: str | None) -> str | None:
        known = self._whole.template.by_id.get(section or "")
        return known.label(self._desk.language) if known else section


def _times(sections: Sections) -> tuple[datetime | None, datetime | None]:
    grunddata = sections.get("grunddata")
    basic = grunddata if isinstance(grunddata, Mapping) else {}
    start, end = basic.get("start"), basic.get("end")
    return (
        datetime.fromisoformat(start) if isinstance(start, str) else None,
        datetime.fromisoformat(end) if isinstance(end, str) else None,
    )

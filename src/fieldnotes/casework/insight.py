"""A party's insight into their case (INS-4): what is left out, decided part by part, and the paper that is given.

Nothing of what is left out is in the paper's values, so nothing of it is in the file. Every making is logged (SEC-6).
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from fieldnotes.casework.case_folder import chapter_heading, setting
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.folder_case import (
    Cancelled,
    Progress,
    Steps,
    WholeCase,
    acts_part,
    board,
    case_page,
    log,
    signature,
    whole_case,
)
from fieldnotes.casework.folder_parts import Passage
from fieldnotes.casework.folder_passages import PassagePart
from fieldnotes.casework.insight_masks import Decided, Taken, fitting, taken_out
from fieldnotes.casework.insight_views import (
    InsightNote,
    InsightPassage,
    InsightView,
    MaskView,
    PartyView,
    ReasonView,
)
from fieldnotes.casework.people import people_at
from fieldnotes.domain.cases import CHILD, Person
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.masking import REASONS, Mask, Run, laid_over, term_masks
from fieldnotes.domain.party_access import Reader, is_party
from fieldnotes.domain.private import Private
from fieldnotes.domain.templates import Template
from fieldnotes.domain.who_consents import SPEAKS_FOR_ITSELF_FROM
from fieldnotes.domain.wording import day_text, inside
from fieldnotes.language.translation import translate as _
from fieldnotes.report.case_document import CaseFolder, Chapter, FolderPart, GoneFor, Item
from fieldnotes.report.case_pdf import case_pdf
from fieldnotes.report.note_document import PersonLine

LAW_FILE = "secrecy_law.json"
_LETTERS = "ABCDE"


@dataclass(frozen=True, slots=True)
class DrawnInsight:
    """A paper that was drawn for one party and not given yet. `hidden`: by note and reason, how many parts."""

    case: str
    to: str
    pdf: bytes = field(repr=False)
    notes: int
    hidden: Mapping[tuple[str, str], int]
    reply_by: date | None = None

    @property
    def sha256(self) -> str:
        """The hash of exactly these bytes."""
        return hashlib.sha256(self.pdf).hexdigest()

    @property
    def counted(self) -> dict[str, int]:
        """How many parts are left out, by reason."""
        found: dict[str, int] = {}
        for (_note, why), count in self.hidden.items():
            found[why] = found.get(why, 0) + count
        return found


def parties(desk: Desk, case: str) -> tuple[PartyView, ...]:
    """List whose case it is: the child and the parents. Refused: UNKNOWN_CASE."""
    of = people_at(desk).case(case)
    today = desk.hub_now().date().isoformat()
    roles = desk.book.choice_list("role_person")
    return tuple(
        PartyView(
            each.person_id,
            Private(each.name),
            inside(roles.label_of(each.role, desk.language)),
            each.role != CHILD or (of.child_age(today) or 0) >= SPEAKS_FOR_ITSELF_FROM,
        )
        for each in (of.child, *of.people)
        if is_party(each)
    )


def insight(
    desk: Desk, case: str, to: str, decided: Decided | None = None, steps: Steps | None = None, *, begun: bool = False
) -> InsightView:
    """Show a case as one party would get it, and what is left out of each part. It is logged that it was read.

    `begun`: it was decided earlier, and what no longer fits is passed over instead of refused.

    Refused: UNKNOWN_CASE, NOT_ASSIGNED, UNKNOWN_PERSON, NOT_A_PARTY, WRONG_TYPE (a decision about no such place).
    """
    of = whole_case(desk, case, earlier=True, steps=steps)
    reader = _reader(of, to)
    laid = _laid(of)
    chosen = fitting(laid, decided or {}) if begun else decided or {}
    taken = taken_out(reader, laid, chosen)
    log(desk, of, "read")
    acts = acts_part(of)
    notes = [
        _note(each.note, chapter_heading(desk, each), each.parts, taken, chosen) for each in of.notes if each.parts
    ]
    if acts is not None:
        notes.append(_note("", acts.heading, (acts,), taken, chosen))
    return InsightView(
        case=of.case.id,
        case_number=of.case.number,
        to=to,
        to_name=Private(reader.person.name),
        notes=tuple(notes),
        hidden=taken.hidden(passage for _template, passages in laid for passage in passages),
        reasons=reasons(desk),
    )


def draw(
    desk: Desk,
    case: str,
    to: str,
    decided: Decided | None = None,
    *,
    reply_by: date | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> DrawnInsight:
    """Draw the paper of one party; records nothing but that it was made. `reply_by` makes it a communication (INS-5).

    Refused: as `insight`, NOTHING_SIGNED, WRONG_TYPE (a day to reply by that is not to come).
    Unavailable: CANCELLED, FONT_MISSING.
    """
    if reply_by is not None and reply_by <= desk.hub_now().date():
        raise Refused(Code.WRONG_TYPE, section="communicate", field="reply-by", expected="a day to come")
    steps = Steps(1, progress, cancelled)
    of = whole_case(desk, case, earlier=True, steps=steps)
    if not of.notes:
        raise Refused(Code.NOTHING_SIGNED, case=of.case.id)
    reader = _reader(of, to)
    taken = taken_out(reader, _laid(of), decided or {})
    hidden = {(note.note, why): count for note in of.notes for why, count in taken.hidden(note.passages()).items()} | {
        ("", why): count for why, count in taken.hidden(of.acts).items()
    }
    folder = _folder(desk, of, reader, taken, reply_by)
    pdf = case_pdf(folder, setting(desk), steps.step)
    steps.step(max(0, steps.total - steps.done))
    log(desk, of, "insight")
    return DrawnInsight(of.case.id, to, pdf, len(of.notes), hidden, reply_by)


def reasons(desk: Desk) -> tuple[ReasonView, ...]:
    """The reasons a part may be left out for, in their words, with their law."""
    law = law_of(desk.workshop.fonts.parent / "words" / LAW_FILE)
    words = desk.book.choice_list("reason_not_shared")
    return tuple(ReasonView(why, words.label_of(why, desk.language), law.get(why, "")) for why in REASONS)


@lru_cache(maxsize=4)
def law_of(path: Path) -> Mapping[str, str]:
    """Read the law behind each reason. Unavailable: FILE_MISSING(file)."""
    try:
        data: Json = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Unavailable(Code.FILE_MISSING, file=path.name) from None
    law = data.get("law") if isinstance(data, Mapping) else None
    return {str(why): str(words) for why, words in law.items()} if isinstance(law, Mapping) else {}


def _reader(of: WholeCase, to: str) -> Reader:
    person: Person = of.case.person(to)
    if not is_party(person):
        raise Refused(Code.NOT_A_PARTY, person=to)
    return Reader(person, of.case, of.people.around(of.case))


def _laid(of: WholeCase) -> list[tuple[Template | None, Sequence[Passage]]]:
    laid: list[tuple[Template | None, Sequence[Passage]]] = [
        (note.template, tuple(note.passages())) for note in of.notes
    ]
    return [*laid, (None, of.acts)]


def _note(note: str, title: str, parts: Sequence[PassagePart], taken: Taken, decided: Collection[str]) -> InsightNote:
    return InsightNote(
        note,
        title,
        tuple(
            InsightPassage(
                at=each.key,
                heading=part.heading,
                label=each.label,
                text=each.text,
                hidden=_views(taken.of(each)),
                decided=each.key in decided,
                never=_views(taken.never.get(each.key, ())),
            )
            for part in parts
            for each in part.passages
        ),
    )


def _views(masks: Sequence[Mask]) -> tuple[MaskView, ...]:
    return tuple(MaskView(each.start, each.end, each.why, each.fixed) for each in masks)


def _folder(desk: Desk, of: WholeCase, reader: Reader, taken: Taken, reply_by: date | None) -> CaseFolder:
    made = signature(desk, of)
    parts = {
        why: count
        for why in REASONS
        if (count := taken.hidden([*(p for note in of.notes for p in note.passages()), *of.acts]).get(why, 0))
    }
    letters = dict(zip(parts, _LETTERS, strict=False))
    sheet = _Masked(reader, taken, letters)
    chapters = [
        Chapter(chapter_heading(desk, note), note.under, tuple(map(sheet.part, note.parts)))
        for note in of.notes
        if not note.stub
    ]
    acts = acts_part(of)
    if acts is not None:
        chapters.append(Chapter(acts.heading, (), (sheet.part(acts),)))
    told = {each.why: each for each in reasons(desk)}
    roles = desk.book.choice_list("role_person")
    return CaseFolder(
        title=_("Insight into the case") if reply_by is None else _("Before the decision in your case"),
        board=board(desk, of),
        case_number=of.case.number,
        made=made,
        made_at=made.at,
        page=tuple((label, sheet.line(text)) for label, text in case_page(desk, of)),
        chapters=tuple(chapters),
        to=PersonLine(Private(reader.person.name), roles.label_of(reader.person.role, desk.language)),
        gone=tuple(GoneFor(letters[why], told[why].words, told[why].law, count) for why, count in parts.items()),
        reply_by=day_text(reply_by.isoformat(), desk.language) if reply_by else None,
    )


@dataclass(frozen=True, slots=True)
class _Masked:
    """Lays parts out with what is taken out of them gone, each place with the letter of its reason."""

    reader: Reader
    taken: Taken
    letters: Mapping[str, str]

    def part(self, part: PassagePart) -> FolderPart:
        """One part; a heading or a label that itself says what must not be told is a plain one."""
        items = tuple(
            Item("" if self._tells(each.label) else each.label, self._runs(each, self.taken.of(each)))
            for each in part.passages
        )
        return FolderPart(_("A part of the note") if self._tells(part.heading) else part.heading, items, part.kind)

    def line(self, text: Private) -> Private:
        """A line of the case's page, without the words this reader does not see."""
        runs = laid_over(text, term_masks(text, self.reader.terms()))
        return Private("".join("…" if run.why else run.text for run in runs))

    def _tells(self, words: str) -> bool:
        return any(mask.fixed for mask in term_masks(words, self.reader.terms()))

    def _runs(self, passage: Passage, masks: Sequence[Mask]) -> tuple[Run, ...]:
        return tuple(Run(why=self.letters[run.why]) if run.why else run for run in laid_over(passage.text, masks))

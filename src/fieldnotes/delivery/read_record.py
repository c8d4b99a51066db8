"""From a case's entries to what is told of it elsewhere: the same on a device and at the hub. Knows no format."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from fieldnotes.delivery.afterwards import afterwards
from fieldnotes.delivery.around import Around
from fieldnotes.delivery.record import Actor, CaseRecord, NoteRecord, Party
from fieldnotes.domain.cases import REPORTER, Person
from fieldnotes.domain.conditions import moment
from fieldnotes.domain.entry import Filed, Kind, Where
from fieldnotes.domain.fold import NoteState, State, fold
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.private import Private
from fieldnotes.domain.readable import section_blocks
from fieldnotes.domain.section_part import Block, SectionPart
from fieldnotes.domain.template_library import template_for
from fieldnotes.domain.template_parts import Template
from fieldnotes.language.translation import translate as _
from fieldnotes.wire.entries import Sealed, reread

_NUMBER: Final = re.compile(r"(\d{4})(\d{2})(\d{2})\d{4}")
_COORDINATION: Final = 60
_DECIDED: Final = {
    Kind.NOTE_APPROVED: "approved", Kind.NOTE_RETURNED: "returned", Kind.APPROVAL_WITHDRAWN: "approval_withdrawn",
}  # fmt: skip


def case_record(of: Around, notes: Iterable[NoteRecord]) -> CaseRecord:
    """Put the notes into their case, by the day of what happened."""
    case, unit = of.case, of.units.get(of.case.unit)
    guarded = any(each.is_protected for each in (case.child, *case.people))
    supervisor = [case.supervisor] if case.supervisor else []
    return CaseRecord(
        case=case.id,
        number=case.number,
        phase=of.book.choice_list("phase").label_of(case.phase, of.language),
        board=unit.authority if unit else "",
        municipality=unit.municipality if unit else "",
        unit=unit.name if unit else "",
        child=_party(of, case.child, guarded=guarded),
        parties=tuple(_party(of, each, guarded=guarded) for each in case.people if each.role != REPORTER),
        responsible=tuple(_responsible(of, each) for each in dict.fromkeys([*case.assigned, *supervisor])),
        opened=case.opened or case.received,
        closed=case.closed,
        decision_deadline=case.decision_deadline,
        kept=of.kept,
        guarded=guarded,
        made_at=of.made_at,
        language=of.language,
        notes=tuple(sorted(notes, key=lambda each: (each.day, each.note))),
    )


def filed_of(rows: Iterable[tuple[Sealed, int | None]]) -> dict[str, list[tuple[Sealed, Filed]]]:
    """Part a case's entries by the note they are about."""
    found: dict[str, list[tuple[Sealed, Filed]]] = {}
    for sealed, position in rows:
        entry = reread(sealed.data)
        if entry.note is not None:
            filed = Filed(entry, sealed.hash, Where.RECEIVED, position)
            found.setdefault(entry.note, []).append((sealed, filed))
    return found


def note_record(of: Around, note: str, entries: Sequence[tuple[Sealed, Filed]]) -> NoteRecord | None:
    """Read one note; None while nothing of it is signed.

    Of a note in the wrong case only the stub is told: its text belongs to somebody else (DOC-8).
    """
    state = fold(note, [filed for _sealed, filed in entries])
    if not state.heads:
        return None
    head = state.heads[-1]
    sections = sections_in(head)
    reference = head.entry.body["template"]
    template = template_for(of.book, reference if isinstance(reference, Mapping) else {}, sections)
    stub = state.state is State.MISFILED
    begun, ended = _times(sections)
    signed = of.mark("signed", head)
    return NoteRecord(
        note=note,
        revision=head.hash,
        template=template.id,
        template_version=template.version,
        title=template.label(of.language),
        state=state.state.value,
        day=signed.at if begun is None or stub else begun,
        ended=None if stub else ended,
        signed=signed,
        parts=() if stub else tuple(_parts(of, state, template)),
        afterwards=() if stub else tuple(afterwards(of, state, template)),
        cosigned=tuple(of.mark("cosigned", each) for each in _cosigned(state, head)),
        decisions=() if stub else tuple(of.mark(_DECIDED[each.entry.kind], each) for each in _decisions(state, head)),
        replaces=tuple(each.hash for each in state.revisions if each not in state.heads),
        stub=stub,
        sections=None if stub else head.entry.body["sections"],
        sealed=() if stub else tuple(sealed for sealed, _filed in entries),
    )


def sections_in(revision: Filed) -> Sections:
    """Give the typed values of a signed text."""
    found = revision.entry.body["sections"]
    return {key: each for key, each in found.items() if isinstance(each, Mapping)} if isinstance(found, Mapping) else {}


def _parts(of: Around, state: NoteState, template: Template) -> Iterator[SectionPart]:
    """The sections of the text that stands; where several stand, each under the name of who signed it."""
    for head in reversed(state.heads):
        sections = sections_in(head)
        for section in template.sections:
            found = section_blocks(of.book, template, section, sections.get(section.id) or {}, of.people, of.language)
            if not found:
                continue
            label = section.label(of.language)
            if len(state.heads) > 1:
                label = _("{section}, as {who} signed it").format(section=label, who=of.doer(head).name)
            blocks = tuple(Block(name, Private(text)) for name, text in found)
            yield SectionPart(section.id, label, section.content_kind, blocks)


def _decisions(state: NoteState, head: Filed) -> list[Filed]:
    """Decisions about the text that stands, the latest last."""
    mine = [each for each in state.decisions if each.entry.body["revision"] == head.hash]
    return sorted(mine, key=lambda each: (each.entry.at, each.hash))


def _cosigned(state: NoteState, head: Filed) -> list[Filed]:
    return [
        each
        for each in state.others
        if each.entry.kind is Kind.NOTE_COSIGNED and each.entry.body.get("revision") == head.hash
    ]


def _times(sections: Sections) -> tuple[datetime | None, datetime | None]:
    basic: JsonObject = sections.get("grunddata") or {}
    return _aware(basic.get("start")), _aware(basic.get("end"))


def _aware(value: Json) -> datetime | None:
    found = moment(value)
    return found if isinstance(found, datetime) and found.tzinfo is not None else None


def _responsible(of: Around, user: str) -> Actor:
    known = of.users.get(user)
    return of.actor(user, known.role if known else "", known.unit if known else "")


def _party(of: Around, person: Person, *, guarded: bool) -> Party:
    label = of.book.choice_list("role_person").label_of(person.role, of.language)
    number = re.sub(r"[^0-9A-Za-z]", "", str(person.personnummer or ""))
    told = not guarded
    return Party(
        id=person.person_id,
        role=person.role,
        role_label=label,
        protected=person.is_protected,
        protection=person.protection or ("sekretessmarkering" if person.is_protected else None),
        name=Private(person.name) if told and person.name else None,
        number=Private(number) if told and number else None,
        number_kind=_number_kind(number) if told and number else "",
        born=person.born,
    )


def _number_kind(number: str) -> str:
    match = _NUMBER.fullmatch(number)
    if match is None:
        return "reservnummer"
    return "samordningsnummer" if int(match[3]) > _COORDINATION else "personnummer"

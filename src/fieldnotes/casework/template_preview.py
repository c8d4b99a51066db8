"""What a template looks like before anybody works by it: a made-up note on paper, and a file to begin from."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fieldnotes.casework.check_templates import read_files
from fieldnotes.casework.desk import Desk, Workshop
from fieldnotes.casework.read_cases import person_view
from fieldnotes.casework.view import View
from fieldnotes.casework.views import CaseView, WhoView
from fieldnotes.casework.written_file import write_whole
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.domain.private import Private
from fieldnotes.domain.readable import field_texts
from fieldnotes.domain.section_part import Block, SectionPart
from fieldnotes.domain.template_fault import ID
from fieldnotes.domain.template_sample import AUTHOR, NOW, sample_case, sample_note
from fieldnotes.domain.templates import SCHEMA, Section, Template, read_template
from fieldnotes.language.translation import spoken_language, translate
from fieldnotes.report.note_document import NoteDocument, Signature
from fieldnotes.report.note_pdf import note_pdf


@dataclass(frozen=True, slots=True)
class Previewed(View):
    """What was written, of which template."""

    template: str
    version: str
    file: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A template with a made-up note by it and its made-up family, ready for a form."""

    template: Template
    sections: Sections = field(repr=False)
    case: CaseView
    who: WhoView


def look_at(desk: Desk, source: str, only: str | None = None) -> Seen:
    """Read a template to look at: one that is offered here by its id, or one out of a file; see `choose`."""
    if source in desk.book.templates:
        return _seen(desk, desk.book.template(source))
    return _seen(desk, choose(desk.workshop, source, only))


def _seen(desk: Desk, template: Template) -> Seen:
    case = sample_case()
    people = tuple(person_view(desk, each) for each in (case.child, *case.people))
    view = CaseView(
        id=case.id, number=case.number, phase=case.phase, phase_label=case.phase, people=people, deadlines=(),
        child=people[0], protected=False, assigned=(), supervisor=None, notes=0, drafts=0,
    )  # fmt: skip
    who = WhoView(AUTHOR.id, Private(AUTHOR.name), AUTHOR.role, AUTHOR.unit, device="", hub=None, joined=False)
    return Seen(template, sample_note(desk.book, template)[0], view, who)


def templates_of(workshop: Workshop, path: Path) -> tuple[Template, ...]:
    """Read the templates of a file or a folder. Refused: FILE_MISSING, TEMPLATE_WRONG when anything is wrong."""
    read = read_files(workshop.book, path)
    wrong = sum(not each.is_remark for one in read for each in one.faults)
    if wrong:
        raise Refused(Code.TEMPLATE_WRONG, file=path.name, count=wrong)
    return tuple(read_template(each, workshop.book) for one in read for each in one.templates)


def choose(workshop: Workshop, source: str, only: str | None) -> Template:
    """Find the template that is meant: one of the program's by its id, or one out of a file.

    Refused: as `templates_of`; UNKNOWN_TEMPLATE when the file has no such, or several and none was named.
    """
    if source in workshop.book.templates and not Path(source).exists():
        return workshop.book.template(source)
    found = templates_of(workshop, Path(source))
    meant = [each for each in found if only in {None, each.id}]
    if len(meant) != 1:
        raise Refused(Code.UNKNOWN_TEMPLATE, template=only or ", ".join(each.id for each in found)[:200])
    return meant[0]


def preview_pdf(workshop: Workshop, template: Template, out: Path, language: str) -> Previewed:
    """Write a made-up note by a template as it would be printed, with what each section asks above its text.

    Unavailable: CANNOT_WRITE, DISK_FULL, FONT_MISSING.
    """
    words = translate if language == spoken_language() else str
    document = preview(workshop, template, language)
    write_whole(out, note_pdf(document, workshop.fonts, language, words))
    return Previewed(template.id, template.version, str(out))


def preview(workshop: Workshop, template: Template, language: str) -> NoteDocument:
    """Put together the paper of a made-up note."""
    sections, _left = sample_note(workshop.book, template)
    case = sample_case()
    return NoteDocument(
        title=f"{template.label(language)} ({template.id} {template.version})",
        case_number=case.number,
        note="",
        revision=None,
        state="draft",
        started=None,
        ended=None,
        people=(),
        author=Signature(Private(AUTHOR.name), "worker", "", NOW),
        sections=tuple(_sections(workshop, template, sections, language)),
    )


def _sections(workshop: Workshop, template: Template, sections: Sections, language: str) -> Iterator[SectionPart]:
    people = sample_case().people_with((AUTHOR,))
    for each in template.sections:
        fields = sections.get(each.id, {})
        texts = field_texts(workshop.book, template, each, fields, people, language)
        blocks = (Block(one.label(language), Private(text)) for one, text in texts)
        yield SectionPart(each.id, each.label(language), each.content_kind, (*_asked(each, language), *blocks))


def _asked(section: Section, language: str) -> Iterator[Block]:
    prompt = section.prompt(language)
    if prompt:
        yield Block("", Private(prompt))


def begin_own(workshop: Workshop, template: str, own: str, out: Path) -> Previewed:
    """Write a file to make one's own template of, from one of the program's; its rules of law stay in it.

    Refused: UNKNOWN_TEMPLATE; FILE_EXISTS; REQUEST_WRONG for an id that is none. Unavailable: CANNOT_WRITE, DISK_FULL.
    """
    if out.exists():
        raise Refused(Code.FILE_EXISTS, file=out.name)
    if ID.fullmatch(own) is None:
        raise Refused(Code.REQUEST_WRONG)
    shipped = workshop.book.template(template)
    version = f"{shipped.version}-1" if own == shipped.id else "1.0"
    source: Mapping[str, Json] = {**shipped.source, "id": own}
    file: Mapping[str, Json] = {"schema": SCHEMA, "version": version, "choice_lists": {}, "templates": [source]}
    write_whole(out, (json.dumps(file, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
    return Previewed(own, version, str(out))

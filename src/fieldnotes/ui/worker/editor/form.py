"""From the template book and the people of a case to the form the editor draws. Knows no Qt and no note."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fieldnotes.casework.views import CaseView, WhoView
from fieldnotes.domain.cases import User
from fieldnotes.domain.json_value import Sections
from fieldnotes.domain.template_parts import CONSENT
from fieldnotes.domain.templates import ChoiceList, Field, Section, Template, TemplateBook
from fieldnotes.ui.worker.editor.shapes import (
    FieldShape,
    Form,
    Option,
    PersonOption,
    SectionShape,
    rows_of,
)

LISTS = ("role_person", "presence", "source_kind", "goal_status", "place")
"""Choice lists that field types use by themselves."""


@dataclass(frozen=True)
class Around:
    """The people a note can name: those of the case, who writes, and the colleagues."""

    case: CaseView
    who: WhoView
    colleagues: Sequence[User]


def build_form(book: TemplateBook, template: Template, around: "Around", sections: Sections, language: str) -> Form:
    """Make the form of one note, by the version of its template that it was begun with."""
    asked = frozenset(place for each in template.relax for place in each.still_required)
    case, who = around.case, around.who
    people = _people(around, sections)
    author = next((p for p in people if p.id == who.user), PersonOption(who.user, who.name, "kollega"))
    return Form(
        template=template.id,
        title=template.label(language),
        language=language,
        author=author,
        child=PersonOption(case.child.person_id, case.child.name, case.child.role),
        people=people,
        sections=tuple(_section(book, section, language, asked) for section in template.sections),
        lists={name: _options(book.choice_list(name), language) for name in LISTS if name in book.choice_lists},
    )


def _people(around: "Around", sections: Sections) -> tuple[PersonOption, ...]:
    """Take the people of the case, the colleagues, and whoever the note already names as taking part."""
    known = around.case.people
    found = {person.person_id: PersonOption(person.person_id, person.name, person.role) for person in known}
    for user in around.colleagues:
        found.setdefault(user.id, PersonOption(user.id, user.name, "kollega"))
    for person in _named(sections):
        found.setdefault(person.id, person)
    return tuple(found.values())


def _named(sections: Sections) -> Iterable[PersonOption]:
    for fields in sections.values():
        for value in fields.values():
            for row in rows_of(value):
                if isinstance(row, dict) and row.get("person_id") and row.get("name"):
                    yield PersonOption(str(row["person_id"]), str(row["name"]), str(row.get("role", "annan")))


def _section(book: TemplateBook, section: Section, language: str, asked: frozenset[str]) -> SectionShape:
    return SectionShape(
        id=section.id,
        label=section.label(language),
        prompt=section.prompt(language),
        kind=section.content_kind,
        required=section.required,
        speaks_to=section.speaks_to,
        shared=section.share_default,
        share_note=section.share_note(language),
        fields=tuple(_field(book, section, field, language, asked) for field in section.fields),
    )


def _field(book: TemplateBook, section: Section, field: Field, language: str, asked: frozenset[str]) -> FieldShape:
    """Shape a field; `asked` are places a visit that did not take place must have, seen only then."""
    source = field.source_default
    return FieldShape(
        section=section.id,
        id=field.id,
        type=field.type,
        label=field.label(language),
        required=field.required or (field.show_if is not None and f"{section.id}.{field.id}" in asked),
        repeat=field.repeat,
        dictation=field.dictation,
        options=_options(book.choices(field), language) if field.options else (),
        tags=_options(book.tags(field), language) if field.tag_options else (),
        columns=field.columns,
        suggestions=field.suggestions(language),
        show_if="=".join(field.show_if) if field.show_if else None,
        satisfied_by=field.satisfied_by,
        prefill=None if field.is_a_yes else field.prefill,
        confirm=field.confirm,
        source_person=source.person if source else None,
        source_roles=source.roles if source else (),
        max_chars=field.max_chars,
        with_question=field.with_question,
        verbatim_hint=field.verbatim_hint,
        picks_roles=field.type == "participants" and field.options is not None,
        speaks=field.id == section.speaks_to,
        yes_by=_yes_by(section, field),
    )


def _yes_by(section: Section, field: Field) -> str:
    return next((each.id for each in section.fields if field.options == CONSENT and each.names_a_yes), "")


def _options(listed: ChoiceList, language: str) -> tuple[Option, ...]:
    return tuple(Option(each, listed.label_of(each, language)) for each in listed.ids)

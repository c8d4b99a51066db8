"""A section's typed values as text people read: dates, labels, names and sources. Draws nothing, leaves out nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from fieldnotes.domain.cases import Person
from fieldnotes.domain.json_reader import has_content, rows
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.template_parts import Field, Section, Template, TemplateBook
from fieldnotes.domain.wording import clock_text, day_text, inside, moment_text, phrase

Block = tuple[str, str]


def section_blocks(
    book: TemplateBook,
    template: Template,
    section: Section | str,
    fields: JsonObject,
    people: Mapping[str, Person],
    language: str,
) -> list[Block]:
    """Give (label, text) of every field with content, in the order of the template; one row a line."""
    found = field_texts(book, template, section, fields, people, language)
    return [(each.label(language), text) for each, text in found]


def field_texts(
    book: TemplateBook,
    template: Template,
    section: Section | str,
    fields: JsonObject,
    people: Mapping[str, Person],
    language: str,
) -> list[tuple[Field, str]]:
    """Give every field with content and its text, in the order of the template; one row a line."""
    part = template.section(section) if isinstance(section, str) else section
    reader = _Reader(book, template, people, language)
    found = ((each, reader.value_text(each, fields[each.id])) for each in part.fields if each.id in fields)
    return [(each, text) for each, text in found if text]


def section_text(
    book: TemplateBook,
    template: Template,
    section: Section | str,
    fields: JsonObject,
    people: Mapping[str, Person],
    language: str,
) -> str:
    """Give one text of a section: what was spoken stands alone, other values after their label; empty when empty."""
    part = template.section(section) if isinstance(section, str) else section
    blocks = section_blocks(book, template, part, fields, people, language)
    bare = {each.label(language) for each in part.fields if _speaks_for_itself(part, each, alone=len(blocks) == 1)}
    return "\n".join(text if label in bare else _labelled(label, text) for label, text in blocks)


def _speaks_for_itself(part: Section, each: Field, *, alone: bool) -> bool:
    """Tell whether a value needs no label: the spoken one when it is the only one of its type, and lone rows."""
    if each.id == part.speaks_to:
        return alone or all(other.type != each.type for other in part.fields if other.id != each.id)
    return alone and each.type in _LONE_ROWS


_LONE_ROWS: Final = frozenset({"participants", "agreement", "next_step", "goal"})


def _labelled(label: str, text: str) -> str:
    end = "" if label.endswith("?") else ":"
    return f"{label}{end}\n{text}" if "\n" in text else f"{label}{end} {text}"


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads values in one language; `people` give names to ids."""

    book: TemplateBook
    template: Template
    people: Mapping[str, Person] = field(repr=False)
    language: str

    def value_text(self, each: Field, value: Json) -> str:
        """Read one field's value; empty when nothing stands there."""
        if not has_content(value):
            return ""
        between = "; " if each.type in {"multichoice", "person"} else "\n"
        texts = (self._row_text(each, row) for row in rows(value) if has_content(row))
        return between.join(text for text in texts if text)

    def _row_text(self, each: Field, row: Json) -> str:
        if isinstance(row, Mapping):
            return _ROWS[each.type](self, each, row) if each.type in _ROWS else ""
        if isinstance(row, bool):
            return self._say("yes" if row else "no")
        return self._plain(each, str(row))

    def _plain(self, each: Field, value: str) -> str:
        if each.type in {"choice", "multichoice"}:
            return self.book.choices(each).label_of(value, self.language)
        if each.type == "person":
            return self._name(value)
        written = _TIMES.get(each.type)
        return written(value, self.language) if written else value.strip()

    def _say(self, name: str, /, **values: str) -> str:
        return phrase(name, self.language, **values)

    def _choice(self, list_id: str, value: Json) -> str:
        return self.book.choice_list(list_id).label_of(value, self.language) if isinstance(value, str) and value else ""

    def _tag(self, each: Field, value: Json) -> str:
        return self.book.tags(each).label_of(value, self.language) if isinstance(value, str) and value else ""

    def _name(self, person_id: Json) -> str:
        known = self.people.get(person_id) if isinstance(person_id, str) else None
        return str(known.name) if known and known.name else self._say("unknown_person")

    def _names(self, ids: Json) -> str:
        return ", ".join(self._name(each) for each in rows(ids)) if has_content(ids) else ""

    def statement(self, each: Field, row: JsonObject) -> str:
        """Read what somebody said, after its area and its question, with who said it and how it came (DOC-4)."""
        tags = [self._tag(each, tag) for tag in rows(row.get("tags"))] if each.tag_options else []
        area = ", ".join(filter(None, tags))
        asked = _text(row, "question")
        said = _with_source(_text(row, "text"), self._source(row))
        lines = [self._say("question", text=asked) if asked else "", f"{area}: {said}" if area else said]
        return "\n".join(filter(None, lines))

    def _source(self, row: JsonObject) -> str:
        person = self._name(row["source_person_id"]) if has_content(row.get("source_person_id")) else ""
        kind = inside(self._choice("source_kind", row.get("source_kind")))
        return ", ".join(filter(None, (person, _text(row, "source_ref"), kind)))

    def observation(self, _: Field, row: JsonObject) -> str:
        """Read what was seen, and by whom."""
        time = clock_text(_text(row, "time"), self.language) if _text(row, "time") else ""
        return _with_source(_text(row, "text"), ", ".join(filter(None, (_text(row, "observed_by"), time))))

    def assessment(self, _: Field, row: JsonObject) -> str:
        """Read an assessment, always named as one, with who made it and what it rests on (DOC-4)."""
        known = self.template.by_id
        parts = [known[each].label(self.language) for each in _texts(row.get("based_on")) if each in known]
        by = self._say("assessed_by", name=_text(row, "by")) if _text(row, "by") else ""
        basis = self._say("based_on", parts="; ".join(parts)) if parts else ""
        return "\n".join(filter(None, (_text(row, "text"), " ".join(filter(None, (by, basis))))))

    def participant(self, _: Field, row: JsonObject) -> str:
        """Read who took part, in which role, and how much of the time when not all of it."""
        presence = row.get("presence")
        partly = inside(self._choice("presence", presence)) if presence != "hela" else ""
        principal = self._say("there_for", name=self._name(row["for_person_id"])) if row.get("for_person_id") else ""
        role = " ".join(filter(None, (inside(self._choice("role_person", row.get("role"))), principal)))
        return _with_source(
            _text(row, "name") or self._name(row.get("person_id")), ", ".join(filter(None, (role, partly)))
        )

    def agreement(self, each: Field, row: JsonObject) -> str:
        """Read who does what, and until when; extra columns after it."""
        line = _dashed(_text(row, "who"), _text(row, "what"), self._at_latest(_text(row, "when")))
        extra = (
            f"{self._say(column)}: {day_text(_text(row, column), self.language)}"
            for column in each.columns
            if _text(row, column)
        )
        agreed = self._names(row.get("agreed_by"))
        after = "; ".join(extra)
        whole = f"{line} ({after})" if after and line else line or after
        return f"{whole} [{self._say('agreed_by', names=agreed)}]" if agreed else whole

    def next_step(self, _: Field, row: JsonObject) -> str:
        """Read who does what, and when."""
        return _dashed(_text(row, "who"), _text(row, "what"), day_text(_text(row, "due_date"), self.language))

    def goal(self, _: Field, row: JsonObject) -> str:
        """Read a goal, whose it is, how far it has come and what shows it."""
        whose = _text(row, "whose_goal")
        goal = _with_source(_text(row, "goal_text"), self._say("goal_of", name=whose) if whose else "")
        status = self._choice("goal_status", row.get("status"))
        return _dashed(goal, ". ".join(filter(None, (status, _text(row, "evidence_text")))))

    def comment(self, _: Field, row: JsonObject) -> str:
        """Read what somebody thinks of what is written, in their own words (INS-2)."""
        person = self._name(row["person_id"]) if row.get("person_id") else ""
        wrong = self._say("says_wrong") if row.get("claims_incorrect") is True else ""
        who = ", ".join(filter(None, (person, day_text(_text(row, "date"), self.language), wrong)))
        return _with_source(_text(row, "text"), who)

    def _at_latest(self, when: str) -> str:
        day = day_text(when, self.language)
        return self._say("at_latest", day=day) if day != when else when


_TIMES: Final[Mapping[str, Callable[[str, str], str]]] = {
    "date": day_text,
    "time": clock_text,
    "datetime": moment_text,
}
_ROWS: Final[Mapping[str, Callable[[_Reader, Field, JsonObject], str]]] = {
    "statement": _Reader.statement,
    "observation": _Reader.observation,
    "assessment": _Reader.assessment,
    "participants": _Reader.participant,
    "agreement": _Reader.agreement,
    "next_step": _Reader.next_step,
    "goal": _Reader.goal,
    "comment": _Reader.comment,
}


def _text(row: JsonObject, key: str) -> str:
    value = row.get(key)
    return value.strip() if isinstance(value, str) else ""


def _texts(value: Json) -> Sequence[str]:
    return [each for each in rows(value) if isinstance(each, str)]


def _with_source(text: str, source: str) -> str:
    return f"{text} ({source})" if text and source else text or source


def _dashed(*parts: str) -> str:
    return " – ".join(filter(None, parts))

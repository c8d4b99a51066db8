"""What is proposed in a section, with words for its chips; what was taken or refused is left out. Knows no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from fieldnotes.casework.said import Listener
from fieldnotes.casework.said_offer import Offer, Way
from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.worker.editor.shapes import FieldShape, Form, Option, rows_of

LONGEST = 60
PLUS = "+ "
"""Before a row that comes beside others."""
DAY_KEYS = ("when", "due_date")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal as it is drawn: on its chip, and in the list of all."""

    offer: Offer
    words: str = field(repr=False)
    line: str = field(repr=False)


class Offers:
    """The proposals of one open note."""

    def __init__(self, form: Form, listener: Listener | None, dealt: frozenset[str]) -> None:
        self._form = form
        self._listener = listener
        self.dealt = set(dealt)

    def of(self, section: str, values: Sections) -> list[Proposal]:
        """Give what is proposed in a section now."""
        if self._listener is None:
            return []
        shape = self._form.section(section)
        found = self._listener.offers(section, values)
        return [self._drawn(shape.field(each.field), each) for each in found if each.key not in self.dealt]

    def _drawn(self, shape: FieldShape, offer: Offer) -> Proposal:
        words = words_of(self._form, shape, offer)
        if offer.way in {Way.NAME, Way.FACTS}:
            return Proposal(offer, words, words)
        bare = replace(shape, confirm=False)
        plain = words_of(self._form, bare, offer).removeprefix(PLUS)
        return Proposal(offer, words, _("{field}: {words}").format(field=shape.label, words=plain))


def words_of(form: Form, shape: FieldShape, offer: Offer) -> str:
    """Say in a few words what is proposed."""
    value = offer.value
    if offer.way is Way.NAME and isinstance(value, Mapping):
        return _("Did you mean {name}? It says “{word}”").format(name=value["name"], word=value["word"])
    if offer.way is Way.ROW and isinstance(value, Mapping):
        return PLUS + _row_words(value)
    if offer.way is Way.FACTS and isinstance(value, Mapping):
        return _fact_words(form, shape, value)
    if offer.way is Way.ADD:
        return ", ".join(_label(shape.options, each) for each in rows_of(value))
    return _value_words(form, shape, value)


def _row_words(row: Mapping[str, Json]) -> str:
    if "goal_text" in row:
        return str(row["goal_text"])
    first = str(row["who"]).split(" ", 1)[0]
    day = next((str(row[key]) for key in DAY_KEYS if row.get(key)), "")
    words = _("{who}: {what}, by {day}") if day else _("{who}: {what}")
    return words.format(who=first, what=row["what"], day=day)


def _fact_words(form: Form, shape: FieldShape, facts: Mapping[str, Json]) -> str:
    if "source_person_id" in facts:
        person = form.person(str(facts["source_person_id"]))
        way = form.words("source_kind", str(facts.get("source_kind"))).lower()
        name = person.first_name if person else str(facts["source_person_id"])
        return _("Source: {who}").format(who=f"{name} – {way}")
    if "based_on" in facts:
        sections = ", ".join(form.section(str(each)).label for each in rows_of(facts["based_on"]))
        return _("Built on: {section}").format(section=sections)
    if "tags" in facts:
        areas = ", ".join(_label(shape.tags, each) for each in rows_of(facts["tags"]))
        return _("Area: {areas}").format(areas=areas)
    if "observed_by" in facts:
        return _("Seen by: {name}").format(name=facts["observed_by"])
    if "time" in facts:
        return _("At {time}").format(time=facts["time"])
    return _("Their own words")


def _value_words(form: Form, shape: FieldShape, value: Json) -> str:
    if shape.type in {"participants", "person"}:
        names = [_first_name(form, row) for row in rows_of(value)]
        words = _("Confirm: {names}") if shape.confirm else "{names}"
        return words.format(names=", ".join(names))
    if shape.type == "choice":
        return _label(shape.options, value)
    if shape.type == "yesno":
        return _("Yes") if value else _("No")
    if shape.type == "datetime":
        return datetime.fromisoformat(str(value)).strftime("%Y-%m-%d %H:%M")
    text = str(value.get("text", "")) if isinstance(value, Mapping) else str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 2].rstrip() + " …"


def _first_name(form: Form, row: Json) -> str:
    person_id = str(row.get("person_id")) if isinstance(row, Mapping) else str(row)
    person = form.person(person_id)
    if person is None:
        name = str(row.get("name", person_id)).split(" ", 1)[0] if isinstance(row, Mapping) else person_id
    else:
        name = person.first_name
    presence = row.get("presence") if isinstance(row, Mapping) else None
    if presence in {"delvis", "inte_med"}:
        return f"{name} ({form.words('presence', str(presence)).lower()})"
    return name


def _label(options: tuple[Option, ...], value: Json) -> str:
    return next((option.label for option in options if option.id == value), str(value))

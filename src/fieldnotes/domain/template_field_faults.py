"""What is wrong with one field of a town's template: type, choices, where its value comes from, when it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from fieldnotes.domain.errors import Refused
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.shapes import Shapes
from fieldnotes.domain.template_fault import Fault, Part, plain
from fieldnotes.domain.template_parts import FIELD_TYPES, Field, Section, Template, TemplateBook

KEYS: Final = frozenset({
    "id", "label_sv", "label_en", "type", "required", "dictation", "repeat", "options", "prefill", "confirm",
    "suggest", "default", "show_if", "satisfied_by", "max_chars", "source_default", "voice_aliases", "columns",
    "tag_options", "verbatim_hint", "with_question", "per_person", "suggestions_sv", "suggestions_en", "was",
})  # fmt: skip
SPOKEN: Final = frozenset({"text", "statement", "observation", "assessment"})
"""Types one can speak into."""
REPEATED: Final = frozenset({"statement", "observation", "assessment", "person"})
"""Types that may stand several times in one field; lists have their rows anyway."""
COLUMNS: Final = frozenset({"insats", "ansvarig_huvudman", "kontaktperson", "start", "klart"})
"""Columns an agreement may have beside its own; the program has words for these."""
ONLY_LIST: Final = {"participants": "role_person", "goal": "goal_status"}
"""Types whose rows are always read by one list of the program."""
PREFILLED: Final[Mapping[str, frozenset[str]]] = {
    "case": frozenset({"text", "date", "datetime", "choice", "yesno"}),
    "plan": frozenset({"datetime"}),
    "clock": frozenset({"date", "time", "datetime"}),
    "people": frozenset({"yesno", "participants"}),
    "template": FIELD_TYPES - {"participants", "person", "agreement", "next_step", "goal", "comment"},
    "author": frozenset({"person"}),
    "supervisor": frozenset({"person"}),
}
"""Where a value may come from, and what it can be then."""
FROM_CASE: Final = {
    "case_ref": "text", "phase": "choice", "service": "text", "since": "date", "plan_ref": "text",
    "received": "datetime", "reporter_type": "text",
}  # fmt: skip
"""Fields the case itself knows, and what it knows of them."""
_ONLY_FOR: Final = {
    "with_question": "statement", "verbatim_hint": "statement", "source_default": "statement",
    "tag_options": "statement", "max_chars": "text", "columns": "agreement", "suggest": "text",
    "suggestions_sv": "text", "suggestions_en": "text",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Around:
    """What a field may lean on: the book, the lists by their ids, and the fields of its own section by id."""

    book: TemplateBook
    lists: Mapping[str, frozenset[str]] = field(repr=False)
    fields: Mapping[str, Part] = field(repr=False)
    used: set[str] = field(repr=False)


def field_faults(part: Part, around: Around) -> None:
    """Note everything that is wrong with a field."""
    part.only(KEYS)
    part.id()
    part.both("label")
    kind = part.one_of("type", FIELD_TYPES)
    part.flag("required", needed=True)
    for key in ("confirm", "with_question", "verbatim_hint", "per_person"):
        part.flag(key)
    if kind:
        for key, only in _ONLY_FOR.items():
            if key in part.data and kind != only:
                part.say(Fault.NOT_HERE, key, type=kind, only=only)
        if part.flag("dictation") and kind not in SPOKEN:
            part.say(Fault.NOT_SPOKEN, "dictation", type=kind)
        if part.flag("repeat") and kind not in REPEATED:
            part.say(Fault.NOT_HERE, "repeat", type=kind, only=", ".join(sorted(REPEATED)))
        _list_faults(part, kind, around)
        _source_faults(part, kind, around)
    most = part.number("max_chars", 20, 100_000)
    if most is not None and part.data.get("required") is True and part.data.get("suggest"):
        _room_for_suggestion(part, most)
    _detail_faults(part, around)
    _condition_faults(part, around)


def _room_for_suggestion(part: Part, most: int) -> None:
    if most < 60:  # noqa: PLR2004 - the longest name of a phase, a dash and a short name of a template
        part.say(Fault.NOT_NUMBER, "max_chars", least=60, most=100_000)


def _list_faults(part: Part, kind: str, around: Around) -> None:
    options = part.text("options", needed=kind in {"choice", "multichoice"})
    if options:
        around.used.add(options)
        if kind in ONLY_LIST:
            if options != ONLY_LIST[kind]:
                part.say(Fault.ONLY_LIST, "options", given=plain(options), only=ONLY_LIST[kind])
        elif kind not in {"choice", "multichoice"}:
            part.say(Fault.NO_LIST_HERE, "options", type=kind)
        elif options not in around.lists:
            part.say(Fault.UNKNOWN_LIST, "options", given=plain(options))
    tags = part.text("tag_options", needed=False)
    if tags:
        around.used.add(tags)
        if tags not in around.lists:
            part.say(Fault.UNKNOWN_LIST, "tag_options", given=plain(tags))


def _source_faults(part: Part, kind: str, around: Around) -> None:
    prefill = part.one_of("prefill", PREFILLED, needed=False)
    if prefill and kind not in PREFILLED[prefill]:
        part.say(Fault.BAD_PREFILL, "prefill", given=prefill, type=kind)
    if prefill == "case":
        _from_case(part, kind)
    if prefill == "template" and "default" not in part.data:
        part.say(Fault.MISSING, "default")
    if "default" in part.data and not _fits(part, kind, around):
        part.say(Fault.BAD_DEFAULT, "default", given=plain(part.data["default"]), type=kind)
    if "suggest" in part.data:
        part.one_of("suggest", {"plan"})
    if part.data.get("confirm") is True and not (prefill or part.data.get("suggest")):
        part.say(Fault.MISSING, "prefill")


def _from_case(part: Part, kind: str) -> None:
    """What the case knows is of one type; of another place it knows nothing, so there the default stands."""
    known = FROM_CASE.get(str(part.data.get("id")))
    bare = known is None and kind in {"choice", "yesno"} and "default" not in part.data
    if bare or known not in {None, kind}:
        part.say(Fault.BAD_PREFILL, "prefill", given="case", type=kind)
    elif known == "choice" and part.data.get("options") != "phase":
        part.say(Fault.ONLY_LIST, "options", given=plain(part.data.get("options")), only="phase")


def _fits(part: Part, kind: str, around: Around) -> bool:
    """Tell whether the default is a value of the field's type: it is written in a note that nobody has read yet."""
    value = part.data["default"]
    if kind in {"choice", "multichoice"}:
        choices = around.lists.get(str(part.data.get("options")), frozenset())
        wanted = value if isinstance(value, list | tuple) and kind == "multichoice" else [value]
        return all(isinstance(each, str) and each in choices for each in wanted)
    bare = Field(
        id="value", type=kind, required=False, dictation=False, repeat=part.data.get("repeat") is True, options=None,
        prefill=None, confirm=False, suggest=None, default=None, show_if=None, satisfied_by=None, max_chars=None,
        source_default=None, voice_aliases=(), columns=(), tag_options=None, verbatim_hint=False, with_question=False,
        source={},
    )  # fmt: skip
    return _reads(bare, value, around.book)


def _reads(bare: Field, value: Json, book: TemplateBook) -> bool:
    section = Section("part", False, "fact", False, frozenset(), (), (), bare.id, (bare,), {})  # noqa: FBT003
    try:
        Shapes(book, Template("t", "", (section,), (), (), (), {}), ()).read(section, bare, value)
    except Refused:
        return False
    return True


def _detail_faults(part: Part, around: Around) -> None:
    part.texts("columns", COLUMNS)
    for key in ("suggestions_sv", "suggestions_en"):
        part.texts(key)
    if "was" in part.data:
        part.texts("was")
    spoken = part.table("source_default")
    if spoken is not None:
        spoken.only({"person", "roles", "kind"})
        spoken.one_of("person", {"child", "only_present", "ask"})
        spoken.one_of("kind", {"from_place"})
        spoken.texts("roles", around.book.choice_list("role_person").swedish)


def _condition_faults(part: Part, around: Around) -> None:
    """Note what is wrong with when a field is asked for: `show_if` and `satisfied_by` name another field beside it."""
    other = part.text("satisfied_by", needed=False)
    if other:
        _other_field(part, "satisfied_by", other, around)
    told = part.text("show_if", needed=False)
    if not told:
        return
    left, sign, right = told.partition("=")
    if not sign or not right:
        part.say(Fault.BAD_SHOW_IF, "show_if", given=plain(told))
    elif _other_field(part, "show_if", left, around):
        answers = _answers(around.fields[left], around)
        if right not in answers:
            part.say(Fault.NOT_ONE_OF, "show_if", given=plain(right), of=", ".join(sorted(answers)) or "–")


def _other_field(part: Part, key: str, name: str, around: Around) -> bool:
    if name == part.data.get("id"):
        part.say(Fault.ITSELF, key, given=plain(name))
    elif name not in around.fields:
        part.say(Fault.NO_FIELD, key, given=plain(name))
    else:
        return True
    return False


def _answers(part: Part, around: Around) -> frozenset[str]:
    """List what can be answered in a field that another one hangs on; nothing where anything can."""
    if part.data.get("type") == "yesno":
        return frozenset({"true", "false"})
    if part.data.get("type") == "choice":
        return around.lists.get(str(part.data.get("options")), frozenset())
    return frozenset()

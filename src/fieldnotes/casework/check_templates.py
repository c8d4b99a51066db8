"""Check a town's own templates, and the headings and words beside them, before anybody works by them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fieldnotes.casework.view import OPTIONAL, View
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.template_fault import Fault, TemplateFault
from fieldnotes.domain.template_faults import template_faults
from fieldnotes.domain.template_file import as_file, standing_alone
from fieldnotes.domain.template_source import MOST_BYTES, read_source
from fieldnotes.domain.templates import Template, TemplateBook, read_template, section_names
from fieldnotes.language.family_words import SCHEMA as LANGUAGE
from fieldnotes.language.family_words import FamilyWords
from fieldnotes.language.sentences import sentence
from fieldnotes.language.template_words import template_fault_sentence
from fieldnotes.language.town_words import HEADINGS, WORD_LIST, read_headings, read_word_list
from fieldnotes.language.translation import spoken_language
from fieldnotes.language.translation import translate as _


@dataclass(frozen=True, slots=True)
class FaultView(View):
    """One fault: where it stands, its code, and a sentence with what to do; a remark stops nothing."""

    place: str
    code: str
    text: str
    remark: bool


@dataclass(frozen=True, slots=True)
class CheckedTemplate(View):
    """A template of the file as it would be published."""

    id: str
    version: str
    label: str
    sha256: str


@dataclass(frozen=True, slots=True)
class CheckedFile(View):
    """One file: what is wrong in it, all at once, and the templates it holds when nothing is."""

    file: str
    faults: tuple[FaultView, ...]
    templates: tuple[CheckedTemplate, ...] = ()
    language: str | None = field(default=None, metadata=OPTIONAL)

    @property
    def ok(self) -> bool:
        """Tell whether nothing stops it."""
        return all(each.remark for each in self.faults)


@dataclass(frozen=True, slots=True)
class CheckedFolder(View):
    """What was looked at."""

    ok: bool
    files: tuple[CheckedFile, ...]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file as it was read; `templates` stand alone, as they are published."""

    name: str
    faults: tuple[TemplateFault, ...]
    templates: tuple[JsonObject, ...] = field(default=(), repr=False)
    headings: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)


def check(book: TemplateBook, path: Path) -> CheckedFolder:
    """Check a file, or every file of a folder. Refused: FILE_MISSING."""
    found = tuple(_seen(book, each) for each in read_files(book, path))
    return CheckedFolder(all(each.ok for each in found), found)


def read_files(book: TemplateBook, path: Path) -> tuple[ReadFile, ...]:
    """Read and check a file, or every file of a folder; headings are held against all templates of the folder."""
    if not path.exists():
        raise Refused(Code.FILE_MISSING, file=path.name)
    if not path.is_dir():
        return (_read(book, path),)
    files = sorted([*path.glob("*.json"), *path.glob("*/*.json"), *(path / name for name in (HEADINGS, WORD_LIST))])
    read = [_read(book, each) for each in files if each.is_file()]
    if not read:
        return (ReadFile(path.name, (TemplateFault(Fault.NOTHING_THERE, ""),)),)
    known = {*section_names(book), *(name for each in read for one in each.templates for name in _sections(one))}
    return tuple(_twice(read, _headed(each, known)) for each in read)


def _read(book: TemplateBook, path: Path) -> ReadFile:
    raw = _bytes(path)
    if raw is None:
        return ReadFile(path.name, (TemplateFault(Fault.TOO_LARGE, "", {"most": MOST_BYTES // 1000}),))
    if path.suffix == ".csv":
        return _table(path.name, raw)
    data, faults = read_source(raw)
    if faults:
        return ReadFile(path.name, faults)
    if isinstance(data, Mapping) and data.get("schema") == LANGUAGE:
        return _language(path.name, data)
    data = as_file(data)
    found = template_faults(data, book)
    if not isinstance(data, Mapping) or any(not each.is_remark for each in found):
        return ReadFile(path.name, found)
    return ReadFile(path.name, found, tuple(standing_alone(data, book)))


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.stat().st_size <= MOST_BYTES else None
    except OSError:
        raise Refused(Code.FILE_MISSING, file=path.name) from None


def _language(name: str, data: Json) -> ReadFile:
    try:
        words = FamilyWords.read(data, name)
    except Refused as wrong:
        return ReadFile(name, (_told(wrong),))
    return ReadFile(name, (), headings={words.language: words.headings})


def _table(name: str, raw: bytes) -> ReadFile:
    text = raw.decode("utf-8-sig", errors="replace")
    try:
        if name == WORD_LIST:
            read_word_list(text)
            return ReadFile(name, ())
        return ReadFile(name, (), headings=read_headings(text, None))
    except Refused as wrong:
        return ReadFile(name, (_told(wrong),))


def _told(wrong: Refused) -> TemplateFault:
    return TemplateFault(Fault.TOWN_FILE, "", {"problem": sentence(wrong, _)})


def _headed(read: ReadFile, known: set[str]) -> ReadFile:
    """Note headings of sections that no template has, neither the program's nor one of the folder."""
    lost = [(language, name) for language, each in read.headings.items() for name in each if name not in known]
    faults = tuple(TemplateFault(Fault.HEADING_NOWHERE, f"headings.{at}", {"given": name}) for at, name in lost)
    return ReadFile(read.name, (*read.faults, *faults), read.templates, read.headings)


def _twice(every: Sequence[ReadFile], read: ReadFile) -> ReadFile:
    """Note a template that another file of the folder has in the same version."""
    others = {
        (str(one["id"]), str(one["version"])) for each in every if each.name != read.name for one in each.templates
    }
    same = [one for one in read.templates if (str(one["id"]), str(one["version"])) in others]
    faults = tuple(TemplateFault(Fault.DOUBLE_ID, str(one["id"]), {"given": str(one["id"])}) for one in same)
    return ReadFile(read.name, (*read.faults, *faults), read.templates, read.headings)


def _sections(template: JsonObject) -> Iterator[str]:
    sections = template.get("sections")
    for each in sections if isinstance(sections, Sequence) else ():
        if isinstance(each, Mapping):
            yield str(each.get("id"))
            yield f"{template.get('id')}.{each.get('id')}"


def _seen(book: TemplateBook, read: ReadFile) -> CheckedFile:
    faults = tuple(
        FaultView(each.place, each.what.value, template_fault_sentence(each, _), each.is_remark) for each in read.faults
    )
    stopped = any(not each.remark for each in faults)
    templates = () if stopped else tuple(_checked(read_template(each, book)) for each in read.templates)
    return CheckedFile(read.name, faults, templates, next(iter(read.headings), None))


def _checked(template: Template) -> CheckedTemplate:
    return CheckedTemplate(template.id, template.version, template.label(spoken_language()), template.digest)

"""The shipped book, cases and notes, and the reference reading of the book that the domain is compared with."""

import importlib.util
import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from types import ModuleType

from fieldnotes.domain.cases import Case, User
from fieldnotes.domain.fields import merge_sections, read_sections
from fieldnotes.domain.templates import Template, TemplateBook, read_book

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "resources" / "demo"
DATA = ROOT / "tests" / "data" / "domain"


def load(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def oracle() -> ModuleType:
    """The reference reading; a test compares with it, the product never imports it."""
    spec = importlib.util.spec_from_file_location("reference_reading", DATA / "check_rules.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def raw_book() -> dict:
    return load(ROOT / "resources" / "templates" / "templates.json")


@cache
def book() -> TemplateBook:
    return read_book(raw_book())


@cache
def raw_world() -> dict:
    return load(DEMO / "import.json")


@cache
def users() -> tuple[User, ...]:
    return tuple(User.from_json(user) for user in raw_world()["users"])


@cache
def cases() -> dict[str, Case]:
    return {case["id"]: Case.from_json(case) for case in raw_world()["cases"]}


def user(user_id: str) -> User:
    return next(each for each in users() if each.id == user_id)


@dataclass(frozen=True)
class Sample:
    """One note of the set, with all it needs."""

    id: str
    template: Template
    case: Case
    author: User
    now: datetime
    sections: dict
    broken: str | None

    @property
    def people(self):
        return self.case.people_with(users())

    @property
    def raw_template(self) -> dict:
        return next(each for each in raw_book()["templates"] if each["id"] == self.template.id)

    @property
    def raw_people(self) -> dict:
        return oracle().people_of(self.case.source, raw_world()["users"])

    def read(self, sections=None):
        given = self.sections if sections is None else sections
        return merge_sections({}, read_sections(book(), self.template, given, self.people))

    def wanted_of_sign(self, sections=None) -> list[tuple[str, str]]:
        """What the reference says about signing: (severity, rule)."""
        given = self.sections if sections is None else sections
        author = dict(self.author.source)
        found = oracle().check_sign(
            raw_book(), self.raw_template, given, self.case.source, self.raw_people, author, self.now.isoformat()
        )
        return [each[:2] for each in found]


@cache
def samples() -> dict[str, Sample]:
    return {row["id"]: _sample(row) for row in load(DEMO / "notes" / "index.json")["notes"]}


def _sample(row: dict) -> Sample:
    path = DATA / row["file"] if row.get("broken") else DEMO / "notes" / row["file"]
    return Sample(
        id=row["id"],
        template=book().template(row["template"]),
        case=cases()[row["case"]],
        author=user(row["author"]),
        now=datetime.fromisoformat(row["now"]),
        sections=load(path)["sections"],
        broken=row.get("broken"),
    )


def sample(note: str) -> Sample:
    return samples()[note]


def whole_notes() -> list[str]:
    return [each for each in samples() if not each.startswith("broken")]


def families() -> list[dict]:
    return [load(path) for path in sorted((DEMO / "family").glob("*.json"))]


def journey() -> dict:
    return load(DEMO / "journey" / "script.json")

"""A command line without a person: streams that are read back, parts that are never reached unless a test says so."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import pytest
from babel.messages.pofile import read_po

from fieldnotes.cli import Given, main
from fieldnotes.language import translation

ROOT = Path(__file__).parents[3]


def never(*_given: object, **_named: object) -> NoReturn:
    raise AssertionError


@dataclass
class Typed:
    """Runs one command after the other and keeps what came of the last."""

    folder: Path
    hub_commands: Mapping[str, Callable[..., object]] = field(default_factory=dict)
    demo: Callable[..., object] = never
    workshop: Callable[..., object] = never
    machine: Callable[[], Sequence[tuple[str, bool, str]]] = tuple
    stdin: str = ""
    out: str = ""
    err: str = ""

    def __call__(self, *argv: str) -> int:
        out, err = io.StringIO(), io.StringIO()
        given = Given(
            self.workshop,
            self.hub_commands,
            self.demo,
            self.folder / "profile",
            self.folder / "hub",
            self.machine,
            environ={},
        )
        status = main(argv, given, io.StringIO(self.stdin), out, err)
        self.out, self.err = out.getvalue(), err.getvalue()
        return status


@pytest.fixture
def typed(tmp_path: Path) -> Typed:
    return Typed(tmp_path)


class _Words:
    """The Swedish words, as the program speaks them; one that is missing is an error."""

    def __init__(self) -> None:
        self._words: dict[str, str] = {}
        for path in sorted((ROOT / "resources/locale/sv").glob("*.po")):
            with path.open("rb") as file:
                self._words |= {str(message.id): str(message.string) for message in read_po(file, locale="sv")}

    def gettext(self, message: str, /) -> str:
        return self._words[message]

    def ngettext(self, one: str, many: str, n: int, /) -> str:
        return self._words[one if n == 1 else many]


@pytest.fixture(scope="session")
def words() -> _Words:
    return _Words()


@pytest.fixture(autouse=True)
def swedish(words: _Words) -> object:
    before = (translation.spoken_language(), translation._Current.catalogue)
    translation.speak("sv", words)
    yield
    translation.speak(*before)

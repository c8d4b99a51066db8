"""A municipality to run commands in: a hub that listens, a worker, a colleague and a supervisor who have joined it."""

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from fieldnotes.boot import catalogues
from fieldnotes.boot.commands import run_command
from fieldnotes.language import translation

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "resources" / "demo"
PASSPHRASE = "fyra ord om hösten"


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str = field(repr=False)
    err: str = field(repr=False)

    @property
    def json(self) -> dict:
        return json.loads(self.out)

    @property
    def code(self) -> str:
        return self.json["error"]["code"]


@dataclass
class Person:
    """One person at a terminal: a profile folder, and how it is opened. `results` keeps every answer by its schema."""

    folder: Path
    hub: Path
    results: dict[str, list[dict]]
    passphrase_file: Path

    def run(self, *argv: str, stdin: str = "") -> Outcome:
        out, err = io.StringIO(), io.StringIO()
        home = {"FIELDNOTES_HOME": str(self.hub.parent / "home")}
        more = home | {"FIELDNOTES_PASSPHRASE_FILE": str(self.passphrase_file)}
        before = sys.stdin
        sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), environment(more), swedish():
                status = run_command(["--json", *argv], self.folder, self.hub)
        finally:
            sys.stdin = before
        return Outcome(status, out.getvalue(), err.getvalue())

    def done(self, schema: str, *argv: str, stdin: str = "") -> dict:
        """Run a command that must succeed and keep its answer."""
        outcome = self.run(*argv, stdin=stdin)
        assert outcome.status == 0, f"{argv[0]}: {outcome.err}"
        self.results.setdefault(schema, []).append(outcome.json)
        return outcome.json

    def file(self, name: str, content: object) -> str:
        """Write a file beside the profile and give its name."""
        path = self.folder.parent / f"{self.folder.name}-{name}"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(path)


@dataclass
class Town:
    folder: Path
    url: str
    tove: Person
    jonas: Person
    henrik: Person
    results: dict[str, list[dict]]

    @property
    def hub(self) -> Path:
        return self.folder / "hub"

    def stranger(self, name: str) -> Person:
        return newcomer(self.folder, name, self.results)


@contextlib.contextmanager
def environment(more: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(more)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def swedish() -> Iterator[None]:
    before = (translation.spoken_language(), translation._Current.catalogue)
    catalogues.speak("sv")
    try:
        yield
    finally:
        translation.speak(*before)


def newcomer(folder: Path, name: str, results: dict[str, list[dict]]) -> Person:
    passphrase = folder / "passphrase"
    passphrase.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return Person(folder / name, folder / "hub", results, passphrase)


def move_in(folder: Path, name: str, url: str, results: dict[str, list[dict]]) -> Person:
    person = newcomer(folder, name, results)
    invitation = str(folder / f"{name}.invitation")
    person.done("hub-invite", "hub", "invite", "--user", f"u-{name}", "--url", url, "-o", invitation)
    person.done("init", "init", "--name", name, "--kdf", "floor")
    person.done("join", "join", "--invitation", invitation)
    person.done("sync", "sync")
    return person


@contextlib.contextmanager
def listening(data: Path) -> Iterator[dict]:
    """Run the hub as its own process; gives the one line it prints."""
    line = [sys.executable, "-m", "fieldnotes", "hub", "serve", "--data", str(data), "--port", "0", "--json"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as process:
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextlib.contextmanager
def founded(folder: Path) -> Iterator[Town]:
    """Make a hub with the shipped municipality, let it listen, and let three people join."""
    results: dict[str, list[dict]] = {}
    clerk = newcomer(folder, "clerk", results)
    clerk.done("hub-init", "hub", "init")
    clerk.done("hub-import", "hub", "import", str(DEMO / "import.json"))
    with listening(folder / "hub") as line:
        results["hub-serve"] = [line]
        people = [move_in(folder, name, line["listening"], results) for name in ("tove", "jonas", "henrik")]
        yield Town(folder, line["listening"], *people, results)


_TOWN = pytest.StashKey[Town]()


@pytest.fixture(scope="session")
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """One municipality for all tests of commands; a test that changes a note makes its own."""
    stash = request.config.stash
    if _TOWN not in stash:
        kept = contextlib.ExitStack()
        stash[_TOWN] = kept.enter_context(founded(tmp_path_factory.mktemp("town")))
        request.config.add_cleanup(kept.close)
    return stash[_TOWN]

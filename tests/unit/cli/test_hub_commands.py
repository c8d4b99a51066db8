"""The server's commands hand what was typed to the hub's functions, in the order these are called with."""

import getpass
import json
from pathlib import Path

import pytest


class Called:
    """Keeps how each of the hub's functions was called."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []

    def named(self, name: str):
        def act(*given: object) -> dict[str, object]:
            self.calls.append((name, *given))
            return {"ok": True, "expires": "2026-04-01T00:00:00+00:00", "url": "https://hub.example"}

        return act


NAMES = (
    *(
        "init",
        "import",
        "invite",
        "users",
        "units",
        "devices",
        "keys",
        "policy",
        "set_lease",
        "assign",
        "unassign",
        "revoke",
    ),
    *("verify", "quarantine_list", "quarantine_show", "quarantine_release", "quarantine_refuse"),
)


@pytest.fixture
def called(typed) -> Called:
    made = Called()
    typed.hub_commands = {name: made.named(name) for name in NAMES}
    return made


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        ("init", ("init", None, None)),
        ("init --database postgresql+psycopg://x/y", ("init", "postgresql+psycopg://x/y", None)),
        ("init --blobs s3://b/p", ("init", None, "s3://b/p")),
        ("import towns.json", ("import", "towns.json")),
        ("users", ("users",)),
        ("units", ("units",)),
        ("devices", ("devices",)),
        ("keys", ("keys",)),
        ("policy", ("policy",)),
        ("policy --lease-days 30 --by Eva", ("set_lease", 30, "Eva")),
        ("assign --case c-1 --user u-1", ("assign", "c-1", "u-1")),
        ("unassign --case c-1 --user u-1", ("unassign", "c-1", "u-1")),
        ("revoke d-1 --by Eva", ("revoke", "d-1", False, "Eva")),
        ("revoke d-1 --wipe", ("revoke", "d-1", True, getpass.getuser())),
        ("verify", ("verify",)),
        ("quarantine list", ("quarantine_list",)),
        ("quarantine show e-1", ("quarantine_show", "e-1")),
        ("quarantine release e-1 --by u-henrik", ("quarantine_release", "e-1", "u-henrik")),
        ("quarantine refuse e-1", ("quarantine_refuse", "e-1", getpass.getuser())),
    ],
)
def test_each_command_calls_its_function(typed, called: Called, argv: str, expected: tuple[object, ...]) -> None:
    assert typed("hub", *argv.split(), "--data", "d") == 0
    after = [("policy", Path("d"))] if expected[0] == "set_lease" else []  # what is set is told
    assert called.calls == [(expected[0], Path("d"), *expected[1:]), *after]


def test_an_invitation_is_written_to_its_file_and_not_printed(typed, called: Called, tmp_path: Path) -> None:
    out = tmp_path / "i.json"
    assert typed("hub", "invite", "--user", "u-1", "-o", str(out), "--json") == 0
    assert called.calls == [("invite", tmp_path / "hub", "u-1", None)]
    assert out.stat().st_mode & 0o077 == 0
    assert json.loads(out.read_text())["url"] == "https://hub.example"
    assert json.loads(typed.out) == {"file": str(out), "user": "u-1", "expires": "2026-04-01T00:00:00+00:00"}


def test_faults_give_status_1_beside_the_result(typed) -> None:
    typed.hub_commands = {"verify": lambda _data: {"entries": 3, "ok": False, "faults": ["entry 2: hash"]}}
    assert typed("hub", "verify", "--json") == 1
    assert json.loads(typed.out) == {"entries": 3, "ok": False, "faults": ["entry 2: hash"]}


def test_serving_says_where_it_listens_once_it_does(typed) -> None:
    def serve(data: Path, host: str, port: int, cert: str | None, key: str | None, *, ready) -> None:
        assert (host, port, cert, key) == ("127.0.0.1", 0, None, None)
        ready("https://127.0.0.1:40001")

    typed.hub_commands = {"serve": serve}
    assert typed("hub", "serve", "--port", "0") == 0
    assert typed.out == "listening on https://127.0.0.1:40001\n"


def test_a_role_is_said_in_words_and_its_id_stands_in_the_json(typed) -> None:
    people = [{"id": f"u-{role}", "role": role} for role in ("worker", "supervisor", "administrator", "support")]
    typed.hub_commands = {"users": lambda _data: {"users": people}}
    assert typed("hub", "users") == 0
    words = ("socialsekreterare", "arbetsledare", "administratör", "teknisk support")
    assert [line.split("  ")[-1] for line in typed.out.splitlines()] == list(words)
    assert typed("hub", "users", "--json") == 0
    assert '"role": "worker"' in typed.out or '"role":"worker"' in typed.out

"""A hub over HTTP and five computers of four people around one case, for runs over decisions; each run is one note."""

import copy
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import select

from conftest import HeldClock
from copied_hub import copied_hub
from fieldnotes.casework import exchange, write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.inviting import invite
from fieldnotes.hub.tables import access_row
from fieldnotes.hub.tables import entry as entry_table
from fieldnotes.sync.join import join
from fieldnotes.wire.entries import read
from in_the_clear import in_the_clear
from one_desk import make_workshop, shipped
from running_hub import running
from vault_samples import Profiles

CASE = "c-prov-01"
AUTHOR, COLLEAGUE, BOTH_HATS, BOSS = "u-tove", "u-jonas", "u-henrik", "u-siv"
PEOPLE = {"tove": AUTHOR, "jonas": COLLEAGUE, "henrik": BOTH_HATS, "henrik_home": BOTH_HATS, "siv": BOSS}
"""Computer -> whose it is. Henrik supervises the case, works in it too, and has two computers; Siv only supervises."""
WORKERS = ("tove", "jonas", "henrik", "henrik_home")
SUPERVISORS = ("henrik", "henrik_home", "siv")


class DecisionWorld:
    """Made once for many runs."""

    def __init__(self, folder: Path, profiles: Profiles | None = None) -> None:
        self.clock = HeldClock()
        self._ends = ExitStack()
        self.hub = self._ends.enter_context(copied_hub(folder / "hub", self.clock, _fill))
        url = self._ends.enter_context(running(self.hub))
        made = profiles or Profiles(folder / "first", self.clock)
        shop = make_workshop(self.clock, folder)
        self.desks: dict[str, Desk] = {}
        for name, user in PEOPLE.items():
            vault = made.fresh(folder / name, self.clock)
            self._ends.callback(vault.lock)
            join(vault, invite(self.hub, user, url), self.clock)
            self.desks[name] = Desk(shop, vault, unlocked=self.clock.now())
            self.sync(name)

    def close(self) -> None:
        """Lock every computer and stop the hub."""
        self._ends.close()

    def sync(self, name: str) -> None:
        """Let one computer exchange."""
        self.clock.move(1)
        exchange.sync(self.desks[name])

    def prove(self, name: str) -> None:
        """Let a computer's person give their passphrase anew."""
        self.desks[name].unlocked = self.clock.now()

    def quiet(self) -> None:
        """Let all exchange until everybody has everything: once to send, once to fetch."""
        for _ in range(2):
            for name in self.desks:
                self.sync(name)

    def begin(self) -> str:
        """Begin a note as its author, complete but for the signature."""
        self.clock.move(1)
        return write_note.add(self.desks["tove"], CASE, "hembesok", shipped("demo/notes/prov-01.json")).note

    def stored(self, note: str) -> list[tuple[str, object]]:
        """What stands in the hub's record about a note, in its order: hash and entry."""
        with self.hub.database.reading() as connection:
            wanted = select(entry_table).where(entry_table.c.note == note).order_by(entry_table.c.position)
            return [(row.hash, read(data)) for row, data in in_the_clear(connection, wanted)]

    def handed_in(self, note: str) -> set[tuple[str, str]]:
        """Who has opened what, as the hub's access log says: (person, revision)."""
        with self.hub.database.reading() as connection:
            rows = connection.execute(
                select(access_row.c.user_id, access_row.c.revision).where(
                    access_row.c.note == note, access_row.c.what == "opened"
                )
            ).all()
        return {(row.user_id, row.revision) for row in rows}


def _town() -> dict:
    town = copy.deepcopy(shipped("demo/import.json"))
    henrik = next(user for user in town["users"] if user["id"] == BOTH_HATS)
    town["users"].append({**henrik, "id": BOSS, "name": "Siv Ask"})
    henrik["memberships"].append({"unit": "unit-bou", "role": "worker"})
    case = next(each for each in town["cases"] if each["id"] == CASE)
    case["assigned"].append(BOTH_HATS)
    town["cases"] = [case]
    return town


def _fill(hub: Hub) -> None:
    import_file(hub, _town())

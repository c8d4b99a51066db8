"""A profile that has joined a hub which serves while a block runs: the road below a whole desktop app."""

from contextlib import contextmanager

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.exchange import sync
from fieldnotes.hub.hub import make_hub
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.inviting import invite
from fieldnotes.sync.join import join
from many_notes import file_notes
from one_desk import make_desk, make_profile, make_workshop, shipped
from running_hub import running
from vault_writer import RealClock


@contextmanager
def joined_profile(folder):
    """Make Tove's profile below a folder, joined."""
    clock = RealClock()
    with make_hub(folder / "hub", clock) as hub:
        import_file(hub, shipped("demo/import.json"))
        with running(hub) as url:
            vault = make_profile(folder / "profile", clock)
            join(vault, invite(hub, "u-tove", url), clock)
            sync(Desk(make_workshop(clock, folder), vault, unlocked=clock.now()))
            vault.lock()
            yield


def served_profile(folder, notes):
    """Make Tove's profile below a folder with so many signed notes that need not be sent, its hub out of reach."""
    clock = RealClock()
    desk = make_desk(folder, clock)
    file_notes(desk, [{"id": f"c-prov-0{number}"} for number in (1, 2, 4)], notes)
    with desk.vault.writing() as connection:
        connection.exec_driver_sql("DELETE FROM outbox")
    desk.vault.lock()

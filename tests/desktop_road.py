"""A profile that has joined a hub which serves while a block runs: the road below a whole desktop app."""

from contextlib import contextmanager

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.exchange import sync
from fieldnotes.hub.hub import make_hub
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.inviting import invite
from fieldnotes.sync.join import join
from many_notes import file_notes
from one_desk import make_profile, make_workshop, shipped
from running_hub import running
from vault_writer import RealClock


@contextmanager
def joined_profile(folder, notes=0):
    """Make Tove's profile below a folder, joined, with so many signed notes that need not be sent."""
    clock = RealClock()
    with make_hub(folder / "hub", clock) as hub:
        import_file(hub, shipped("demo/import.json"))
        with running(hub) as url:
            vault = make_profile(folder / "profile", clock)
            join(vault, invite(hub, "u-tove", url), clock)
            desk = Desk(make_workshop(clock, folder), vault, unlocked=clock.now())
            sync(desk)
            if notes:
                cases = [{"id": "c-prov-01"}, *({"id": f"c-prov-0{number}"} for number in (2, 4))]
                file_notes(desk, cases, notes)
            vault.lock()
            yield

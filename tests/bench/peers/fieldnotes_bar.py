"""FieldNotes on the same notes: `fieldnotes_bar.py [COUNT] [counted] [profile]`.

A hub in a process of its own (embedded SQLite), two devices of one person in this one. Push = every note signed,
encrypted, acknowledged by the hub's signed receipt; pull = checked against the hub's running head, every device
signature verified, stored encrypted and synced to the disk, found by a word of its text afterwards.
"""

import cProfile
import os
import pstats
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from measures import COUNT, Phases, Relay, free_port, notes, peak_mb, started, stopped, told, wait_for

from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.casework import find_in_case
from fieldnotes.casework.desk import Desk
from fieldnotes.domain.entry import Act, Kind
from fieldnotes.hub.hub import Hub, make_hub
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.inviting import invite
from fieldnotes.sync.exchange import exchange
from fieldnotes.sync.join import join
from fieldnotes.vault import entries, opening, outbox
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.verify import verify
from fieldnotes.wire.ids import new_id
from one_desk import PASSPHRASE, make_workshop, many_cases, shipped

PER_CASE = 200
USER = "u-tove"


def town(count):
    cases = many_cases(-(-count // PER_CASE))
    return {**shipped("demo/import.json"), "cases": cases}


def write(desk, count, cases):
    """Sign `count` notes; each case gets `PER_CASE` of them."""
    reference = desk.book.reference("hembesok")
    with entries.filing(desk.vault, desk.clock) as file_one:
        for number, (title, text) in enumerate(notes(count)):
            row = {"text": f"{title}. {text}", "observed_by": "Tove Ekberg"}
            body = {
                "template": reference, "sections": {"iakttagelser": {"obs": [row]}}, "shown": [], "reasons": {},
                "dictated": False,
            }  # fmt: skip
            case = cases[number // PER_CASE]["id"]
            file_one(Act(new_id(desk.clock), Kind.NOTE_SIGNED, case, new_id(desk.clock), body))


def device(folder, name, clock, invitation):
    vault = opening.create(folder / name, PASSPHRASE, Kdf.floor(), clock, "Tove Ekberg")[0]
    join(vault, invitation, clock)
    return Desk(make_workshop(clock, folder / name), vault, unlocked=clock.now())


def held(vault):
    with vault.reading() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM entries WHERE where_it_is = 'received'").scalar()


def measure(folder, count, counted, profiled):  # noqa: PLR0915 - a measurement is a list of steps
    clock = SystemClock()
    cases = town(count)["cases"]
    with make_hub(folder / "hub", clock) as hub:
        import_file(hub, town(count))
    port = free_port()
    server = started([sys.executable, "-m", "fieldnotes", "hub", "serve", "--data", folder / "hub", "--port", port])
    try:
        wait_for(port)
        relay = Relay(port) if counted else None
        with Hub.open(folder / "hub", clock) as hub:
            asked = [invite(hub, USER, f"http://127.0.0.1:{relay.port if relay else port}") for _ in "ab"]
        first, second = (device(folder, name, clock, one) for name, one in zip("ab", asked, strict=True))
        phases = Phases(relay)
        phases.time("write", lambda: write(first, count, cases))
        watch = cProfile.Profile()
        if profiled:
            watch.enable()
        phases.time("push", lambda: exchange(first.vault, clock))
        watch.disable()
        other = cProfile.Profile()
        if profiled:
            other.enable()
        phases.time("pull", lambda: exchange(second.vault, clock))
        other.disable()
        phases.time("nothing", lambda: exchange(second.vault, clock))
        assert outbox.waiting(first.vault) == 0
        assert held(first.vault) == held(second.vault) == count
        assert len(find_in_case.find_in_case(second, cases[0]["id"], "Anteckning 7.")) >= 1
        memory = {"client_mb": peak_mb(os.getpid()), "server_mb": peak_mb(server.pid)}
        assert verify(second.vault).ok
        told(peer="fieldnotes", counted=counted, notes=count, phases=phases.rows, **memory)
        if profiled:
            for one in (watch, other):
                pstats.Stats(one, stream=sys.stderr).sort_stats("tottime").print_stats(28)
        first.vault.lock()
        second.vault.lock()
    finally:
        stopped(server)


def main(arguments):
    count = next((int(word) for word in arguments if word.isdigit()), COUNT)
    with tempfile.TemporaryDirectory(prefix="bar-fieldnotes-") as folder:
        measure(Path(folder), count, "counted" in arguments, "profile" in arguments)


main(sys.argv[1:])

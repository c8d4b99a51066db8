"""Anki's own server and client library on the same notes; run with Anki's Python: `anki_bar.py [COUNT] [counted]`."""

import os
import sys
import tempfile
from pathlib import Path

from anki.buildinfo import version
from anki.collection import AddNoteRequest, Collection
from anki.sync_pb2 import SyncCollectionResponse
from measures import COUNT, Phases, Relay, free_port, notes, peak_mb, started, stopped, told, wait_for

FULL = {SyncCollectionResponse.FULL_SYNC, SyncCollectionResponse.FULL_DOWNLOAD, SyncCollectionResponse.FULL_UPLOAD}


def exchange(collection, auth, upload=None):
    """One sync; `upload` says which way a whole file may go, None that none may."""
    out = collection.sync_collection(auth, sync_media=False)
    if out.required in FULL:
        assert upload is not None, "a full sync was not expected here"
        collection.close_for_full_sync()
        collection.full_upload_or_download(auth=auth, server_usn=None, upload=upload)
        collection.reopen(after_full_sync=True)


def measure(folder, count, counted):  # noqa: PLR0915 - a measurement is a list of steps
    port = free_port()
    env = dict(
        os.environ, SYNC_USER1="user:pass", SYNC_BASE=f"{folder}/server", SYNC_HOST="127.0.0.1",
        SYNC_PORT=str(port), MAX_SYNC_PAYLOAD_MEGS="1000",
    )  # fmt: skip
    server = started([sys.executable, "-m", "anki.syncserver"], env=env)
    try:
        wait_for(port)
        relay = Relay(port) if counted else None
        for name in "ab":
            Path(folder, name).mkdir()
        first, second = Collection(f"{folder}/a/c.anki2"), Collection(f"{folder}/b/c.anki2")
        auth = first.sync_login("user", "pass", f"http://127.0.0.1:{relay.port if relay else port}/")
        basic = first.models.by_name("Basic")
        seed = first.new_note(basic)  # an account without a single card only takes whole files
        seed["Front"] = "seed"
        first.add_note(seed, 1)
        exchange(first, auth, upload=True)
        exchange(second, auth, upload=False)
        todo = []
        for title, body in notes(count):
            note = first.new_note(basic)
            note["Front"], note["Back"] = title, body
            todo.append(AddNoteRequest(note, 1))
        phases = Phases(relay)
        phases.time("write", lambda: first.add_notes(todo))
        phases.time("push", lambda: exchange(first, auth))
        phases.time("pull", lambda: exchange(second, auth))
        phases.time("nothing", lambda: exchange(second, auth))
        assert second.note_count() == count + 1
        told(
            peer="anki", version=version, counted=counted, notes=count, phases=phases.rows,
            client_mb=peak_mb(os.getpid()), server_mb=peak_mb(server.pid),
        )  # fmt: skip
        first.close()
        second.close()
    finally:
        stopped(server)


def main(arguments):
    count = next((int(word) for word in arguments if word.isdigit()), COUNT)
    with tempfile.TemporaryDirectory(prefix="bar-anki-") as folder:
        measure(folder, count, "counted" in arguments)


main(sys.argv[1:])

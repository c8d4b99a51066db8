"""Shared by the bars: the same invented notes for everybody, a relay that counts bytes, time and memory."""

import asyncio
import json
import random
import socket
import subprocess
import sys
import threading
import time
from itertools import accumulate
from pathlib import Path

COUNT = 10_000
SIZE = 2_000
ALPHABET = "aaaabcddeeeefghiiijkklllmmnnnnooprrrrsssttttuvyåäö"


def notes(count):
    """Swedish-looking notes of exactly `SIZE` UTF-8 bytes, the same every time: 20 000 words by frequency."""
    chance = random.Random(20)  # noqa: S311 - invented words, not a secret
    words = ["".join(chance.choices(ALPHABET, k=chance.randint(2, 11))) for _ in range(20_000)]
    weights = list(accumulate(1 / (n + 3) ** 0.9 for n in range(len(words))))
    made = []
    for number in range(count):
        text = " ".join(chance.choices(words, cum_weights=weights, k=SIZE // 4))
        body = text.encode()[:SIZE].decode(errors="ignore")
        made.append((f"Anteckning {number}", body + "." * (SIZE - len(body.encode()))))
    return made


def free_port():
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


def wait_for(port, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(port)


def peak_mb(pid):
    """Peak resident memory of a process in MB (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return round(int(line.split()[1]) / 1000, 1)
    return None


class Relay:
    """Counts the bytes of each direction on their way to a port."""

    def __init__(self, target):
        self.target, self.port = target, free_port()
        self.up = self.down = 0
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        threading.Thread(target=self._run, args=(ready,), daemon=True).start()
        ready.wait(10)

    def _run(self, ready):
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", self.port))
        ready.set()
        self._loop.run_forever()

    async def _serve(self, reader, writer):
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.close()
            return

        async def pump(source, sink, name):
            try:
                while data := await source.read(1 << 16):
                    setattr(self, name, getattr(self, name) + len(data))
                    sink.write(data)
                    await sink.drain()
            finally:
                sink.close()

        await asyncio.gather(pump(reader, far_writer, "up"), pump(far_reader, writer, "down"), return_exceptions=True)


class Phases:
    """Times phases one after the other, with the bytes of each where a relay stands between."""

    def __init__(self, relay=None):
        self.relay, self.rows = relay, []

    def time(self, name, act):
        """Run `act` as the phase `name`; gives what it gives."""
        if self.relay:
            self.relay.up = self.relay.down = 0
        begun = time.perf_counter()
        found = act()
        row = {"phase": name, "seconds": round(time.perf_counter() - begun, 3)}
        if self.relay:
            time.sleep(0.1)
            row |= {"up": self.relay.up, "down": self.relay.down}
        self.rows.append(row)
        return found


def started(command, **more):
    more.setdefault("stdout", subprocess.DEVNULL)
    more.setdefault("stderr", subprocess.DEVNULL)
    return subprocess.Popen([str(part) for part in command], **more)


def stopped(process):
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


def told(**row):
    sys.stdout.write(json.dumps(row) + "\n")

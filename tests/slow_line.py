"""A line like a bad mobile network between a device and its hub: narrow, slow, lossy, and cut now and then.

A relay in a thread. Bytes go out no faster than the line takes them and arrive half a round trip later; every lost
segment holds the stream up for the round trip that sending it again takes.
"""

import asyncio
import random
import threading
from dataclasses import dataclass, field
from typing import Self

SEGMENT = 1460


@dataclass
class Line:
    """What the line is like: bytes a second, seconds of a round trip, share of segments lost."""

    bytes_per_second: float = 125_000.0
    round_trip: float = 0.2
    lost: float = 0.02
    cuts: list[int] = field(default_factory=list)
    """After how many bytes upwards in all everything under way is cut, each once."""


class SlowLine:
    """Listens on `port` and carries everything to the target; `up` counts bytes on their way to the hub."""

    def __init__(self, target: int, line: Line) -> None:
        self.target, self.line = target, line
        self.up = self.cuts = self.port = 0
        self._chance = random.Random(7)  # noqa: S311 - which segments are lost, not a secret
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(self.line.round_trip)  # the handshake
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        self._open |= {writer, far_writer}
        await asyncio.gather(
            self._carry(reader, far_writer, upwards=True),
            self._carry(far_reader, writer, upwards=False),
            return_exceptions=True,
        )
        for end in (writer, far_writer):
            self._open.discard(end)
            end.close()

    async def _carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, upwards: bool) -> None:
        late: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arriving = asyncio.create_task(self._arrive(late, sink))
        free = self._loop.time()
        try:
            while data := await source.read(SEGMENT):
                if upwards:
                    self._count(len(data))
                again = self.line.round_trip if self._chance.random() < self.line.lost else 0.0
                free = max(free, self._loop.time()) + len(data) / self.line.bytes_per_second + again
                late.put_nowait((free + self.line.round_trip / 2, data))
                await asyncio.sleep(max(0.0, free - self._loop.time()))
            await late.join()
        finally:
            arriving.cancel()
            sink.close()

    async def _arrive(self, late: "asyncio.Queue[tuple[float, bytes]]", sink: asyncio.StreamWriter) -> None:
        while True:
            due, data = await late.get()
            await asyncio.sleep(max(0.0, due - self._loop.time()))
            sink.write(data)
            await sink.drain()
            late.task_done()

    def _count(self, size: int) -> None:
        self.up += size
        if self.line.cuts and self.up >= self.line.cuts[0]:
            self.line.cuts.pop(0)
            self.cuts += 1
            for end in self._open:
                end.transport.abort()

"""An X server without anybody at it, for programs that draw real windows; it says itself which number it took."""

import mmap
import os
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def virtual_display(size: str = "1600x1000x24", pixels: Path | None = None) -> Iterator[str]:
    """Give the display's name while it is there; in `pixels`, a folder, it keeps what it shows (see `Pixels`)."""
    reader, writer = os.pipe()
    line = ["Xvfb", "-displayfd", str(writer), "-noreset", "-nolisten", "tcp", "-screen", "0", size]
    line += ["-fbdir", str(pixels)] if pixels else []
    process = subprocess.Popen(line, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as told:
            number = told.readline().strip()
        yield f":{number}"
    finally:
        process.terminate()
        process.wait(timeout=20)


class Pixels:
    """What a server shows now, read from its own memory while whoever drew it may stand still."""

    def __init__(self, folder: Path) -> None:
        with (folder / "Xvfb_screen0").open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        head = struct.unpack(">25I", self._memory[:100])
        self._begin, self._line = head[0] + head[19] * 12, head[12]

    def lit(self, x: int, y: int, width: int, height: int) -> bool:
        """Tell whether any second line of this part of the screen shows anything but black."""
        for row in range(y, y + height, 2):
            at = self._begin + row * self._line + x * 4
            drawn = self._memory[at : at + width * 4]
            if any(drawn[colour::4].strip(b"\0") for colour in range(3)):
                return True
        return False

    def close(self) -> None:
        """Read no more."""
        self._memory.close()

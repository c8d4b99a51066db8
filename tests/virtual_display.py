"""An X server without anybody at it, for programs that draw real windows; it says itself which number it took."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def virtual_display(size: str = "1600x1000x24") -> Iterator[str]:
    """Give the display's name while it is there."""
    reader, writer = os.pipe()
    line = ["Xvfb", "-displayfd", str(writer), "-noreset", "-nolisten", "tcp", "-screen", "0", size]
    process = subprocess.Popen(line, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as told:
            number = told.readline().strip()
        yield f":{number}"
    finally:
        process.terminate()
        process.wait(timeout=20)

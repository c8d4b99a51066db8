"""What the rig's tests share: a display of their own. The rig is made of Linux programs; other systems have none."""

import os
import subprocess
import sys

import pytest

collect_ignore_glob = [] if sys.platform.startswith("linux") else ["test_*.py"]


@pytest.fixture(scope="session")
def display():
    """An X server without anybody at it; it says itself which number it took."""
    reader, writer = os.pipe()
    line = ["Xvfb", "-displayfd", str(writer), "-noreset", "-nolisten", "tcp", "-screen", "0", "1600x1000x24"]
    process = subprocess.Popen(line, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as told:
        number = told.readline().strip()
    yield f":{number}"
    process.terminate()
    process.wait(timeout=20)

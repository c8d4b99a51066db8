"""Lay the Python files that PySide carries packed inside a library beside it, compiled once.

    python installers/ready_qt.py

Packed, each start of the program unpacks and compiles them anew, before anything is painted. Shiboken's own switch
(SBK_EMBED=0) writes them into its folder; the compiled ones are trusted as they are, whatever happens to file times.
Without them everything works, only slower.
"""

import compileall
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from py_compile import PycInvalidationMode

UNPACKED = "files.dir"


def main():
    """Unpack and compile what this Python's PySide carries; gives where it lies."""
    folder = Path(find_spec("shiboken6").origin).parent / UNPACKED
    subprocess.run([sys.executable, "-c", "import PySide6.QtCore"], env={**os.environ, "SBK_EMBED": "0"}, check=True)
    compileall.compile_dir(folder, quiet=1, force=True, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
    return folder


if __name__ == "__main__":
    print(main())

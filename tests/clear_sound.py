"""Looks for known sound in files, in every spelling in which a program could have left samples lying in clear."""

import base64
import os
import stat
from array import array
from pathlib import Path

from readable_bytes import spellings

WINDOW = 16
"""Samples in a row that are looked for: no chance finds so many."""
EACH = 16_000 // 4
"""Samples between two windows: as long as a sealed frame."""
LOUD = 300
_WRITES = os.O_WRONLY | os.O_RDWR


def needles(pcm: bytes) -> list[bytes]:
    """Pieces of a sound, one for each quarter of a second that is not silent; every tenth in other spellings too."""
    pieces = windows(pcm)
    return pieces + [each for piece in pieces[::10] for each in _spelled(piece)]


def windows(pcm: bytes) -> list[bytes]:
    """The loudest few samples of each quarter of a second that is not silent, in order."""
    samples = array("h", pcm[: len(pcm) // 2 * 2])
    found = []
    for at in range(0, len(samples) - EACH, EACH):
        loudest = max(range(at, at + EACH - WINDOW), key=lambda n: abs(samples[n]))
        if abs(samples[loudest]) >= LOUD:
            found.append(samples[loudest : loudest + WINDOW].tobytes())
    return found


def lost(pcm: bytes, heard: bytes) -> int:
    """How many quarters of a second of a sound are not found, in their order, in what was heard.

    One may be: the virtual microphone's room adds its tick to a sample in each second.
    """
    missing = at = 0
    for piece in windows(pcm):
        found = heard.find(piece, at)
        missing += found < 0
        at = max(at, found + len(piece))
    return missing


def _spelled(little: bytes) -> list[bytes]:
    """The other way round, floating point, and as text in base64 and hexadecimals."""
    samples = array("h", little)
    swapped = array("h", little)
    swapped.byteswap()
    real = array("f", (sample / 32768 for sample in samples)).tobytes()
    # without what the bytes beside them decide
    as_text = [base64.b64encode(bytes(at) + little)[4 * (at > 0) : 40] for at in (0, 1, 2)]
    return [swapped.tobytes(), real, little.hex().encode(), little.hex().upper().encode(), *as_text]


class Search:
    """Searches folders, and files that processes hold open for writing, again and again; reads what has changed."""

    def __init__(self, wanted, folders, processes=()):
        self._wanted = wanted
        self._folders = [Path(folder) for folder in folders]
        self._processes = processes
        self._known = {}
        self.rounds = self.read = 0
        self.found = set()

    def look(self):
        """Search once more; what is found stays in `found` by its name."""
        self.rounds += 1
        for path in [*files_of(self._folders), *(held for pid in self._processes for held in _held(pid))]:
            try:
                state = path.stat()
                if self._known.get(path) == (state.st_ino, state.st_size, state.st_mtime_ns):
                    continue
                data = _read(path)
            except OSError:  # gone, or another thing by now: it is looked for again and again
                continue
            self.read += 1
            self._known[path] = (state.st_ino, state.st_size, state.st_mtime_ns)
            if any(each in data for each in self._wanted):
                self.found.add(str(path))
        return self.found


def files_of(folders):
    """Every plain file below these folders."""
    return [path for folder in folders for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def words_in_files(words, folder):
    """Every file below a folder in which one of these words can be read, with the word; a model's list is let be."""
    contents = {path.name: path.read_bytes() for path in files_of([folder]) if "models" not in path.parts}
    return {
        (name, word) for word in words for name, data in contents.items() if any(s in data for s in spellings(word))
    }


def _read(path):
    """Read a plain file; what has become a pipe meanwhile would be waited for without end, so it reads as nothing."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
        return file.read() if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else b""


def _held(process):
    """Plain files that a process holds open for writing, deleted ones too."""
    found = []
    for path in Path(f"/proc/{process}/fd").iterdir():
        told = Path(f"/proc/{process}/fdinfo") / path.name
        try:
            flags = next(line for line in told.read_text("ascii").splitlines() if line.startswith("flags:"))
        except FileNotFoundError:  # closed meanwhile
            continue
        if int(flags.split()[1], 8) & _WRITES and path.is_file():
            found.append(path)
    return found

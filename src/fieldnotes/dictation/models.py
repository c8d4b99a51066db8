"""Speech models on this computer: installed from a zip file or a folder, found by name. It fetches nothing.

An installed model is a folder with an ASCII name; it appears whole or not at all. What the engine makes of it is
tried when a recogniser is at hand.
"""

import os
import re
import shutil
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from errno import ENOSPC
from pathlib import Path, PurePosixPath

from fieldnotes.dictation.recogniser import Recogniser
from fieldnotes.dictation.sound import LOWEST_RATE
from fieldnotes.domain.errors import Code, Refused, Unavailable

MOST_BYTES = 6 * 1024**3
"""More than the largest Vosk model there is, unpacked."""
MOST_FILES = 2000
CHUNK = 1 << 20
LAYOUTS = (
    (("am/final.mdl", "conf/mfcc.conf"), ("graph/HCLG.fst", "graph/HCLr.fst")),
    (("final.mdl", "mfcc.conf"), ("HCLG.fst", "HCLr.fst")),
)
"""What a model folder must hold: all of the first, one of the second; today's layout and the older one."""
MADE_FOR_TESTS = "for tests and benchmarks only"
"""A model whose README says so does not understand people."""
COMING = ".coming-"


@dataclass(frozen=True, slots=True)
class Model:
    """A speech model; `test` marks the one that understands synthetic speech only."""

    name: str
    path: Path
    language: str
    test: bool


def install(source: Path, folder: Path, *, command: Sequence[str] | None = None, most_bytes: int = MOST_BYTES) -> Model:
    """Install a model from a zip file or an unpacked folder; one of the same name is replaced.

    `command`: the recogniser's, to try the model before it takes its place.
    Refused: FILE_MISSING(file), MODEL_DAMAGED(file). Unavailable: DISK_FULL, CANNOT_WRITE.
    """
    if not source.exists():
        raise Refused(Code.FILE_MISSING, file=source.name)
    with _writing(folder), tempfile.TemporaryDirectory(prefix=COMING, dir=folder) as coming:
        unpacked = Path(coming) / "model"
        if source.is_dir():
            _copy(source, unpacked, most_bytes)
        else:
            _unpack(source, unpacked, most_bytes)
        root = _root(unpacked)
        if root is None:
            raise Refused(Code.MODEL_DAMAGED, file=source.name)
        if command is not None:
            _try(root, command, source.name)
        name = _ascii(source.stem if root == unpacked and source.is_file() else _own_name(root, unpacked, source))
        _take_place(root, folder / name, Path(coming))
    return _model(folder / name)


def installed(folder: Path) -> list[Model]:
    """Give the models that are installed, by name."""
    if not folder.is_dir():
        return []
    inside = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(COMING))
    return [_model(path) for path in inside if _is_model(path)]


def find(folder: Path, name: str | None = None, shipped: Path | None = None) -> Model:
    """Find a model by name, or the one to dictate with: a real one before the test model.

    With none installed, the `shipped` zip file is installed first. Refused: MODEL_MISSING(model), as `install`.
    """
    models = installed(folder)
    if shipped is not None and shipped.exists() and not any(model.name == _ascii(shipped.stem) for model in models):
        wanted = name == _ascii(shipped.stem) if name is not None else not models
        models += [install(shipped, folder)] if wanted else []
    fitting = [model for model in models if name in (None, model.name)]
    if not fitting:
        raise Refused(Code.MODEL_MISSING, model=_ascii(name or ""))
    return min(fitting, key=lambda model: model.test)


def remove(folder: Path, name: str) -> None:
    """Remove an installed model. Refused: MODEL_MISSING(model). Unavailable: CANNOT_WRITE."""
    model = next((model for model in installed(folder) if model.name == name), None)
    if model is None:
        raise Refused(Code.MODEL_MISSING, model=_ascii(name))
    with _writing(folder):
        leaving = Path(tempfile.mkdtemp(prefix=COMING, dir=folder))
        model.path.rename(leaving / model.name)
        shutil.rmtree(leaving)


def ascii_folder(candidates: Iterable[Path]) -> Path:
    """Choose where models lie: the first path in ASCII, as the engine opens no other on Windows; else the last."""
    paths = list(candidates)
    return next((path for path in paths if str(path).isascii()), paths[-1])


def _unpack(source: Path, target: Path, most_bytes: int) -> None:
    """Unpack a zip file; no name leads out of the folder, and what is counted are the bytes that really come."""
    left = most_bytes
    try:
        with zipfile.ZipFile(source) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_FILES:
                raise Refused(Code.MODEL_DAMAGED, file=source.name)
            for entry in entries:
                path = target / _inside(entry.filename, source.name)
                path.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(entry) as packed, path.open("xb") as unpacked:
                    while chunk := packed.read(CHUNK):
                        left -= len(chunk)
                        if left < 0:
                            raise Refused(Code.MODEL_DAMAGED, file=source.name)
                        unpacked.write(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, FileExistsError) as damaged:
        raise Refused(Code.MODEL_DAMAGED, file=source.name) from damaged


def _inside(name: str, source: str) -> PurePosixPath:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name or not path.parts:
        raise Refused(Code.MODEL_DAMAGED, file=source)
    return path


def _copy(source: Path, target: Path, most_bytes: int) -> None:
    """Copy an unpacked model's files; links are left behind."""
    left = most_bytes
    for place, _, names in os.walk(source):
        for path in (Path(place, name) for name in names):
            if path.is_symlink() or not path.is_file():
                continue
            left -= path.stat().st_size
            if left < 0 or len(names) > MOST_FILES:
                raise Refused(Code.MODEL_DAMAGED, file=source.name)
            copied = target / path.relative_to(source)
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copied)


def _root(unpacked: Path) -> Path | None:
    """Find the model in what was unpacked: there itself, or in one folder inside."""
    inside = sorted(path for path in unpacked.iterdir() if path.is_dir()) if unpacked.is_dir() else []
    return next((path for path in (unpacked, *inside) if _is_model(path)), None)


def _is_model(path: Path) -> bool:
    def there(name: str) -> bool:
        return (path / name).is_file() and (path / name).stat().st_size > 0

    return any(all(map(there, needed)) and any(map(there, graphs)) for needed, graphs in LAYOUTS)


def _own_name(root: Path, unpacked: Path, source: Path) -> str:
    return source.name if root == unpacked else root.name


def _take_place(root: Path, place: Path, coming: Path) -> None:
    if place.exists():
        place.rename(coming / "old")
    root.rename(place)


def _try(root: Path, command: Sequence[str], source: str) -> None:
    try:
        with Recogniser(command, root).listen(LOWEST_RATE) as session:
            session.feed(bytes(LOWEST_RATE // 2))
            session.finish()
    except Refused as damaged:
        raise Refused(Code.MODEL_DAMAGED, file=source) from damaged


def _model(path: Path) -> Model:
    readme = path / "README.md"
    about = readme.read_text(encoding="utf-8", errors="replace") if readme.is_file() else ""
    return Model(path.name, path, _language(path.name), test=MADE_FOR_TESTS in " ".join(about.split()))


def _language(name: str) -> str:
    """Read the language off a model's name: vosk-model-small-sv-rhasspy-0.15 is Swedish."""
    found = re.search(r"(?:^|-)([a-z]{2})(?:-|$)", name)
    return found.group(1) if found else "sv"


def _ascii(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "-", letters).strip(".-") or "model"


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Tell a full or closed disk from a damaged model."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as closed:
        code = Code.DISK_FULL if closed.errno == ENOSPC else Code.CANNOT_WRITE
        raise Unavailable(code, file=folder.name) from closed

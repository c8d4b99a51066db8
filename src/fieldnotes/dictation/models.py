"""Speech models on this computer: installed from a zip file or a folder, found by name. It fetches nothing.

An installed model is a folder with an ASCII name; it appears whole or not at all. What the engine makes of it is
tried when a recogniser is at hand.
"""

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from errno import ENOSPC
from pathlib import Path

from fieldnotes.dictation.model_archive import LONGEST_NAME, Limits, copy, is_wrong_part, unpack
from fieldnotes.dictation.model_layouts import EngineKind, is_here, kind_of
from fieldnotes.dictation.model_pace import answer_soon
from fieldnotes.dictation.recogniser import Recogniser
from fieldnotes.dictation.sound import LOWEST_RATE
from fieldnotes.domain.errors import Code, Refused, Unavailable

MADE_FOR_TESTS = "for tests and benchmarks only"
"""A model whose README says so does not understand people."""
COMING = ".coming-"
SPELLED = {"cn": "zh", "kb": "sv", "kz": "kk", "ph": "tl", "ua": "uk", "vn": "vi"}
"""What the names of models say, and the language it is: Vosk's own spellings; KB is the National Library of Sweden."""


@dataclass(frozen=True, slots=True)
class Model:
    """A speech model; `test` marks the one that understands synthetic speech only.

    A model of Vosk's writes while somebody speaks; one of Whisper's is a second opinion (decision 056).
    """

    name: str
    path: Path
    language: str
    test: bool
    engine: EngineKind = EngineKind.VOSK


def install(
    source: Path,
    folder: Path,
    *,
    command: Sequence[str] | None = None,
    limits: Limits | None = None,
    name: str | None = None,
) -> Model:
    """Install a model from a zip file or an unpacked folder; one of the same name is replaced.

    `command`: the recogniser's, to try the model before it takes its place. `name`: what it is called here, else as
    the folder inside is.
    Refused: FILE_MISSING(file), MODEL_DAMAGED(file), ENGINE_MISSING(file).
    Unavailable: DISK_FULL, CANNOT_WRITE, CANCELLED.
    """
    limits, source = limits or Limits(), source.resolve()
    if not source.exists():
        raise Refused(Code.FILE_MISSING, file=source.name)
    with _writing(folder), tempfile.TemporaryDirectory(prefix=COMING, dir=folder) as coming:
        unpacked = Path(coming) / "model"
        if source.is_dir():
            inside = _the_model(source, source.name)
            copy(inside, unpacked / inside.name, limits)
        else:
            unpack(source, unpacked, limits)
        root = _the_model(unpacked, source.name)
        _require_engine(root, source.name)
        answer_soon(root)
        if command is not None:
            _try(root, command, source.name)
        called = _ascii(name or (source.stem if root == unpacked else root.name))
        _take_place(root, folder / called, Path(coming))
    return _model(folder / called)


def installed(folder: Path) -> list[Model]:
    """Give the models that are installed, by name."""
    if not folder.is_dir():
        return []
    inside = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(COMING))
    return [_model(path) for path in inside if kind_of(path) is not None]


def find(folder: Path, name: str | None = None, shipped: Path | None = None, language: str | None = None) -> Model:
    """Find a model by name, or the one to dictate with: of the language or else Swedish, real before the test model.

    Without a name only what writes while somebody speaks is chosen. With none installed, the `shipped` zip file is
    installed first. Refused: MODEL_MISSING(model), ENGINE_MISSING(file), as `install`.
    """
    models = [model for model in installed(folder) if name is not None or model.engine is EngineKind.VOSK]
    if shipped is not None and shipped.exists() and not any(model.name == _ascii(shipped.stem) for model in models):
        its_own = name == _ascii(shipped.stem)
        by_need = name is None and not models and language in (None, _language(shipped.stem))
        models += [install(shipped, folder)] if its_own or by_need else []
    fitting = [model for model in models if name in (None, model.name) and language in (None, model.language)]
    if not fitting:
        raise Refused(Code.MODEL_MISSING, model=_ascii(name or language or ""))
    found = min(fitting, key=_used_first)
    _require_engine(found.path, found.name)
    return found


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


def _used_first(model: Model) -> tuple[bool, bool]:
    """Put Swedish before what a family may speak, and a real model before the test model."""
    return model.language != "sv", model.test


def _the_model(place: Path, source: str) -> Path:
    """Find the model in a folder: there itself, or in one folder inside. Refused: MODEL_DAMAGED."""
    inside = sorted(path for path in place.iterdir() if path.is_dir()) if place.is_dir() else []
    found = next((path for path in (place, *inside) if kind_of(path) is not None), None)
    if found is None:
        raise Refused(Code.MODEL_DAMAGED, file=source)
    return found


def _require_engine(path: Path, source: str) -> None:
    """Refused: ENGINE_MISSING(file) for a model whose engine this installation lacks."""
    kind = kind_of(path)
    if kind is not None and not is_here(kind):
        raise Refused(Code.ENGINE_MISSING, file=source)


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
    test = MADE_FOR_TESTS in " ".join(about.split())
    return Model(path.name, path, _language(path.name), test, kind_of(path) or EngineKind.VOSK)


def _language(name: str) -> str:
    """Read the language off a model's name: vosk-model-small-sv-rhasspy-0.15 is Swedish."""
    found = re.search(r"(?:^|-)([a-z]{2})(?:-|$)", name)
    return SPELLED.get(found.group(1), found.group(1)) if found else "sv"


def _ascii(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", letters).strip(".-")[:LONGEST_NAME]
    return f"model-{plain}" if is_wrong_part(plain) else plain or "model"


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Tell a full or closed disk from a damaged model."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as closed:
        code = Code.DISK_FULL if closed.errno == ENOSPC else Code.CANNOT_WRITE
        raise Unavailable(code, file=folder.name) from closed

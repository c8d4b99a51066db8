"""Which engine a model folder is made for, told by the files in it. It loads none of them."""

from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Final

WHISPER_PACKAGE = "faster_whisper"
"""What the extra `whisper` brings."""
_Layout = tuple[tuple[str, ...], tuple[str, ...]]


class EngineKind(StrEnum):
    """The engines a model can be for."""

    VOSK = "vosk"
    WHISPER = "whisper"


LAYOUTS: Final[dict[EngineKind, tuple[_Layout, ...]]] = {
    EngineKind.VOSK: (
        (("am/final.mdl", "conf/mfcc.conf"), ("graph/HCLG.fst", "graph/HCLr.fst")),
        (("final.mdl", "mfcc.conf"), ("HCLG.fst", "HCLr.fst")),
    ),
    EngineKind.WHISPER: ((("model.bin", "config.json", "tokenizer.json"), ("vocabulary.json", "vocabulary.txt")),),
}
"""What a model folder must hold: all of the first, one of the second; Vosk's today's layout and its older one."""


def kind_of(path: Path) -> EngineKind | None:
    """Tell for which engine a folder holds a model; None for a folder that holds none."""

    def there(name: str) -> bool:
        return (path / name).is_file() and (path / name).stat().st_size > 0

    for kind, layouts in LAYOUTS.items():
        if any(all(map(there, needed)) and any(map(there, one_of)) for needed, one_of in layouts):
            return kind
    return None


def is_here(kind: EngineKind) -> bool:
    """Tell whether an engine belongs to this installation: Vosk always does, Whisper is the extra `whisper`."""
    return kind is EngineKind.VOSK or find_spec(WHISPER_PACKAGE) is not None

"""Speech models as nobody should make them: a list of archives, each of which has to be refused, and a harmless one."""

import io
import stat
import struct
import tarfile
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

FILES = ("am/final.mdl", "conf/mfcc.conf", "graph/HCLr.fst", "graph/Gr.fst")
CENTRAL, LOCAL = b"PK\x01\x02", b"PK\x03\x04"


def harmless(path: Path) -> None:
    """A model by its layout; what stands in it is no model."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in FILES:
            archive.writestr(f"vosk-model-sv-prov/{name}", f"{name} " * 40)


def _with(*names: str) -> Callable[[Path], None]:
    """Add files of these names, as they are written here, to a harmless model."""

    def make(path: Path) -> None:
        harmless(path)
        with zipfile.ZipFile(path, "a") as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # zipfile warns of a name that is there already
            for name in names:
                archive.writestr(_called(name), "utanför")

    return make


def _called(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("x")
    entry.filename = name
    return entry


def _special(kind: int, target: str) -> Callable[[Path], None]:
    """Add something that is no plain file: a link, a pipe, a device."""

    def make(path: Path) -> None:
        harmless(path)
        entry = _called("vosk-model-sv-prov/graph/words.txt")
        entry.create_system, entry.external_attr = 3, (kind | 0o777) << 16
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(entry, target)

    return make


def _patched(change: Callable[[bytearray], None]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        harmless(path)
        data = bytearray(path.read_bytes())
        change(data)
        path.write_bytes(data)

    return make


def _each(data: bytearray, head: bytes) -> Iterator[int]:
    at = data.find(head)
    while at >= 0:
        yield at
        at = data.find(head, at + 4)


def _encrypted(data: bytearray) -> None:
    for head, at in ((LOCAL, 6), (CENTRAL, 8)):
        for start in _each(data, head):
            data[start + at] |= 1


def _packed_by(method: int) -> Callable[[bytearray], None]:
    def change(data: bytearray) -> None:
        for head, at in ((LOCAL, 8), (CENTRAL, 10)):
            for start in _each(data, head):
                struct.pack_into("<H", data, start + at, method)

    return change


def _smaller_than_it_is(data: bytearray) -> None:
    start = next(_each(data, CENTRAL))
    struct.pack_into("<I", data, start + 24, 3)


def _no_utf8(data: bytearray) -> None:
    start = next(_each(data, CENTRAL))
    data[start + 9] |= 0x08
    data[start + 46 : start + 48] = b"\xff\xfe"


def _before_the_file(data: bytearray) -> None:
    end = data.rfind(b"PK\x05\x06")
    struct.pack_into("<I", data, end + 16, 0xFFFFFF)


def _flipped(data: bytearray) -> None:
    start = next(_each(data, LOCAL))
    data[start + 30 + len("vosk-model-sv-prov/am/final.mdl") + 4] ^= 0xFF


def _bomb(path: Path) -> None:
    harmless(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("vosk-model-sv-prov/graph/HCLG.fst", bytes(40 * 1024**2))


def _same_bytes_again_and_again(path: Path) -> None:
    """Many names for one packed file: each entry of the list points at the same bytes."""
    harmless(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("vosk-model-sv-prov/graph/0000.fst", bytes(1024**2))
        (kept,) = [entry for entry in archive.infolist() if entry.filename.endswith("0000.fst")]
        for number in range(1, 60):
            again = _called(f"vosk-model-sv-prov/graph/{number:04}.fst")
            for name in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
                setattr(again, name, getattr(kept, name))
            archive.filelist.append(again)
        archive.comment = b"60"  # the list is written anew


def _too_many(path: Path) -> None:
    harmless(path)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(2001):
            archive.writestr(f"vosk-model-sv-prov/{number}", b"")


def _only(*names: str) -> Callable[[Path], None]:
    """An archive with these files, none of them empty."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            for name in names:
                archive.writestr(name, "x")

    return make


def _empty_files(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name in FILES:
            archive.writestr(f"vosk-model-sv-prov/{name}", "")


def _inside_another(path: Path) -> None:
    inner = path.with_suffix(".inner")
    harmless(inner)
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(inner, "vosk-model-sv-prov.zip")
    inner.unlink()


def _tar(path: Path) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for name in FILES:
            entry = tarfile.TarInfo(f"vosk-model-sv-prov/{name}")
            entry.size = 1
            archive.addfile(entry, io.BytesIO(b"x"))


def _cut(path: Path) -> None:
    harmless(path)
    path.write_bytes(path.read_bytes()[:-30])


def _cut_in_the_middle(path: Path) -> None:
    harmless(path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _text(path: Path) -> None:
    path.write_text("<html>404</html>", encoding="utf-8")


MALICIOUS: dict[str, Callable[[Path], None]] = {
    "leads out by dots": _with("../out.txt"),
    "leads out from deep inside": _with("vosk-model-sv-prov/am/../../../out.txt"),
    "leads out by backslashes": _with("..\\out.txt"),
    "leads out as a folder": _with("../out/"),
    "starts at the root": _with("/out.txt"),
    "starts at a drive": _with("C:\\out.txt"),
    "starts in a drive": _with("C:out.txt"),
    "lies on another computer": _with("\\\\server\\share\\out.txt"),
    "lies on another computer, by slashes": _with("//server/share/out.txt"),
    "lies past the longest path": _with("\\\\?\\C:\\out.txt"),
    "is a stream of a file": _with("vosk-model-sv-prov/am/final.mdl:out"),
    "is a device": _with("vosk-model-sv-prov/CON"),
    "is a device with an ending": _with("vosk-model-sv-prov/nul.txt"),
    "is a folder that is a device": _with("vosk-model-sv-prov/aux/x"),
    "is a port": _with("vosk-model-sv-prov/COM1.fst"),
    "is a port in small figures": _with("vosk-model-sv-prov/LPT¹"),
    "is a console": _with("vosk-model-sv-prov/CONIN$"),
    "ends in a dot": _with("vosk-model-sv-prov/out."),
    "ends in a blank": _with("vosk-model-sv-prov/out "),
    "has a line break": _with("vosk-model-sv-prov/out\nput"),
    "has an escape": _with("vosk-model-sv-prov/\x1b[2J"),
    "turns its letters round": _with("vosk-model-sv-prov/\u202etxt.exe"),
    "has a star": _with("vosk-model-sv-prov/*.fst"),
    "is too long": _with("vosk-model-sv-prov/" + "o" * 300),
    "has no name": _with("./"),
    "is there twice": _with("vosk-model-sv-prov/am/final.mdl"),
    "is there twice but for case": _with("vosk-model-sv-prov/am/FINAL.MDL"),
    "is there twice but for how å is written": _with("m/\u00e5.txt", "m/a\u030a.txt"),
    "is a file and a folder": _with("vosk-model-sv-prov/am"),
    "is a folder and a file": _with("vosk-model-sv-prov/x", "vosk-model-sv-prov/x/y"),
    "is a link": _special(stat.S_IFLNK, "/etc/passwd"),
    "is a link to a folder": _special(stat.S_IFLNK, "../../.."),
    "is a pipe": _special(stat.S_IFIFO, ""),
    "is a device file": _special(stat.S_IFCHR, ""),
    "swells": _bomb,
    "says the same bytes again and again": _same_bytes_again_and_again,
    "says it is smaller than it is": _patched(_smaller_than_it_is),
    "has endless files": _too_many,
    "is encrypted": _patched(_encrypted),
    "is packed by lzma": _patched(_packed_by(14)),
    "is packed by bzip2": _patched(_packed_by(12)),
    "is packed by nobody knows what": _patched(_packed_by(99)),
    "has a name that is no text": _patched(_no_utf8),
    "has a list before its beginning": _patched(_before_the_file),
    "has a flipped byte": _patched(_flipped),
    "is cut": _cut,
    "is cut in the middle": _cut_in_the_middle,
    "is empty": Path.touch,
    "is a page of the web": _text,
    "is a tar": _tar,
    "is inside another": _inside_another,
    "holds nothing": _only(),
    "holds something else": _only("readme.txt", "setup.exe"),
    "lacks its network": _only("m/conf/mfcc.conf", "m/graph/HCLr.fst"),
    "lacks its graph": _only("m/am/final.mdl", "m/conf/mfcc.conf"),
    "lies too deep": _only(*(f"a/b/{name}" for name in FILES)),
    "is of empty files": _empty_files,
}

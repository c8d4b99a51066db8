"""What goes into the bundle of the program and what stays out; `fieldnotes.spec` asks, PyInstaller builds.

Every removal is followed by `fieldnotes --selftest` in a machine that has nothing else (docs/packages.md).
"""

import importlib.util
import re
import sys
import tomllib
from pathlib import Path

NEVER = (
    "PIL.ImageQt", "PIL.ImageTk", "curses", "readline", "dbm", "nis", "ossaudiodev", "spwd", "crypt",
    "av", "boto3", "botocore", "ctranslate2", "faster_whisper", "huggingface_hub", "onnxruntime", "tokenizers",
    "PyInstaller", "_pytest", "atheris", "hypothesis", "importlinter", "jsonschema",
    "mypy", "psycopg", "psycopg_binary", "psycopg_pool", "pytest", "schemathesis", "setuptools", "pip",
    "tkinter", "uvloop", "watchfiles", "websockets", "yaml", "pydoc", "pydoc_data", "lib2to3", "IPython", "matplotlib",
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtSql",
    "PySide6.QtTest",
)  # fmt: skip
"""Modules the program never imports, or not on a worker's computer: a hub on PostgreSQL is the wheel's affair."""

UNUSED_QT = re.compile(
    r"(lib)?Qt6?(3D|Bluetooth|Charts|DataVis|Designer|EglF[sS]|FFmpegStub|Graphs|Help|HttpServer|Labs|Location|Lottie|NetworkAuth|Nfc|OpenGL"
    r"|Positioning|PrintSupportW|Qml|Quick|RemoteObjects|Scxml|Sensors|SerialBus|SerialPort|ShaderTools|SpatialAudio"
    r"|PdfQuick|Sql|StateMachine|Test|VirtualKeyboard|WebChannel|WebEngine|WebSockets|WebView|WlShell|WaylandEglClientHw)"
)
"""Libraries of Qt that nothing here loads."""

UNUSED_PLUGINS = (
    "egldeviceintegrations", "generic", "multimedia", "networkinformation/libqconnman",
    "platforminputcontexts/libqtvirtualkeyboard", "qmltooling", "sqldrivers", "designer", "renderers", "sceneparsers",
    "geometryloaders", "assetimporters", "position", "sensors", "canbus", "webview", "scxmldatamodel",
    "xcbglintegrations", "wayland-graphics-integration-client", "wayland-shell-integration/libwl-shell",
    "wayland-shell-integration/libivi-shell", "wayland-shell-integration/libqt-shell",
)  # fmt: skip
"""Folders (or beginnings of names) under Qt's plugins; `multimedia` is FFmpeg, without which capturing works."""

FAMILIES_SPEAK = frozenset({
    "root", "sv", "en", "ar", "so", "ti", "fa", "ckb", "ku", "ps", "ur", "uk", "ru", "pl", "tr", "es", "fr", "de",
    "fi", "bs", "sr", "hr", "sq", "am", "da", "nb", "no", "ro", "th", "zh",
})  # fmt: skip
"""Languages whose dates may stand on a paper."""
UNLOADED = frozenset({"libqtuiotouchplugin.so", "libqevdevkeyboardplugin.so"})
KEPT_PLATFORMS = ("xcb", "wayland", "offscreen", "windows", "cocoa", "minimal")
KEPT_TRANSLATIONS = ("sv", "en", "ar")
FFMPEG = re.compile(r"(lib)?(avcodec|avformat|avutil|swresample|swscale)[-.\d]")

MAC_INFO = {
    "CFBundleDisplayName": "FieldNotes",
    "CFBundleDevelopmentRegion": "sv",
    "CFBundleLocalizations": ["sv", "en"],
    "LSMinimumSystemVersion": "13.0",
    "NSHighResolutionCapable": True,
    "NSMicrophoneUsageDescription": "Mikrofonen används för att diktera anteckningar. Ljudet lämnar inte datorn.",
}


def kept(table):
    """Give the files of a PyInstaller table that stay."""
    return [entry for entry in table if stays(entry[0].replace("\\", "/"), entry[1].replace("\\", "/"))]


def stays(name, source):
    """Tell whether one file stays: `name` in the bundle, `source` on this machine."""
    last = name.rsplit("/", 1)[-1]
    if sys.platform == "linux" and is_system(last, source):
        return False
    if UNUSED_QT.match(last) or FFMPEG.match(last):
        return False
    if last in UNLOADED or ("/tests/" in f"/{name}" and name.startswith("numpy/")):
        return False
    if "/babel/locale-data/" in f"/{name}" and not wanted_dates(last):
        return False
    return stays_of_qt(name, last) if "PySide6/" in name else True


def is_system(last, source):
    """Tell whether a library is the system's own, which keeps it safe itself; the package depends on it.

    Python's own parts go along: another release of the system has another Python, or none.
    """
    of_python = last.startswith("libpython") or "/lib-dynload/" in source or "/dist-packages/" in source
    return source.startswith(("/lib", "/usr/lib")) and ".so" in last and not of_python


def stays_of_qt(name, last):
    """Tell whether a file of Qt stays."""
    if "/plugins/" in name:
        plugin = name.split("/plugins/", 1)[1]
        if plugin.startswith(UNUSED_PLUGINS):
            return False
        if plugin.startswith("platforms/"):
            return any(word in last for word in KEPT_PLATFORMS) and "minimalegl" not in last
        return not (plugin.startswith("platformthemes/") and "gtk" in last)
    if "/translations/" in name:
        return last.startswith("qtbase_") and last.removesuffix(".qm").split("_", 1)[1] in KEPT_TRANSLATIONS
    return "/qml/" not in name


def wanted_dates(last):
    """Tell whether a locale of Babel is one a paper may be written in."""
    return last.split(".")[0].split("_")[0] in FAMILIES_SPEAK


def own_modules(root):
    """Name every module of the program: screens and commands are imported late, some by name."""
    files = (root / "src").rglob("*.py")
    names = {".".join(path.relative_to(root / "src").with_suffix("").parts).removesuffix(".__init__") for path in files}
    return sorted(
        name for name in names if ".migrations.versions." not in name and not name.endswith(".migrations.env")
    )


def own_files(root):
    """Give the shipped files, and the steps of both stores, which are read from the disk and run."""
    migrations = (path.parent for path in (root / "src").rglob("migrations/env.py"))
    steps = [
        (str(path), path.parent.relative_to(root / "src").as_posix())
        for folder in migrations
        for path in folder.rglob("*")
        if path.suffix in (".py", ".mako")
    ]
    return [(str(root / "resources"), "resources"), *steps]


def metadata():
    """Give the packages' own data that the program asks for."""
    from PyInstaller.utils.hooks import copy_metadata

    return copy_metadata("vosk")


def engine_folder():
    """Say where the installed engine lies; its package is never imported, for it brings network libraries."""
    return Path(next(iter(importlib.util.find_spec("vosk").submodule_search_locations)))


def engine_libraries():
    """Give the engine's libraries."""
    endings = {"win32": "*.dll", "darwin": "*.dyld"}
    return [(str(path), "vosk") for path in engine_folder().glob(endings.get(sys.platform, "libvosk.so"))]


def engine_binding():
    """Give the engine's binding."""
    return [(str(engine_folder() / "vosk_cffi.py"), "vosk")]


def version(root):
    """Read the program's version, which stands in one place."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def icon(root, folder):
    """Draw the icon as this system wants it; None where an executable carries none."""
    if sys.platform not in ("win32", "darwin"):
        return None
    import icons

    return str(icons.draw(root, folder / ("fieldnotes.ico" if sys.platform == "win32" else "fieldnotes.icns")))


def version_resource(root, folder, name):
    """Write what Windows shows of an executable; None elsewhere."""
    if sys.platform != "win32":
        return None
    numbers = ", ".join([*re.findall(r"\d+", version(root))[:3], "0"])
    words = {
        "CompanyName": "FieldNotes", "FileDescription": "FieldNotes", "FileVersion": version(root),
        "InternalName": name,
        "OriginalFilename": f"{name}.exe", "ProductName": "FieldNotes", "ProductVersion": version(root),
    }  # fmt: skip
    told = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in words.items())
    path = folder / f"{name}-version.txt"
    path.write_text(
        f"VSVersionInfo(ffi=FixedFileInfo(filevers=({numbers}), prodvers=({numbers})), kids=[StringFileInfo("
        f"[StringTable('041d04b0', [{told}])]), VarFileInfo([VarStruct('Translation', [1053, 1200])])])",
        encoding="utf-8",
    )
    return str(path)

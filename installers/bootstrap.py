"""Set up a fresh machine and do one job: `demo` (try the program), `test` (check everything) or `package`.

    python3 installers/bootstrap.py demo [arguments of "fieldnotes demo"]
    python3 installers/bootstrap.py test [arguments of pytest]
    python3 installers/bootstrap.py package [arguments of the system's own builder, as build_deb.py]
    python3 installers/bootstrap.py setup

Standard library only. Finds a Python 3.11-3.13, installs what the system lacks (or prints the exact line where it
may not), makes `.venv` from the locked list with hashes, and starts the job. Running it again is quick.
"""

import contextlib
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
OLDEST, NEWEST = (3, 11), (3, 13)
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libpulse.so.0": "libpulse0",
    "libenchant-2.so.2": "libenchant-2-2",
}
VOICE = {
    "libspeechd.so.2": "libspeechd2",
    "/usr/bin/speech-dispatcher": "speech-dispatcher",
    "/usr/lib/speech-dispatcher-modules/sd_espeak-ng": "speech-dispatcher-espeak-ng",
}
"""What reads aloud to a family; without it everything else works and the program says that there is no voice."""
TEST_TOOLS = {
    "dbus-daemon": "dbus",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "Xvfb": "xvfb",
    "xrandr": "x11-xserver-utils",
    "pdftotext": "poppler-utils",
    "pdffonts": "poppler-utils",
    "pulseaudio": "pulseaudio",
    "pactl": "pulseaudio-utils",
    "pacat": "pulseaudio-utils",
    "espeak-ng": "espeak-ng",
}
PACKING_TOOLS = {"objdump": "binutils", "strip": "binutils", "dpkg-deb": "dpkg"}
PACKING = {"win32": "installers/windows/build_setup.py", "darwin": "installers/macos/build_dmg.py"}
LISTS = {"demo": "requirements-run.txt", "package": "requirements-package.txt"}
"""What a job needs; the others need everything."""
GROUPS = (("unit", "house", "journey", "rig"), ("road",), ("contract",))
"""Folders of tests that run in one process each, the rest in another beside them: what waits leaves room for others."""
ORDER = 2026
"""The daily run mixes the tests in one known way, so that what fails can be run again; `pytest` by hand mixes anew."""

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
    ("python", "installers/compile_translations.py", "--check"),
)


def main(arguments):
    """Do one job and give its exit status."""
    job, rest = (arguments[0] if arguments else ""), arguments[1:]
    if job not in ("demo", "test", "package", "setup"):
        print(__doc__)
        return 2
    lacking = wanted_packages(job)
    prepare_system(lacking)
    prepare_voice(asked=bool(lacking))
    python = prepare_environment(find_python(), job)
    if job == "demo":
        return run([python, "-m", "fieldnotes", "demo", *headless(rest), *rest])
    if job == "package":
        return run([python, PACKING.get(sys.platform, "installers/build_deb.py"), *rest])
    return check(python, rest) if job == "test" else 0


def find_python():
    """Give a Python that is neither too old nor too new, preferring the one that runs this."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return sys.executable
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    sys.exit(
        "FieldNotes needs Python 3.11, 3.12 or 3.13; this is "
        f"{sys.version_info[0]}.{sys.version_info[1]}. Install one, for example: apt-get install python3.13-venv"
    )


def wanted_packages(job):
    """Name the system packages this job lacks (Linux only; Windows and macOS need none)."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = [package for library, package in LIBRARIES.items() if not loads(library)]
    if job == "test":
        tools = {**TEST_TOOLS, "git": "git"} if (ROOT / ".git").exists() else TEST_TOOLS
        wanted += [package for tool, package in tools.items() if not shutil.which(tool)]
    if job == "package":
        wanted += [package for tool, package in PACKING_TOOLS.items() if not shutil.which(tool)]
        python = f"libpython{sys.version_info[0]}.{sys.version_info[1]}"
        wanted += [] if loads(f"{python}.so.1.0") else [python]
    if not ENVIRONMENT.exists() and not has_venv(find_python()):
        wanted.append("python3-venv")
    return sorted(set(wanted))


def loads(library):
    """Tell whether the system has a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_venv(python):
    """Tell whether this Python can make an environment with pip in it."""
    return subprocess.run([python, "-c", "import venv, ensurepip"], capture_output=True, check=False).returncode == 0


def prepare_system(packages):
    """Install system packages where that is allowed, else print the exact line and stop."""
    if not packages:
        return
    line = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        sys.exit("Install these with your package manager (Debian's names), then run this again: " + " ".join(packages))
    if os.geteuid() != 0:
        sys.exit("Run this line, then this command again:\n    sudo " + " ".join(line))
    print("Installing from the system's packages:", " ".join(packages), flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if run(["apt-get", "update", "-qq"], env=quiet) or run([*line, "-qq"], env=quiet):
        sys.exit("The system's packages could not be installed; look at the lines above and try again.")


def prepare_voice(*, asked):
    """Install a voice where the system's packages were just `asked`, else say how; never stops a job."""
    if not sys.platform.startswith("linux"):
        return
    there = {name: Path(name).exists() if name.startswith("/") else loads(name) for name in VOICE}
    line = ["apt-get", "install", "-y", "--no-install-recommends", *(VOICE[name] for name in VOICE if not there[name])]
    if all(there.values()) or not shutil.which("apt-get"):
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if not asked or os.geteuid() != 0 or run([*line, "-qq"], env=quiet):
        print("To have texts read aloud, run: sudo", " ".join(line), flush=True)


def prepare_environment(python, job):
    """Make `.venv` from the locked list, unless it is up to date; give its Python."""
    inside = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    locked = ROOT / "installers" / LISTS.get(job, "requirements.txt")
    if is_ready(job) and inside.exists():
        return str(inside)
    print(f"Making the environment in {ENVIRONMENT} (the first time takes a minute or two)", flush=True)
    if not inside.exists() and run([python, "-m", "venv", "--clear", str(ENVIRONMENT)]):
        sys.exit("The environment could not be made; look at the lines above and try again.")
    pip = [str(inside), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    own = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    if run([*pip, "--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", str(locked)]) or run([*pip, *own]):
        sys.exit("What FieldNotes needs could not be installed. Check the network and try again; nothing is half done.")
    stamp(job).write_text(fingerprint(), encoding="utf-8")
    return str(inside)


def stamp(job):
    """Where it is noted for which locked list the environment was made."""
    return ENVIRONMENT / {"demo": "ready-to-run", "package": "ready-to-package"}.get(job, "ready-to-test")


def is_ready(job):
    """Tell whether the environment holds what the locked lists say; one made for tests serves the demo too."""
    stamps = {stamp(job), stamp("test"), *([stamp("package")] if job == "demo" else [])}
    return any(s.exists() and s.read_text(encoding="utf-8") == fingerprint() for s in stamps)


def fingerprint():
    """Tell one state of the locked lists and of the project file from another."""
    files = [*(ROOT / "installers" / name for name in ("requirements.txt", *LISTS.values())), ROOT / "pyproject.toml"]
    return hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()


def headless(rest):
    """Without a display the demo walks the whole road by itself."""
    screen = not sys.platform.startswith("linux") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return [] if screen or "--headless" in rest else ["--headless"]


def check(python, rest):
    """Run every check and then the tests; the first failing status is the answer, but all are run."""
    status = 0
    for name, *arguments in CHECKS if not rest else ():
        program = python if name == "python" else str(Path(python).with_name(name))
        status = run([program, *arguments]) or status
    pytest = [python, "-X", "faulthandler", "-m", "pytest"]
    return (run([*pytest, *rest]) if rest else side_by_side([*pytest, f"--randomly-seed={ORDER}"])) or status


def side_by_side(pytest):
    """Run the tests in groups at the same time; the first is shown while it runs, the others once it has ended."""
    folders = {path.relative_to(ROOT / "tests").parts[0] for path in (ROOT / "tests").rglob("test_*.py")}
    rest = sorted(folders.difference(*GROUPS))
    first, *others = ([f"tests/{name}" for name in names] for names in (*GROUPS, rest))
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        beside = []
        for number, names in enumerate(others):
            told = stack.enter_context(Path(folder, f"{number}.txt").open("w+b"))
            process = subprocess.Popen([*pytest, *names], cwd=ROOT, stdout=told, stderr=subprocess.STDOUT)
            stack.callback(process.kill)
            beside.append((process, told))
            print(f"Beside these, to be told after them: {' '.join(names)}", flush=True)
        status = run([*pytest, *first])
        for process, told in beside:
            status = process.wait() or status
            told.seek(0)
            shutil.copyfileobj(told, sys.stdout.buffer)
            sys.stdout.buffer.flush()
    return status


def run(line, env=None):
    """Run a command in the project's folder and give its exit status."""
    try:
        return subprocess.run(line, cwd=ROOT, env=env, check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

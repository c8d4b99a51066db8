"""A computer with nothing on it: a fresh Debian in a folder, entered with chroot. Needs root and debootstrap."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

MOUNTS = (("proc", "proc"), ("dev", "/dev"), ("sys", "/sys"), ("tmp/.X11-unix", "/tmp/.X11-unix"))  # noqa: S108 - X's own

HOME = "/" + "root"
"""Of the only person there is on such a machine."""


@dataclass(frozen=True)
class BareMachine:
    """One machine; `run` gives what a command printed, and fails where its status is another than expected."""

    folder: Path

    def run(self, line: str, *, status: int = 0, **more: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": HOME, "LANG": "C.UTF-8", **more}
        done = subprocess.run(
            ["chroot", str(self.folder), "/bin/sh", "-c", line],
            env=environment | {"DEBIAN_FRONTEND": "noninteractive"}, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == status, f"{line}: {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        return done

    def put(self, file: Path, target: str) -> None:
        shutil.copyfile(file, self.folder / target.lstrip("/"))


def cleared(target: Path) -> None:
    """Take the machine away, the last thing: nothing of this computer may lie in it any more."""
    mounted = (line.split()[1] for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines())
    still = [place for place in mounted if place.startswith(f"{target}/")]
    assert still == [], "still mounted: nothing is removed"
    shutil.rmtree(target)


@contextmanager
def bare_machine(folder: Path, release: str) -> Iterator[BareMachine]:
    """Make one; FIELDNOTES_BARE names a folder in which a `base-RELEASE` was made before, which is copied."""
    made = Path(os.environ.get("FIELDNOTES_BARE", folder)) / f"base-{release}"
    if not made.is_dir():
        subprocess.run(["debootstrap", "--variant=minbase", release, str(made)], check=True, capture_output=True)
    target = folder / release
    subprocess.run(["cp", "-a", "--reflink=auto", str(made), str(target)], check=True)
    for name in ("resolv.conf", "hosts"):
        shutil.copyfile(Path("/etc") / name, target / "etc" / name)
    with ExitStack() as stack:
        stack.callback(cleared, target)
        for inside, source in MOUNTS:
            (target / inside).mkdir(parents=True, exist_ok=True)
            Path("/tmp/.X11-unix").mkdir(exist_ok=True)  # noqa: S108 - X's own
            kind = ["-t", "proc"] if inside == "proc" else ["--bind"]
            subprocess.run(["mount", *kind, source, str(target / inside)], check=True)
            stack.callback(subprocess.run, ["umount", "-l", str(target / inside)], check=False)
        yield BareMachine(target)

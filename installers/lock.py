"""Renew the lock: `python installers/lock.py` after a change of dependencies (needs uv).

`uv.lock` is kept without addresses, so that the same file serves behind any mirror: versions and hashes decide
what is installed, the machine's own settings decide from where. The two lists that pip installs from are made
from it. `--check` only tells whether they are out of date.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "installers"
EXPORT = ["uv", "export", "--locked", "--no-emit-project", "--no-header", "--no-annotate", "--quiet"]
TRIED = ["--extra", "client", "--extra", "hub"]
"""What a person tries out and what a package carries: the other extras are for servers and for large machines."""
LISTS = {
    "requirements.txt": ["--all-extras", "--all-groups"],
    "requirements-run.txt": [*TRIED, "--no-default-groups", "--group", "build"],
    "requirements-hub.txt": ["--extra", "hub", "--no-default-groups"],
    "requirements-package.txt": [*TRIED, "--no-default-groups", "--group", "build", "--group", "package"],
}


def without_addresses(text):
    """Take the addresses out of a lock file; names, versions, hashes and sizes stay."""
    text = re.sub(r'url = "https://[^"]*/([^/"]+)"', r'filename = "\1"', text)
    return re.sub(r'\{ registry = "https://[^"]*" \}', '{ registry = "." }', text)


def main(arguments):
    """Renew or check."""
    check = "--check" in arguments
    subprocess.run(["uv", "lock", "--quiet", *(["--check"] if check else [])], cwd=ROOT, check=True)
    lock = ROOT / "uv.lock"
    if not check:
        lock.write_text(without_addresses(lock.read_text(encoding="utf-8")), encoding="utf-8")
    stale = 0
    for name, options in LISTS.items():
        made = subprocess.run([*EXPORT, *options], cwd=ROOT, check=True, capture_output=True, text=True).stdout
        path = HERE / name
        if not path.exists() or path.read_text(encoding="utf-8") != made:
            stale += 1
            print(f"{name}: {'out of date' if check else 'written'}")
            if not check:
                path.write_text(made, encoding="utf-8")
    return stale if check else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Tries the whole road of an update with the built program itself: two versions, a key of this trial's own, no network.

    python installers/try_update.py FOLDER

Builds this checkout twice in FOLDER, as 0.1.0 and as 0.2.0 (tens of minutes; what is there already is used again),
installs the older one for one person, makes a profile in it, and lets it bring itself up to date: told, fetched, tried,
started, killed on the way, and given a version that does not start. Linux, without a screen. Ends with 0 when all held.
"""

import base64
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLD, NEW, BROKEN, KILLED = "0.1.0", "0.2.0", "0.2.1", "0.2.2"
PLATFORM = "linux-x86_64"
WORDS = "fyra ord om hösten"
BREAKS_LATER = '#!/bin/sh\n[ "$1" = --selftest ] && exit 0\nexit 1\n'
"""Passes its look at itself and then does not start."""
KILLS = 12


class Trial:
    """A publisher, a shelf, and a computer with the program installed for one person."""

    def __init__(self, folder):
        self.folder, self.shelf, self.home = folder, folder / "shelf", folder / "home"
        self.app = folder / "app" / "fieldnotes"
        self.key = folder / "release.pem"

    def publish(self, version, serial, built, program=None):
        """Pack a built folder under a number and sign the list."""
        shutil.rmtree(self.shelf, ignore_errors=True)
        source = built
        if program is not None:
            source = self.folder / version
            shutil.rmtree(source, ignore_errors=True)
            shutil.copytree(built, source, symlinks=True)
            (source / "fieldnotes").write_text(program)
        self.tool("pack", source, "--platform", PLATFORM, "--version", version, "-o", self.shelf, "--quick")
        self.tool("sign", self.shelf, "--key", self.key, "--version", version, "--serial", serial)

    def tool(self, *words):
        """Run the publisher's tool; gives its last line."""
        line = [sys.executable, str(ROOT / "installers" / "release.py"), *map(str, words)]
        done = subprocess.run(line, input=f"{WORDS}\n", capture_output=True, text=True, check=True)
        return done.stdout.strip().splitlines()[-1]

    def install(self, built):
        """Put the program where an installer for one person would, with its word beside it."""
        shutil.rmtree(self.app.parent, ignore_errors=True)
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(built, self.app.parent, symlinks=True)
        (self.app.parent / "installed-for").write_text("user")
        self.home.mkdir()
        (self.home / "settings.json").write_text(json.dumps({"updates": str(self.shelf)}))
        (self.home / "passphrase").write_text(WORDS)

    @property
    def environment(self):
        """What the program sees."""
        own = {"FIELDNOTES_HOME": str(self.home), "QT_QPA_PLATFORM": "offscreen"}
        return {**os.environ, **own, "FIELDNOTES_PASSPHRASE_FILE": str(self.home / "passphrase")}

    def ask(self, *words, program=None):
        """Run one command; gives its answer and its seconds."""
        begun = time.monotonic()
        line = [str(program or self.app), *words, "--json"]
        done = subprocess.run(line, env=self.environment, capture_output=True, text=True, check=False)
        return json.loads(done.stdout), round(time.monotonic() - begun, 1)

    def chosen(self):
        """What is chosen."""
        path = self.home / "program" / "program.json"
        return json.loads(path.read_text()) if path.exists() else {}

    @contextmanager
    def window(self):
        """Open the program's window, and end it."""
        process = subprocess.Popen([str(self.app)], env=self.environment, start_new_session=True)
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(60)


def build(folder, version, public):
    """Build this checkout as a version with the trial's key pinned, unless it is there."""
    made = folder / version
    if made.exists():
        return made
    tree = folder / "tree"
    if not tree.exists():
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", "__pycache__", ".venv", "tests"))
    keys = {"keys": [{"public": public}]}
    (tree / "resources" / "release-keys.json").write_text(json.dumps(keys))
    own = tree / "src" / "fieldnotes" / "__init__.py"
    own.write_text(own.read_text().replace(f'"{OLD}"', f'"{version}"'))
    line = f"from pathlib import Path; import build_bundle; build_bundle.build_bundle(Path({str(folder / 'work')!r}))"
    environment = {**os.environ, "PYTHONPATH": str(tree / "src"), "SOURCE_DATE_EPOCH": "1700000000"}
    subprocess.run([sys.executable, "-c", line], cwd=tree / "installers", env=environment, check=True)
    (folder / "work" / "bundle" / "fieldnotes").rename(made)
    return made


def until(what, seconds=300):
    """Wait for something; gives how long it took."""
    begun = time.monotonic()
    while not what():
        hold(time.monotonic() - begun < seconds, "waited in vain")
        time.sleep(0.1)
    return round(time.monotonic() - begun, 1)


def hold(kept, what):
    """Stop where something does not hold."""
    if not kept:
        sys.exit(f"NO  {what}")


def told(what):
    """Say what held."""
    print(f"ok  {what}", flush=True)


def updated(trial, new):
    """The quiet road: told of, fetched and tried, started, and everything is there."""
    trial.publish(NEW, 1, new)
    trial.ask("init", "--name", "Tove", "--kdf", "floor")
    found, _ = trial.ask("update", "check")
    hold((found.get("running"), found.get("state")) == (OLD, "offered"), f"offered: {found}")
    ready, seconds = trial.ask("update", "install")
    hold(ready.get("state") == "ready", f"ready: {ready}")
    told(f"fetched, checked, unpacked and tried in {seconds} s")
    with trial.window():
        told(f"the window of {NEW} in {until(lambda: trial.chosen().get('current') == NEW)} s, the first time")
    now, through = trial.ask("update", "check")
    hold((now["running"], now["state"]) == (NEW, "newest"), f"runs {NEW}: {now}")
    direct = trial.ask("update", "check", program=trial.home / "program" / "versions" / NEW / "fieldnotes")[1]
    told(f"a command through the installed program in {through} s, without it in {direct} s")
    hold(trial.ask("cases")[0] == {"cases": []}, "the profile opens")
    return seconds


def killed(trial, new, seconds):
    """Killed anywhere while a version comes, which takes so many seconds: the program and its profile stay."""
    trial.publish(KILLED, 3, new)
    kills = 0
    for _ in range(KILLS):
        process = subprocess.Popen(
            [str(trial.app), "update", "install"], env=trial.environment, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(random.SystemRandom().uniform(0.2, seconds))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if trial.chosen().get("next") == KILLED:  # it came whole, or was killed right after
            break
        kills += 1
        hold(trial.chosen().get("current") == NEW, "the version that works is chosen")
        hold(trial.ask("cases")[0] == {"cases": []}, "the profile opens")
    told(f"killed {kills} times while a version came")


def not_starting(trial, new):
    """A version that passes its look at itself and then does not start: the window of the one before comes at once."""
    trial.publish(BROKEN, 2, new, BREAKS_LATER)
    hold(trial.ask("update", "install")[0].get("state") == "ready", "the broken one is in place")
    with trial.window() as process:
        seconds = until(lambda: BROKEN in trial.chosen()["failed"])
        hold(process.poll() is None, "a window stays")
        name = Path(f"/proc/{process.pid}/exe")
        until(lambda: f"versions/{NEW}/" in str(name.resolve()))
    told(f"a version that does not start is put aside in {seconds} s, and {NEW} opens")
    hold(trial.ask("update", "install")[0]["error"]["code"] == "update_unfit", "it is not taken again")


def main(arguments):
    """Build what lacks and try everything."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    folder = Path(arguments[0]).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    trial = Trial(folder)
    written = folder / "public"
    if not written.exists():
        written.write_text(trial.tool("new-key", trial.key))
    hold(len(base64.b64decode(written.read_text())) == len(bytes(32)), "a key is pinned")
    old, new = (build(folder, version, written.read_text()) for version in (OLD, NEW))
    trial.install(old)
    seconds = updated(trial, new)
    not_starting(trial, new)
    killed(trial, new, seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

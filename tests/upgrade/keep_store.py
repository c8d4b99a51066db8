"""Keeps an encrypted store of a release for good: a worker's profile in a small town, and what it says of itself.

    python tests/upgrade/keep_store.py 0.2.0

Run once when a release is made, from its own checkout, and commit the folder it makes: `stores/0.2.0/profile` is the
profile as it lay on the disk, `stores/0.2.0/said.json` what the program said of it. Only commands that are fixed by
contract are used, so an older program can be asked too: `--python` names its interpreter, PYTHONPATH its source.
Everything in it is invented, and its passphrase is written beside it.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "resources" / "demo"
STORES = HERE / "stores"
PASSPHRASE = "fyra ord om hösten"
CASE, CHILD, GUARDIAN = "c-prov-01", "prov-01-p1", "prov-01-p2"
LETTER = b"%PDF-1.7 ett brev som bilaga " + bytes(range(256)) * 40
KEPT = ("keys.json", "keys.previous.json", "store.db")
"""Files of a profile besides its sealed files; locks and who last sat here stay behind."""


class Program:
    """A program asked by its command line, as one person in one municipality."""

    def __init__(self, python, folder):
        self.line, self.folder, self.profile = [python, "-m", "fieldnotes"], folder, folder / "profile"
        (folder / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
        self.environment = {
            **os.environ,
            "FIELDNOTES_HOME": str(folder / "home"),
            "FIELDNOTES_HUB_DATA": str(folder / "hub"),
            "FIELDNOTES_PASSPHRASE_FILE": str(folder / "passphrase"),
        }

    def ask(self, *words, profile=None, stdin=""):
        """Run one command that must succeed; give its answer."""
        place = ["--profile", str(profile or self.profile)]
        done = subprocess.run(
            [*self.line, "--json", *place, *words],
            env=self.environment, input=stdin, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            sys.exit(f"{' '.join(words)}: {done.stderr or done.stdout}")
        return json.loads(done.stdout)

    def file(self, name, content):
        """Write a file and give its name."""
        path = self.folder / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(path)


def move_in(program, name, url, profile):
    """Let somebody join."""
    invitation = str(program.folder / f"{name}.invitation")
    program.ask("hub", "invite", "--user", f"u-{name}", "--url", url, "-o", invitation)
    made = program.ask("init", "--name", name, "--kdf", "floor", profile=profile)
    program.ask("join", "--invitation", invitation, profile=profile)
    program.ask("sync", profile=profile)
    return made["recovery_key"]


def write(program):
    """A note with all that can stand around one, up to its signature; gives it."""
    source = str(DEMO / "notes" / "prov-01.json")
    note = program.ask("note", "add", "--case", CASE, "--template", "hembesok", "--from", source)["note"]
    letter = program.folder / "brev.pdf"
    letter.write_bytes(LETTER)
    program.ask("attach", note, str(letter))
    consent = {"what": "besok", "person_id": GUARDIAN, "how": "muntligt"}
    program.ask("consent", note, "--from", program.file("consent", consent))
    people = [{"person_id": CHILD, "role": "barn"}, {"person_id": GUARDIAN, "role": "vardnadshavare"}]
    shown = program.ask("show", note, "--room", program.file("room", {"people": people}))["shown"]
    answers = [{"person_id": GUARDIAN, "section": "iakttagelser", "answer": "disagrees", "text": "Det var i fjol."}]
    answered = program.file("answers", {"responses": [*answers, {"person_id": CHILD, "answer": "agrees"}]})
    program.ask("respond", note, "--shown", shown, "--from", answered)
    program.ask("note", "sign", note, "--reason-file", program.file("reason", "Skrivs i efterhand."))
    return note


def live(program, url, boss):
    """Fill the profile: signed and approved, asked about and answered, corrected and not sent, drafts of two kinds."""
    note = write(program)
    program.ask("sync")
    program.ask("sync", profile=boss)
    shown = program.ask("note", "show", note, profile=boss)
    pins = {"pins": [{"section": "iakttagelser", "field": "obs", "kind": "question", "text": "Vilken dag?"}]}
    pinned = program.file("pins", pins)
    program.ask("return", note, "--revision", shown["head"], "--from", pinned, profile=boss)
    program.ask("sync", profile=boss)
    program.ask("sync")
    question = program.ask("questions")["questions"][0]["id"]
    program.ask("answer", question, "--text-file", program.file("answer", "Torsdagen den 12 mars."))
    program.ask("sync")
    program.ask("sync", profile=boss)
    program.ask("approve", note, "--revision", shown["head"], profile=boss)
    program.ask("sync", profile=boss)
    program.ask("sync")
    change = program.file("change", {"sections": {"nasta_steg": {"note": "Vi ses på kontoret."}}})
    program.ask("note", "correct", note, "--from", change, "--reason-file", program.file("why", "Fel plats."))
    draft = program.ask("note", "add", "--case", CASE, "--template", "telefonsamtal")["note"]
    words = program.file("words", {"sections": {"information": "Ring Åsa igen på torsdag – hon är hemma efter tre."}})
    program.ask("note", "edit", draft, "--from", words)
    letter = program.folder / "brev.pdf"
    program.ask("attach", draft, str(letter))
    source = str(DEMO / "notes" / "prov-01.json")
    program.ask("note", "add", "--case", CASE, "--template", "hembesok", "--from", source)


def said_of(program):
    """What the profile says of itself: what no upgrade may change."""
    notes = program.ask("note", "list")["notes"]
    return {
        "cases": program.ask("cases"),
        "notes": {each["note"]: program.ask("note", "show", each["note"]) for each in notes},
        "history": {each["note"]: program.ask("note", "history", each["note"]) for each in notes},
        "files": {each["note"]: program.ask("attachments", each["note"]) for each in notes},
        "drafts": program.ask("draft", "list"),
        "questions": program.ask("questions"),
        "entries": program.ask("verify")["entries"],
        "letter": hashlib.sha256(LETTER).hexdigest(),
    }


def keep(version, python):
    """Make the store, ask it, and lay both where the tests find them."""
    target = STORES / version
    if target.exists():
        sys.exit(f"{target} is there already; a kept store is never made anew")
    with tempfile.TemporaryDirectory(prefix="fieldnotes-kept-") as made:
        program = Program(python, Path(made))
        program.ask("hub", "init")
        program.ask("hub", "import", str(DEMO / "import.json"))
        serve = [*program.line, "hub", "serve", "--port", "0", "--json"]
        with subprocess.Popen(serve, env=program.environment, stdout=subprocess.PIPE, text=True) as hub:
            try:
                url = json.loads(hub.stdout.readline())["listening"]
                boss = program.folder / "boss"
                recovery = move_in(program, "tove", url, program.profile)
                move_in(program, "henrik", url, boss)
                live(program, url, boss)
            finally:
                hub.terminate()
        said = {"passphrase": PASSPHRASE, "recovery_key": recovery, **said_of(program)}
        keep_files(program.profile, target / "profile")
    (target / "said.json").write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{target}\n")


def keep_files(profile, target):
    """Copy what belongs to a profile, once nothing lies in a log beside it."""
    target.mkdir(parents=True)
    if (profile / "store.db-wal").exists() and (profile / "store.db-wal").stat().st_size:
        sys.exit("the store is still open")
    for path in sorted(profile.rglob("*")):
        if path.is_file() and (path.name in KEPT or path.parent != profile):
            place = target / path.relative_to(profile)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("version")
    parser.add_argument("--python", default=sys.executable)
    given = parser.parse_args()
    keep(given.version, given.python)

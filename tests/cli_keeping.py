"""A walk over the commands that keep a profile and the hub safe; every answer is kept by its schema."""

from cli_town import Town


def keeping_a_profile(town: Town) -> None:
    someone, other = town.stranger("careful"), town.stranger("careful-again")
    someone.done("init", "init", "--name", "Någon", "--kdf", "floor")
    folder = str(town.folder / "copy-of-careful")
    someone.done("backup", "backup", folder)
    someone.done("batch", "batch", "-", stdin="# look around\ncases\ntemplates\n")
    someone.done("wipe", "wipe")
    assert not someone.folder.exists()
    other.done("restore", "restore", folder)
    other.done("verify", "verify")


def keeping_the_hub(town: Town) -> None:
    clerk, folder = town.tove, str(town.folder / "copy-of-hub")
    at = clerk.done("hub-backup", "hub", "backup", folder)["at"]
    clerk.done("hub-backup-done", "hub", "backup-done", "--at", at)
    again = str(town.folder / "hub-again")
    clerk.done("hub-restore", "hub", "restore", folder, "--data", again)
    assert clerk.done("hub-verify", "hub", "verify", "--data", again)["ok"]

"""A walk over the commands that keep a profile and the hub safe; every answer is kept by its schema."""

from cli_town import Town


def keeping_a_profile(town: Town) -> None:
    someone, other = town.stranger("careful"), town.stranger("careful-again")
    someone.done("init", "init", "--name", "Någon", "--kdf", "floor")
    assert someone.done("leave-check", "leave-check")["profiles"] == [str(someone.folder)]
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
    ending_a_case(town)


def ending_a_case(town: Town) -> None:
    """A report from long ago that opened nothing: listed, gone through, disposed of; no older backup brings it back."""
    clerk, key, sealed = town.tove, str(town.folder / "backup.key"), str(town.folder / "sealed")
    clerk.done("hub-import", "hub", "import", clerk.file("old", OLD))
    clerk.done("hub-backup-key", "hub", "backup-key", "-o", key)
    assert clerk.done("hub-backup", "hub", "backup", sealed, "--keep-days", "30", "--drop-expired")["sealed"]
    listed = str(town.folder / "list.json")
    assert [row["case"] for row in clerk.done("hub-dispose", "hub", "dispose", "-o", listed)["due"]] == ["c-old"]
    done = clerk.done("hub-dispose", "hub", "dispose", "--approved", listed, "--by", "u-henrik")
    assert [one["case"] for one in done["disposed"]] == ["c-old"]
    assert clerk.done("hub-dispose", "hub", "dispose", "--status")["finished"]
    ledger, again = str(town.hub / "disposals.json"), str(town.folder / "hub-once-more")
    line = ("--data", again, "--key-file", key, "--disposals", ledger)
    assert clerk.done("hub-restore", "hub", "restore", sealed, *line)["disposed_again"] == ["c-old"]


OLD = {
    "units": [
        {
            "id": "unit-bou", "name": "Barn och unga", "municipality_code": "0184",
            "authority": "Socialnämnden i Björkvalla kommun (påhittad)",
        }
    ],
    "cases": [
        {
            "id": "c-old", "number": "BV-2009-0001", "phase": "forhandsbedomning", "unit": "unit-bou",
            "child": {"person_id": "old-p1", "name": "Prov Person", "role": "barn", "born": "2001-09-02"},
            "supervisor": "u-henrik", "received": "2009-02-12T09:30:00+01:00", "closed": "2009-02-26",
            "retention": "ej_inledd",
        }
    ],
}  # fmt: skip

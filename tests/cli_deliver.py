"""The part of the walk over all commands that is about handing approved notes over to case systems."""

from pathlib import Path


def handing_over(town, note: str, folder: Path) -> None:
    """IT sets two ways up; the note goes by itself one way and by hand the other, and its author sees each receipt."""
    clerk, archive = town.tove, folder / "archive"
    archive.mkdir()
    secret, receipt = clerk.file("secret", "hemlig"), clerk.file("receipt", "LC-2026-88")
    made = ("hub", "deliver", "connect", "arkiv", "--kind", "eark", "--set", f"folder={archive}", "--by", "Kim")
    assert clerk.done("hub-deliver-connect", *made)["connector"]["secret"] is False
    assert clerk.run(*made).code == "connector_exists"
    hand = ("hub", "deliver", "connect", "lifecare", "--kind", "by_hand", "--by", "Kim")
    clerk.done("hub-deliver-connect", *hand)
    shelf = ("hub", "deliver", "connect", "papper", "--kind", "by_hand", "--by", "Kim")
    clerk.done("hub-deliver-connect", *shelf)
    strange = ("hub", "deliver", "connect", "two", "--kind", "by_hand", "--secret-file", secret)
    assert clerk.run(*strange).code == "connector_wrong"
    assert len(clerk.done("hub-deliver-connectors", "hub", "deliver", "connectors")["connectors"]) == 3
    assert clerk.done("hub-deliver-run", "hub", "deliver", "run")["delivered"] >= 1
    waiting = clerk.done("hub-deliver-list", "hub", "deliver", "list", "--state", "waiting")["deliveries"]
    assert note in {each["note"] for each in waiting}
    clerk.done("hub-deliver-retry", "hub", "deliver", "retry", "--by", "Kim")
    done = ("hub", "deliver", "done", note, "--to", "lifecare", "--receipt-file", receipt, "--by", "Kim")
    assert clerk.done("hub-deliver-done", *done)["receipt"] == "LC-2026-88"
    assert clerk.run(*done).code == "nothing_to_hand_over"
    by_hand(clerk, note)
    for name in ("arkiv", "lifecare", "papper"):
        clerk.done("hub-deliver-disconnect", "hub", "deliver", "disconnect", name)
    assert clerk.run("hub", "deliver", "disconnect", "arkiv").code == "connector_unknown"


def by_hand(clerk, note: str) -> None:
    """The note's author is told what to copy, and writes the receipt down from their own computer."""
    clerk.done("sync", "sync")
    shown = clerk.done("note-show", "note", "show", note)
    assert [each["to"] for each in shown["to_copy"]] == ["papper"]
    own = ("note", "by-hand", note, "--to", "papper", "--receipt-file", clerk.file("shelf", "Pärm 3"))
    assert clerk.done("note-by-hand", *own)["receipt"] == "Pärm 3"
    assert clerk.run(*own).code == "nothing_to_hand_over"
    shown = clerk.done("note-show", "note", "show", note)
    assert [each["to"] for each in shown["delivered"]] == ["arkiv", "lifecare", "papper"]
    assert shown["delivered"][1]["receipt"] == "LC-2026-88"
    assert shown["to_copy"] == []

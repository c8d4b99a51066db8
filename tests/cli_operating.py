"""The part of the walk over all commands that is about running the hub."""

import stat
from pathlib import Path


def running_the_hub(town) -> None:
    """An operator gets a key, the hub says how it is doing, the key is taken away."""
    clerk, file = town.tove, town.folder / "drift.key"
    made = clerk.done("hub-operator-add", "hub", "operator", "add", "drift", "-o", str(file))
    assert Path(made["file"]) == file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    found = clerk.done("hub-status", "hub", "status")
    assert found["tables"]["step"] == found["tables"]["newest"]
    assert "backup_never" in found["look"]
    assert found["acts"][0]["what"] == "operator_added"
    assert [each["name"] for each in clerk.done("hub-operator-list", "hub", "operator", "list")["operators"]] == [
        "drift"
    ]
    clerk.done("hub-operator-remove", "hub", "operator", "remove", "drift")
    assert clerk.run("hub", "operator", "remove", "drift").code == "operator_unknown"

"""The part of the walk over all commands that is about a town's own templates."""

from pathlib import Path


def templates_of_the_town(town, case: str) -> None:
    """Somebody makes an own template, publishes it, a note is begun from it, and the town changes its mind."""
    clerk, file = town.tove, str(town.folder / "samtal.json")
    _made(clerk, file, town.folder)
    clerk.done("hub-template-publish", "hub", "template", "publish", file, "--unit", "unit-bou", "--by", "Kim")
    clerk.done("sync", "sync")
    assert "ny_samtal" in [each["id"] for each in clerk.done("templates", "templates")["templates"]]
    note = clerk.done("note-add", "note", "add", "--case", case, "--template", "ny_samtal")["note"]
    _withdrawn(clerk, file, case, note)
    _taken_over(clerk, file, note)
    clerk.done("note-discard", "note", "discard", note)


def _made(clerk, file: str, folder: Path) -> None:
    """The file is begun, checked and looked at; a broken one is told about and never published."""
    paper, wrong = folder / "samtal.pdf", folder / "fel.json"
    clerk.done("template-begin", "template", "begin", "telefonsamtal", "--as", "ny_samtal", "-o", file)
    assert clerk.done("template-check", "template", "check", file)["ok"]
    clerk.done("template-preview", "template", "preview", file, "--language", "en", "-o", str(paper))
    assert paper.read_bytes().startswith(b"%PDF-")
    text = Path(file).read_text(encoding="utf-8")
    wrong.write_text(text.replace('"label_sv"', '"rubrik"', 1).replace('"purpose"', '"Syfte!"'), encoding="utf-8")
    seen = clerk.run("template", "check", str(wrong))
    assert (seen.status, seen.json["ok"]) == (1, False)
    assert len(seen.json["files"][0]["faults"]) > 2
    assert clerk.run("hub", "template", "publish", str(wrong)).code == "template_wrong"


def _withdrawn(clerk, file: str, case: str, note: str) -> None:
    text = Path(file).read_text(encoding="utf-8")
    Path(file).write_text(text.replace('"Telefonsamtal"', '"Samtal"', 1), encoding="utf-8")
    assert clerk.run("hub", "template", "publish", file).code == "template_version_taken"
    clerk.done("hub-template-withdraw", "hub", "template", "withdraw", "ny_samtal", "--by", "Kim")
    clerk.done("sync", "sync")
    assert clerk.run("note", "add", "--case", case, "--template", "ny_samtal").code == "template_withdrawn"
    assert clerk.done("note-show", "note", "show", note)["label"] == "Telefonsamtal"
    clerk.done("hub-template-offer", "hub", "template", "offer", "ny_samtal", "--by", "Kim")
    rows = clerk.done("hub-template-list", "hub", "template", "list")["templates"]
    assert [each["version"] for each in rows if each["offered"] and each["own"]] == ["1.0"]


def _taken_over(clerk, file: str, note: str) -> None:
    second = Path(file).read_text(encoding="utf-8").replace('"version": "1.0"', '"version": "1.1"', 1)
    Path(file).write_text(second, encoding="utf-8")
    assert clerk.done("newer", "newer", note)["newer"] is None
    clerk.done("hub-template-publish", "hub", "template", "publish", file, "--by", "Kim")
    clerk.done("sync", "sync")
    assert clerk.done("newer", "newer", note)["newer"]["newer"] == "1.1"
    assert clerk.done("newer", "newer", note, "--take-over")["taken_over"]
    assert clerk.done("note-show", "note", "show", note)["label"] == "Samtal"

"""An administrator at a terminal: a visit planned and taken away, a person added, a case given and handed over."""

from cli_town import Person, Town, newcomer

GUN = {
    "id": "u-gun", "name": "Gun Åberg", "role": "administrator", "unit": "unit-bou",
    "memberships": [{"unit": "unit-bou", "role": "administrator"}],
}  # fmt: skip


def preparing(town: Town) -> None:
    """Everything an administrator has a command for, with three unlocks."""
    gun = newcomer(town.folder, "gun", town.results)
    gun.done("hub-import", "hub", "import", gun.file("users", {"users": [GUN]}))
    invitation = str(town.folder / "gun.invitation")
    gun.done("hub-invite", "hub", "invite", "--user", "u-gun", "--url", town.url, "-o", invitation)
    gun.done("init", "init", "--name", "gun", "--kdf", "floor")
    gun.done("join", "join", "--invitation", invitation)
    sam = gun.file("sam", {"name": "Sam Larsson", "role": "skola", "title": "Lärare"})
    seen = together(gun, "sync", "prepare list")[1]["cases"]
    case = next(each for each in seen if "u-tove" in {w["user"] for w in each["assigned"]} and not each["kept_back"])
    said = {"start": "2030-03-20T14:00+01:00", "template": "hembesok", "workers": ["u-tove"]}
    at, planned, unknown = case["number"], gun.file("visit", said), gun.file("wrong", {**said, "why": "Elsa"})
    _person, visit, wrong, _assigned, _sync, shown = together(
        gun, f"prepare person {at} --from {sam}", f"prepare visit {at} --from {planned}",
        f"prepare visit {at} --from {unknown}", f"prepare assign {at} --user u-maja", "sync", f"prepare case {at}",
    )  # fmt: skip
    assert wrong["code"] == "wrong_type"
    assert [(each["visit"], each["state"]) for each in shown["visits"]] == [(visit["visit"], "taken")]
    assert "u-maja" in {each["user"] for each in shown["assigned"]}
    about = f'"{case["case"]} u-maja u-jonas"'
    together(
        gun, f"prepare cancel {at} {visit['visit']}", f"prepare handover --from u-maja --to u-jonas --case {at}",
        f"prepare again {about} --drafts-stay", f"prepare drop {about}",
    )  # fmt: skip
    assert town.tove.run("prepare", "list").code == "not_an_administrator"


def together(person: Person, *lines: str) -> list[dict]:
    """Run commands with one unlock; each answer is kept by its schema, as if it had been typed alone."""
    outcome = person.run("batch", person.file("lines", "\n".join(lines)), "--keep-going")
    answers = [each.get("result", each.get("error")) for each in outcome.json["lines"]]
    for line, answer in zip(lines, answers, strict=True):
        if "code" not in answer:
            name = "-".join(line.split()[:2]) if line.startswith("prepare") else line
            person.results.setdefault(name, []).append(answer)
    return answers

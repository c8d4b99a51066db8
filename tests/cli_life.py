"""What life brings, at a terminal: a child without a case, a sibling's note, a missed visit, a hand-over."""

MOTHER = {"name": "Karin Sandin", "role": "vardnadshavare"}


def what_life_brings(town, case: str) -> None:
    """Walk all of it; `case` is Elsa's."""
    tove, henrik = town.tove, town.henrik
    proposal = tove.file("proposal", {"child": {"name": "Molly Sandin"}, "people": [MOTHER]})
    proposed = tove.done("case-propose", "case", "propose", "--from", proposal)["case"]
    tried = ("--why", "ingen_oppnade", "--text-file", "-", "--again", "2026-04-02")
    note = tove.done("note-missed", "note", "missed", "--case", case, *tried, stdin="Vi väntade en kvart.")["note"]
    following_up(tove, case, note)
    tove.done("note-sibling", "note", "sibling", note, "--case", proposed, "--preview")
    tove.done("note-sibling", "note", "sibling", note, "--case", proposed)
    tove.done("sync", "sync")
    tove.done("hub-cases-proposed", "hub", "cases", "proposed")
    henrik.done("sync", "sync")
    henrik.done("case-proposed", "case", "proposed")
    henrik.done("case-fetch", "case", "fetch", "c-prov-01")
    henrik.done("case-bind", "case", "bind", "--proposed", proposed, "--to", "c-prov-02")
    second = tove.done("case-propose", "case", "propose", "--from", proposal)["case"]
    tove.done("sync", "sync")
    tove.done("hub-bind", "hub", "bind", "--proposed", second, "--case", "c-prov-02")
    moved = tove.done("hub-handover", "hub", "handover", "--from", "u-tove", "--to", "u-jonas", "--case", "c-prov-07")
    assert moved["cases"] == ["c-prov-07"]


def following_up(tove, case: str, note: str) -> None:
    """Tick off what the missed visit promised, and read what became of it."""
    rows = tove.done("case-agreements", "case", "agreements", case)["agreements"]
    (step,) = [row for row in rows if row["note"] == note]
    where = ("--revision", step["revision"], "--section", step["section"], "--row", str(step["row"]))
    tove.done("note-follow-up", "note", "follow-up", note, *where, "--outcome", "done")
    tove.done("case-agreements", "case", "agreements", case)

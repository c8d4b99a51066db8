"""A case's folder at a terminal: the journal, a party's paper with parts left out, and what the party answered."""

from pathlib import Path

from cli_town import Person
from folder_desks import everything_in, text_of

CASE, GUARDIAN = "c-prov-01", "prov-01-p2"
CHILDS_WORDS = "Jag väcker mamma"


def the_folder(person: Person, folder: Path) -> None:
    """The guardian gets the case with the child's words left out and one part more, and a day to reply by."""
    journal = folder / "journal.pdf"
    person.done("case-journal", "case", "journal", CASE, "-o", str(journal), "--earlier")
    assert CHILDS_WORDS in text_of(journal.read_bytes())
    again = person.run("case", "journal", CASE, "-o", str(journal))
    assert (again.status, again.code) == (1, "file_exists")
    speaking = {
        one["person_id"]: one["speaks"] for one in person.done("case-parties", "case", "parties", CASE)["parties"]
    }
    assert speaking[GUARDIAN]
    seen = person.done("case-insight", "case", "insight", CASE, "--to", GUARDIAN)
    passages = [each for note in seen["notes"] for each in note["passages"]]
    shown = next(each for each in passages if "Karin berättar" in each["text"])
    decided = {"passages": {shown["at"]: [{"why": "forsvarar"}]}}
    paper = folder / "paper.pdf"
    give = ("give", CASE, "--to", GUARDIAN, "--way", "post", "-o", str(paper), "--reply-by", "2199-04-02")
    done = person.done("case-give", "case", *give, "--from", person.file("decided", decided))
    found = everything_in(paper.read_bytes())
    assert CHILDS_WORDS not in found
    assert "Karin berättar" not in found
    assert done["hidden"]["forsvarar"] >= 1
    sent = person.done("case-communications", "case", "communications", CASE)["communications"]
    assert [(one["sent"], one["open"]) for one in sent] == [(done["communication"], True)]
    early = person.run("case", "answered", done["communication"], "--answer", "nothing")
    assert (early.status, early.code) == (1, "reply_time_left")
    answer = ("case", "answered", done["communication"], "--answer", "replied", "--text-file", "-")
    person.done("case-answered", *answer, stdin="Vi håller inte med.")
    assert not person.done("case-communications", "case", "communications")["communications"][0]["open"]
    nobody = person.run("case", "give", CASE, "--to", "u-tove", "--way", "post", "-o", str(folder / "none.pdf"))
    assert (nobody.status, nobody.code) == (1, "unknown_person")
    assert not (folder / "none.pdf").exists()

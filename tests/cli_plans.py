"""A plan and its extracts at a terminal: who does what, what the family lets the school know, and its paper."""

import io
from pathlib import Path

from pypdf import PdfReader

from cli_town import Person

CASE, CHILD, GUARDIAN, HEALTH, SCHOOL = "c-prov-05", "prov-05-p1", "prov-05-p2", "prov-05-p4", "prov-05-p5"
PLAN = Path(__file__).parents[1] / "resources/demo/notes/prov-09.json"


def planning(person: Person, folder: Path) -> None:
    """The family lets the school know one section; the nurse gets nothing."""
    note = person.done("note-add", "note", "add", "--case", CASE, "--template", "sip_mote", "--from", str(PLAN))["note"]
    person.done("note-sign", "note", "sign", note, "--reason-file", person.file("reason", "Prov."))
    found = person.done("plan", "plan", note)
    assert found["ready"]
    assert [each["person_id"] for each in found["deciding"]] == [GUARDIAN]
    said = {"may_know": [{"section": "andra_atgarder"}], "by": {GUARDIAN: "skriftligt"}}
    assert person.done("let-know", "let-know", note, "--to", SCHOOL, "--from", person.file("said", said))["entries"]
    extract = folder / "extract.pdf"
    person.done("hand-over", "hand-over", note, "--to", SCHOOL, "--way", "post", "-o", str(extract))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(extract.read_bytes())).pages)
    assert "klockan nio" in text
    assert "sömn" not in text
    none = person.run("hand-over", note, "--to", HEALTH, "--way", "paper", "-o", str(folder / "none.pdf"))
    assert (none.status, none.code) == (1, "no_yes_to_share")
    assert not (folder / "none.pdf").exists()

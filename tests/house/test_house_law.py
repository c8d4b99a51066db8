"""What the law asks of the documents and forbids the program as a whole: the ground of processing, and lex Sarah."""

import json
import re
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from cli_grammar import every_command
from fieldnotes.cli.command_line import program
from fieldnotes.domain.entry import Kind

ROOT = Path(__file__).parents[2]
RESOURCES, DOCS = ROOT / "resources", ROOT / "docs"
ASKS = re.compile(
    r"(samtyck|godkänn|consent|agree)[^.]*(personuppgift|GDPR|dataskydd|behandl\w* (?:av )?(?:mina|dina|era) uppgift"
    r"|personal data|data processing)",
    re.IGNORECASE,
)
"""A sentence that asks somebody to agree to their data being processed."""
WRONGS = re.compile(r"lex[ -]?sarah|missförhållande|27 kap", re.IGNORECASE)


@cache
def sentences():
    """Every sentence the program can say: catalogues, templates, the family's languages."""
    said = []
    for catalogue in (RESOURCES / "locale").rglob("*.po"):
        with catalogue.open("rb") as file:
            said += [text for one in read_po(file) for text in (one.id, one.string) if isinstance(text, str)]
    for path in ((RESOURCES / "templates" / "templates.json"), *(RESOURCES / "languages").glob("*.json")):
        said += texts(json.loads(path.read_text(encoding="utf-8")))
    return tuple(said)


def texts(value):
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in texts(each)]
    return [value] if isinstance(value, str) else []


def document(name):
    return (DOCS / name).read_text(encoding="utf-8")


def test_nobody_is_asked_to_consent_to_processing_and_the_documents_name_the_ground():
    """rules: SEC-10, SEC-12"""
    assert ASKS.search("Jag samtycker till behandling av mina personuppgifter")
    assert ASKS.search("I agree that my personal data is stored")
    assert len(sentences()) > 3000
    assert [text for text in sentences() if ASKS.search(text)] == []
    for name in ("dpia.md", "record-of-processing.md"):
        assert "9.2 h" in document(name)
        assert "9.3" in document(name)
        assert re.search(r"inte (\*\*)?samtycke", document(name), re.IGNORECASE)


def test_the_vendor_is_a_processor_and_what_the_agreement_must_say_is_written():
    """rules: SEC-10"""
    agreement = document("record-of-processing.md").partition("## Personuppgiftsbiträdesavtal")[2]
    for wanted in ("artikel 28", "tystnadsplikt", "EU/EES", "underbiträde", "backup-key", "granska", "förstörs"):
        assert wanted in agreement, wanted


def test_the_impact_assessment_has_every_part_that_article_35_asks_for():
    """rules: SEC-12"""
    text = document("dpia.md")
    for part in ("Vad som görs", "Rättslig grund", "Behövs allt detta?", "Risker och åtgärder", "rättigheter",
                 "Synpunkter", "Slutsats", "Dataskyddsombud", "artikel 36"):  # fmt: skip
        assert part in text, part
    rows = re.findall(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([123]) · ([123]) \|$", text, re.MULTILINE)
    assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))
    assert len(rows) > 10


def test_the_incident_handbook_tells_the_first_hour_and_every_clock():
    """rules: SEC-12, SEC-13"""
    text = document("incidents.md")
    for wanted in ("den första timmen", "24 timmar", "72 timmar", "1 månad", "Integritetsskyddsmyndigheten", "CSIRT",
                   "En dator är borta", "fel person", "Servern svarar inte", "Övning",
                   "artikel 33", "artikel 34"):  # fmt: skip
        assert wanted in text, wanted
    assert "hub revoke" in text
    assert "hub breach device" in text
    assert "hub restore" in text


def test_a_report_of_wrongs_is_never_made_from_a_note():
    """rules: SEC-14"""
    assert [kind for kind in Kind if WRONGS.search(kind.value)] == []
    assert [words for words in every_command(program) if WRONGS.search(" ".join(words))] == []
    assert [text for text in sentences() if WRONGS.search(text)] == []
    source = (path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert not any(WRONGS.search(text) for text in source)
    told = document("incidents.md").partition("## Något är fel i verksamheten")[2].partition("##")[0]
    assert "Lex Sarah" in told
    assert "aldrig" in told

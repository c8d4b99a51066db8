"""Spoken samples for tests: the clips and their texts, the dictated visit, and how many words came out wrong."""

import json
from pathlib import Path

from fieldnotes.dictation.utterance import Utterance, Word

ROOT = Path(__file__).resolve().parents[1]
CLIPS = ROOT / "tests" / "data" / "audio"
JOURNEY = ROOT / "tests" / "data" / "journey"
MODEL = ROOT / "resources" / "speech" / "vosk-model-sv-mini.zip"


def clips() -> list[dict]:
    """Each clip of the manifest: file, text, recognised, seconds …"""
    return json.loads((CLIPS / "manifest.json").read_text(encoding="utf-8"))


def journey() -> list[dict]:
    """The sections of the dictated visit, in order."""
    script = ROOT / "resources" / "demo" / "journey" / "script.json"
    return json.loads(script.read_text(encoding="utf-8"))["sections"]


def lines(name: str) -> list[dict]:
    """A language set of tests/data/domain, one object a line."""
    text = (ROOT / "tests" / "data" / "domain" / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def spoken_rules(language: str = "sv") -> dict:
    """The spoken rules as they are shipped."""
    return json.loads((ROOT / "resources" / "words" / f"spoken_{language}.json").read_text(encoding="utf-8"))


def klarsprak() -> list[dict]:
    """The plain-word lists as they are shipped."""
    names = ("klarsprak.jsonl", "klarsprak_more.jsonl")
    texts = ((ROOT / "resources" / "words" / name).read_text(encoding="utf-8") for name in names)
    return [json.loads(line) for text in texts for line in text.splitlines()]


def places(template: str = "hembesok") -> dict[str, str]:
    """Spoken alias -> place, of one template."""
    book = json.loads((ROOT / "resources" / "templates" / "templates.json").read_text(encoding="utf-8"))
    found = {}
    for section in next(t for t in book["templates"] if t["id"] == template)["sections"]:
        found |= dict.fromkeys(section["voice_aliases"], section["id"])
        for field in section["fields"]:
            found |= dict.fromkeys(field.get("voice_aliases", ()), f"{section['id']}.{field['id']}")
    return found


def word_errors(heard: str, said: str) -> float:
    """Wrong, missing and added words for each word that was said."""
    left, right = heard.split(), said.split()
    row = list(range(len(right) + 1))
    for i, word in enumerate(left, 1):
        row, above = [i], row
        for j, other in enumerate(right, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (word != other)))
    return row[-1] / max(1, len(right))


def utterances(*spoken: str, at: float = 0.0, unsure: tuple[str, ...] = ()) -> list[Utterance]:
    """Utterances as a recogniser would give them: half a second a word from `at` on; some unsure."""
    made = []
    for text in spoken:
        words = [
            Word(word, at + n / 2, at + n / 2 + 0.5, 0.3 if word in unsure else 1.0)
            for n, word in enumerate(text.split())
        ]
        made.append(Utterance(tuple(words)))
        at += len(words) / 2 + 1
    return made

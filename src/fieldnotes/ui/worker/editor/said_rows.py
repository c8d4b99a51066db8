"""Agreements and steps that were said in running text, as rows to take: who, what, until when. Knows no Qt.

Only sentences that begin with somebody's name, or with "jag", are proposed, and a step with a day, which is the
author's own; the person decides.
"""

import re
from datetime import date

from fieldnotes.domain.json_value import Json
from fieldnotes.ui.worker.editor.shapes import Form
from fieldnotes.ui.worker.editor.when_written import read_date

SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
DAY = re.compile(
    r",?\s*(?:(?:senast|före|till|på|den)\s+)*"
    r"(\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}|\d{1,2}\s+[a-zåäö]{3,9}|i ?morgon|\w+dag)\b",
    re.IGNORECASE,
)
ME = ("jag", "i")
KEYS = {"agreement": "when", "next_step": "due_date"}


def said_rows(text: str, form: Form, kind: str, today: date) -> list[dict[str, Json]]:
    """Find the rows of one kind (`agreement`, `next_step`) that a text says."""
    names = {person.first_name.lower(): person.name for person in form.people if person.role != "anmalare"}
    names |= dict.fromkeys(ME, form.author.name)
    rows: list[dict[str, Json]] = []
    for sentence in SENTENCE.split(text):
        first, _blank, rest = sentence.strip().partition(" ")
        who = names.get(first.lower())
        if who is None and kind == "next_step":
            row = _what(sentence, kind, today)
            if KEYS[kind] in row:
                rows.append({**row, "who": form.author.name})
        elif who is not None and rest.strip(" .!?"):
            rows.append({**_what(rest, kind, today), "who": who})
    return rows


def _what(rest: str, kind: str, today: date) -> dict[str, Json]:
    words = rest.strip().rstrip(".!?")
    for found in DAY.finditer(words):
        day = read_date(found[1], today)
        if day is not None:
            words = (words[: found.start()] + words[found.end() :]).strip(" ,")
            return {"what": words[:1].upper() + words[1:], KEYS[kind]: day.isoformat()}
    return {"what": words[:1].upper() + words[1:]}

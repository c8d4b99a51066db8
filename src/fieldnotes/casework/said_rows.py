"""Agreements, steps, goals and objections that were said in running text, as rows to take. Decides nothing.

A row is proposed only of a sentence that begins with somebody of the case, or with the one who writes; a step with a
day needs nobody named, for it is the writer's own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fieldnotes.domain.json_value import Json
from fieldnotes.language.said import Ear, Sentence

KEYS = {"agreement": "when", "next_step": "due_date"}
"""Type of the field -> the key of its day."""


@dataclass(frozen=True, slots=True)
class RowFinder:
    """Reads sentences on the day they were said, for the one who writes."""

    ear: Ear
    author: str
    today: date

    def deeds(self, sentences: Sequence[Sentence], kind: str) -> Iterator[tuple[Sentence, dict[str, Json]]]:
        """Find who does what until when; `kind` is the type of the field."""
        for sentence in sentences:
            if sentence.asks:
                continue
            who, taken = self._doers(sentence)
            row = self._what(sentence.text[sentence.ends[taken - 1] if taken else 0 :], KEYS[kind])
            if who and row.get("what") and not self._is_a_state(sentence, taken, row, KEYS[kind]):
                yield sentence, {**row, "who": who}
            elif not who and kind == "next_step" and KEYS[kind] in row:
                yield sentence, {**row, "who": self.author}

    def goals(self, sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, dict[str, Json]]]:
        """Find what is to be reached, whose goal it is, and how far it has come."""
        rules = self.ear.rules
        for sentence in sentences:
            if self.ear.find(sentence, rules.single["goal"]) is None:
                continue
            row: dict[str, Json] = {"goal_text": _capital(sentence.text.strip().rstrip(".!"))}
            named = self.ear.people_in(sentence.words)
            if named:
                row["whose_goal"] = named[0].name
            far = self.ear.answers([sentence], rules.lists.get("goal_status", {}))
            if len(far) == 1:
                row["status"] = next(iter(far))
            yield sentence, row

    def objection(self, sentences: Sequence[Sentence]) -> tuple[Sentence, dict[str, Json]] | None:
        """Find what somebody does not agree with, in the sentence that says so."""
        rules = self.ear.rules
        for sentence in sentences:
            hit = self.ear.find(sentence, rules.single["disagrees"])
            people = self.ear.people_in(hit.words) if hit else []
            if people:
                wrong = self.ear.find(sentence, rules.single["incorrect"]) is not None
                row: dict[str, Json] = {"text": sentence.text.strip(), "person_id": people[0].id}
                return sentence, {**row, "date": self.today.isoformat(), "claims_incorrect": wrong}
        return None

    def _doers(self, sentence: Sentence) -> tuple[str, int]:
        """Give the names a sentence begins with, and how many words they are."""
        names: list[str] = []
        for at, word in enumerate(sentence.words):
            if names and word in self.ear.rules.ands and at + 1 < len(sentence.words):
                continue
            person = self.ear.person(word)
            name = person.name if person is not None else self.author if word in self.ear.rules.me else None
            if name is None:
                return self._joined(names), at - (1 if names and sentence.words[at - 1] in self.ear.rules.ands else 0)
            names.append(name)
        return "", 0

    def _joined(self, names: list[str]) -> str:
        known = list(dict.fromkeys(names))
        return f" {min(self.ear.rules.ands)} ".join(known)

    def _is_a_state(self, sentence: Sentence, taken: int, row: Mapping[str, Json], key: str) -> bool:
        """Tell what somebody is or thinks from what they will do; with a day it is something to do."""
        after = sentence.words[taken] if taken < len(sentence.words) else ""
        return after in self.ear.rules.no_deed and key not in row

    def _what(self, rest: str, key: str) -> dict[str, Json]:
        words = rest.strip().rstrip(".!").strip()
        days = self.ear.rules.days.days(words, self.today, coming=True)
        if not days:
            return {"what": _capital(words)}
        at = days[-1]
        left = f"{words[: at.start].rstrip(' ,')} {words[at.end :].lstrip(' ,')}".strip()
        return {"what": _capital(left), key: at.day.isoformat()}


def same_row(row: Mapping[str, Json]) -> str:
    """Compare rows without their day and their ending: a shortened row counts as taken."""
    return " ".join(str(row.get("what") or row.get("goal_text") or "").lower().split()[:3])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

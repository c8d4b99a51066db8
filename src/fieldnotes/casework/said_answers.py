"""Answers that the words of a section give to its questions: a choice, a yes or no, a day, a moment. Takes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.domain.template_parts import Field
from fieldnotes.language.said import Ear, Sentence

Found = tuple[Json, Sentence]


@dataclass(frozen=True, slots=True)
class Answerer:
    """Looks for answers in sentences that were said on a day."""

    ear: Ear
    day: date
    now: datetime

    def answers(self, each: Field, sentences: Sequence[Sentence], sections: Sections) -> list[Found]:
        """Give the answers to one field that are said, each with its sentence; several for one choice are unsure."""
        if each.type in {"choice", "multichoice"}:
            return self._chosen(each, sentences)
        if each.type == "yesno":
            said = self.ear.answers(sentences, self.ear.rules.yesno.get(each.id, {}))
            return [(answer == "true", hit.sentence) for answer, hit in said.items()]
        if each.type == "date":
            return self._one(each, [(day.isoformat(), one) for one in sentences for day in self._days(one)])
        if each.type == "time":
            return self._one(each, [(at.strftime("%H:%M"), one) for one in sentences for at in self._times(one)])
        return self._one(each, list(self._moments(each, sentences, sections)))

    def _chosen(self, each: Field, sentences: Sequence[Sentence]) -> list[Found]:
        said = self.ear.answers(sentences, self.ear.rules.lists.get(each.options or "", {}))
        if each.type == "multichoice" and said:
            return [(list(said), next(iter(said.values())).sentence)]
        return [(answer, hit.sentence) for answer, hit in said.items()]

    def _one(self, each: Field, found: list[Found]) -> list[Found]:
        """Where several were said, those whose sentence tells what the field is about."""
        cues = self.ear.rules.moments.get(each.id)
        if cues is not None:
            about = [one for one in found if self.ear.find(one[1], cues) is not None]
            found = about if about or each.prefill is not None else found
        different = {value: (value, sentence) for value, sentence in reversed(found) if isinstance(value, str)}
        return [*different.values()] if len(different) == 1 else []

    def _moments(self, each: Field, sentences: Sequence[Sentence], sections: Sections) -> Iterator[Found]:
        """A day with a time of day; begin and end of the visit are on its day."""
        for one in sentences:
            days = self._days(one) or ([self.day] if each.prefill is not None else [])
            for at in self._times(one):
                for day in days:
                    yield self._moment(day, at, sections), one

    def _moment(self, day: date, at: time, sections: Sections) -> str:
        start = sections.get("grunddata", {}).get("start")
        begun = datetime.fromisoformat(start) if isinstance(start, str) and start else self.now
        moment = datetime.combine(day, at)
        same = begun.date() == day and begun.tzinfo is not None
        return (moment.replace(tzinfo=begun.tzinfo) if same else moment.astimezone()).isoformat()

    def _days(self, sentence: Sentence) -> list[date]:
        return [said.day for said in self.ear.rules.days.days(sentence.text, self.day, coming=False)]

    def _times(self, sentence: Sentence) -> list[time]:
        return self.ear.rules.days.times(sentence.text)

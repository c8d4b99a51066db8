"""What follows an answer: another text as somebody asks, and words begun but not saved. Knows no Qt."""

from collections.abc import Callable, Sequence

from fieldnotes.casework import correct_here, unfinished
from fieldnotes.casework.correct_here import Changeable, Corrected
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.ui.family.console_state import WITH_WORDS, Showing
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.places import Shell

BEGUN = "answer"
"""Under which kind begun words lie in the vault."""


class AnsweringPresenter:
    """One showing's texts and begun words."""

    def __init__(self, shell: Shell, owner: object, note: str) -> None:
        self._shell, self._owner, self._note = shell, owner, note

    def ask_texts(self, section: str, show: Callable[[tuple[Changeable, ...]], None]) -> None:
        """Bring the texts of a section as they stand now."""
        desk, note = self._shell.desk, self._note
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: correct_here.texts_to_change(desk, note, section),
            owner=self._owner,
            done=show,
            failed=self._shell.explain,
        )

    def change(
        self,
        section: str,
        person: str,
        entry: str,
        wanted: Sequence[tuple[Changeable, str]],
        show: Callable[[tuple[Corrected, ...]], None],
    ) -> None:
        """Change texts as somebody asks; `entry`: the answer it meets."""
        desk, note = self._shell.desk, self._note
        meets: JsonObject = {"response": entry} if entry else {}
        rows: list[JsonObject] = [
            {"section": section, "field": each.field, "row": each.row, "text": text, "person_id": person, **meets}
            for each, text in wanted
        ]

        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: correct_here.correct_all(desk, note, rows),
            owner=self._owner,
            done=lambda made: show(made.texts),
            failed=self._shell.explain,
        )

    def keep(self, section: str, person: str, answer: str, words: str) -> None:
        """Keep words somebody has begun to say; empty ones are forgotten."""
        desk, about, text = self._shell.desk, f"{self._note}/{section}/{person}", f"{answer}\n{words}" if words else ""
        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: unfinished.keep(desk, BEGUN, about, text),
            owner=self._owner,
            done=lambda _none: None,
            failed=self._shell.explain,
        )

    def find(self, showing: Showing, show: Callable[[dict[tuple[str, str], tuple[str, str]]], None]) -> None:
        """Bring what was begun before the program was closed: answer and words, by section and person."""
        desk, note = self._shell.desk, self._note
        places = [(section.id, reader.id) for section in showing.sections for reader in showing.readers]

        def work() -> dict[tuple[str, str], tuple[str, str]]:
            kept = {each: str(unfinished.find(desk, BEGUN, f"{note}/{each[0]}/{each[1]}")) for each in places}
            parts = {each: text.partition("\n") for each, text in kept.items() if text}
            return {each: (answer, words) for each, (answer, _dot, words) in parts.items() if answer in WITH_WORDS}

        self._shell.tasks.run(Lane.READ, lambda _job: work(), owner=self._owner, done=show, failed=self._shell.explain)

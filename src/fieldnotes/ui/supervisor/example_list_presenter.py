"""All examples of one's units, by template and section, with what became of each. Knows no Qt."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from fieldnotes.casework.examples import ExampleView
from fieldnotes.domain.errors import Refused
from fieldnotes.domain.template_parts import TemplateBook
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shell.places import Shell


@dataclass(frozen=True)
class ExampleGroup:
    """Examples of one section: the template and section in words, and each example with the field it is about."""

    heading: str
    examples: tuple[tuple[ExampleView, str], ...]


class ExampleListDrawing(Protocol):
    """What the view can be told."""

    def show_examples(self, groups: tuple[ExampleGroup, ...]) -> None:
        """Show them instead of what stood there."""
        ...


class ExampleListPresenter:
    """Reads them and takes one away."""

    def __init__(self, shell: Shell, view: ExampleListDrawing) -> None:
        self._shell = shell
        self._view = view

    def load(self) -> None:
        """Read anew."""
        self._shell.tasks.run(
            Lane.READ, self._read, owner=self._view, done=self._view.show_examples, failed=self._shell.explain
        )

    def take_away(self, example: str) -> None:
        """Take one away, or throw away one that nobody else has seen."""
        from fieldnotes.casework.examples import remove

        desk = self._shell.desk
        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: remove(desk, example),
            owner=self._view,
            done=lambda _done: self._gone(),
            failed=self._shell.explain,
        )

    def back(self) -> None:
        """Return to where one came from."""
        self._shell.back()

    def _gone(self) -> None:
        self._shell.say(_("The example is taken away."))
        self.load()

    def _read(self, _job: Job) -> tuple[ExampleGroup, ...]:
        from fieldnotes.casework.examples import kept

        desk = self._shell.desk
        return grouped(kept(desk), desk.book, desk.language)


def grouped(examples: Iterable[ExampleView], book: TemplateBook, language: str) -> tuple[ExampleGroup, ...]:
    """Group examples by template and section in the words of the templates, those the hub refused first."""
    named = [(each, *_words(each, book, language)) for each in examples]
    named.sort(key=lambda row: (not row[0].reason, row[1]))
    return tuple(
        ExampleGroup(heading, tuple((each, field) for each, _heading, field in rows))
        for (_fine, heading), rows in groupby(named, key=lambda row: (not row[0].reason, row[1]))
    )


def _words(example: ExampleView, book: TemplateBook, language: str) -> tuple[str, str]:
    """Say where an example belongs; a template or section that is gone is named by its id."""
    name, field = book.label(example.template, language), ""
    section = example.section
    try:
        found = book.template(example.template).section(example.section)
        section = found.label(language)
        field = found.field(example.about).label(language) if example.about else ""
    except Refused:
        pass
    heading = f"{name} · {section}"
    return (f"{_('Not taken in')}: {heading}" if example.state == "refused" else heading), field

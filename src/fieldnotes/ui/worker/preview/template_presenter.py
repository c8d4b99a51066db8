"""One template as a form to try, in Swedish or English, with a made-up note in it. Keeps nothing. Knows no Qt."""

from dataclasses import dataclass, field
from typing import Protocol

from fieldnotes.casework.template_preview import look_at
from fieldnotes.domain.json_value import Sections
from fieldnotes.language.translation import spoken_language
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.editor.form import Around, build_form
from fieldnotes.ui.worker.editor.shapes import Form
from fieldnotes.ui.worker.preview.templates_presenter import IN_FILE

OTHER = {"sv": "en", "en": "sv"}


@dataclass(frozen=True)
class TemplateShown:
    """The form, what stands in it, and what it is called."""

    name: str
    about: str
    form: Form = field(repr=False)
    sections: Sections = field(repr=False)
    other: str = ""
    """Words of the way to the other language."""


class TemplateDrawing(Protocol):
    """What the view can be told."""

    def show_template(self, shown: TemplateShown) -> None:
        """Draw the form instead of what stood there."""


class TemplatePresenter:
    """Reads one template; `subject` is its id, or a file and an id in it."""

    def __init__(self, shell: Shell, view: TemplateDrawing, subject: str) -> None:
        self._shell, self._view = shell, view
        self._source, _sign, self._only = subject.partition(IN_FILE)
        self.language = spoken_language() if spoken_language() in OTHER else "sv"

    def load(self) -> None:
        """Read it and draw it."""
        self._shell.tasks.run(
            Lane.READ, self._read, owner=self._view, done=self._view.show_template, failed=self._shell.explain
        )

    def turn(self) -> None:
        """Show it in the other language."""
        self.language = OTHER[self.language]
        self.load()

    def back(self) -> None:
        """Return to the list."""
        self._shell.back()

    def _read(self, _job: Job) -> TemplateShown:
        desk, language = self._shell.desk, self.language
        seen = look_at(desk, self._source, self._only or None)
        form = build_form(desk.book, seen.template, Around(seen.case, seen.who, ()), seen.sections, language)
        about = _("{id}, version {version}. The people are made up, and nothing you write here is kept.")
        return TemplateShown(
            name=seen.template.label(language),
            about=about.format(id=seen.template.id, version=seen.template.version),
            form=form,
            sections=seen.sections,
            other=_("Show it in English") if language == "sv" else _("Show it in Swedish"),
        )

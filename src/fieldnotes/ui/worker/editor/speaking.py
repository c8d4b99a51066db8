"""Where speech goes in the form, and the grey words while they are heard. Hears nothing itself."""

from fieldnotes.ui.worker.editor.fields_text import SpokenField
from fieldnotes.ui.worker.editor.form_view import FormView
from fieldnotes.ui.worker.editor.writing import Writing


class SpeakingForm:
    """The form as dictation sees it: places and grey words."""

    def __init__(self, form: FormView) -> None:
        self._form = form
        self._writing: Writing | None = None

    def place_here(self) -> str:
        """Return `section.field` where the person is, or the speaking surface of that section.

        Where nobody is anywhere yet it is the first section that lacks its spoken text.
        """
        form = self._form.form
        if form is None:
            return ""
        where = self._form.where()
        if where is None:
            values = self._form.values()
            open_ = [s for s in form.sections if not values.get(s.id, {}).get(s.speaks_to) and s.kind != "admin"]
            section = (open_ or list(form.sections))[0]
            return f"{section.id}.{section.speaks_to}"
        section = form.section(where.section)
        field = next((f for f in section.fields if f.id == where.field and f.dictation), None)
        return f"{section.id}.{field.id if field else section.speaks_to}"

    def begin(self, place: str) -> None:
        """Go where the speech will stand, unless the person is there already."""
        writing = self._writing_at(place)
        if writing is not None and not writing.hasFocus():
            section, field = self._parts(place)
            self._form.go(section, field)

    def hear(self, place: str, words: str) -> None:
        """Show words that are not settled yet; those of another place go away."""
        writing = self._writing_at(place)
        if self._writing is not None and self._writing is not writing:
            self._writing.hear("")
        self._writing = writing
        if writing is not None:
            writing.hear(words)

    def end(self) -> None:
        """Take the grey words away."""
        if self._writing is not None:
            self._writing.hear("")
        self._writing = None

    def _writing_at(self, place: str) -> Writing | None:
        section, field = self._parts(place)
        if section not in self._form.cards:
            return None
        widget = self._form.field(section, field)
        return widget.last() if isinstance(widget, SpokenField) else None

    def _parts(self, place: str) -> tuple[str, str]:
        section, _dot, field = place.partition(".")
        form = self._form.form
        if not field and form is not None and section in self._form.cards:
            field = form.section(section).speaks_to
        return section, field

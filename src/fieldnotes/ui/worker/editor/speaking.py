"""Where speech goes in the form, and the grey words while they are heard. Hears nothing itself."""

from fieldnotes.domain.spoken_spot import Spot
from fieldnotes.ui.worker.editor.form_view import FormView
from fieldnotes.ui.worker.editor.spoken_field import SpokenField
from fieldnotes.ui.worker.editor.writing import Writing


class SpeakingForm:
    """The form as dictation sees it: places, spots and grey words."""

    def __init__(self, form: FormView) -> None:
        self._form = form
        self._writing: Writing | None = None
        self._spot: tuple[str, Spot] | None = None
        self._sent: list[tuple[str, Spot | None]] = []

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

    def spot_here(self) -> Spot | None:
        """Return the spot in that field where the cursor stands; nothing at its end."""
        widget = self._field(self.place_here())
        return widget.spot() if widget is not None else None

    def turned_to(self, place: str) -> str:
        """Return where the person went from a place that is spoken into; empty while they are still there.

        What is no text does not turn speech within a section: a date is chosen while one goes on speaking.
        """
        here, where = self.place_here(), self._form.where()
        (section, field), (to_section, to_field) = self._parts(place), self._parts(here)
        if where is None or (section, field) == (to_section, to_field):
            return ""
        return here if section != to_section or where.field == to_field else ""

    def sent(self, place: str, spot: Spot | None) -> None:
        """Remember that the person sent the next words somewhere: they need not be brought there."""
        self._sent.append((place, spot))

    def follow(self, place: str) -> None:
        """Go where speech went: a command leads the person along, one who went there is left in peace."""
        for number, (sent, spot) in enumerate(self._sent):
            if self._parts(sent) == self._parts(place):
                del self._sent[: number + 1]
                self._point(place, spot)
                return
        self.begin(place, None)

    def begin(self, place: str, spot: Spot | None) -> None:
        """Go where the speech will stand, unless the person is there already."""
        self._point(place, spot)
        widget = self._field(place)
        if widget is not None and not any(text.hasFocus() for text in widget.texts()):
            self._form.go(*self._parts(place))

    def expect(self, place: str, words: str) -> None:
        """Hear what one utterance wrote, before its text comes: it is one step of undo."""
        widget = self._field(place)
        if widget is not None and words:
            widget.expect([words])

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
        self._writing, self._spot, self._sent = None, None, []

    def _point(self, place: str, spot: Spot | None) -> None:
        """Let grey words stand at a spot of a place."""
        widget = self._field(place)
        self._spot = (place, spot) if spot is not None else None
        if widget is not None:
            widget.writing_at(spot).speak_from(None if spot is None else spot.at)

    def _writing_at(self, place: str) -> Writing | None:
        widget = self._field(place)
        if widget is None:
            return None
        here = self._spot is not None and self._parts(self._spot[0]) == self._parts(place)
        return widget.writing_at(self._spot[1]) if here and self._spot is not None else widget.last()

    def _field(self, place: str) -> SpokenField | None:
        section, field = self._parts(place)
        if section not in self._form.cards:
            return None
        widget = self._form.field(section, field)
        return widget if isinstance(widget, SpokenField) else None

    def _parts(self, place: str) -> tuple[str, str]:
        section, _dot, field = place.partition(".")
        form = self._form.form
        if not field and form is not None and section in self._form.cards:
            field = form.section(section).speaks_to
        return section, field

"""The unsure words of the whole form: shown where they stand, gone through with a key. Opens no sound."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QObject, Qt, Signal

from fieldnotes.domain.heard_words import UnsureWord
from fieldnotes.ui.worker.editor.form_view import FormView
from fieldnotes.ui.worker.editor.spoken_field import SpokenField
from fieldnotes.ui.worker.editor.writing import Writing


class HeardForm(QObject):
    """The form as one who checks what was heard sees it."""

    asked = Signal(object)
    """Somebody wants to hear an `UnsureWord` again."""
    confirmed = Signal(object)
    """Somebody says that an `UnsureWord` is right."""

    def __init__(self, form: FormView) -> None:
        super().__init__(form)
        self._form = form
        self._words: Sequence[UnsureWord] = ()
        self._marked: set[SpokenField] = set()
        self._built = False
        form.built.connect(self._draw_all)

    def show(self, words: Iterable[UnsureWord]) -> None:
        """Mark these words and no others, now or when their cards are made."""
        self._words = tuple(words)
        if self._built:
            self._draw()

    def go_next(self) -> bool:
        """Go to the next unsure word after the cursor, from the first one again after the last, and ask for it."""
        texts = list(self._texts())
        here = next((number for number, text in enumerate(texts) if text.hasFocus()), -1)
        if here >= 0 and texts[here].marks.go_next(from_start=False):
            return True
        return any(text.marks.go_next(from_start=True) for text in (*texts[here + 1 :], *texts[: here + 1]))

    def confirm_here(self) -> bool:
        """Say that the word with the cursor is right; false when there is none."""
        for field in self._marked:
            for text in field.texts():
                word = text.marks.here() if text.hasFocus() else None
                if word is not None:
                    text.marks.drop(word)
                    self.confirmed.emit(word)
                    return True
        return False

    def _draw_all(self) -> None:
        self._built = True
        self._draw()

    def _draw(self) -> None:
        places = {(word.section, word.field) for word in self._words}
        for section, name in sorted(places):
            if section in self._form.cards and isinstance(field := self._form.field(section, name), SpokenField):
                self._wire(field)
        for field in self._marked:
            field.show_unsure([word for word in self._words if self._holds(field, word)])

    def _wire(self, field: SpokenField) -> None:
        if field not in self._marked:
            self._marked.add(field)
            unique = Qt.ConnectionType.UniqueConnection
            field.heard_asked.connect(self.asked, unique)
            field.heard_confirmed.connect(self.confirmed, unique)

    def _holds(self, field: SpokenField, word: UnsureWord) -> bool:
        return word.section in self._form.cards and self._form.cards[word.section].fields().get(word.field) is field

    def _texts(self) -> Iterator[Writing]:
        for card in self._form.cards.values():
            for widget in card.fields().values():
                if isinstance(widget, SpokenField) and widget in self._marked:
                    yield from widget.texts()

"""Fields with free text: plain text, what somebody said, what was seen, what the worker thinks of it."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from fieldnotes.domain.json_value import Json
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.flow import FlowLayout
from fieldnotes.ui.shared.labels import label
from fieldnotes.ui.worker.editor.chip import chip
from fieldnotes.ui.worker.editor.chips import ChipRow, Choice, ChoiceChips, MenuChip
from fieldnotes.ui.worker.editor.once import BREATH, Once
from fieldnotes.ui.worker.editor.shapes import FieldShape, Form, Option
from fieldnotes.ui.worker.editor.spoken_field import SpokenField
from fieldnotes.ui.worker.editor.writing import Writing

SURFACE_LINES = 3
"""Lines of an empty speaking surface; other free text starts with one or two."""


def people_options(form: Form) -> list[Option]:
    """Return everybody who can be named, the child first, as options."""
    return [Option(person.id, person.name) for person in form.people]


class TextField(SpokenField):
    """Plain text; one line grows to as many as are written."""

    def __init__(self, shape: FieldShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(shape, form, parent)
        lines = SURFACE_LINES if shape.speaks else 2 if shape.dictation else 1
        self.writing = Writing(shape.label, lines, self)
        self.writing.setPlaceholderText(_("Type, or speak with F9") if shape.speaks else "")
        self.writing.typed.connect(self._typed)
        self.body.addWidget(self.writing)
        self._limit: QLabel | None = None
        self._breath = Once(self)
        self._breath.rang.connect(self._say_limit)
        self._suggested = ChipRow(self)
        self._suggested.show_choices(
            [Choice(each, each, "", partial(self._suggest, each)) for each in shape.suggestions]
        )
        self.body.addWidget(self._suggested)

    def set_value(self, value: Json) -> None:
        """Show the text."""
        self.writing.show_text(value if isinstance(value, str) else "")

    def adopt(self, value: Json) -> None:
        """Take over a text; cursor and undo stay."""
        self.writing.adopt(value if isinstance(value, str) else "")

    def value(self) -> Json:
        """Give the text."""
        return self.writing.text() or None

    def _suggest(self, words: str) -> None:
        self.set_value(words)
        self._typed()

    def _typed(self) -> None:
        if self.shape.max_chars:
            self._breath.within(BREATH)
        self._suggested.setVisible(self._suggested.waiting() and not self.writing.text())
        self.changed.emit()

    def _say_limit(self) -> None:
        """Say calmly when the text is longer than the field takes; nothing is cut off."""
        over = len(self.writing.text()) - self.shape.max_chars if self.shape.max_chars else 0
        if over > 0 and self._limit is None:
            self._limit = label("", "error", wrap=True)
            self.body.addWidget(self._limit)
        if self._limit is not None:
            words = _("{over} characters too many; the field takes {most}.")
            self._limit.setText(words.format(over=over, most=self.shape.max_chars))
            self._limit.setVisible(over > 0)


class RichField(SpokenField):
    """Text with facts about it; keys without an input of their own are carried along."""

    def __init__(self, shape: FieldShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(shape, form, parent)
        self._kept: dict[str, Json] = {}
        self._new = True
        self.writing = Writing(shape.label, SURFACE_LINES if shape.speaks else 2, self)
        self.writing.setPlaceholderText(_("Type, or speak with F9") if shape.speaks else "")
        self.writing.typed.connect(self._written)
        self.body.addWidget(self.writing)
        self.facts = QWidget(self)
        self.facts_flow = FlowLayout(6, self.facts)
        self.body.addWidget(self.facts)

    def set_value(self, value: Json) -> None:
        """Show the text and its facts."""
        self._kept = dict(value) if isinstance(value, Mapping) else {}
        self._new = not self._kept
        text = self._kept.get("text")
        self.writing.show_text(text if isinstance(text, str) else "")
        self.show_facts()

    def adopt(self, value: Json) -> None:
        """Take over text and facts; cursor and undo stay."""
        self._kept = dict(value) if isinstance(value, Mapping) else {}
        self._new = not self._kept
        text = self._kept.get("text")
        self.writing.adopt(text if isinstance(text, str) else "")
        self.show_facts()

    def value(self) -> Json:
        """Give the text with its facts; nothing while no text is written."""
        text = self.writing.text()
        if not text and not self._kept.get("text"):
            return None if not self.facts_alone() else {**self._kept, "text": ""}
        if not text:
            return None
        return {**self._kept, "text": text, **(self.added_facts() if self._new else {})}

    def _written(self) -> None:
        self.show_facts()
        self.changed.emit()

    def facts_alone(self) -> bool:
        """Say whether facts were chosen before any text."""
        return False

    def added_facts(self) -> dict[str, Json]:
        """Give the keys a new text of this type must have."""
        return {}

    def show_facts(self) -> None:
        """Draw the facts."""

    def put(self, key: str, value: Json) -> None:
        """Set or remove one fact as the person does."""
        if value is None:
            self._kept.pop(key, None)
        else:
            self._kept[key] = value
        self.show_facts()
        self.changed.emit()


class StatementField(RichField):
    """What somebody said: the text, who said it, how we know, and whether the words are theirs (DOC-4)."""

    def __init__(self, shape: FieldShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(shape, form, parent)
        self._child = form.child.id
        self.source = MenuChip(_("Source: who told us?"), people_options(form), self)
        self.source.picked.connect(lambda picked: self.put("source_person_id", picked))
        self.kind = MenuChip(_("How do we know?"), form.lists.get("source_kind", ()), self)
        self.kind.picked.connect(lambda picked: self.put("source_kind", picked))
        self.verbatim = chip(_("Their own words"), "choice", self)
        self.verbatim.setCheckable(True)
        self.verbatim.setToolTip(_("The text is what was said, word for word"))
        self.verbatim.clicked.connect(lambda on: self.put("verbatim", on))
        for widget in (self.source, self.kind, self.verbatim):
            self.facts_flow.addWidget(widget)
        self._tags: ChoiceChips | None = None
        self._question: QLineEdit | None = None
        if shape.with_question:
            self._add_question()
        if shape.tags:
            self._add_tags()
        self.show_facts()

    def show_facts(self) -> None:
        """Draw source, kind, verbatim, question and areas; they wait until there is something to tell about."""
        begun = bool(self.writing.text() or self._kept.get("text") or self.has_source())
        for widget in (self.facts, self._tags):
            if widget is not None:
                widget.setVisible(begun)
        source, kind = self._kept.get("source_person_id"), self._kept.get("source_kind")
        self.source.choose(source if isinstance(source, str) else None)
        self.kind.choose(kind if isinstance(kind, str) else None)
        self.verbatim.setChecked(self._kept.get("verbatim") is True)
        self.writing.let_stand(own=source == self._child or (bool(source) and self.verbatim.isChecked()))
        question = self._kept.get("question")
        if self._question is not None and self._question.text() != (question or ""):
            self._question.setText(question if isinstance(question, str) else "")
        if self._tags is not None:
            tags = self._kept.get("tags")
            self._tags.choose([str(tag) for tag in tags] if isinstance(tags, list | tuple) else [])

    def has_source(self) -> bool:
        """Say whether it is known who said it."""
        return isinstance(self._kept.get("source_person_id"), str)

    def _written(self) -> None:
        self.show_facts()
        self.changed.emit()

    def facts_alone(self) -> bool:
        """Keep a source that was chosen before the first word."""
        return self.has_source()

    def added_facts(self) -> dict[str, Json]:
        """A statement always says whether it is verbatim."""
        return {} if "verbatim" in self._kept or not self.has_source() else {"verbatim": False}

    def _add_question(self) -> None:
        self._question = QLineEdit(self)
        self._question.setAccessibleName(_("The question that was asked"))
        self._question.setPlaceholderText(_("The question that was asked, if any"))
        self._question.textEdited.connect(lambda text: self.put("question", text or None))
        self.body.insertWidget(0, self._question)

    def _add_tags(self) -> None:
        self._tags = ChoiceChips(_("Area"), self.shape.tags, many=True, parent=self)
        self._tags.changed.connect(lambda: self.put("tags", self._tags.chosen() or None if self._tags else None))
        self.body.addWidget(self._tags)


class ObservationField(RichField):
    """What was seen or heard, by whom, and when if it matters."""

    def __init__(self, shape: FieldShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(shape, form, parent)
        names = [form.author.name, *(p.name for p in form.people if p.role == "kollega" and p.id != form.author.id)]
        self.observer = MenuChip(_("Seen by"), [Option(name, name) for name in names], self)
        self.observer.picked.connect(lambda picked: self.put("observed_by", picked))
        self.facts_flow.addWidget(self.observer)
        self.show_facts()

    def added_facts(self) -> dict[str, Json]:
        """An observation is the writer's own unless somebody else is named."""
        return {} if "observed_by" in self._kept else {"observed_by": self.form.author.name}

    def show_facts(self) -> None:
        """Draw who saw it."""
        seen = str(self._kept.get("observed_by") or self.form.author.name)
        self.observer.offer(Option(seen, seen))
        self.observer.choose(seen)


class AssessmentField(RichField):
    """The worker's judgement, apart from facts, with the sections it is built on (DOC-4)."""

    def __init__(self, shape: FieldShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(shape, form, parent)
        told = [s for s in form.sections if s.kind in ("fact", "statement", "agreement") and s.id != shape.section]
        self.body.insertWidget(1, label(_("Built on"), "small"))
        self._based: dict[str, QPushButton] = {}
        for section in told:
            button = chip(section.label, "choice", self.facts)
            button.setCheckable(True)
            button.setAccessibleName(_("Built on: {section}").format(section=section.label))
            button.clicked.connect(self._picked)
            self._based[section.id] = button
            self.facts_flow.addWidget(button)

    def added_facts(self) -> dict[str, Json]:
        """An assessment names who made it."""
        return {} if "by" in self._kept else {"by": self.form.author.name}

    def show_facts(self) -> None:
        """Draw what it is built on."""
        based = self._kept.get("based_on")
        chosen = based if isinstance(based, list | tuple) else ()
        for section, button in self._based.items():
            button.setChecked(section in chosen)

    def _picked(self) -> None:
        before = self._kept.get("based_on")
        order = [str(s) for s in before] if isinstance(before, list | tuple) else []
        chosen = [section for section, button in self._based.items() if button.isChecked()]
        kept = [s for s in order if s in chosen or s not in self._based]
        self.put("based_on", [*kept, *(s for s in chosen if s not in order)] or None)

"""Good examples of a section in the template's help, beside its fields; closed until somebody asks. Draws."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.casework.examples import ExampleView
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shared.buttons import quiet_button
from fieldnotes.ui.shared.example_card import ExampleCard
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.editor.form_view import FormView
from fieldnotes.ui.worker.editor.shapes import SectionShape


class ExampleHelp(QWidget):
    """A quiet button; below it the examples, each with what is good about it."""

    remove_asked = Signal(str)

    def __init__(self, shape: SectionShape, examples: Sequence[ExampleView]) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(8))
        words = _n("{n} good example", "{n} good examples", len(examples)).format(n=len(examples))
        self.button = quiet_button(words, "sparkles")
        self.button.setCheckable(True)
        self.button.setAccessibleName(_("{examples}: {section}").format(examples=words, section=shape.label))
        self.button.toggled.connect(self._toggle)
        self._box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)
        self._labels = {field.id: field.label for field in shape.fields}
        self._examples = tuple(examples)
        self._cards: list[ExampleCard] = []

    def _toggle(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        if shown and not self._cards:
            for each in self._examples:
                card = self._card(each)
                self._cards.append(card)
                self._box.addWidget(card)
        for card in self._cards:
            card.setVisible(shown)

    def _card(self, example: ExampleView) -> ExampleCard:
        card = ExampleCard(example, self._labels.get(example.about or "", ""))
        card.remove_asked.connect(self.remove_asked)
        return card


def put_examples(shell: Shell, form: FormView, opened: str = "") -> None:
    """Read the unit's examples for this template and lay them beside their sections; those of `opened` in sight."""
    from fieldnotes.casework.examples import kept, remove

    if form.form is None:
        return
    desk, template = shell.desk, form.form.template

    def read(_job: Job) -> tuple[ExampleView, ...]:
        return tuple(each for each in kept(desk, template) if each.state != "refused")

    def show(found: tuple[ExampleView, ...]) -> None:
        for section, card in form.cards.items():
            of_it = [each for each in found if each.section == section]
            help_ = ExampleHelp(card.shape, of_it) if of_it else None
            card.show_help(help_)
            if help_ is None:
                continue
            help_.remove_asked.connect(partial(take_away, section))
            if section == opened:
                help_.button.setChecked(True)
                help_.button.setFocus()

    def take_away(section: str, example: str) -> None:
        shell.tasks.run(
            Lane.WRITE,
            lambda _job: remove(desk, example),
            owner=form,
            done=lambda _done: put_examples(shell, form, section),
            failed=shell.explain,
        )

    shell.tasks.run(Lane.READ, read, owner=form, done=show, failed=shell.explain)

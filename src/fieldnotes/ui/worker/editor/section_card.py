"""One section as a card: its speaking surface first, the other fields below. Draws and tells; decides nothing."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from fieldnotes.domain.json_value import Json
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import Button, quiet_button
from fieldnotes.ui.shared.labels import Chip, label, muted, restyle, title
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.editor.chips import Choice
from fieldnotes.ui.worker.editor.field import FieldWidget
from fieldnotes.ui.worker.editor.fields_choice import ListChoiceField
from fieldnotes.ui.worker.editor.fields_people import PersonField
from fieldnotes.ui.worker.editor.progress import Progress, in_sight
from fieldnotes.ui.worker.editor.registry import make_field
from fieldnotes.ui.worker.editor.shapes import FieldShape, Form, SectionShape

NARROW = 620
"""Width of a card at 100 % text below which nothing stands side by side."""
BESIDE_WORDS = 74
"""Pixels of half a card, at 100 % text, that a drop-down's words cannot have: air and arrow."""
SHORT = ("choice", "date", "time", "datetime", "person", "yesno")
"""Types that stand two on a line."""


class SectionCard(QFrame):
    """A section; its fields are made when `build` is called and when they come into sight."""

    value_changed = Signal(str, str, object)
    """Section, field, value."""
    sound_dropped = Signal(str, str)
    """Section, path of a sound file."""
    _help: QWidget | None = None

    def __init__(self, shape: SectionShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape = shape
        self._form = form
        self._values: dict[str, Json] = {}
        self._offered: dict[str, list[Choice]] = {}
        self._blocks: dict[str, _FieldBlock] = {}
        self._all = self._narrow = self._built = False
        self._long: frozenset[str] = frozenset()
        self._more: Button | None = None
        self.setProperty("card", "assessment" if shape.kind == "assessment" else "true")
        self.setAccessibleName(shape.label)
        self.setAcceptDrops(True)
        self.chip = Chip()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(px(18), px(14), px(18), px(16))
        self._box.setSpacing(px(8))
        self._head = QGridLayout()
        heading = title(shape.label + (" *" if shape.required else ""))
        heading.setAccessibleName(shape.label)
        self._head.addWidget(heading, 0, 0)
        self._head.setColumnStretch(0, 1)
        self._head.addWidget(self.chip, 0, 1, Qt.AlignmentFlag.AlignTop)
        self._box.addLayout(self._head)
        self._box.addWidget(muted(shape.prompt))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(12))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._box.addLayout(self._grid)

    def show_help(self, help_: QWidget | None) -> None:
        """Put help below what the section asks for, instead of what stood there; None takes it away."""
        if self._help is not None:
            self._help.deleteLater()
        self._help = help_
        if help_ is not None:
            self._box.insertWidget(2, help_)

    def build(self, values: Mapping[str, Json]) -> None:
        """Make the fields that are in sight and show the values."""
        self._values = dict(values)
        self._built = self._beginning = True
        self._lay()
        self._beginning = False

    def build_more(self) -> bool:
        """Make a little more of a long field; false when nothing is left."""
        return any(block.widget.build_more() for block in self._blocks.values())

    def show_offers(self, offers: Sequence[tuple[str, Choice]]) -> None:
        """Show what is proposed at its fields; the first chip says the key that takes it."""
        before = set(self._offered)
        self._offered = {}
        for field, choice in offers:
            self._offered.setdefault(field, []).append(choice)
        if before != set(self._offered):
            self._lay()
        first = next((name for name in self._blocks if name in self._offered), "")
        for name, block in self._blocks.items():
            block.widget.show_offers(self._offered.get(name, []), key=name == first)

    def values(self) -> dict[str, Json]:
        """Return the section's values as they stand in the fields."""
        return dict(self._values)

    def field(self, name: str) -> FieldWidget:
        """Return the widget of a field, bringing it into sight."""
        if name not in self._blocks or self._blocks[name].isHidden():
            self._all = True
            self._lay()
        if name not in self._blocks:
            self._make(self.shape.field(name))
        return self._blocks[name].widget

    def fields(self) -> dict[str, FieldWidget]:
        """Return the fields made so far."""
        return {name: block.widget for name, block in self._blocks.items()}

    def show_value(self, field: str, value: Json) -> None:
        """Show a value that came from elsewhere; text being written keeps cursor and undo."""
        self._keep(field, value)
        if field in self._blocks:
            self._blocks[field].widget.adopt(value)
        self._lay()

    def show_all(self) -> None:
        """Bring every field that applies into sight."""
        self._all = True
        self._lay()

    def show_progress(self, state: Progress, *, dictating: bool) -> None:
        """Say how far the section has come."""
        words = {
            Progress.EMPTY: (_("Not begun"), "plain"),
            Progress.BEGUN: (_("Begun"), "warn"),
            Progress.DONE: (_("Done"), "ok"),
            Progress.OPTIONAL: (_("Optional"), "plain"),
            Progress.LOCKED: (_("Signed"), "ok"),
        }
        text, tone = words[state]
        if dictating:
            text, tone = _("Listening now"), "rec"
        elif not self.shape.shared:
            text = _("{state} · not shown to the family").format(state=text)
        if (self.chip.text(), self.chip.property("chip")) != (text, tone):
            self.chip.show_chip(text, tone)
        if bool(self.property("live")) != dictating:
            self.setProperty("live", dictating)
            restyle(self)

    def show_finding(self, field: str | None, text: str) -> None:
        """Say at a field what a rule says about it; an empty text takes it away."""
        for name, block in self._blocks.items():
            block.show_finding(text if name == field else "")

    def answer_finding(self, field: str) -> None:
        """Take away what was said at a field that has been changed since; the next look says whether it still holds."""
        if field in self._blocks:
            self._blocks[field].show_finding("")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome one sound file."""
        urls = event.mimeData().urls()
        if urls and all(url.isLocalFile() for url in urls):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on the files that were dropped here."""
        for url in event.mimeData().urls():
            self.sound_dropped.emit(self.shape.id, url.toLocalFile())
        event.acceptProposedAction()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put everything one below the other when the card is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < px(NARROW)
        long = self._long_choices()
        if narrow != self._narrow:
            self._long = long
            self._narrow = narrow
            # With a side of its own: without, a column with a chip in it is never wider than the chip.
            side = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading
            self._head.addWidget(self.chip, 1 if narrow else 0, 0 if narrow else 1, side)
            if self._built:  # before that no field may be made: it would show nothing, whatever the note holds
                self._lay()
        elif long != self._long:
            self._long = long
            self._lay()

    def _long_choices(self) -> frozenset[str]:
        """Give the drop-downs made so far whose words half the card does not hold."""
        room = self.width() // 2 - px(BESIDE_WORDS)
        combos = {
            n: b.widget.combo for n, b in self._blocks.items() if isinstance(b.widget, ListChoiceField | PersonField)
        }
        return frozenset(name for name, combo in combos.items() if combo.words_wide() > room)

    def _lay(self) -> None:
        """Put the fields in sight into the grid, two short ones on a line."""
        shown, hidden = in_sight(self.shape, self._values, self._offered, everything=self._all)
        for name, block in self._blocks.items():
            self._grid.removeWidget(block)
            block.setVisible(any(shape.id == name for shape in shown))
        line, side = 0, 0
        for shape in shown:
            block = self._blocks.get(shape.id) or self._make(shape)
            block.setVisible(True)
            if not self._narrow and shape.id not in self._long_choices() and _is_short(shape, block.widget):
                self._grid.addWidget(block, line, side, Qt.AlignmentFlag.AlignTop)
                line, side = (line, 1) if side == 0 else (line + 1, 0)
            else:
                line += 1 if side else 0
                self._grid.addWidget(block, line, 0, 1, 2)
                line, side = line + 1, 0
        self._show_more(hidden)

    def _make(self, shape: FieldShape) -> "_FieldBlock":
        alone = len(self.shape.fields) == 1
        block = _FieldBlock(shape, make_field(shape, self._form, self), self, labelled=not alone)
        self._blocks[shape.id] = block
        show = block.widget.begin if self._beginning else block.widget.set_value
        show(self._values.get(shape.id))
        block.widget.changed.connect(lambda: self._changed(shape.id))
        return block

    def _changed(self, field: str) -> None:
        value = self._blocks[field].widget.value()
        switched = self._values.get(field) != value and any(
            (other.show_if or "").startswith(field + "=") for other in self.shape.fields
        )
        self._keep(field, value)
        if switched:
            self._lay()
        self.value_changed.emit(self.shape.id, field, value)

    def _keep(self, field: str, value: Json) -> None:
        if value is None:
            self._values.pop(field, None)
        else:
            self._values[field] = value

    def _show_more(self, hidden: list[FieldShape]) -> None:
        if self._more is None and hidden:
            self._more = quiet_button(_("More fields"), "chevron-down")
            self._more.clicked.connect(self._open_more)
            self._box.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        if self._more is not None:
            names = ", ".join(shape.label for shape in hidden)
            self._more.setToolTip(names)
            self._more.setAccessibleName(_("More fields in {section}").format(section=self.shape.label))
            self._more.setAccessibleDescription(names)
            self._more.setText(_("More fields ({n})").format(n=len(hidden)))
            self._more.setVisible(bool(hidden))

    def _open_more(self) -> None:
        before = set(self._blocks)
        self.show_all()
        first = next((name for name in self._blocks if name not in before), None)
        if first is not None:
            self._blocks[first].widget.focus()


class _FieldBlock(QWidget):
    """A field under its label, with room for what a rule says about it."""

    def __init__(self, shape: FieldShape, widget: FieldWidget, parent: QWidget, *, labelled: bool) -> None:
        super().__init__(parent)
        self.widget = widget
        self._finding: QLabel | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(4))
        if labelled:
            name = label(shape.label + (" *" if shape.required else ""), "field", wrap=True)
            name.setBuddy(_buddy(widget))
            name.setToolTip(_("Needed before signing.") if shape.required else "")
            self._box.addWidget(name)
        self._box.addWidget(widget)
        widget.setAccessibleName(shape.label)

    def show_finding(self, text: str) -> None:
        """Say what a rule says here; an empty text takes it away."""
        if self._finding is None and text:
            self._finding = label("", "error", wrap=True)
            self._box.addWidget(self._finding)
        if self._finding is not None:
            self._finding.setText(text)
            self._finding.setVisible(bool(text))


def _buddy(widget: FieldWidget) -> QWidget:
    return widget.combo if isinstance(widget, ListChoiceField | PersonField) else widget


def _is_short(shape: FieldShape, widget: FieldWidget) -> bool:
    if shape.type == "choice":
        return isinstance(widget, ListChoiceField)
    if shape.type == "text":
        return not shape.dictation and not shape.suggestions
    return shape.type in SHORT and not shape.repeat

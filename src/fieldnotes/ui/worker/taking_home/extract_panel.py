"""What the family lets one person of an agency know: line by line, and who said yes. Draws and asks."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from fieldnotes.casework.views import ExtractSection, ExtractView, LineView, Recipient
from fieldnotes.domain.extracts import Scope
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.ask_panel import AskPanel
from fieldnotes.ui.shared.labels import body, muted, small, strong
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.taking_home.one_of import OneOf

SPOKEN, WRITTEN = "muntligt", "skriftligt"


class ExtractPanel(AskPanel):
    """A box for every line; nothing is ticked that nobody said yes to."""

    said = Signal(str, list, dict)
    """Person, scopes, how each who decides said it."""

    def __init__(self, window: QWidget) -> None:
        hint = _("Ask line by line. What is not ticked stays between you and the family.")
        super().__init__(window, _("What they may know"), hint, _("Save"), "check")
        self._to = ""
        self.lines_of: dict[Scope, QCheckBox] = {}
        self.deciding: dict[str, QCheckBox] = {}
        self._rows: list[QWidget] = []
        self.how = OneOf(_("How they said yes"), {SPOKEN: _("Spoken"), WRITTEN: _("In writing")})
        self.end_card()
        self.agreed.connect(self._ask)

    def open_form(self, extract: ExtractView, deciding: Sequence[Recipient]) -> None:
        """Open with the lines of the note, and whose yes it takes."""
        self._clear()
        self._to = extract.person_id
        self.name.setText(_("What may {name} know?").format(name=extract.name))
        for section in extract.sections:
            self._add_section(section)
        self._put(small(_("Who said yes")))
        for each in deciding:
            box = QCheckBox(_("{name} ({role})").format(name=each.name, role=each.role))
            box.toggled.connect(lambda _on: self.look())
            self.deciding[each.person_id] = box
            self._put(box)
        if not deciding:
            self._put(muted(_("The case names nobody who can say yes: no guardian, and no child of 15.")))
        self._put(self.how)
        self.how.choose(SPOKEN)
        self.show_wrong("")
        self.look()
        self.open_over(next(iter(self.lines_of.values()), self._cancel))

    def ready(self) -> bool:
        """Everybody who decides has said so; taking back needs no more."""
        return bool(self.deciding) and (not self._wanted() or all(box.isChecked() for box in self.deciding.values()))

    def _add_section(self, section: ExtractSection) -> None:
        self._put(strong(section.label))
        whole = QCheckBox(_("All of this, also what is added later"))
        whole.setAccessibleName(f"{section.label}: {whole.text()}")
        self.lines_of[Scope(self._to, section.section)] = whole
        self._put(whole)
        boxes = [self._add_line(section, line) for line in section.lines]

        def choose_all(on: bool) -> None:  # noqa: FBT001 - Qt's signal
            for box in boxes:
                box.setChecked(on or box.isChecked())
                box.setEnabled(not on)
            self.look()

        whole.toggled.connect(choose_all)
        whole.setChecked(section.permitted)

    def _add_line(self, section: ExtractSection, line: LineView) -> QCheckBox:
        box = QCheckBox()
        box.setAccessibleName(f"{section.label}: {line.text}")
        box.setChecked(line.permitted)
        box.toggled.connect(lambda _on: self.look())
        self.lines_of[Scope(self._to, section.section, line.line)] = box
        words = body(str(line.text))
        words.setBuddy(box)
        beside = QWidget()
        across = QHBoxLayout(beside)
        across.setContentsMargins(px(22), 0, 0, 0)
        across.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(words, 1)
        self._put(beside)
        return box

    def _put(self, widget: QWidget) -> None:
        self.add(widget)
        widget.show()
        if widget is not self.how:
            self._rows.append(widget)

    def _clear(self) -> None:
        for widget in self._rows:
            self.lines.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._rows, self.lines_of, self.deciding = [], {}, {}

    def _wanted(self) -> list[Scope]:
        return [scope for scope, box in self.lines_of.items() if box.isChecked() and box.isEnabled()]

    def _ask(self) -> None:
        how = self.how.chosen()
        by = {person: how for person, box in self.deciding.items() if box.isChecked()} or dict.fromkeys(
            self.deciding, how
        )
        self.close_over()
        self.said.emit(self._to, self._wanted(), by)

"""The panel of a sibling's note: choose the sibling, then reword or leave out what names somebody. Draws and asks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.casework.life_views import SiblingAsk, SiblingPlan
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.ask_panel import AskPanel
from fieldnotes.ui.shared.labels import muted, small, strong
from fieldnotes.ui.shared.low_text import LowText
from fieldnotes.ui.shared.rows import Row, RowList
from fieldnotes.ui.worker.life.sibling_presenter import Siblings


class SiblingPanel(AskPanel):
    """First the siblings as rows; then one box for each text that was asked about, empty = left out."""

    sibling_chosen = Signal(str)
    begin_asked = Signal(object)

    def __init__(self, window: QWidget) -> None:
        hint = _("Facts about the visit are copied once. What a child said, and assessments, never are.")
        super().__init__(window, _("A sibling's note from the same visit"), hint, _("Begin the note"), "copy")
        self.rows = RowList(_("Siblings you work with"), grows=True)
        self.rows.chosen.connect(self.sibling_chosen)
        self.none = muted(_("No sibling's case is assigned to you. Ask your supervisor, or begin a new case."))
        self.copied = muted()
        self._asks = QWidget()
        self._lines = QVBoxLayout(self._asks)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.boxes: dict[str, LowText] = {}
        self._planned = False
        for widget in (self.rows, self.none, self.copied, self._asks):
            self.add(widget)
        self.end_card()
        self.agreed.connect(lambda: self.begin_asked.emit(self._answers()))

    def show_siblings(self, found: Siblings) -> None:
        """Open with the siblings to choose from."""
        self._planned = False
        self._clear()
        self.rows.show_rows(
            [Row(key=case, title=f"{child} · {number}", glyph="folder") for case, number, child in found]
        )
        self.rows.setVisible(bool(found))
        self.none.setVisible(not found)
        self.copied.hide()
        self.show_wrong("")
        self.open_over(self.rows if found else self._cancel)

    def show_plan(self, plan: SiblingPlan) -> None:
        """Show what goes along, and ask about the rest."""
        self._planned = True
        self.rows.hide()
        copied = _("Copied to {case}: {what}.").format(case=plan.case_number, what=", ".join(plan.copied) or "–")
        out = _("Stays out: {names}.").format(names=", ".join(plan.left_out)) if plan.left_out else ""
        self.copied.setText(f"{copied} {out}".strip())
        self.copied.show()
        self._clear()
        for ask in plan.asked:
            self._add(ask)
        self.fit_soon()
        self.look()
        first = next(iter(self.boxes.values()), None)
        (first or self.go).setFocus()

    def ready(self) -> bool:
        """A sibling is chosen."""
        return self._planned

    def _add(self, ask: SiblingAsk) -> None:
        why = {
            "child": _("names another child"),
            "person": _("names somebody who is not in the sibling's case"),
            "protected": _("holds a protected word"),
        }[ask.kind]
        self._lines.addWidget(strong(f"{ask.label} – {why}"))
        self._lines.addWidget(small(f"”{ask.text}”"))
        box = LowText(58)
        box.setAccessibleName(_("Reword: {label}").format(label=ask.label))
        box.setPlaceholderText(_("Write it without the name, or leave it empty to leave it out"))
        self.boxes[ask.key] = box
        self._lines.addWidget(box)

    def _answers(self) -> dict[str, str | None]:
        return {key: box.toPlainText().strip() or None for key, box in self.boxes.items()}

    def _clear(self) -> None:
        self.boxes = {}
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

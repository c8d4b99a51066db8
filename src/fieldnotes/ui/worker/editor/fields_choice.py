"""Fields where something is chosen: yes or no, one of a list, several of a list."""

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from fieldnotes.domain.json_value import Json
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.worker.editor.chips import ChoiceChips
from fieldnotes.ui.worker.editor.field import FieldWidget
from fieldnotes.ui.worker.editor.shapes import FieldShape, Form, Option

FEW = 6
"""As many options as stay readable as chips; more become a list that drops down."""


class ChoiceField(FieldWidget):
    """One of a few, as chips: one click, and every answer is in sight."""

    def __init__(self, shape: FieldShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(shape, form, parent)
        self.chips_in = ChoiceChips(shape.label, shape.options, many=False, parent=self)
        self.chips_in.changed.connect(self.changed)
        self.body.addWidget(self.chips_in)

    def set_value(self, value: Json) -> None:
        """Show the chosen id."""
        self.chips_in.choose([value] if isinstance(value, str) else [])

    def value(self) -> Json:
        """Give the chosen id."""
        chosen = self.chips_in.chosen()
        return chosen[0] if chosen else None

    def focus(self) -> None:
        """Put the keyboard on the chosen chip."""
        self.chips_in.focus()


class ListChoiceField(FieldWidget):
    """One of many, or one that is mostly prefilled: a list that drops down."""

    def __init__(self, shape: FieldShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(shape, form, parent)
        self.combo = QuietCombo(self)
        self.combo.setAccessibleName(shape.label)
        self.combo.addItem(_("Choose …"), None)
        for option in shape.options:
            self.combo.addItem(option.label, option.id)
        self.combo.activated.connect(lambda _index: self.changed.emit())
        self.body.addWidget(self.combo)

    def set_value(self, value: Json) -> None:
        """Show the chosen id."""
        self.combo.setCurrentIndex(max(0, self.combo.findData(value)) if value is not None else 0)

    def value(self) -> Json:
        """Give the chosen id."""
        data = self.combo.currentData()
        return data if isinstance(data, str) else None

    def focus(self) -> None:
        """Put the keyboard on the list."""
        self.combo.setFocus()


class QuietCombo(QComboBox):
    """A drop-down that a scrolling hand cannot change by mistake, no wider than its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setItemDelegate(QStyledItemDelegate(self))  # only these rows follow the stylesheet: high enough to hit

    def words_wide(self) -> int:
        """Give the width of the longest choice, pixels."""
        return max(self.fontMetrics().horizontalAdvance(self.itemText(at)) for at in range(self.count()))

    def wheelEvent(self, event: object) -> None:
        """Let the wheel scroll the form instead."""
        event.ignore()  # type: ignore[attr-defined] # a QWheelEvent


class YesNoField(FieldWidget):
    """Yes or no, two chips."""

    def __init__(self, shape: FieldShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(shape, form, parent)
        options = (Option("true", _("Yes")), Option("false", _("No")))
        self.chips_in = ChoiceChips(shape.label, options, many=False, parent=self)
        self.chips_in.changed.connect(self.changed)
        self.body.addWidget(self.chips_in)

    def set_value(self, value: Json) -> None:
        """Show the answer."""
        self.chips_in.choose([str(value).lower()] if isinstance(value, bool) else [])

    def value(self) -> Json:
        """Give true, false or nothing."""
        chosen = self.chips_in.chosen()
        return chosen[0] == "true" if chosen else None

    def focus(self) -> None:
        """Put the keyboard on the answer."""
        self.chips_in.focus()


class MultiChoiceField(FieldWidget):
    """Several of a list, as chips. The order of the record is kept; new ones come last."""

    def __init__(self, shape: FieldShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(shape, form, parent)
        self._order: list[str] = []
        self.chips_in = ChoiceChips(shape.label, shape.options, many=True, parent=self)
        self.chips_in.changed.connect(self._changed)
        self.body.addWidget(self.chips_in)

    def set_value(self, value: Json) -> None:
        """Show the chosen ids."""
        self._order = [str(v) for v in value] if isinstance(value, list | tuple) else []
        self.chips_in.choose(self._order)

    def value(self) -> Json:
        """Give the chosen ids."""
        return list(self._order) or None

    def focus(self) -> None:
        """Put the keyboard on the first chosen chip."""
        self.chips_in.focus()

    def _changed(self) -> None:
        chosen = self.chips_in.chosen()
        self._order = [v for v in self._order if v in chosen] + [v for v in chosen if v not in self._order]
        self.changed.emit()


def choice_field(shape: FieldShape, form: Form, parent: QWidget | None = None) -> FieldWidget:
    """Make the chips or the drop-down, whichever asks for fewer acts."""
    if shape.prefill or len(shape.options) > FEW:
        return ListChoiceField(shape, form, parent)
    return ChoiceField(shape, form, parent)


def labels(options: tuple[Option, ...]) -> Mapping[str, str]:
    """Return ids and labels as a mapping."""
    return {option.id: option.label for option in options}

"""A labelled line to type into, hidden or not; used before and after unlocking, knows no profile."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import Button, quiet_button
from fieldnotes.ui.shared.labels import label


class SecretField(QWidget):
    """A labelled field for a secret, with a button that shows what is typed while it is wanted."""

    def __init__(self, name: str, *, hidden: bool = True) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self._eye: Button | None = None
        self._caption = caption = label(name, "strong")
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        caption.setBuddy(self.edit)
        box.addWidget(caption)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.edit, 1)
        if hidden:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
            self._eye = quiet_button(_("Show"), "eye")
            self._eye.setCheckable(True)
            self._eye.setAccessibleName(_shows(name))
            self._eye.toggled.connect(self._show_typed)
            line.addWidget(self._eye)
        box.addLayout(line)

    def rename(self, name: str) -> None:
        """Ask for something else."""
        self._caption.setText(name)
        self.edit.setAccessibleName(name)
        if self._eye is not None:
            self._eye.setAccessibleName(_shows(name))

    def _show_typed(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)


def _shows(name: str) -> str:
    words = _("Show what is typed")
    return f"{words}: {name}"

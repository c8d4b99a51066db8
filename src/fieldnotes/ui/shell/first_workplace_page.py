"""The first page of the first start: with an invitation or on this computer alone. Draws and asks."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QRadioButton

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button
from fieldnotes.ui.shared.cards import row
from fieldnotes.ui.shared.labels import label, muted
from fieldnotes.ui.shared.secret_field import SecretField
from fieldnotes.ui.shell.first_pages import FirstPage, bare


class WorkplacePage(FirstPage):
    """Two ways; only what the chosen one asks for is shown."""

    file_chosen = Signal(str)
    pasted = Signal(str)
    given = Signal(str, bool)
    """The name, and whether to work alone."""

    def __init__(self) -> None:
        super().__init__(
            _("Welcome to FieldNotes"),
            _("Notes from home visits: spoken or typed, without a network, encrypted on this computer."),
        )
        self.choose_file: Callable[[], str] = self._ask_for_file
        self.invited = QRadioButton(_("I have an invitation from my workplace"))
        self.alone = QRadioButton(_("I work on this computer only, for now"))
        self._ways = QButtonGroup(self)
        self.code = SecretField(_("Invitation"), hidden=False)
        self.code.edit.setPlaceholderText(_("Paste the code or the file's text here"))
        self.open = plain_button(_("Open the file …"), "folder")
        self.where = label("", "strong", wrap=True)
        self.name = SecretField(_("Your name"), hidden=False)
        self.locked = muted("")
        self.locked.hide()
        self._joining, self._alone_part = bare(), bare()
        self._lay_out()
        self._connect()
        self.invited.setChecked(True)
        self._show_chosen()

    def show_invited(self, workplace: str, *, joined: bool) -> None:
        """Show where the invitation leads; nothing to change any more once `joined`."""
        found = _("Connected to {workplace}") if joined else _("The invitation leads to {workplace}")
        self.where.setText(found.format(workplace=workplace) if workplace else "")
        self.where.setVisible(bool(workplace))
        if joined:
            self.invited.setChecked(True)
        for part in (self.invited, self.code, self.open):
            part.setEnabled(not joined)
        self.alone.setEnabled(not joined and self.locked.isHidden())
        self.first = self.forward if joined else self.invited

    def show_locked(self, words: str) -> None:
        """Say under the second way that the workplace has locked it, and why; who had chosen it is led to the first."""
        self.locked.setText(_("Locked by your workplace. {rule}").format(rule=words))
        self.locked.show()
        self.alone.setAccessibleDescription(self.locked.text())
        self.invited.setChecked(True)
        self.alone.setEnabled(False)

    def _ask_for_file(self) -> str:
        name, _kind = QFileDialog.getOpenFileName(self, _("Invitation file"), "", "JSON (*.json *.invitation);;* (*)")
        return name

    def _ask(self) -> None:
        self.given.emit(self.name.edit.text(), self.alone.isChecked())

    def _show_chosen(self) -> None:
        self._joining.setVisible(self.invited.isChecked())
        self._alone_part.setVisible(self.alone.isChecked())

    def _connect(self) -> None:
        self.invited.toggled.connect(self._show_chosen)
        self.open.clicked.connect(lambda: self.file_chosen.emit(self.choose_file()))
        self.code.edit.textChanged.connect(self.pasted)
        self.code.edit.returnPressed.connect(self._ask)

    def _lay_out(self) -> None:
        for way in (self.invited, self.alone):
            self._ways.addButton(way)
        self._joining.add(muted(_("Then your notes reach the case system, and your cases come here.")))
        self._joining.add(self.code)
        self._joining.add_layout(row(self.open))
        self._joining.add(self.where)
        self._alone_part.add(muted(_("You can connect later. Until then notes are saved on this computer only.")))
        self._alone_part.add(self.name)
        for part in (self.invited, self._joining, self.alone, self.locked, self._alone_part):
            self.add(part)
        self.lead_on(_("Next"), self._ask, last=self.name.edit)
        self.first = self.invited

"""The recovery key's page of the first start: put on paper, then proved by two of its groups. Draws and asks."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QStackedWidget, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button, quiet_button
from fieldnotes.ui.shared.cards import row
from fieldnotes.ui.shared.labels import label
from fieldnotes.ui.shared.secret_field import SecretField
from fieldnotes.ui.shell.first_pages import FirstPage

COLUMNS = 4


class KeyPage(QStackedWidget):
    """Three faces of one step: the key, two groups asked for, and the word that it was proved."""

    written = Signal()
    given = Signal(str, str)
    again_asked = Signal()
    new_asked = Signal()
    print_asked = Signal()
    save_asked = Signal(str)
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choose_path: Callable[[], str] = self._ask_for_path
        self.print_pdf: Callable[[bytes], bool] = self._print
        self._shown = QGridLayout()
        self.one, self.two = (SecretField(_("Group"), hidden=False) for _each in range(2))
        self.faces = (self._key_face(), self._proof_face(), self._proved_face())
        for face in self.faces:
            self.addWidget(face)

    def show_key(self, groups: Sequence[str]) -> None:
        """Show the groups with their numbers; none takes the key off the screen."""
        while (item := self._shown.takeAt(0)) is not None:
            held = item.widget()
            if held is not None:
                held.hide()
                held.deleteLater()
        for number, group in enumerate(groups):
            box = label(group, "secret")
            box.setAccessibleName(_("Group {number}: {group}").format(number=number + 1, group=" ".join(group)))
            line, column = divmod(number, COLUMNS)
            self._shown.addWidget(label(str(number + 1), "small"), 2 * line, column)
            self._shown.addWidget(box, 2 * line + 1, column)
        for field in (self.one, self.two):
            field.edit.setText("")
        self._turn(0 if groups else 2)

    def show_wanted(self, first: int, second: int) -> None:
        """Ask for two groups."""
        for field, number in ((self.one, first), (self.two, second)):
            field.rename(_("Group {number}").format(number=number))
            field.edit.setText("")
        self._turn(1)

    def turned_to(self) -> None:
        """Take the focus."""
        self.faces[self.currentIndex()].turned_to()

    def _turn(self, face: int) -> None:
        self.setCurrentIndex(face)
        if self.isVisible():
            self.turned_to()

    def _key_face(self) -> FirstPage:
        face = FirstPage(
            _("Your recovery key"),
            _("It opens the notes if you forget the passphrase. It is shown only now: print it or write it down."),
        )
        holder = QWidget()
        holder.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        holder.setLayout(self._shown)
        self._shown.setVerticalSpacing(2)
        self._shown.setHorizontalSpacing(18)
        face.add(holder)
        self.print = plain_button(_("Print …"), "printer")
        self.save = plain_button(_("Save as PDF …"), "download")
        self.print.clicked.connect(self.print_asked)
        self.save.clicked.connect(lambda: self.save_asked.emit(self.choose_path()))
        face.add_layout(row(self.print, self.save))
        face.lead_on(_("I have it on paper"), self.written.emit, back=self.back_asked.emit)
        face.first = self.print
        return face

    def _proof_face(self) -> FirstPage:
        face = FirstPage(_("Show that you have it"), _("Type two groups from your paper."))
        face.add(self.one)
        face.add(self.two)
        self.one.edit.returnPressed.connect(self.two.edit.setFocus)
        ask = lambda: self.given.emit(self.one.edit.text(), self.two.edit.text())  # noqa: E731 - read at its only use
        face.lead_on(_("Next"), ask, last=self.two.edit, back=self.again_asked.emit)
        face.first = self.one.edit
        return face

    def _proved_face(self) -> FirstPage:
        face = FirstPage(
            _("You have your recovery key"),
            _("You have shown that it is on paper. The program does not keep it and cannot show it again."),
        )
        new = quiet_button(_("Make a new key"), "key-round")
        new.clicked.connect(self.new_asked)
        face.add_layout(row(new))
        face.lead_on(_("Next"), self.written.emit, back=self.back_asked.emit)
        return face

    def _ask_for_path(self) -> str:
        name = _("FieldNotes recovery key") + ".pdf"
        path, _kind = QFileDialog.getSaveFileName(self, _("Save the recovery sheet"), name, "PDF (*.pdf)")
        return path

    def _print(self, pdf: bytes) -> bool:
        from fieldnotes.ui.shared.printing import print_pdf

        return print_pdf(pdf, self, _("Recovery key for FieldNotes"))

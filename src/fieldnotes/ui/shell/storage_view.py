"""The page about what lies on this computer: how much, its backup, whether it is whole, its end. Draws and asks."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout

from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.shared.buttons import Button, plain_button, quiet_button
from fieldnotes.ui.shared.cards import Card, Page
from fieldnotes.ui.shared.labels import body, display, label, muted, restyle
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.secret_field import SecretField
from fieldnotes.ui.shared.toast import announce


class StorageScreen(Screen):
    """One column of cards; a line, a bar and a way to stop above them while something goes on."""

    entered_now = Signal()
    backup_asked = Signal(str)
    verify_asked = Signal()
    wipe_asked = Signal(str, str)
    """The passphrase, and the number that was typed."""
    stop_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("Storage and backup"))
        self.choose_folder: Callable[[], str] = self._ask_for_folder
        self.kept, self.lost = body(), body()
        for words in (self.kept, self.lost):
            words.setWordWrap(True)
        self.line = label("", "muted", wrap=True)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("How far it has come"))
        self.progress.setTextVisible(False)
        self.stop = plain_button(_("Stop"), "x")
        self.back = quiet_button(_("Back"), "arrow-left")
        self.backup = plain_button(_("Make a backup …"), "copy")
        self.verify = plain_button(_("Check everything"), "list-checks")
        self.passphrase = SecretField(_("Your passphrase"))
        self.number = SecretField("", hidden=False)
        self.wipe = plain_button(_("Destroy this profile"), "trash-2")
        self._lay_out()
        self._connect()
        self._show_progress(shown=False, stoppable=False)
        self.show_lost("", 0)

    def entered(self) -> None:
        """Count anew, and begin at the backup."""
        self.entered_now.emit()
        self.backup.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        """Stop what can be stopped, and forget what was typed."""
        self.stop_asked.emit()
        self.forget()

    def show_kept(self, words: str) -> None:
        """Say how much there is."""
        self.kept.setText(words)

    def show_lost(self, words: str, count: int) -> None:
        """Say what would be lost; how much has to be typed."""
        self.lost.setText(words)
        self.number.setVisible(count > 0)
        asked = _n("Type {n} if that may be lost", "Type {n} if those may be lost", count).format(n=count)
        self.number.rename(asked)

    def show_busy(self, words: str, *, stoppable: bool) -> None:
        """Say what goes on."""
        self._say(words, wrong=False)
        self._enable(ready=False)
        self._show_progress(shown=True, stoppable=stoppable)
        if stoppable:
            self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self._page.ensureWidgetVisible(self.line)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it has come, in hundredths: a bar counts no further than two thousand million."""
        self.progress.setRange(0, 100)
        self.progress.setValue(100 * done // total if total else 100)

    def show_line(self, words: str, *, wrong: bool) -> None:
        """Say how it went."""
        self._enable(ready=True)
        self._show_progress(shown=False, stoppable=False)
        self._say(words, wrong=wrong)
        self._page.ensureWidgetVisible(self.line)
        self.backup.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Forget everything typed."""
        for field in (self.passphrase, self.number):
            field.edit.clear()

    def show_wiped(self, words: str) -> None:
        """Let the window say that nothing is left."""
        self.wiped.emit(words)

    def _ask_for_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, _("Where shall the backup lie?"))

    def _choose(self) -> None:
        folder = self.choose_folder()
        if folder:
            self.backup_asked.emit(folder)

    def _ask_to_wipe(self) -> None:
        if self.passphrase.edit.text():
            self.wipe_asked.emit(self.passphrase.edit.text(), self.number.edit.text())
        else:
            self.passphrase.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enable(self, *, ready: bool) -> None:
        for widget in (self.backup, self.verify, self.passphrase, self.number, self.wipe):
            widget.setEnabled(ready)

    def _say(self, words: str, *, wrong: bool) -> None:
        self.line.setProperty("role", "error" if wrong else "")
        restyle(self.line)
        self.line.setText(words)
        self.line.setVisible(bool(words))
        if words:
            announce(self.line, words, urgent=wrong)

    def _show_progress(self, *, shown: bool, stoppable: bool) -> None:
        self.progress.setRange(0, 0)
        self.progress.setVisible(shown)
        self.stop.setVisible(shown and stoppable)

    def _connect(self) -> None:
        self.backup.clicked.connect(self._choose)
        self.verify.clicked.connect(self.verify_asked)
        self.wipe.clicked.connect(self._ask_to_wipe)
        self.stop.clicked.connect(self.stop_asked)
        self.back.clicked.connect(self.back_asked)
        for field in (self.passphrase, self.number):
            field.edit.returnPressed.connect(self._ask_to_wipe)

    def _lay_out(self) -> None:
        self.line.hide()
        self._page = page = Page(720, centred=True)
        page.start()
        page.add(display(_("Storage and backup")))
        page.add(self._first())
        backup = _("A copy on another disk or a stick, encrypted as it is. A new computer can be set up from it.")
        page.add(_card(_("Backup"), backup, self.backup))
        whole = _("Every entry, signature and sealed file is read once. Nothing is changed.")
        page.add(_card(_("Is everything whole?"), whole, self.verify))
        page.add(self._end())
        page.end()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)

    def _first(self) -> Card:
        card = Card()
        for part in (self.kept, self.line, self.progress):
            card.add(part)
        card.add_row(self.stop, self.back)
        return card

    def _end(self) -> Card:
        card = Card(_("Take the profile off this computer"), tone="warn")
        card.add(
            muted(_("For a computer that changes hands. The keys are destroyed first, then everything they open."))
        )
        for part in (self.lost, self.passphrase, self.number):
            card.add(part)
        card.add_row(self.wipe)
        return card


def _card(name: str, hint: str, button: Button) -> Card:
    card = Card(name, hint)
    card.add_row(button)
    return card

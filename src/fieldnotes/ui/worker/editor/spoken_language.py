"""Which language is spoken next, on the dictation bar; and the label of the test model. Draws and asks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from fieldnotes.casework.model_views import SpokenIn
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import quiet_button
from fieldnotes.ui.shared.labels import caption
from fieldnotes.ui.shell.models_words import language_name


class SpokenLanguage(QWidget):
    """A choice where there is one; where only the test model hears, a way to a real one."""

    chosen = Signal(str)
    models_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.languages = QComboBox()
        self._name = caption(_("Language that is spoken"), self.languages)  # heard; the bar has no room to show it
        self.languages.setToolTip(_("For a family's own words: the next dictation is heard in this language"))
        self.test = quiet_button(_("Test model …"))
        self.test.setAccessibleName(_("Test model: understands no people. Install a real one"))
        self.test.setToolTip(self.test.accessibleName())
        self.languages.activated.connect(lambda at: self.chosen.emit(str(self.languages.itemData(at))))
        self.test.clicked.connect(self.models_asked)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for widget in (self._name, self.languages, self.test):
            line.addWidget(widget)
            widget.hide()

    def show_spoken(self, spoken: SpokenIn) -> None:
        """Show what there is to choose."""
        kept = self.languages.currentData()
        self.languages.clear()
        for code in spoken.languages:
            self.languages.addItem(language_name(code), code)
        self.languages.setCurrentIndex(max(0, self.languages.findData(kept)))
        self.languages.setVisible(len(spoken.languages) > 1)
        self.test.setVisible(spoken.test)

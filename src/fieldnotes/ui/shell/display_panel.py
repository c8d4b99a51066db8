"""How the program looks and which language it speaks, chosen in one place and seen at once. Draws and asks."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from fieldnotes.language.translation import spoken_language
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.screen_settings import LANGUAGES
from fieldnotes.ui.shared.buttons import plain_button
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.labels import muted, title
from fieldnotes.ui.shared.overlay import Overlay
from fieldnotes.ui.shell.look_choice import SIZES, LookChoice


class DisplayPanel(Overlay):
    """Colours, text size, language; every choice holds at once and is kept for this computer."""

    language_asked = Signal(str)

    def __init__(self, window: QWidget, look: LookChoice) -> None:
        super().__init__(window, _("Display"))
        self._look = look
        self.language = spoken_language()
        themes = (
            ("system", _("As the computer")),
            ("light", _("Light look")),
            ("dark", _("Dark look")),
            ("contrast", _("High contrast")),
        )
        sizes = tuple((str(size), f"{size} %") for size in SIZES)
        self.card.add(title(_("Display")))
        self.colours = self._choice(_("Colours"), themes, look.choose)
        self.sizes = self._choice(_("Text size"), sizes, lambda size: look.choose_size(int(size)))
        self.languages = self._choice(_("Language"), LANGUAGES, self._speak)
        self.card.add(muted(_("Nothing here moves by itself; only the cursor blinks, as your computer has chosen.")))
        self._close = plain_button(_("Close"))
        self._close.clicked.connect(self.close_over)
        self.card.add_row(self._close)

    def open_panel(self) -> None:
        """Show what holds now."""
        for choice, now in (
            (self.colours, self._look.theme),
            (self.sizes, str(self._look.size)),
            (self.languages, spoken_language()),
        ):
            choice[now].setChecked(True)
        self.open_over(self.colours[self._look.theme])

    def _choice(
        self, name: str, options: Sequence[tuple[str, str]], take: Callable[[str], None]
    ) -> dict[str, QRadioButton]:
        """One group: the arrows move in it, and what is chosen holds."""
        part = Card(name, tone="bare")
        part.flush()
        group = QButtonGroup(part)
        made: dict[str, QRadioButton] = {}
        for key, words in options:
            button = QRadioButton(words)
            button.setAccessibleName(f"{name}: {words}")
            button.clicked.connect(lambda _on=False, key=key: take(key))
            group.addButton(button)
            made[key] = button
        part.add_row(*made.values())
        self.card.add(part)
        return made

    def _speak(self, language: str) -> None:
        if language != spoken_language():
            self.close_over()
            self.language_asked.emit(language)


def open_display(window: QWidget, look: LookChoice, speak: Callable[[str], None]) -> DisplayPanel:
    """Open the panel over a window; it is made when it is first asked for, and anew in another language."""
    made = [each for each in window.findChildren(DisplayPanel) if each.language == spoken_language()]
    panel = made[0] if made else DisplayPanel(window, look)
    if not made:
        panel.language_asked.connect(speak)
    panel.open_panel()
    return panel

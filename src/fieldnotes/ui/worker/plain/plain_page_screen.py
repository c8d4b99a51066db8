"""The page of plain versions as a screen of the shell: each section's text with its versions beside. Draws and asks."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fieldnotes.casework.plain_versions import AUDIENCES, PlainNote, PlainSection
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button, primary_button, quiet_button
from fieldnotes.ui.shared.cards import Card, Page, row
from fieldnotes.ui.shared.labels import Chip, ElidingLabel, body, caps, label, muted
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.theme import look_signal, px
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.editor.once import Once
from fieldnotes.ui.worker.plain.plain_page_presenter import PlainPagePresenter, Where
from fieldnotes.ui.worker.plain.plain_page_state import PlainCheck, audience_words, target_words
from fieldnotes.ui.worker.plain.plain_text_field import PlainTextField

BESIDE = 980
"""Width from which the note's text stands beside its versions, at 100 %."""


class PlainPageScreen(Screen):
    """The journal's text at one side, what the family will read at the other."""

    immersive = True

    def __init__(self, shell: Shell, note: str) -> None:
        super().__init__(_("Plain versions"))
        self.fields: dict[Where, PlainTextField] = {}
        self._columns: list[QBoxLayout] = []
        self._page: Page | None = None
        later = Once(self)
        self.asking = PlainPagePresenter(shell, self, note, later)
        self.presenter = self.asking
        later.rang.connect(self.asking.due)
        self.saved = Chip()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self._top())
        look_signal().changed.connect(self._fit)

    def entered(self) -> None:
        """Read the note, each time: its text may have changed."""
        self.asking.load()

    def left(self) -> None:
        """Hand over every word."""
        self.asking.left()

    def show_note(self, note: PlainNote, trouble: tuple[str, ...]) -> None:
        """Draw every section with something in it."""
        if self._page is not None:
            self._box.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self.fields, self._columns = {}, []
        self._title.setText(f"{_('Plain versions')} · {note.label} · {note.child}")
        self._page = page = Page(1420)
        page.add(muted(_("The family reads these instead of the note's text. The note itself stays as it is.")))
        if not note.is_draft:
            page.add(label(_("The note is signed. Correct it to change its plain versions."), "strong", wrap=True))
        for words in trouble:
            page.add(label(words, "error", wrap=True))
        for section in note.sections:
            page.add(self._card(note, section))
        page.end()
        self._box.addWidget(page, 1)
        self._fit()
        first = next(iter(self.fields.values()), None)
        (first.edit if first is not None else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_check(self, where: Where, found: PlainCheck) -> None:
        """Draw what is told of one text."""
        if where in self.fields:
            self.fields[where].show_check(found)

    def show_saved(self, words: str) -> None:
        """Say how it stands with saving."""
        self.saved.show_chip(words, "ok" if words == _("Saved") else "warn")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the versions beside the text, or below."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        way = QBoxLayout.Direction.LeftToRight if self.width() >= px(BESIDE) else QBoxLayout.Direction.TopToBottom
        for columns in self._columns:
            columns.setDirection(way)

    def _card(self, note: PlainNote, section: PlainSection) -> Card:
        card = Card(section.heading)
        across = QWidget()
        columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, across)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(px(18))
        self._columns.append(columns)
        journal = QVBoxLayout()
        journal.addWidget(caps(_("The note")))
        journal.addWidget(body(str(section.journal) or _("Nothing is written here.")))
        journal.addStretch(1)
        versions = QVBoxLayout()
        versions.setSpacing(px(20))
        columns.addLayout(journal, 1)
        columns.addLayout(versions, 1)
        for audience in AUDIENCES:
            self._add_version(note, section, audience, versions)
        versions.addStretch(1)
        card.add(across)
        return card

    def _add_version(self, note: PlainNote, section: PlainSection, audience: str, into: QVBoxLayout) -> None:
        """Add a version, or where these people do not read the section by themselves, a way to write one."""
        if audience in section.shared_with or audience in section.versions:
            into.addWidget(self._field(note, section, audience))
        elif note.is_draft:
            more = quiet_button(_("Write one: {whom}").format(whom=audience_words(audience).lower()), "plus")
            more.setAccessibleName(f"{more.text()}, {section.heading}")
            into.addLayout(row(more))
            more.clicked.connect(lambda: self._open(note, section, audience, more, into))

    def _open(self, note: PlainNote, section: PlainSection, audience: str, more: QWidget, into: QVBoxLayout) -> None:
        made = self._field(note, section, audience)
        into.insertWidget(into.count() - 1, made)
        more.hide()
        made.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _field(self, note: PlainNote, section: PlainSection, audience: str) -> PlainTextField:
        text = str(section.versions.get(audience, ""))
        name, hint = audience_words(audience), target_words(note.targets[audience])
        made = PlainTextField(name, section.heading, hint, text, str(section.journal), may_write=note.is_draft)
        made.typed.connect(lambda words: self.asking.type(section.id, audience, words))
        self.fields[section.id, audience] = made
        return made

    def _top(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("topbar")
        line = QHBoxLayout(bar)
        line.setContentsMargins(20, 10, 20, 10)
        self.back = plain_button(_("Back to the note"), "arrow-left")
        self.back.clicked.connect(self.asking.leave)
        self.family = primary_button(_("Show the family"), "monitor-up", "F11")
        self.family.clicked.connect(self.asking.to_family)
        self._title = ElidingLabel("", "h1")
        line.setSpacing(px(12))
        line.addWidget(self.back)
        line.addWidget(self._title, 1)
        line.addWidget(self.saved)
        line.addWidget(self.family)
        return bar


def build(shell: Shell, subject: str) -> Screen:
    """Build the page for the note with this id; it reads the note when it is shown."""
    return PlainPageScreen(shell, subject)

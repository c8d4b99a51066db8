"""What is said above a signed note: several versions, a second worker's signature, decisions that disagree."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.casework.views import NoteView, RevisionView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import Button, plain_button, primary_button
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.labels import body, muted
from fieldnotes.ui.shared.when import clock_time
from fieldnotes.ui.worker.editor.wording import day_words


class SignedNotices(QWidget):
    """Calm cards with one way on each; nothing is shown when there is nothing to say."""

    merge_asked = Signal()
    cosign_asked = Signal()

    def __init__(self, note: NoteView) -> None:
        super().__init__()
        self.merge: Button | None = None
        self.cosign: Button | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(14)
        if note.flags.conflict:
            self._box.addWidget(self._conflict_card(note))
        if note.flags.decisions_opposed:
            self._box.addWidget(self._opposed_card())
        if note.asked_to_cosign or note.may_cosign:
            self._box.addWidget(self._cosign_card(note))
        if note.cosigned:
            self._box.addWidget(self._cosigned_card(note))
        self.setVisible(bool(self._box.count()))

    def _conflict_card(self, note: NoteView) -> Card:
        heads = [each for each in note.revisions if each.head]
        card = Card(
            _("The note has two versions"), _("Both were signed without the other in sight. Both are kept."), "warn"
        )
        for each in heads:
            card.add(body(signed_words(each)))
        shown = next((each for each in heads if each.hash == note.at_revision), None)
        if shown is not None:
            card.add(muted(_("What you read below is the version of {name}.").format(name=shown.author_name)))
        if note.may_merge:
            self.merge = primary_button(_("Compare and bring together"), "copy")
            self.merge.clicked.connect(self.merge_asked)
            card.add_row(self.merge)
        else:
            card.add(muted(_("Those who work with the case bring the versions together.")))
        return card

    def _opposed_card(self) -> Card:
        hint = _("It is open which one counts, until a supervisor who has seen both decides again.")
        return Card(_("The note was both approved and returned"), hint, "warn")

    def _cosign_card(self, note: NoteView) -> Card:
        if note.asked_to_cosign:
            hint = _("You were there and are named in the note. Read it, then sign as the second worker.")
            card = Card(_("To sign as the second worker"), hint, "warn")
            self.cosign = primary_button(_("Sign as the second worker"), "pen-line", "Ctrl+Return")
        else:
            card = Card(
                _("Second worker"), _("Were you there too? Read the note, then sign as the second worker."), "soft"
            )
            self.cosign = plain_button(_("Sign as the second worker"), "pen-line")
        self.cosign.clicked.connect(self.cosign_asked)
        card.add_row(self.cosign)
        return card

    def _cosigned_card(self, note: NoteView) -> Card:
        card = Card(_("Second worker"))
        for each in note.cosigned:
            at = each.at.astimezone()
            words = (
                _("{name} signed too, {time}") if each.current else _("{name} signed an earlier version too, {time}")
            )
            card.add(body(words.format(name=each.by_name, time=f"{day_words(at)} {clock_time(at)}")))
        return card


def signed_words(revision: RevisionView) -> str:
    """Say who signed a text, when and why."""
    at = revision.at.astimezone()
    words = _("{name}, {time}").format(name=revision.author_name, time=f"{day_words(at)} {clock_time(at)}")
    return f"{words} · ”{revision.reason}”" if revision.reason else words

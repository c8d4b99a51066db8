"""The changes that were asked for, to be read: who asked, what stood there, what stands there now. Decides nothing."""

from collections.abc import Sequence

from fieldnotes.casework.change_views import ChangeView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.cards import Card, divider
from fieldnotes.ui.shared.changed_words import ChangedWords
from fieldnotes.ui.shared.labels import body, muted, small, strong
from fieldnotes.ui.shared.word_changes import REMOVED, all_changes


class AskedChanges(Card):
    """One block for each change; words that came are underlined, and a screen reader hears which."""

    def __init__(self, changes: Sequence[ChangeView]) -> None:
        super().__init__(_("Changes, and who asked for them"))
        for number, change in enumerate(changes):
            if number:
                self.add(divider())
            self.add(strong(asked_words(change)))
            self.add(muted(f"{change.label} · {change.at.astimezone():%Y-%m-%d %H:%M}"))
            self._add_texts(change)
            if change.reason:
                self.add(muted(_("Reason: {reason}").format(reason=change.reason)))

    def _add_texts(self, change: ChangeView) -> None:
        self.add(small(_("Before:")))
        self.add(body(str(change.before) or _("(nothing)")))
        self.add(small(_("After:")))
        if not change.after:
            self.add(body(_("(nothing)")))
            return
        found = all_changes(str(change.before), str(change.after))
        now = ChangedWords(tuple(each for each in found if each.kind != REMOVED))
        now.setAccessibleName(str(change.after))
        self.add(now)


def asked_words(change: ChangeView) -> str:
    """Say who asked, and that it is not signed yet where it is not."""
    asked = _("{name} ({role}) asked for this.").format(name=change.name, role=change.role_label)
    return asked if change.revision else _("{words} It is not signed yet.").format(words=asked)

"""The form of a paper to take home: for whom, how, and how it looks. Draws and asks; the presenter does the rest."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from fieldnotes.casework.views import ExtractView, PlanView, Recipient
from fieldnotes.domain.private import Private
from fieldnotes.domain.taking_home import LOOKS, PAPER, POST, SHORTEST_PASSPHRASE, STICK, WAYS, TakenHome
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.shared.ask_panel import AskPanel
from fieldnotes.ui.shared.buttons import plain_button
from fieldnotes.ui.shared.cards import row
from fieldnotes.ui.shared.labels import caption, muted, small
from fieldnotes.ui.shared.secret_field import SecretField
from fieldnotes.ui.worker.taking_home.one_of import OneOf
from fieldnotes.ui.worker.taking_home.take_home_presenter import Choice


class TakeHomePanel(AskPanel):
    """What they chose last time stands chosen; Ctrl+Enter prints or saves."""

    print_asked = Signal(object)
    save_asked = Signal(object)
    preview_asked = Signal(object)
    know_asked = Signal(str)
    """What this person of an agency may know."""

    def __init__(self, window: QWidget) -> None:
        hint = _("The paper is made from the signed text. That it was handed over becomes a part of the record.")
        super().__init__(window, _("Take it home"), hint, _("Print"), "printer")
        self._people: dict[str, Recipient] = {}
        self._plan: PlanView | None = None
        self._aside = False
        self.who = QComboBox()
        self.way = OneOf(_("How"), _ways())
        self.looks = OneOf(_("How it looks"), _looks())
        self.language = QComboBox()
        self.told = muted()
        self.know = plain_button(_("What they may know …"), "list-checks")
        self.passphrase = SecretField(_("The passphrase they choose"))
        self.again = SecretField(_("The same once more"))
        self.seen = plain_button(_("Look at it first"), "eye")
        self._lay()
        self.who.currentIndexChanged.connect(self._person_chosen)
        self.way.changed.connect(self._way_chosen)
        self.know.clicked.connect(lambda: self.know_asked.emit(self._to()))
        self.seen.clicked.connect(lambda: self.preview_asked.emit(self._choice()))
        for line in (self.passphrase.edit, self.again.edit):
            line.textChanged.connect(lambda _text: self.look())
        self.agreed.connect(self._ask)
        self.closed.connect(self._forget)

    def _lay(self) -> None:
        self.add(caption(_("For"), self.who, "small"))
        self.add(self.who)
        self.lines.addLayout(row(self.know))
        self.add(small(_("How")))
        self.add(self.way)
        self.add(self.told)
        self.add(self.passphrase)
        self.add(self.again)
        self.add(small(_("How it looks")))
        self.add(self.looks)
        self.add(caption(_("Headings in"), self.language, "small"))
        self.add(self.language)
        self.lines.addLayout(row(self.seen))
        self.end_card()

    def open_form(self, people: Sequence[Recipient], plan: PlanView, languages: Sequence[tuple[str, str]]) -> None:
        """Open with these people, the family first."""
        self.language.clear()
        for code, name in languages:
            self.language.addItem(name, code)
        self._people = {each.person_id: each for each in people}
        self._plan = plan
        self.who.blockSignals(True)
        self.who.clear()
        for each in people:
            words = _("{name} ({role})") if each.family else _("{name} ({role}): an extract")
            self.who.addItem(words.format(name=each.name, role=each.role), each.person_id)
        self.who.blockSignals(False)
        self._person_chosen()
        self.show_wrong("")
        self.open_over(self.go if self.ready() else self.who)

    def show_plan(self, plan: PlanView) -> None:
        """Draw what each agency may know by now."""
        self._plan = plan
        self._way_chosen()

    @property
    def plan(self) -> PlanView | None:
        """Give the plan as it was last read."""
        return self._plan

    def ready(self) -> bool:
        """Somebody is chosen who may have something; a stick has a passphrase, typed twice alike."""
        if self._lacking() or not self._to():
            return False
        typed = self.passphrase.edit.text()
        return self._way() != STICK or (len(typed) >= SHORTEST_PASSPHRASE and typed == self.again.edit.text())

    def _to(self) -> str:
        return str(self.who.currentData() or "")

    def _way(self) -> str:
        return self.way.chosen()

    def _choice(self) -> Choice:
        taken = TakenHome(self._way(), self.looks.chosen(), str(self.language.currentData() or ""))
        return Choice(self._to(), taken, Private(self.passphrase.edit.text()) if taken.way == STICK else Private(""))

    def _person_chosen(self) -> None:
        person = self._people.get(self._to())
        last = person.last if person else TakenHome("")
        self.way.choose(last.way if last.way in WAYS else PAPER)
        self.looks.choose(last.look)
        self.language.setCurrentIndex(max(0, self.language.findData(last.language)))
        self._way_chosen()

    def _way_chosen(self) -> None:
        person = self._people.get(self._to())
        for secret in (self.passphrase, self.again):
            secret.setVisible(self._way() == STICK)
        self.know.setVisible(person is not None and not person.family)
        words = [self._lacking(), self._knows(), self._about_way(person)]
        self.told.setText(" ".join(filter(None, words)))
        self.told.setVisible(bool(self.told.text()))
        self.go.setText(_("Save the locked file …") if self._way() == STICK else _("Print"))
        self.go.show_glyph("key-round" if self._way() == STICK else "printer")
        self.seen.setEnabled(not self._lacking())
        self.look()
        self.fit_soon()

    def _extract(self) -> ExtractView | None:
        every = self._plan.extracts if self._plan else ()
        return next((each for each in every if each.person_id == self._to()), None)

    def _permitted(self) -> int:
        extract = self._extract()
        return sum(line.permitted for each in extract.sections for line in each.lines) if extract else 0

    def _lacking(self) -> str:
        """Say what stands in the way of an extract: a row nobody can follow up, or no yes."""
        person = self._people.get(self._to())
        if person is None or person.family:
            return ""
        unfinished = next((each for each in (self._plan.rows if self._plan else ()) if each.lacking), None)
        if unfinished is not None:
            words = _("The plan is not ready: a row in “{section}” does not say who or when. Correct the note first.")
            return words.format(section=unfinished.label)
        return "" if self._permitted() else _("The family has not said yes to anything for this person yet.")

    def _knows(self) -> str:
        if self._extract() is None or self._lacking():
            return ""
        lines = self._permitted()
        return _n("They get {n} line of the note.", "They get {n} lines of the note.", lines).format(n=lines)

    def _about_way(self, person: Recipient | None) -> str:
        if self._way() == STICK:
            words = _("They choose and type it: at least {least} characters. Nobody opens the file without it.")
            return words.format(least=SHORTEST_PASSPHRASE)
        if self._way() != POST:
            return ""
        if person is not None and person.protected:
            return _("Protected identity: send it through the tax agency's mail service, never to an address.")
        return _("No address stands on the paper: write it on the envelope.")

    def step_aside(self) -> None:
        """Leave the window to another panel; what is typed stays for `come_back`."""
        self._aside = True
        self.close_over()

    def come_back(self) -> None:
        """Be there again as it was."""
        self._aside = False
        self.open_over(self.go if self.ready() else self.who)

    def _forget(self) -> None:
        if self._aside:
            return
        for secret in (self.passphrase, self.again):
            secret.edit.clear()

    def _ask(self) -> None:
        asked = self.save_asked if self._way() == STICK else self.print_asked
        asked.emit(self._choice())


def _ways() -> Mapping[str, str]:
    names = {PAPER: _("On paper"), STICK: _("On a USB stick"), POST: _("By post")}
    return {each: names[each] for each in WAYS}


def _looks() -> Mapping[str, str]:
    return dict(zip(LOOKS, (_("As usual"), _("Large print"), _("Easy to read")), strict=True))

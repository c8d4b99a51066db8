"""The forms over a case to prepare: a visit, a person, who gets the case. They draw and ask."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.admin.prepared_forms import Choice, HandsForm, PersonForm, VisitForm
from fieldnotes.ui.shared.ask_panel import AskPanel, line_field
from fieldnotes.ui.shared.labels import caption, small


class Ticks(QWidget):
    """A column of boxes to tick, under a name."""

    def __init__(self, panel: AskPanel, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._name = small(name)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.boxes: dict[str, QCheckBox] = {}
        panel.add(self._name)
        panel.add(self)

    def offer(self, choices: Sequence[Choice], chosen: Sequence[str] | None = None) -> None:
        """Offer other boxes; `chosen`: those ticked, None for what the choices say themselves."""
        for box in self.boxes.values():
            self._box.removeWidget(box)
            box.deleteLater()
        self.boxes = {each.key: QCheckBox(each.words) for each in choices}
        for each in choices:
            self.boxes[each.key].setChecked(each.chosen if chosen is None else each.key in chosen)
            self._box.addWidget(self.boxes[each.key])
        self.setVisible(bool(choices))
        self._name.setVisible(bool(choices))

    def ticked(self) -> tuple[str, ...]:
        """Give what is ticked."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked())


def choice_field(panel: AskPanel, name: str) -> QComboBox:
    """Add a named list to choose one of to a panel."""
    box = QComboBox()
    box.setAccessibleName(name)
    panel.add(caption(name, box, "small"))
    panel.add(box)
    return box


def offer(box: QComboBox, choices: Sequence[Choice], chosen: str = "") -> None:
    """Offer other choices, one of them taken."""
    box.clear()
    for each in choices:
        box.addItem(each.words, each.key)
    box.setCurrentIndex(max(0, box.findData(chosen)))


class VisitPanel(AskPanel):
    """What kind of visit, when, who goes, whom they meet."""

    said = Signal(object)

    def __init__(self, window: QWidget) -> None:
        hint = _("Whoever goes finds it in Today and begins the note from there. Plan it also without a network.")
        super().__init__(window, _("Plan a visit"), hint, _("Plan"), "calendar")
        self._visit = ""
        self.template = choice_field(self, _("What it is"))
        self.day = line_field(self, _("Day"), _("Friday, 20/3 or 2026-03-20"))
        self.time = line_field(self, _("Time of day"), "14:00")
        self.workers = Ticks(self, _("Who goes"))
        self.people = Ticks(self, _("Whom they meet"))
        self.end_card()
        self.agreed.connect(lambda: self.said.emit(self._read()))

    def open_form(
        self, templates: Sequence[Choice], workers: Sequence[Choice], people: Sequence[Choice], known: VisitForm
    ) -> None:
        """Open with what is known; `known.visit` is a visit to move, empty for a new one."""
        self._visit = known.visit
        offer(self.template, templates, known.template)
        self.day.setText(known.day)
        self.time.setText(known.time)
        self.workers.offer(workers, known.workers if known.visit else None)
        self.people.offer(people, known.people)
        self.name.setText(_("Move the visit") if known.visit else _("Plan a visit"))
        self.show_wrong("")
        self.open_over(self.day if known.visit else self.template)

    def ready(self) -> bool:
        """A day and a time are written."""
        return bool(self.day.text().strip() and self.time.text().strip())

    def _read(self) -> VisitForm:
        return VisitForm(
            str(self.template.currentData()),
            self.day.text().strip(),
            self.time.text().strip(),
            self.workers.ticked(),
            self.people.ticked(),
            self._visit,
        )


class PersonPanel(AskPanel):
    """Name, relation, and what helps to meet the person."""

    said = Signal(object)

    def __init__(self, window: QWidget) -> None:
        hint = _("The person stands in the case for those who work with it. Write no more than is needed.")
        super().__init__(window, _("Add a person"), hint, _("Add"), "user-plus")
        self._person = ""
        self.given = line_field(self, _("Name"))
        self.role = choice_field(self, _("Relation"))
        self.post = line_field(self, _("Title or place of work"), _("Teacher, interpreter … may be left empty"))
        self.language = line_field(self, _("Language"), _("sv, en, ar, so … if another than Swedish"))
        self.protected = QCheckBox(_("Has a protected identity"))
        self.add(self.protected)
        self.end_card()
        self.agreed.connect(lambda: self.said.emit(self._read()))

    def open_form(self, relations: Sequence[Choice], known: PersonForm) -> None:
        """Open with what is known; `known.person` is somebody to correct, empty for a new one."""
        self._person = known.person
        offer(self.role, relations, known.role)
        self.given.setText(known.name)
        self.post.setText(known.title)
        self.language.setText(known.language)
        self.protected.setChecked(known.protected)
        self.name.setText(_("Correct a person") if known.person else _("Add a person"))
        self.show_wrong("")
        self.open_over(self.given)

    def ready(self) -> bool:
        """A name is written."""
        return bool(self.given.text().strip())

    def _read(self) -> PersonForm:
        return PersonForm(
            self.given.text().strip(),
            str(self.role.currentData()),
            self.post.text().strip(),
            self.language.text().strip(),
            self.protected.isChecked(),
            self._person,
        )


class HandsPanel(AskPanel):
    """Who gets the case, and instead of whom."""

    said = Signal(object)

    def __init__(self, window: QWidget) -> None:
        hint = _("Whoever gets the case has its notes at the next exchange; whoever leaves it no longer has them.")
        super().__init__(window, _("Who gets the case?"), hint, _("Give the case"), "users")
        self.taking = choice_field(self, _("Who gets it"))
        self.leaving = choice_field(self, _("Instead of"))
        self.every = QCheckBox(_("And all other cases of the same colleague"))
        self.add(self.every)
        self.end_card()
        self.leaving.currentIndexChanged.connect(self._fit_leaving)
        self.agreed.connect(lambda: self.said.emit(self._read()))

    def open_form(self, may_have: Sequence[Choice], has: Sequence[Choice], *, may_join: bool) -> None:
        """Open with the colleagues who may have it; `may_join`: somebody may come beside those who have it."""
        offer(self.taking, may_have)
        beside = [Choice("", _("nobody: beside those who have it"))] if may_join or not has else []
        offer(self.leaving, [*beside, *has])
        self.every.setChecked(False)
        self._fit_leaving()
        self.show_wrong("" if may_have else _("No other colleague works with cases of this unit."))
        self.open_over(self.taking)

    def ready(self) -> bool:
        """Somebody is there to get it."""
        return self.taking.count() > 0

    def _fit_leaving(self) -> None:
        self.every.setVisible(bool(self.leaving.currentData()))
        self.fit_soon()

    def _read(self) -> HandsForm:
        leaving = str(self.leaving.currentData() or "")
        return HandsForm(str(self.taking.currentData()), leaving, bool(leaving) and self.every.isChecked())

"""Taking what is proposed, refusing it, and having it back in one step. The form holds the values; it saves nothing.

What was taken or refused is not proposed again; `dealt` tells whoever keeps that.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.ui.worker.editor.chips import Choice
from fieldnotes.ui.worker.editor.offers import Offers, Proposal
from fieldnotes.ui.worker.editor.once import BREATH, Once
from fieldnotes.ui.worker.editor.shapes import FieldShape, rows_of

Put = Callable[[str, str, Json], None]
"""Makes a value (section, field, value) the field's own, as if the person had entered it."""
Draw = Callable[[str, Sequence[tuple[str, Choice]]], None]
"""Draws what is proposed in a section: field and chip, in their order."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What one act did: places with what stood there before and after, and the keys it dealt with."""

    changes: tuple[tuple[str, str, Json, Json], ...] = field(repr=False)
    keys: tuple[str, ...]


class Taking(QObject):
    """The proposals of one form."""

    dealt = Signal(object)
    """All keys that are dealt with now."""

    def __init__(self, form: QObject, values: Callable[[], Sections], put: Put, draw: Draw) -> None:
        super().__init__(form)
        self._values = values
        self._put = put
        self._draw = draw
        self._offers: Offers | None = None
        self._steps: list[_Step] = []
        self._stale: set[str] = set()
        self._breath = Once(self)
        self._breath.rang.connect(self.settle)

    def begin(self, offers: Offers) -> None:
        """Propose from now on."""
        self._offers = offers

    def of(self, section: str) -> list[Proposal]:
        """Give what is proposed in a section now."""
        return self._offers.of(section, self._values()) if self._offers is not None else []

    def draw(self, section: str) -> None:
        """Draw what is proposed in a section."""
        self._draw(section, [(each.offer.field, self._choice(each)) for each in self.of(section)])

    def changed(self, section: str) -> None:
        """Draw a section anew a breath after its words changed."""
        self._stale.add(section)
        self._breath.within(BREATH)

    def settle(self) -> None:
        """Draw now what was to be drawn soon."""
        stale, self._stale = self._stale, set()
        for section in stale:
            self.draw(section)

    def take(self, proposals: Sequence[Proposal]) -> None:
        """Take proposals in one step; one that no longer fits what was written since it was drawn is drawn away."""
        sections = dict.fromkeys(each.offer.section for each in proposals)
        standing = {each.offer.key for section in sections for each in self.of(section)}
        self._take([each for each in proposals if each.offer.key in standing])
        for section in sections:
            self.draw(section)

    def _take(self, proposals: Sequence[Proposal]) -> None:
        changes = []
        for each in proposals:
            place = each.offer.section, each.offer.field
            before = _at(self._values(), *place)
            after = each.offer.taken(before)
            self._put(*place, after)
            changes.append((*place, before, after))
        self._deal(_Step(tuple(changes), tuple(each.offer.key for each in proposals)))

    def answer(self, section: str, name: str, value: Json) -> None:
        """Answer a question as the person does in the form."""
        self._put(section, name, value)

    def refuse(self, proposal: Proposal) -> None:
        """Propose it no more."""
        self._deal(_Step((), (proposal.offer.key,)))
        self.draw(proposal.offer.section)

    def entered(self, shape: FieldShape, before: Json, after: Json) -> bool:
        """Remember what a person chose, turned or removed, so that it can be had back too; typing has its own undo.

        Says whether it was such an act.
        """
        act = is_act(shape.type, before, after)
        if act:
            self._steps.append(_Step(((shape.section, shape.id, before, after),), ()))
        return act

    def undo(self) -> str:
        """Take the last act back; what was changed since then stays. Gives a section it was about, if any."""
        if not self._steps or self._offers is None:
            return ""
        step = self._steps.pop()
        self._offers.dealt -= set(step.keys)
        for section, name, before, after in reversed(step.changes):
            if _same(_at(self._values(), section, name), after):
                self._put(section, name, before)
        sections = dict.fromkeys(key.split(".", 1)[0] for key in step.keys)
        for section in sections:
            self.draw(section)
        if step.keys:
            self.dealt.emit(frozenset(self._offers.dealt))
        return next(iter((*sections, *(change[0] for change in step.changes))), "")

    def _choice(self, proposal: Proposal) -> Choice:
        return Choice(
            proposal.offer.key,
            proposal.words,
            proposal.offer.heard,
            lambda: self.take([proposal]),
            lambda: self.refuse(proposal),
        )

    def _deal(self, step: _Step) -> None:
        if self._offers is None or not step.keys:
            return
        self._steps.append(step)
        self._offers.dealt |= set(step.keys)
        for section in dict.fromkeys(key.split(".", 1)[0] for key in step.keys):
            self.draw(section)
        self.dealt.emit(frozenset(self._offers.dealt))


CHOSEN = frozenset({"choice", "multichoice", "yesno", "person", "participants"})
"""Types whose every change is an act of its own."""
TOLD = frozenset({"statement", "observation", "assessment"})
"""Types whose text is typed, and whose facts are chosen."""
_TYPED = ("text", "question")


def is_act(kind: str, before: Json, after: Json) -> bool:
    """Say whether a change was made with one click or key, not letter by letter: a choice, or a row taken away."""
    if kind in CHOSEN:
        return True
    old, new = rows_of(before), rows_of(after)
    if kind == "text" or len(new) != len(old):
        return kind != "text" and len(new) < len(old)
    return kind in TOLD and [_typed(row) for row in old] == [_typed(row) for row in new]


def _typed(row: Json) -> tuple[Json, ...]:
    return tuple(row.get(key) for key in _TYPED) if isinstance(row, Mapping) else ()


def _at(values: Sections, section: str, name: str) -> Json:
    return values.get(section, {}).get(name)


def _same(one: Json, other: Json) -> bool:
    return json.dumps(one, default=list) == json.dumps(other, default=list)

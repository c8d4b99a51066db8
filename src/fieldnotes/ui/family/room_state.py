"""What stands on the page *Who is in the room?*, as plain values between presenter and view. Knows no Qt."""

from dataclasses import dataclass, field

from fieldnotes.language.plain_targets import PlainTarget, family_target

INTERPRETER = "tolk"
COLLEAGUE = "kollega"
SUPPORT = "stodperson"
PROXY = "ombud"
OTHER = "other"
"""A kind of guest that is no role: somebody of the case in the role they have there."""

FOLLOWING = frozenset({SUPPORT, PROXY})
NEUTRAL = frozenset({INTERPRETER, COLLEAGUE})


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person who can be ticked; `extra` ones were added by hand."""

    id: str
    name: str = field(repr=False)
    detail: str = field(repr=False)
    here: bool
    extra: bool = False


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody in the room as the room file names them."""

    id: str
    role: str
    for_id: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its id and its words."""

    id: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Guests:
    """Who can be added, by kind of guest, and for whom support persons and proxies can be there."""

    colleagues: tuple[Choice, ...] = ()
    people: tuple[Choice, ...] = ()
    others: tuple[Choice, ...] = ()
    principals: tuple[Choice, ...] = ()

    def of(self, kind: str) -> tuple[Choice, ...]:
        """Give who can be added as this kind; an interpreter needs no name."""
        if kind == COLLEAGUE:
            return self.colleagues
        return self.people if kind in FOLLOWING else self.others


@dataclass(frozen=True, slots=True)
class SectionRow:
    """What becomes of one section in this room.

    `state`: `open`, `kept` (closed by the worker's own choice) or `closed`. `why`: the rule in words. `term`: the
    protected word that blocks it. `reason`: why it is open although a rule closes it. `left_out`: how many statements
    in it these people do not see without a reason. The `may_…` say what helps.
    """

    id: str
    label: str
    state: str
    why: str = ""
    term: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    reason: str = field(default="", repr=False)
    left_out: int = 0
    typed: str = field(default="", repr=False)
    may_open: bool = False
    may_rewrite: bool = False
    may_lift: bool = False
    plain: str = field(default="", repr=False)
    target: PlainTarget = field(default_factory=lambda: family_target("child", None))
    """How plain a text for these people has to be."""


@dataclass(frozen=True, slots=True)
class RoomPage:
    """The whole page. `hint` says why nothing can be shown; `fresh`: the sections are those of the people ticked."""

    title: str = field(repr=False)
    people: tuple[PersonRow, ...]
    guests: Guests
    sections: tuple[SectionRow, ...]
    summary: str
    hint: str
    can_show: bool
    languages: tuple[Choice, ...] = ()
    """What the family's screen can speak."""
    language: str = ""

"""The desk: everything one person works with while unlocked. It constructs nothing; boot builds the workshop."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from fieldnotes.casework.find_words import SearchedCase
from fieldnotes.dictation.engine import SecondOpinion
from fieldnotes.dictation.model_list import ModelList
from fieldnotes.domain.clock import Clock
from fieldnotes.domain.managed import ManagedRules
from fieldnotes.domain.placements import PlacedVisit
from fieldnotes.domain.templates import TemplateBook
from fieldnotes.domain.waits import Waits
from fieldnotes.language.family_words import FamilyWords
from fieldnotes.language.said_rules import SaidRules
from fieldnotes.language.spelling import Speller
from fieldnotes.language.spoken_rules import SpokenRules
from fieldnotes.language.town_words import TownFolder
from fieldnotes.update.program_here import ProgramHere
from fieldnotes.vault.contact import hub_now
from fieldnotes.vault.keychain import Keychain
from fieldnotes.vault.open_vault import OpenVault


@dataclass(frozen=True, slots=True)
class Speech:
    """What dictation needs: the recogniser's command line, where models lie, the shipped test model, spoken rules."""

    command: Sequence[str]
    models_folder: Path
    shipped_model: Path | None
    rules: SpokenRules
    offered: ModelList = field(default_factory=ModelList)
    """The official list of models to fetch."""
    second: SecondOpinion | None = None
    """An engine that hears a finished utterance again; what it says is offered to the person (decision 020)."""
    other_rules: Mapping[str, SpokenRules] = field(default_factory=dict, repr=False)
    """Spoken rules of further languages, by language."""

    def rules_of(self, language: str) -> SpokenRules:
        """Give the spoken rules of a language, `rules` for none; without rules of its own it is written as heard."""
        if language in {"", self.rules.language}:
            return self.rules
        return self.other_rules.get(language) or SpokenRules.bare(language)


@dataclass(frozen=True, slots=True)
class Workshop:
    """Everything but the vault; made by boot, the same for every profile of this program."""

    book: TemplateBook
    clock: Clock
    speech: Speech
    fonts: Path
    plain_words: Sequence[Mapping[str, str]] = field(repr=False)
    language: str = "sv"
    hub_ca: Path | None = None
    keychain: Keychain | None = None
    said: SaidRules | None = field(default=None, repr=False)
    """What words in running text give reason to propose, in the language that is dictated."""
    metered: Callable[[], bool] = bool
    """Whether the network costs by the byte, so that files wait; asked at each exchange."""
    speller: Speller | None = None
    """The spelling dictionaries of this computer."""
    family_languages: Mapping[str, FamilyWords] = field(default_factory=dict, repr=False)
    """What the family's screen says, by language; Swedish first."""
    program: ProgramHere | None = None
    """The program that runs, and where newer versions of it are looked for."""
    town: TownFolder | None = None
    """The town's own word list, headings and languages, and what is wrong with them."""
    managed: ManagedRules = field(default_factory=ManagedRules)
    """What the workplace has decided for this computer; every act is held to it (`casework/managed.py`)."""

    @property
    def sheets(self) -> Path:
        """Where the layouts of what leaves the office lie, beside the fonts they are set in."""
        return self.fonts.parent / "paper"


@dataclass(slots=True)
class Desk:
    """One unlocked profile in the workshop. `writing` guards the reading and saving again of one draft.

    `unlocked`: when the passphrase was last given; None after a PIN, which is not enough to decide by.
    `searched`: text of the case last searched, made ready for that, by its id; `waiting`: what was worked out of the
    notes of the queue, by their id; both are forgotten at lock.
    """

    workshop: Workshop
    vault: OpenVault = field(repr=False)
    writing: threading.RLock = field(default_factory=threading.RLock, repr=False)
    unlocked: datetime | None = None
    searched: dict[str, SearchedCase] = field(default_factory=dict, repr=False)
    waiting: dict[str, tuple[tuple[object, ...], Waits | None]] = field(default_factory=dict, repr=False)
    placed: dict[str, tuple[tuple[int, ...], tuple[PlacedVisit, ...]]] = field(default_factory=dict, repr=False)
    """Visits to a placed child by the case's id, with the state of its entries they were read from."""

    town_book: tuple[tuple[object, ...], TemplateBook] | None = field(default=None, repr=False)
    """The templates with the town's among them, and what they were read by (`template_book.look_again`)."""

    @property
    def book(self) -> TemplateBook:
        """The templates of this program, and the town's as they came from the hub."""
        return self.workshop.book if self.town_book is None else self.town_book[1]

    @property
    def clock(self) -> Clock:
        """The clock; it informs, it never decides."""
        return self.workshop.clock

    def hub_now(self) -> datetime:
        """What time it is by the hub, whatever this clock says: what days to keep are counted in."""
        return hub_now(self.vault, self.clock)

    @property
    def language(self) -> str:
        """`sv` or `en`: in which labels and findings are read."""
        return self.workshop.language


@dataclass(frozen=True, slots=True)
class Changed:
    """What an act changed: kinds of `drafts entries cases outbox profile`, and ids of notes and cases."""

    kinds: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()

    def with_(self, other: "Changed") -> "Changed":
        """Join two changes into one."""
        return Changed(self.kinds | other.kinds, self.ids | other.ids)


def changed(kinds: str, *ids: str) -> Changed:
    """Say what changed; `kinds` separated by blanks."""
    return Changed(frozenset(kinds.split()), frozenset(ids))


@dataclass(frozen=True, slots=True)
class Recorded:
    """An act that became an entry: its hash, and what it changed. `others` are entries filed along with it."""

    hash: str
    changed: Changed
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft that was begun."""

    note: str
    changed: Changed

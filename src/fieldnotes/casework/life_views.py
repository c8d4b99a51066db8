"""What is seen of notes in the wrong case, of copies, and of siblings' notes. Frozen values; decides nothing."""

from dataclasses import dataclass, field
from datetime import datetime

from fieldnotes.casework.view import OPTIONAL, View
from fieldnotes.domain.private import Private


@dataclass(frozen=True, slots=True)
class MisfiledView(View):
    """Why a note lies in the wrong case: what is left of it there. `to_case` only for those who may know that case."""

    by: str
    by_name: Private
    at: datetime
    reason: Private
    to_case: str | None = field(default=None, metadata=OPTIONAL)
    copy: str | None = field(default=None, metadata=OPTIONAL)


@dataclass(frozen=True, slots=True)
class CopiedView(View):
    """Whose signed text a copy is, and when it was signed; the case it lay in is not told."""

    revision: str
    author: str
    author_name: Private
    at: datetime


@dataclass(frozen=True, slots=True)
class SiblingAsk(View):
    """One text that names another child or somebody protected: reworded or left out; `key` names it in the answers."""

    key: str
    label: str
    kind: str
    text: Private


@dataclass(frozen=True, slots=True)
class SiblingPlan(View):
    """What a sibling's note would get: copied sections, texts to ask about, people who stay out."""

    case: str
    case_number: str
    child: Private
    template: str
    copied: tuple[str, ...]
    asked: tuple[SiblingAsk, ...]
    left_out: tuple[Private, ...]

"""How old drafts are, on the hub's clock once it has seen them, and whom that concerns (DOC-2). Reads only."""

from datetime import datetime, timedelta
from typing import Final

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.draft_views import HERE, KEPT, KEPT_BEFORE, DraftView, OldDraftView
from fieldnotes.casework.people import people_at
from fieldnotes.domain.draft_age import SUPERVISOR_TOLD, is_late
from fieldnotes.vault import drafts, kept_drafts
from fieldnotes.vault.contact import hub_now
from fieldnotes.vault.drafts import Draft
from fieldnotes.vault.kept_drafts import Kept
from fieldnotes.vault.waiting_drafts import waiting_drafts

COPY_OF: Final = "copy_of"
"""In a draft's cursor: the note it is another version of."""

_HOUR: Final = timedelta(hours=1)


def draft_view(desk: Desk, draft: Draft) -> DraftView:
    """Tell how old a draft is and where it lies."""
    kept = kept_drafts.kept_of(desk.vault, draft.note)
    age = _age(desk, draft, kept)
    copy_of = (draft.cursor or {}).get(COPY_OF)
    return DraftView(
        age_hours=age // _HOUR,
        late=is_late(age),
        kept=_where(desk, draft, kept),
        kept_at=datetime.fromisoformat(kept.kept_at) if kept else None,
        copy_of=copy_of if isinstance(copy_of, str) else None,
    )


def kept_now(desk: Desk) -> tuple[int, datetime | None]:
    """Count the drafts that lie in safe-keeping as they are now, and tell since when all of them do."""
    kept = kept_drafts.all_kept(desk.vault)
    if not kept:
        return 0, None
    held = [
        kept[each.note] for each in drafts.all_drafts(desk.vault) if _where(desk, each, kept.get(each.note)) == KEPT
    ]
    return len(held), max((datetime.fromisoformat(each.kept_at) for each in held), default=None)


def kept_elsewhere(desk: Desk) -> tuple[int, datetime | None]:
    """Count the drafts of other computers that lay at the hub when it was last asked, and tell the latest from when."""
    count, at = kept_drafts.elsewhere(desk.vault)
    return count, datetime.fromisoformat(at) if at else None


def old_drafts(desk: Desk) -> tuple[OldDraftView, ...]:
    """Others' drafts of 72 hours and more in cases this person supervises, the oldest first, as the hub last told."""
    people = people_at(desk)
    now = hub_now(desk.vault, desk.clock)
    found = []
    for each in waiting_drafts(desk.vault):
        since = datetime.fromisoformat(each.since)
        case = people.cases.get(each.case) or people.there.get(each.case)
        if case is None or not people.supervises(case) or now - since < SUPERVISOR_TOLD:
            continue
        name = people.user_name(each.author)
        found.append(OldDraftView(case.id, case.number, each.author, name, since, (now - since) // _HOUR))
    return tuple(found)


def _age(desk: Desk, draft: Draft, kept: Kept | None) -> timedelta:
    """By the hub's clock from when it first heard of the draft; before that by this one, which wrote its beginning."""
    if kept is not None:
        age = hub_now(desk.vault, desk.clock) - datetime.fromisoformat(kept.since)
    else:
        age = desk.clock.now() - datetime.fromisoformat(draft.created_at)
    return max(timedelta(0), age)


def _where(desk: Desk, draft: Draft, kept: Kept | None) -> str:
    if kept is None:
        return HERE
    return KEPT if kept.digest == kept_drafts.state_of(desk.vault.key, draft) else KEPT_BEFORE

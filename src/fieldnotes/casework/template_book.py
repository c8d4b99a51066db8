"""Which templates this desk works by: the program's, and the town's as they came from the hub. Draws none."""

from fieldnotes.casework.desk import Desk
from fieldnotes.domain.cases import User
from fieldnotes.domain.template_library import with_published
from fieldnotes.vault import reference
from fieldnotes.vault.template_rows import published


def look_again(desk: Desk, epoch: str | None, me: User) -> None:
    """Read the town's templates when the feed has moved since they were read; every act begins with asking this."""
    units = frozenset({me.unit, *(each.unit for each in me.memberships)})
    stamp = (epoch, reference.version(desk.vault), units)
    if desk.town_book is None or desk.town_book[0] != stamp:
        desk.town_book = (stamp, with_published(desk.workshop.book, published(desk.vault), units))

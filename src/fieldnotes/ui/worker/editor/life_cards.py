"""What a signed note says about where it lies: in the wrong case, as a copy, or under another number before. Draws."""

from collections.abc import Iterator

from fieldnotes.casework.views import NoteView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.labels import body, muted
from fieldnotes.ui.shared.when import clock_time
from fieldnotes.ui.worker.editor.wording import day_words


def life_cards(note: NoteView) -> Iterator[Card]:
    """Make the cards that stand before the text; most notes have none."""
    if note.misfiled is not None:
        at = note.misfiled.at.astimezone()
        hint = _("{name}, {day} {time}").format(name=note.misfiled.by_name, day=day_words(at), time=clock_time(at))
        card = Card(_("This note lies in the wrong case"), hint, "warn")
        card.add(body(str(note.misfiled.reason)))
        if note.misfiled.to_case:
            card.add(muted(_("It belongs to {case}.").format(case=note.misfiled.to_case)))
        if not note.section_states:
            card.add(muted(_("Its text is closed here.")))
        yield card
    if note.copied is not None:
        at = note.copied.at.astimezone()
        words = _("The text is {name}'s, signed {day} {time}. It lay in the wrong case and was copied here.")
        card = Card(_("A copy"), "", "soft")
        card.add(body(words.format(name=note.copied.author_name, day=day_words(at), time=clock_time(at))))
        asks = _("What the family said of it stayed with that note: show them this one, and ask again.")
        card.add(muted(asks))
        yield card
    if note.proposed_as:
        card = Card(_("Written before the case had its number"), "", "soft")
        card.add(muted(_("It was written under {number}.").format(number=note.proposed_as)))
        yield card

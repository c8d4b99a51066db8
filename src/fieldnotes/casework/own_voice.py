"""Whether the child has said anything in words of its own, in the note or at the screen (CHI-1). It only looks."""

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.versions import children_of
from fieldnotes.casework.whole_note import fetch
from fieldnotes.domain.own_words import own_words


def child_is_silent(desk: Desk, note: str) -> bool:
    """Say whether nothing the child said or showed stands anywhere; then somebody may ask once more, gently.

    Refused: UNKNOWN_NOTE.
    """
    whole = fetch(desk, note)
    children = children_of(whole)
    said = any(words.person in children for words in own_words(whole.template, children, whole.sections))
    bodies = [each.filed.entry.body for each in whole.state.responses]
    told = any(body["person_id"] in children and (body.get("text") or body.get("face")) for body in bodies)
    return not (said or told)

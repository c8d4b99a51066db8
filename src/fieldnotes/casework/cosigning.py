"""The second worker's signature: who is asked for it, who has given it, and about which text. Signs nothing."""

from fieldnotes.casework.cosign_views import CosignView
from fieldnotes.casework.note_reading import in_order, moment, objects
from fieldnotes.casework.whole_note import WholeNote, sections_of
from fieldnotes.domain.entry import Filed, Kind
from fieldnotes.domain.templates import Template

_ABSENT = "inte_med"


def cosignings(whole: WholeNote) -> tuple[CosignView, ...]:
    """List who has cosigned which text, in order."""
    return tuple(
        CosignView(
            revision=str(filed.entry.body["revision"]),
            by=filed.entry.author,
            by_name=whole.people.user_name(filed.entry.author),
            at=moment(filed),
            current=str(filed.entry.body["revision"]) in whole.head_hashes,
        )
        for filed in sorted(cosigned(whole), key=in_order)
    )


def cosigned(whole: WholeNote) -> tuple[Filed, ...]:
    """Give the entries of those who cosigned."""
    return tuple(filed for filed in whole.state.others if filed.entry.kind is Kind.NOTE_COSIGNED)


def may_cosign(whole: WholeNote) -> bool:
    """Whether this person may cosign the one head: assigned, author of no text of the note, not done already."""
    head, me = whole.state.head, whole.people.me.id
    if head is None or whole.closed or not whole.people.joined or not whole.people.assigned(whole.case):
        return False
    wrote = any(filed.entry.author == me for filed in whole.state.revisions)
    done = any(f.entry.author == me and f.entry.body["revision"] == head.hash for f in cosigned(whole))
    return not wrote and not done


def is_asked_to_cosign(whole: WholeNote) -> bool:
    """Whether the text names this person among those who were there, and they have not cosigned it yet."""
    head = whole.state.head
    return head is not None and may_cosign(whole) and whole.people.me.id in took_part(whole.template, head)


def took_part(template: Template, head: Filed) -> set[str]:
    """Give the ids of those a signed text says were there."""
    sections = sections_of(head)
    return {
        str(row.get("person_id"))
        for section, field in template.fields_of_type("participants")
        for row in objects((sections.get(section.id) or {}).get(field.id))
        if row.get("presence") != _ABSENT
    }

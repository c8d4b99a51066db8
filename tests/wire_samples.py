"""One entry of every kind, with fixed ids and a fixed key: the source of the test vectors."""

from fieldnotes.domain.entry import Entry, Kind
from fieldnotes.wire.keys import SigningKey

SEED = bytes(range(32))
KEY = SigningKey(SEED)
H1, H2, H3 = ("11" * 32, "22" * 32, "33" * 32)
TEMPLATE = {"id": "hembesok", "version": "2.0.0", "sha256": H3}
SECTIONS = {"barnets_rost": {"said": {"text": "Elsa: ”Jag väcker mamma.”", "source_person_id": "p1"}}}
REVISION = {
    "template": TEMPLATE,
    "sections": SECTIONS,
    "shown": [H2],
    "reasons": {"written_late": "Åskväder."},
    "dictated": True,
}

BODIES = {
    Kind.NOTE_SIGNED: REVISION,
    Kind.NOTE_CORRECTED: {**REVISION, "reason": "Fel dag.", "family_text": {"guardian": {"barnets_rost": "Hej"}}},
    Kind.NOTE_MERGED: {**REVISION, "reason": "Två versioner."},
    Kind.NOTE_COSIGNED: {"revision": H1},
    Kind.NOTE_MISFILED: {"revision": H1, "to_case": "c-2", "reason": "Fel barn."},
    Kind.NOTE_SHOWN: {
        "revision": None,
        "template": TEMPLATE,
        "copy": {"sections": [{"id": "a", "label": "A", "text": "Å", "source": H2}], "language": "sv", "date": None},
        "copy_hash": H3,
        "people": [{"person_id": "p1", "role": "barn"}],
        "opened": ["a"],
        "reasons": [{"section": "a", "terms": False, "text": "Prövat."}],
    },
    Kind.FAMILY_RESPONDED: {
        "shown": H2, "person_id": "p1", "role": "barn", "section": "a", "answer": "adds", "text": "Mer.",
    },
    Kind.COPY_HANDED_OVER: {"revision": H1, "document": H2, "way": "paper", "to": "p2"},
    Kind.QUESTION_ASKED: {
        "revision": H1,
        "pin": {"section": "a", "field": "text", "start": 0, "end": 4, "quoted": "Elsa"},
        "kind": "question",
        "text": "Hur ofta?",
    },
    Kind.QUESTION_ANSWERED: {"question": H1, "text": "Varannan vecka."},
    Kind.NOTE_APPROVED: {"revision": H1, "seen": []},
    Kind.NOTE_RETURNED: {"revision": H1, "seen": [H2], "questions": [H3]},
    Kind.APPROVAL_WITHDRAWN: {"revision": H1, "approval": H2, "seen": [H2], "reason": "För tidigt."},
    Kind.ATTACHMENT_ADDED: {
        "attachment": "b-1", "name": "schema.jpg", "media_type": "image/jpeg", "size": 3, "chunk_size": 1048576,
        "chunks": [H1],
    },
    Kind.CONSENT_GIVEN: {"what": "recording", "person_id": "p2", "role": "vardnadshavare", "how": "spoken"},
    Kind.CONSENT_WITHDRAWN: {"what": "recording", "person_id": "p2", "consent": H1, "note": "Ångrade sig."},
    Kind.RECORDING_DESTROYED: {"recording": "r-1", "seconds": 151, "why": "signed"},
    Kind.CASE_PROPOSED: {"child": {"name": "Okänd"}, "people": [], "unit": "unit-bou"},
    Kind.CASE_BOUND: {"proposed": "c-new", "to_case": "c-1"},
    Kind.AGREEMENT_FOLLOWED_UP: {"revision": H1, "section": "overenskommet", "row": 0, "outcome": "done"},
    Kind.INSIGHT_GIVEN: {"to": "p2", "document": H1, "way": "paper", "masked": [{"section": "a", "why": "anmalare"}]},
    Kind.COMMUNICATION_SENT: {"to": "p2", "documents": [H1], "reply_by": "2026-04-01", "way": "post"},
    Kind.COMMUNICATION_ANSWERED: {"sent": H1, "answer": "replied", "text": "Vi håller inte med."},
    Kind.CASE_DISPOSED: {"entries": 12, "attachments": 1, "root": H1, "rule": "RET-1"},
}  # fmt: skip


COPIED = {
    **REVISION,
    "reasons": {"misfiled": "Skrevs i fel akt."},
    "copied": {"revision": H1, "author": "u-tove", "role": "worker", "at": "2026-03-12T15:12:00+01:00"},
}
"""The body of a copy in the right case, of a note that lay in the wrong one."""


def sample(kind: Kind, number: int = 1, **changes) -> Entry:
    """A well-formed entry of a kind; `changes` replaces fields."""
    fields = {
        "id": f"0195d0f0-0000-7000-8000-{number:012x}",
        "kind": kind,
        "case": "c-prov-01",
        "note": "0195d0f0-0000-7000-8000-0000000000aa",
        "visit": None,
        "parents": (H1, H2),
        "case_previous": None,
        "dseq": number,
        "author": "u-tove",
        "role": "worker",
        "unit": "unit-bou",
        "device": "0195d0f0-0000-7000-8000-0000000000dd",
        "at": "2026-03-12T15:12:00+01:00",
        "since_hub": 3600,
        "auth": {"acr": "loa3", "at": "2026-03-12T08:00:00+01:00"},
        "body": BODIES[kind],
    }
    return Entry(**{**fields, **changes})

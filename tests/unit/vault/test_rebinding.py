"""A profile that began alone: what it filed as `local` is in its person's name once it has joined."""

from dataclasses import replace

from fieldnotes.domain.entry import Act, Kind
from fieldnotes.vault import access, drafts, entries, outbox
from fieldnotes.vault.identity import identity
from fieldnotes.vault.rebinding import become
from fieldnotes.vault.verify import verify
from fieldnotes.wire.ids import new_id
from vault_samples import CASE, NOTE, HubVoice, consent, draft


def test_what_was_filed_alone_carries_the_person_and_keeps_its_order_and_links(vault, held_clock):
    """rules: DOC-1"""
    given = entries.file_act(vault, consent(held_clock), held_clock)
    body = {"what": "visit", "person_id": "p-1", "consent": given.hash}
    taken_back = Act(new_id(held_clock), Kind.CONSENT_WITHDRAWN, CASE, NOTE, body, parents=(given.hash,))
    entries.file_act(vault, taken_back, held_clock)
    drafts.save(vault, draft(corrects=given.hash))
    access.record(vault, access.OPENED, CASE, NOTE, given.hash, "2026-03-12T16:05:00.000+01:00")
    me = identity(vault)
    become(vault, replace(me, author="u-tove", role="worker", unit="unit-bou", hub_key=HubVoice().key.public))
    first, second = entries.of_note(vault, NOTE)
    assert {(f.entry.author, f.entry.unit) for f in (first, second)} == {("u-tove", "unit-bou")}
    assert (first.entry.id, first.entry.at, first.entry.body) == (given.entry.id, given.entry.at, given.entry.body)
    assert second.entry.body["consent"] == first.hash != given.hash
    assert second.entry.parents == (first.hash,)
    assert second.entry.case_previous == first.hash
    assert drafts.get(vault, NOTE).corrects == first.hash
    assert access.has_opened(vault, NOTE, first.hash)
    assert {one.hash for one in outbox.take(vault)} == {first.hash, second.hash}
    assert verify(vault).ok


def test_what_was_filed_in_a_persons_name_is_never_sealed_anew(vault, held_clock):
    hub = HubVoice()
    hub.welcome(vault)
    filed = entries.file_act(vault, consent(held_clock), held_clock)
    become(vault, replace(identity(vault), unit="unit-2"))
    assert entries.of_note(vault, NOTE) == [filed]
    assert identity(vault).unit == "unit-2"

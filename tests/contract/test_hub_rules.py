"""Who may put what into the record: nothing is refused, everything that breaks a rule waits in quarantine."""

import pytest

from fieldnotes.domain.entry import Kind
from fieldnotes.hub.devices import revoke
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.registers import assign, unassign
from fieldnotes.hub.releasing import quarantine_list, quarantine_refuse, quarantine_release, quarantine_show
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.wire.entries import read
from hub_samples import (
    BOSS,
    BOTH,
    CASE,
    COLLEAGUE,
    OTHER,
    OTHER_BOSS,
    OTHER_UNIT,
    OUTSIDER,
    THIRD,
    UNIT,
    H,
    a_case,
    person,
    town,
)


@BOTH
def test_only_those_of_a_case_may_write_in_it(join):
    """rules: SEC-6, DOC-1."""
    tove, jonas, maja, boss = join(), join(COLLEAGUE), join(OUTSIDER), join(boss=True)
    siv = join(OTHER_BOSS, OTHER_UNIT, boss=True)
    table = {
        (tove, CASE): 1, (tove, OTHER): "not_assigned", (tove, THIRD): "not_assigned",
        (jonas, CASE): 2, (jonas, OTHER): 1, (jonas, THIRD): "not_assigned",
        (maja, CASE): "not_assigned", (maja, OTHER): "not_assigned",
        (boss, CASE): 3, (boss, OTHER): 2, (boss, THIRD): "not_assigned",
        (siv, CASE): "not_assigned", (siv, THIRD): 1,
    }  # fmt: skip
    for (line, case), expected in table.items():
        assert line.results(line.laptop.signed(case=case, note="n-9")) == [expected], (line.laptop.user, case)
    unknown = tove.laptop.signed(case="c-nobody-knows")
    assert tove.results(unknown) == ["unknown_case"]


def test_an_entry_names_its_own_person_in_a_role_they_have(join):
    """rules: DOC-1."""
    tove = join()
    make = tove.laptop.signed
    assert tove.results(make(author=COLLEAGUE)) == ["author_wrong"]
    assert tove.results(make(role="supervisor")) == ["role_wrong"]
    assert tove.results(make(unit=OTHER_UNIT)) == ["role_wrong"]
    assert tove.results(make()) == [1]


def test_a_foreign_signature_is_quarantined(join, laptop):
    tove, jonas = join(), join(COLLEAGUE)
    assert tove.results(tove.laptop.signed(signing_key=jonas.laptop.key)) == ["signature_wrong"]
    assert tove.results(laptop().signed()) == ["unknown_device"]


@BOTH
def test_bytes_that_come_again_with_proof_take_the_place_of_those_without(join, hub):
    tove, jonas = join(), join(COLLEAGUE)
    good = tove.laptop.signed()
    bad = type(good)(good.data, good.hash, bytes(64))
    assert jonas.results(bad) == ["signature_wrong"]
    assert tove.results(good) == [1]
    assert tove.results(bad) == [1]
    assert quarantine_list(hub) == {"quarantine": []}


def test_any_device_may_hand_in_the_entries_of_another(join):
    """After a restore everybody offers what they hold."""
    tove, jonas = join(), join(COLLEAGUE)
    assert jonas.results(tove.laptop.signed()) == [1]


@BOTH
def test_nobody_decides_about_their_own_note(join):
    """rules: DOC-1. Whoever wrote any revision of a note approves, returns and withdraws nothing about it."""
    boss, henrik_two, tove = join(boss=True), join(boss=True), join()
    own = boss.laptop.signed(note="n-own")
    assert boss.results(own) == [1]
    assert boss.results(boss.laptop.approved(own.hash, note="n-own")) == ["own_work"]
    assert henrik_two.results(henrik_two.laptop.approved(own.hash, note="n-own")) == ["own_work"]
    assert boss.results(boss.laptop.returned(own.hash, note="n-own")) == ["own_work"]
    assert boss.results(boss.laptop.withdrawn(own.hash, H, note="n-own")) == ["own_work"]
    later = tove.laptop.signed(note="n-own", parents=(own.hash,))
    assert tove.results(later) == [2]
    assert boss.results(boss.laptop.approved(later.hash, note="n-own")) == ["own_work"]
    mine = tove.laptop.signed(note="n-mine")
    assert tove.results(mine, tove.laptop.approved(mine.hash, note="n-mine")) == [3, "own_work"]


def test_only_a_supervisor_of_the_case_decides(join):
    tove, jonas, boss = join(), join(COLLEAGUE), join(boss=True)
    note = tove.laptop.signed()
    tove.push(note)
    assert jonas.results(jonas.laptop.approved(note.hash)) == ["not_a_supervisor"]
    assert jonas.results(jonas.laptop.returned(note.hash)) == ["not_a_supervisor"]
    away = {"revision": note.hash, "to_case": OTHER, "reason": "Fel barn."}
    assert jonas.results(jonas.laptop.act(Kind.NOTE_MISFILED, away)) == ["not_a_supervisor"]
    assert boss.results(boss.laptop.approved(note.hash)) == [2]


def test_a_hired_consultant_documents_by_the_same_rules_and_is_gone_with_the_assignment(join, hub):
    """rules: DOC-12, SEC-6"""
    hired = person("u-konsult", "consultant")
    import_file(hub, {**town(), "users": [*town()["users"], hired], "cases": [a_case(CASE, [hired["id"]])]})
    konsult, boss = join(hired["id"], "consultant"), join(boss=True)
    note = konsult.laptop.signed()
    assert konsult.results(note) == [1]
    assert konsult.results(konsult.laptop.signed(role="worker")) == ["role_wrong"], "nobody hides being hired"
    assert konsult.results(konsult.laptop.signed(case=OTHER)) == ["not_assigned"]
    assert konsult.results(konsult.laptop.approved(note.hash)) == ["own_work"]
    assert boss.results(boss.laptop.approved(note.hash)) == [2]
    unassign(hub, CASE, hired["id"])
    assert konsult.results(konsult.laptop.signed(note="n-2")) == ["not_assigned"]


@BOTH
def test_a_decision_names_a_stored_revision_of_that_note(join):
    """No approval without an existing, signed revision."""
    tove, boss = join(), join(boss=True)
    note, other = tove.laptop.signed(), tove.laptop.signed(note="n-2")
    asked = tove.laptop.act(Kind.QUESTION_ANSWERED, {"question": H, "text": "Ja."})
    assert tove.results(note, other, asked) == [1, 2, 3]
    for wrong in (H, other.hash, asked.hash):
        assert boss.results(boss.laptop.approved(wrong)) == ["unknown_revision"]
        assert boss.results(boss.laptop.returned(wrong)) == ["unknown_revision"]
    assert boss.results(boss.laptop.approved(note.hash, case=OTHER)) == ["unknown_revision"]
    assert boss.results(boss.laptop.withdrawn(note.hash, H)) == ["not_approved"]
    yes = boss.laptop.approved(note.hash)
    assert boss.results(yes, boss.laptop.withdrawn(note.hash, yes.hash)) == [4, 5]


def test_a_revision_and_its_decision_may_come_in_one_parcel(join):
    tove, boss = join(), join(boss=True)
    note = tove.laptop.signed()
    assert boss.results(note, boss.laptop.approved(note.hash)) == [1, 2]


@pytest.mark.parametrize("clash", ["number", "id"])
def test_a_cloned_disk_shows_as_a_fork(join, hub, clash):
    tove = join()
    one = tove.laptop.signed()
    entry_id = read(one.data).id
    changes = {"dseq": 1} if clash == "number" else {"id": entry_id}
    two = tove.laptop.signed(text="En annan text.", **changes)
    assert tove.results(one, two) == [1, "fork"]
    assert tove.results(two, one) == ["fork", 1]
    assert [row["reason"] for row in quarantine_list(hub)["quarantine"]] == ["fork"]


@BOTH
def test_a_fork_shows_across_cases_too(join):
    jonas = join(COLLEAGUE)
    assert jonas.results(jonas.laptop.signed(), jonas.laptop.signed(case=OTHER, dseq=1)) == [1, "fork"]


@BOTH
def test_a_revoked_device_may_hand_in_to_quarantine_and_read_nothing(join, hub):
    """rules: SEC-6. A revoked key adds nothing to a feed."""
    tove = join()
    before = tove.laptop.signed()
    tove.push(before)
    assert revoke(hub, tove.laptop.id)["revoked_at"]
    assert tove.get("/v1/heads").json()["code"] == "session_expired"
    tove.open()
    assert tove.results(before, tove.laptop.signed(note="n-2")) == [1, "device_revoked"]
    for answer in (
        tove.get("/v1/heads"),
        tove.get("/v1/reference"),
        tove.post("/v1/pull", {"cases": [{"case": CASE, "after": 0}]}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "device_revoked")


@BOTH
def test_an_administrator_releases_what_only_stood_wrong_at_the_time(join, hub):
    tove = join()
    sent = tove.laptop.signed(case=OTHER, text="Hemligt om Berit.")
    assert tove.results(sent) == ["not_assigned"]
    (row,) = quarantine_list(hub)["quarantine"]
    shown = quarantine_show(hub, row["id"])
    assert (shown["kind"], shown["author"], shown["reasons"]) == ("NoteSigned", "u-tove", ["not_assigned"])
    assert "Berit" not in str(shown)
    assert quarantine_release(hub, row["id"])["position"] == 1
    assert tove.results(sent) == [1]
    assert quarantine_list(hub)["quarantine"][0]["state"] == "released"
    assert verify_hub(hub) == {"entries": 1, "attachments": 0, "pending": 0, "ok": True, "faults": []}


def test_what_is_refused_stays_out_and_is_kept(join, hub):
    from fieldnotes.domain.errors import Refused

    tove = join()
    sent = tove.laptop.signed(case=OTHER)
    tove.push(sent)
    assert quarantine_refuse(hub, sent.hash)["state"] == "refused"
    assert tove.results(sent) == ["not_assigned"]
    for again in (quarantine_release, quarantine_refuse):
        with pytest.raises(Refused) as refused:
            again(hub, sent.hash)
        assert refused.value.code == "not_allowed"


def test_own_work_bad_signatures_and_doubled_ids_are_never_released(join, hub):
    from fieldnotes.domain.errors import Refused

    boss, tove = join(boss=True), join()
    own = boss.laptop.signed()
    decided = boss.laptop.approved(own.hash)
    forged = tove.laptop.signed(signing_key=boss.laptop.key)
    one = tove.laptop.signed(note="n-2")
    entry_id = read(one.data).id
    doubled = tove.laptop.signed(note="n-2", id=entry_id)
    boss.push(own, decided, forged, one, doubled)
    for sealed, code in ((decided, "own_work"), (forged, "signature_wrong"), (doubled, "not_allowed")):
        with pytest.raises(Refused) as refused:
            quarantine_release(hub, sealed.hash)
        assert refused.value.code == code
    assert [r["state"] for r in quarantine_list(hub)["quarantine"]] == ["waiting"] * 3


@BOTH
def test_assignment_opens_and_closes_a_case_with_a_tombstone(join, hub):
    """rules: SEC-6."""
    tove = join()
    begun = tove.reference()
    assert {i.id for i in begun.items if i.type == "case"} == {CASE}
    assign(hub, OTHER, "u-tove")
    opened = tove.reference(begun.version)
    assert [(i.type.value, i.id, i.value is None) for i in opened.items] == [("case", OTHER, False)]
    assert tove.results(tove.laptop.signed(case=OTHER)) == [1]
    unassign(hub, OTHER, "u-tove")
    closed = tove.reference(opened.version)
    assert [(i.type.value, i.id, i.value) for i in closed.items] == [("case", OTHER, None)]
    assert {i.id for i in tove.reference().items if i.type == "case"} == {CASE}
    assert tove.post("/v1/pull", {"cases": [{"case": OTHER, "after": 0}]}).json()["code"] == "not_assigned"
    assert tove.results(tove.laptop.signed(case=OTHER, note="n-3")) == ["not_assigned"]


@BOTH
def test_everybody_learns_of_devices_and_of_revocations(join, hub):
    tove, jonas = join(), join(COLLEAGUE)
    begun = tove.reference()
    assert {i.id for i in begun.items if i.type == "device"} == {tove.laptop.id, jonas.laptop.id}
    revoke(hub, jonas.laptop.id)
    (item,) = tove.reference(begun.version).items
    assert (item.id, item.value["revoked_at"] is not None) == (jonas.laptop.id, True)
    assert {UNIT, BOSS} <= {i.id for i in begun.items}

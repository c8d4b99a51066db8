"""Push and pull over HTTP, the same on SQLite and PostgreSQL."""

from fieldnotes.domain.entry import Kind
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.wire.running_head import START, Receipt, head_after
from hub_samples import BOSS, BOTH, CASE, COLLEAGUE, OTHER, OUTSIDER

pytestmark = BOTH


def test_what_one_device_pushes_another_pulls_byte_for_byte(join, hub):
    """rules: INS-1, SEC-6."""
    tove, jonas = join(), join(COLLEAGUE)
    sent = [tove.laptop.signed(note=f"n-{number}") for number in range(3)]
    answer = tove.push(*sent)
    assert [r["position"] for r in answer["results"]] == [1, 2, 3]
    head, received = jonas.pull(c_1=0)
    assert received == sent
    receipt = Receipt.from_json(head["pages"][0]["receipt"])
    assert receipt.holds(hub.key.public)
    assert receipt == Receipt.from_json(answer["receipts"][0])
    assert receipt.log_head == head_after(START, [one.hash for one in sent])
    assert (head["more"], head["pages"][0]["count"], head["pages"][0]["after"]) == (False, 3, 0)


def test_the_same_push_twice_changes_nothing_and_answers_the_same(join, hub):
    tove = join()
    sent = [tove.laptop.signed(), tove.laptop.signed(note="n-2"), tove.laptop.signed(case=OTHER)]
    first = tove.push(*sent)
    assert tove.push(*sent) == first
    assert tove.push(*sent[:1], *sent[:1])["results"] == first["results"][:1] * 2
    assert verify_hub(hub)["entries"] == 2


def test_positions_are_without_gaps_per_case_and_quarantine_takes_none(join):
    jonas = join(COLLEAGUE)
    one, wrong = jonas.laptop.signed(), jonas.laptop.signed(case="c-3")
    other, last = jonas.laptop.signed(case=OTHER), jonas.laptop.signed(note="n-2")
    assert jonas.results(one, wrong, other, last) == [1, "not_assigned", 1, 2]


def test_heads_are_those_of_the_persons_own_cases(join, hub):
    """rules: SEC-6."""
    jonas, tove, boss = join(COLLEAGUE), join(), join(boss=True)
    jonas.push(jonas.laptop.signed(case=OTHER))

    def heads(line):
        found = [Receipt.from_json(r) for r in line.get("/v1/heads").json()["cases"]]
        assert all(r.holds(hub.key.public) for r in found)
        return {r.case: r.position for r in found}

    assert heads(jonas) == {CASE: 0, OTHER: 1}
    assert heads(tove) == {CASE: 0}
    assert heads(boss) == {CASE: 0, OTHER: 1}
    assert heads(join(OUTSIDER)) == {"c-3": 0}


def test_pull_gives_pages_until_all_has_come(join):
    """At most 500 entries and 4 MiB an answer; a page's receipt is at its last entry."""
    tove, jonas = join(), join(COLLEAGUE)
    sent = [tove.laptop.signed(note=f"n-{number}", text="å") for number in range(520)]
    tove.push(*sent[:300])
    tove.push(*sent[300:])
    head, first = jonas.pull(c_1=0, c_2=0)
    assert (len(first), head["more"], head["pages"][0]["receipt"]["position"]) == (500, True, 500)
    head, rest = jonas.pull(c_1=500, c_2=0)
    assert first + rest == sent
    assert (head["more"], [p["case"] for p in head["pages"]]) == (False, [CASE])


def test_pull_stays_under_its_size_and_a_large_entry_still_comes(join):
    tove, jonas = join(), join(COLLEAGUE)
    sent = [tove.laptop.signed(note=f"n-{number}", text="ab cd " * 250_000) for number in range(4)]
    for one in sent:
        tove.push(one)
    received = []
    more = True
    while more:
        head, found = jonas.pull(c_1=len(received))
        assert len(found) == 2
        received += found
        more = head["more"]
    assert received == sent


def test_a_pull_beyond_what_the_hub_has_gives_nothing(join):
    tove = join()
    tove.push(tove.laptop.signed())
    head, found = tove.pull(c_1=7)
    assert (found, head["pages"], head["more"]) == ([], [], False)


def test_one_entry_at_fault_never_stops_the_others(join):
    """A poison record does not stop the outbox."""
    tove = join()
    good, bad = tove.laptop.signed(), tove.laptop.signed(note="n-2")
    torn = type(bad)(bad.data[:-1], bad.hash, bad.signature)
    after = tove.laptop.signed(note="n-3")
    results = tove.push(good, torn, after)["results"]
    assert [r["result"] for r in results] == ["stored", "quarantined", "stored"]
    assert (results[1]["id"], results[1]["reason"]) == ("", "bytes_wrong")


def test_every_kind_of_entry_can_be_stored_by_whom_it_belongs_to(join, hub):
    from wire_samples import BODIES

    tove, boss = join(), join(boss=True)
    note = tove.laptop.signed()
    tove.push(note)
    supervisors = {Kind.NOTE_APPROVED, Kind.NOTE_RETURNED, Kind.NOTE_MISFILED}
    for kind, body in BODIES.items():
        line = boss if kind in supervisors else tove
        named = {**body, "revision": note.hash} if "revision" in body and kind in supervisors else body
        if kind not in {Kind.APPROVAL_WITHDRAWN, Kind.CASE_BOUND, Kind.CASE_DISPOSED}:  # an act before; the hub's own
            assert isinstance(line.results(line.laptop.act(kind, named))[0], int), kind
    assert verify_hub(hub)["ok"]
    assert tove.laptop.user != BOSS

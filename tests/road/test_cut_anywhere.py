"""A push of three entries, cut at a byte: of the request on its way there, or of the answer on its way back.

Every day each 41st byte and both ends; every byte when asked: `pytest -m slow tests/road/test_cut_anywhere.py`.
"""

import pytest
from sqlalchemy import func, select

from cut_way import CutWay
from fieldnotes.domain.entry import Where
from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.hub import tables
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.sync.hub_client import HubClient
from fieldnotes.sync.hub_session import HubSession
from fieldnotes.sync.pushing import Pushing
from fieldnotes.sync.tally import Tally
from fieldnotes.vault import entries, outbox
from fieldnotes.vault.verify import verify
from road_hub import CASE, WORKER
from vault_samples import consent

STEP = 41


class Pusher:
    """A worker's device in one long session, over a way that can be cut."""

    def __init__(self, road) -> None:
        self.road = road
        self.vault = road.joined(WORKER)
        self.way = CutWay()
        self.client = HubClient(road.url, None, self.way)
        self.session = HubSession(self.vault, road.clock, self.client)

    def file_three(self) -> list[str]:
        with entries.filing(self.vault, self.road.clock) as file:
            return [file(consent(self.road.clock, CASE)).hash for _ in range(3)]

    def push(self) -> None:
        now = self.road.clock.now().isoformat(timespec="milliseconds")
        Pushing(self.vault, self.session, Tally(), lambda: now, lambda: None).run()

    def push_cut(self, there: int | None = None, back: int | None = None) -> None:
        self.way.there, self.way.back = there, back
        with pytest.raises(Unavailable) as problem:
            self.push()
        assert problem.value.code is Code.HUB_UNREACHABLE
        self.way.there = self.way.back = None

    def length_now(self) -> int:
        """How long an answer is just now."""
        self.file_three()
        self.push()
        return self.way.answered

    def wheres(self, hashes: list[str]) -> set[Where]:
        return {entries.by_hash(self.vault, digest).where for digest in hashes}

    def at_hub(self) -> int:
        with self.road.hub.database.reading() as connection:
            return connection.execute(select(func.count()).select_from(tables.entry)).scalar_one()


@pytest.fixture
def pusher(own_road):
    made = Pusher(own_road)
    yield made
    made.client.__exit__(None, None, None)


def cut_there(pusher, step: int) -> int:
    """Cut the request at every `step`th byte: nothing of it may be taken, and all of it is offered again."""
    pusher.file_three()
    pusher.push()
    before, three = pusher.at_hub(), pusher.file_three()
    pusher.push_cut(there=0)
    offsets = sorted({*range(0, pusher.way.sent, step), pusher.way.sent - 1})
    for at in offsets:
        pusher.push_cut(there=at)
        assert (pusher.wheres(three), outbox.waiting(pusher.vault), pusher.at_hub()) == ({Where.UNKNOWN}, 3, before), at
    pusher.push()
    assert (pusher.wheres(three), outbox.waiting(pusher.vault), pusher.at_hub()) == ({Where.RECEIVED}, 0, before + 3)
    return len(offsets)


def cut_back(pusher, step: int) -> int:
    """Cut the answer at every `step`th byte: all of it was taken, once, and its device is told when it asks."""
    pusher.file_three()
    pusher.push()
    offsets = [*range(0, pusher.way.answered, step), *range(-1, -16, -step)]
    for wanted in offsets:
        at = wanted if wanted >= 0 else pusher.length_now() + wanted  # later answers hold longer numbers
        before, three = pusher.at_hub(), pusher.file_three()
        pusher.push_cut(back=at)
        assert (pusher.wheres(three), outbox.waiting(pusher.vault)) == ({Where.UNKNOWN}, 3), at
        pusher.push()
        assert (pusher.wheres(three), outbox.waiting(pusher.vault)) == ({Where.RECEIVED}, 0), at
        assert pusher.at_hub() == before + 3, at
    return len(offsets)


def all_holds(pusher) -> None:
    assert verify_hub(pusher.road.hub)["ok"]
    assert verify(pusher.vault).ok


def test_a_push_cut_on_its_way_there_is_not_taken_and_not_lost(pusher):
    """rules: DOC-2"""
    assert cut_there(pusher, STEP) > 20
    all_holds(pusher)


def test_a_push_whose_answer_is_cut_is_taken_once(pusher):
    """rules: DOC-2"""
    assert cut_back(pusher, STEP) > 20
    all_holds(pusher)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("cut", [cut_there, cut_back])
def test_every_byte_of_a_push_is_a_place_to_be_cut(pusher, cut, capsys):
    """rules: DOC-2"""
    tried = cut(pusher, 1)
    with capsys.disabled():
        print(f"{cut.__name__}: {tried} bytes")  # noqa: T201 - the figure is what one runs it for
    all_holds(pusher)

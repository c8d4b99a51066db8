import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.domain.digest import section_digest
from fieldnotes.domain.entry import Filed, Kind, Where
from fieldnotes.domain.fold import Family, State, fold
from wire_samples import REVISION, sample

NOTE = "0195d0f0-0000-7000-8000-0000000000aa"


class Story:
    """Builds the entries of one note; hashes are just distinct."""

    def __init__(self):
        self.filed = []

    def add(self, kind, body, *, parents=(), author="u-tove", where=Where.RECEIVED):
        number = len(self.filed) + 1
        digest = f"{number:064x}"
        entry = sample(kind, number, body=body, parents=tuple(sorted(parents)), author=author)
        self.filed.append(Filed(entry, digest, where))
        return digest

    def signed(self, text="Hej", parents=(), **more):
        kind = Kind.NOTE_CORRECTED if parents else Kind.NOTE_SIGNED
        body = {**REVISION, "sections": {"a": {"text": text}}, "shown": more.pop("shown", [])}
        return self.add(kind, body, parents=parents, **more)

    def decide(self, kind, revision, seen=(), **more):
        return self.add(kind, {"revision": revision, "seen": sorted(seen)}, author="u-henrik", **more)

    def shown(self, text="Hej"):
        source = section_digest({"text": text})
        copy = {"sections": [{"id": "a", "label": "A", "text": text, "source": source}], "language": "sv", "date": None}
        return self.add(Kind.NOTE_SHOWN, {"copy": copy})

    @property
    def now(self):
        return fold(NOTE, self.filed)


def test_no_entries_is_a_draft_only_here():
    state = fold(NOTE, [])
    assert (state.state, state.where, state.head) == (State.DRAFT, Where.ONLY_HERE, None)


def test_signing_makes_an_official_record_and_approval_is_about_it():
    """rules: INS-6"""
    story = Story()
    revision = story.signed()
    assert story.now.state is State.SIGNED
    assert not story.now.flags.read
    story.decide(Kind.NOTE_APPROVED, revision)
    assert story.now.state is State.APPROVED
    assert story.now.flags.read


def test_a_correction_after_approval_shows():
    """rules: INS-1"""
    story = Story()
    revision = story.signed()
    story.decide(Kind.NOTE_APPROVED, revision)
    second = story.signed("Nytt", parents=[revision])
    state = story.now
    assert (state.state, state.head.hash) == (State.SIGNED, second)
    assert state.flags.changed_after_approval
    story.decide(Kind.NOTE_APPROVED, second)
    assert not story.now.flags.changed_after_approval


def test_two_heads_are_a_conflict_until_merged():
    story = Story()
    first = story.signed()
    one, two = story.signed("1", parents=[first]), story.signed("2", parents=[first])
    assert story.now.flags.conflict
    assert story.now.head is None
    story.add(Kind.NOTE_MERGED, {**REVISION, "reason": "x"}, parents=[one, two])
    assert not story.now.flags.conflict


def test_opposite_decisions_on_one_head_have_no_winner():
    story = Story()
    revision = story.signed()
    story.decide(Kind.NOTE_APPROVED, revision)
    story.decide(Kind.NOTE_RETURNED, revision)
    assert story.now.state is State.SIGNED
    assert story.now.flags.decisions_opposed


def test_a_later_decision_counts_because_it_saw_the_earlier():
    story = Story()
    revision = story.signed()
    returned = story.decide(Kind.NOTE_RETURNED, revision)
    assert story.now.state is State.RETURNED
    approved = story.decide(Kind.NOTE_APPROVED, revision, seen=[returned])
    assert story.now.state is State.APPROVED
    story.decide(Kind.APPROVAL_WITHDRAWN, revision, seen=[approved])
    assert story.now.state is State.SIGNED


def test_answers_say_whether_the_text_still_stands():
    """rules: INS-2, INS-3"""
    story = Story()
    shown = story.shown("Hej")
    answer = {"shown": shown, "person_id": "p1", "role": "barn", "section": "a", "answer": "disagrees", "text": "Nej"}
    story.add(Kind.FAMILY_RESPONDED, answer)
    revision = story.signed("Hej", shown=[shown])
    assert story.now.responses[0].same_text
    assert story.now.flags.family is Family.TOOK_PART
    assert not story.now.flags.changed_since_shown
    story.signed("Annat", parents=[revision], shown=[shown])
    assert not story.now.responses[0].same_text
    assert story.now.flags.changed_since_shown


def test_shown_without_answers_is_did_not():
    story = Story()
    assert story.now.flags.family is Family.NOT_SHOWN
    story.shown()
    assert story.now.flags.family is Family.DID_NOT


def test_praise_is_not_an_open_question():
    story = Story()
    revision = story.signed()
    pin = {"section": "a", "field": None}
    story.add(Kind.QUESTION_ASKED, {"revision": revision, "pin": pin, "kind": "praise", "text": "Bra"})
    asked = story.add(Kind.QUESTION_ASKED, {"revision": revision, "pin": pin, "kind": "question", "text": "När?"})
    assert [q.open for q in story.now.questions] == [False, True]
    story.add(Kind.QUESTION_ANSWERED, {"question": asked, "text": "I går"})
    assert not any(q.open for q in story.now.questions)


@pytest.mark.parametrize("where", [Where.ONLY_HERE, Where.SENDING, Where.UNKNOWN])
def test_one_act_not_yet_at_the_hub_keeps_the_note_from_being_received(where):
    story = Story()
    revision = story.signed()
    assert story.now.where is Where.RECEIVED
    story.decide(Kind.NOTE_APPROVED, revision, where=where)
    assert story.now.where is where


def test_a_decision_that_was_set_aside_decides_nothing():
    story = Story()
    revision = story.signed()
    story.decide(Kind.NOTE_APPROVED, revision, where=Where.QUARANTINED)
    assert story.now.state is State.SIGNED
    assert story.now.where is Where.QUARANTINED


def test_an_own_note_that_was_set_aside_keeps_its_words_and_says_so():
    """rules: INS-1"""
    story = Story()
    revision = story.signed(where=Where.QUARANTINED)
    assert story.now.head.hash == revision
    assert (story.now.state, story.now.where) == (State.SIGNED, Where.QUARANTINED)


_DECIDED = {"approve": Kind.NOTE_APPROVED, "return": Kind.NOTE_RETURNED, "withdraw": Kind.APPROVAL_WITHDRAWN}
_KINDS = st.sampled_from(["sign", "correct", "approve", "return", "show", "withdraw"])


@given(st.lists(st.tuples(_KINDS, st.integers(0, 9)), max_size=12), st.randoms(use_true_random=False))
def test_the_order_and_doubling_of_entries_change_nothing(acts, rng: random.Random):
    """I7, I11: heads and state are the same from the same set."""
    story, revisions, decisions = Story(), [], []
    for act, pick in acts:
        if act == "show":
            story.shown()
        elif act == "sign" or not revisions:
            revisions.append(story.signed())
        elif act == "correct":
            revisions.append(story.signed(str(pick), parents=[revisions[pick % len(revisions)]]))
        else:
            kind = {"approve": Kind.NOTE_APPROVED, "return": Kind.NOTE_RETURNED, "withdraw": Kind.APPROVAL_WITHDRAWN}[
                act
            ]
            seen = decisions[: pick % (len(decisions) + 1)]
            decisions.append(story.decide(kind, revisions[pick % len(revisions)], seen=seen))
    shuffled = [*story.filed, *story.filed[:2]]
    rng.shuffle(shuffled)
    assert fold(NOTE, shuffled) == fold(NOTE, story.filed)

"""Two texts of two thousand words are compared within a tenth of a second, however they differ.

`pytest -m bench -s tests/bench/test_bench_differences.py`. Processor seconds, the least of a few tries.

rules: DOC-8
"""

import random
import sys
import time

import pytest

from fieldnotes.domain.changed_rows import changed_fields
from fieldnotes.ui.shared.word_changes import word_changes

pytestmark = pytest.mark.bench
BOUND = 0.1
TRIES = 5
LENGTH = 2000
OFTEN = ["och", "att", "hon", "i", "det", "på", "som", "inte", "Elsa", "mamma"]


def spent(act):
    tries = []
    for _time in range(TRIES):
        begun = time.process_time()
        act()
        tries.append(time.process_time() - begun)
    return min(tries)


def written(seed):
    """Words as people write: some in every sentence, many seldom."""
    dice = random.Random(seed)  # noqa: S311 - the same words each time
    return [dice.choice(OFTEN) if dice.random() < 0.5 else f"ord{dice.randrange(900)}" for _n in range(LENGTH)]


def turned(words, step):
    return [f"{word}a" if n % step == 0 else word for n, word in enumerate(words)]


TEXTS = {
    "one word": (written(1), turned(written(1), LENGTH)),
    "every eighth": (written(1), turned(written(1), 8)),
    "every other": (written(1), turned(written(1), 2)),
    "written anew": (written(1), written(2)),
    "the same few words": ([OFTEN[n * n % 7 % 3] for n in range(LENGTH)], OFTEN[:3] * 700),
    "halves exchanged": (written(1), written(1)[LENGTH // 2 :] + written(1)[: LENGTH // 2]),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_two_thousand_words_in_one_field(kind, capsys):
    old, new = (" ".join(words) for words in TEXTS[kind])
    took = spent(lambda: word_changes(old, new))
    with capsys.disabled():
        sys.stdout.write(f"\n {kind}: {took * 1000:.0f} ms")
    assert took < BOUND


@pytest.mark.parametrize("kind", TEXTS)
def test_two_thousand_words_in_rows_in_another_order(kind, capsys):
    old, new = ([{"text": " ".join(words[at : at + 20])} for at in range(0, LENGTH, 20)] for words in TEXTS[kind])
    new = new[1::3] + new[::3] + new[2::3]
    took = spent(lambda: changed_fields({"s": {"f": old}}, {"s": {"f": new}}))
    with capsys.disabled():
        sys.stdout.write(f"\n {kind}, in rows: {took * 1000:.0f} ms")
    assert took < BOUND

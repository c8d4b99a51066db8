"""Whether many entries were signed by whom they say, spread over the processors; knows no store and no person.

The only threads outside `ui/tasks.py` (decision 018): a signature check holds no lock of the language's, so others
type on meanwhile, and these threads end before the call does.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from fieldnotes.wire.entries import Sealed, signed_by

_SLICE: Final = 32
_MOST_THREADS: Final = 4


def all_signed(claims: Sequence[tuple[Sealed, bytes]]) -> list[bool]:
    """Tell for each (entry, public key of its device) whether `signed_by` holds; in the same order."""
    if len(claims) <= _SLICE:
        return _signed(claims)
    slices = [claims[at : at + _SLICE] for at in range(0, len(claims), _SLICE)]
    with ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1)) as threads:
        return [holds for part in threads.map(_signed, slices) for holds in part]


def _signed(claims: Sequence[tuple[Sealed, bytes]]) -> list[bool]:
    return [signed_by(sealed, public) for sealed, public in claims]

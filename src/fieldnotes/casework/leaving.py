"""Whether the program may leave this computer: which closed profiles may hold something that lies nowhere else.

Opens no profile and asks no passphrase; knows only what `vault.handed_in` can tell.
"""

from collections.abc import Sequence
from pathlib import Path

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.handed_in import nothing_only_here


def check_leaving(profiles: Sequence[Path]) -> None:
    """Let the program go, or say which profiles hold it here.

    Refused: NOT_HANDED_IN with how many (`count`) and where the first lies (`folder`).
    """
    held = [folder for folder in profiles if not nothing_only_here(folder)]
    if held:
        raise Refused(Code.NOT_HANDED_IN, count=len(held), folder=str(held[0]))

"""A supervisor decides about what lies aside at the hub, over the network while they wait."""

from fieldnotes.domain.clock import Clock
from fieldnotes.sync.one_question import in_session
from fieldnotes.sync.set_aside import rows_of
from fieldnotes.vault import set_aside_there
from fieldnotes.vault.open_vault import OpenVault


def settle(vault: OpenVault, clock: Clock, digest: str, *, release: bool) -> None:
    """Let an entry in, or keep it out, and take in the list as it is then.

    Raises:
        Refused: UNKNOWN_ENTRY, OWN_WORK, CANNOT_RELEASE, NOT_ALLOWED and as `in_session`.
        Unavailable: HUB_UNREACHABLE, EXCHANGE_RUNNING; nothing is decided then.
    """
    with in_session(vault, clock) as session:
        answer = session.post("/v1/quarantine", {"hash": digest, "decision": "release" if release else "refuse"})
    set_aside_there.keep(vault, rows_of(answer))

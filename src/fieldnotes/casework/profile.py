"""Make, unlock, join, recover and lock a profile: the door of the road. It knows no screen."""

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from fieldnotes.casework.desk import Changed, Desk, Workshop, changed
from fieldnotes.casework.managed import require_hub, require_length, rules_of
from fieldnotes.casework.people import people_at
from fieldnotes.casework.views import Joined, WhoView
from fieldnotes.casework.ways_in import keep_escrow
from fieldnotes.disk.atomic_file import write_atomically
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.prepared_case import does_casework, units_prepared_by
from fieldnotes.domain.private import Private
from fieldnotes.sync import join as joining
from fieldnotes.vault import opening
from fieldnotes.vault.handed_in import lock_marked
from fieldnotes.vault.identity import identity, save_identity
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.wire.invitation import Invitation


def profile_exists(folder: Path) -> bool:
    """Say whether an encrypted profile lies in this folder."""
    return opening.exists(folder)


def create_profile(
    workshop: Workshop, folder: Path, passphrase: str, name: str, *, floor: bool = False
) -> tuple[Desk, str]:
    """Make an encrypted profile; gives the desk and the recovery key, which is shown once.

    `floor`: the cheapest allowed key derivation instead of a calibrated one (tests).
    Refused: PROFILE_EXISTS, WEAK_PASSPHRASE. Unavailable: CANNOT_WRITE, DISK_FULL.
    """
    require_length(workshop.managed, passphrase)
    kdf = Kdf.floor() if floor else Kdf.calibrated()
    vault, recovery_key = opening.create(folder, passphrase, kdf, workshop.clock, name)
    return _desk(workshop, vault), recovery_key


def leave_name(desk: Desk, file: str) -> None:
    """Write the worker's own name beside the store, for choosing between profiles; nothing else is ever put there.

    A disk that is full or closed to writing keeps nobody out.
    """
    if desk.vault.locked:
        return
    said = json.dumps({"name": str(people_at(desk).me.name)}, ensure_ascii=False).encode("utf-8")
    there = desk.vault.folder / file
    with suppress(OSError):
        if there.read_bytes() == said:  # each writing waits twice for the disk, while somebody waits for Today
            return
    with suppress(Unavailable):
        write_atomically(there, said)


def unlock(workshop: Workshop, folder: Path, passphrase: str, recovery_key: str | None = None) -> Desk:
    """Open a profile; with the recovery key beside the passphrase after too long without the hub.

    Refused: NO_PROFILE, WRONG_PASSPHRASE, PROFILE_DAMAGED, PROFILE_NEWER, NOT_ENCRYPTED, WRONG_RECOVERY_KEY(group);
    LEASE_ENDED(days, most) and CLOCK_DOUBTED(now), which ask for the recovery key.
    Unavailable: WAIT_BEFORE_RETRY(seconds), PROFILE_IN_USE.
    """
    vault = opening.unlock(folder, passphrase, workshop.clock, recovery_key, lease=workshop.managed.lease_days)
    keep_escrow(vault)
    return _desk(workshop, vault)


def recover(
    workshop: Workshop,
    folder: Path,
    recovery_key: str,
    passphrase: str,
    *,
    floor: bool = False,
    brought: Path | None = None,
) -> Desk:
    """Open with the recovery key and set a new passphrase.

    `brought`: a key file for this profile from elsewhere, for instance what two officers made.
    Refused: NO_PROFILE, WRONG_RECOVERY_KEY, WEAK_PASSPHRASE, WRONG_FILE, OTHER_PROFILE.
    Unavailable: WAIT_BEFORE_RETRY(seconds).
    """
    require_length(workshop.managed, passphrase)
    kdf = Kdf.floor() if floor else Kdf.calibrated()
    return _desk(workshop, opening.recover(folder, recovery_key, passphrase, kdf, workshop.clock, brought))


def change_passphrase(desk: Desk, passphrase: str, *, floor: bool = False) -> Changed:
    """Give the profile a new passphrase; nothing is encrypted again. Refused: WEAK_PASSPHRASE."""
    require_length(rules_of(desk), passphrase)
    opening.change_passphrase(desk.vault, passphrase, Kdf.floor() if floor else Kdf.calibrated())
    return changed("profile")


def join(desk: Desk, invitation: JsonObject | str) -> Joined:
    """Enrol this profile at the hub of the invitation (the file's text or content) and fetch its reference data.

    Refused: ALREADY_JOINED, INVITATION_USED, INVITATION_EXPIRED, INVITATION_WRONG, HUB_KEY_CHANGED, MANAGED.
    Unavailable: HUB_UNREACHABLE.
    """
    text = invitation if isinstance(invitation, str) else json.dumps(invitation)
    brought = Invitation.from_text(text)
    require_hub(desk.workshop.managed, brought.url)
    joining.join(desk.vault, brought, desk.clock, ca=desk.workshop.hub_ca)
    keep_escrow(desk.vault)
    who = identity(desk.vault)
    me = people_at(desk).me
    return Joined(who.device, me.id, who.hub_url or "", Private(me.name), changed("profile cases outbox"))


def whoami(desk: Desk) -> WhoView:
    """Say who works here and with which hub."""
    who, people = identity(desk.vault), people_at(desk)
    me = people.me
    return WhoView(
        user=me.id,
        name=Private(me.name),
        role=me.role,
        unit=me.unit,
        device=who.device,
        hub=who.hub_url,
        joined=who.joined,
        prepares=bool(units_prepared_by(me)),
        only_prepares=bool(units_prepared_by(me)) and not does_casework(me),
        decides=people.decides,
    )


def rename(desk: Desk, name: str) -> Changed:
    """Work under another name on this computer. Refused: ALREADY_JOINED, for then the hub says who one is."""
    who = identity(desk.vault)
    if who.joined:
        raise Refused(Code.ALREADY_JOINED)
    save_identity(desk.vault, replace(who, name=name))
    return changed("profile")


def confirm(desk: Desk, passphrase: str) -> None:
    """Make sure that whoever sits here knows the passphrase, without closing or opening anything for good.

    Refused: WRONG_PASSPHRASE. Unavailable: WAIT_BEFORE_RETRY(seconds).
    """
    opening.confirm(desk.vault, passphrase, desk.clock)


def lock(desk: Desk) -> None:
    """Close the store and forget the key; the desk is of no use after this."""
    with desk.writing:
        desk.searched.clear()
        desk.waiting = {}
        desk.placed = {}
        lock_marked(desk.vault)


def _desk(workshop: Workshop, vault: OpenVault) -> Desk:
    return Desk(workshop, vault, unlocked=workshop.clock.now())

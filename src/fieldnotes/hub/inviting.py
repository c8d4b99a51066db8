"""Invitations: one code, one use, one person; and the enrolment of the device that brings one."""

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import Connection, delete, insert, select, update

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub.devices import Device, find_device
from fieldnotes.hub.feed import judge_again
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.reference import item, publish
from fieldnotes.hub.secret_text import kept
from fieldnotes.hub.tables import device, invitation, session
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.certificate import DeviceCertificate
from fieldnotes.wire.ids import is_id, new_code
from fieldnotes.wire.invitation import Invitation
from fieldnotes.wire.keys import SEED_BYTES
from fieldnotes.wire.messages import EnrolAnswer
from fieldnotes.wire.reference import ItemType

VALID = timedelta(days=14)
USUAL_URL = "http://127.0.0.1:8443"
"""Written into an invitation while nobody has served yet; a person may edit the address afterwards."""


@dataclass(frozen=True, slots=True)
class Applicant:
    """A device that wants to join: the code it brings, its id, its 32-byte public key, its name."""

    code: str = field(repr=False)
    device: str
    key: bytes = field(repr=False)
    name: str = field(repr=False)


def invite(hub: Hub, user: str, url: str | None = None, valid: timedelta = VALID) -> Invitation:
    """Make a one-time invitation for a person; the hub keeps only the code's hash.

    Args:
        hub: the open hub.
        user: the person's id.
        url: the address devices shall use; default: where `serve` last listened, or usually would.
        valid: how long it may be used.

    Raises:
        Refused: UNKNOWN_USER.
    """
    code = new_code()
    expires = moment(hub.clock, valid)

    def job(connection: Connection) -> None:
        if item(connection, ItemType.USER, user) is None:
            raise Refused(Code.UNKNOWN_USER, user=user)
        connection.execute(
            insert(invitation).values(
                code_hash=kept(code), user_id=user, created_at=moment(hub.clock), expires_at=expires
            )
        )

    hub.database.write(job)
    return Invitation(url or hub.home.url or USUAL_URL, hub.key.public, hub.home.ca, user, code, expires)


def enrol(hub: Hub, applicant: Applicant) -> EnrolAnswer:
    """Spend an invitation and certify the device; the same device asking again gets the same answer.

    Raises:
        Refused: INVITATION_WRONG, INVITATION_USED, INVITATION_EXPIRED; REQUEST_WRONG for a device id or key that is
            none; ALREADY_JOINED when the id belongs to another key or person; DEVICE_REVOKED.
    """
    if not is_id(applicant.device) or len(applicant.key) != SEED_BYTES:
        raise Refused(Code.REQUEST_WRONG)
    answer = hub.database.write(lambda connection: _enrol(hub, connection, applicant))
    judge_again(hub, {Code.UNKNOWN_DEVICE})
    return answer


def _enrol(hub: Hub, connection: Connection, applicant: Applicant) -> EnrolAnswer:
    now = moment(hub.clock)
    mine = invitation.c.code_hash == kept(applicant.code)
    spent = connection.execute(
        update(invitation)
        .where(mine, invitation.c.used_at.is_(None), invitation.c.expires_at > now)
        .values(used_at=now, device_id=applicant.device)
    ).rowcount
    row = connection.execute(select(invitation).where(mine)).one_or_none()
    if row is None:
        raise Refused(Code.INVITATION_WRONG)
    known = find_device(connection, applicant.device)
    if spent:
        known = _join(hub, connection, applicant, row.user_id, known)
    elif row.used_at is None:
        raise Refused(Code.INVITATION_EXPIRED)
    elif known is None or row.device_id != known.id or known.public_key != applicant.key:
        raise Refused(Code.INVITATION_USED)
    return _answer(hub, connection, known)


def _join(hub: Hub, connection: Connection, applicant: Applicant, user: str, known: Device | None) -> Device:
    """Certify a new device, or let a cloned one begin a new line of exchange tokens."""
    if known is None:
        return _certify(hub, connection, applicant, user)
    if known.revoked_at is not None:
        raise Refused(Code.DEVICE_REVOKED)
    if known.user != user or known.public_key != applicant.key:
        raise Refused(Code.ALREADY_JOINED)
    connection.execute(delete(session).where(session.c.device_id == known.id))
    connection.execute(
        update(device)
        .where(device.c.device_id == known.id)
        .values(cloned_at=None, exchange_hash=None, offered_hash=None, token_epoch=hub.epoch)
    )
    return known


def _certify(hub: Hub, connection: Connection, applicant: Applicant, user: str) -> Device:
    since = moment(hub.clock)
    word = DeviceCertificate(applicant.device, user, applicant.key, since).seal(hub.key)
    connection.execute(
        insert(device).values(
            device_id=applicant.device,
            user_id=user,
            public_key=applicant.key,
            name=applicant.name,
            joined_at=since,
            certificate=word.data,
            certificate_signature=word.signature,
            token_epoch=hub.epoch,
        )
    )
    made = Device(
        applicant.device, user, applicant.key, applicant.name, since, word,
        revoked_at=None, cloned_at=None, exchange_hash=None, offered_hash=None,
    )  # fmt: skip
    publish(hub, connection, [made.as_item()])
    return made


def _answer(hub: Hub, connection: Connection, known: Device) -> EnrolAnswer:
    user = item(connection, ItemType.USER, known.user) or {}
    return EnrolAnswer(
        certificate=known.certificate.to_json(),
        user=known.user,
        user_name=str(user.get("name", "")),
        role=str(user.get("role", "")),
        unit=str(user.get("unit", "")),
        epoch=hub.epoch,
        hub_key=to_base64(hub.key.public),
    )

"""Logging in at the identity provider (OpenID Connect): the hub checks what it signed; keeps no token, knows no case.

Authorization code with PKCE; the browser comes back to the person's own computer (RFC 8252). The program holds the
PKCE verifier, the hub the state and the nonce: a code alone, caught on its way, is worth nothing.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import urlencode, urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy import Connection, delete, func, insert, select

from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.json_value import Json
from fieldnotes.hub import provider_line
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.logins import write_down
from fieldnotes.hub.moments import moment
from fieldnotes.hub.people_tables import login_begun
from fieldnotes.hub.provider import Provider, client_secret, known
from fieldnotes.hub.secret_text import kept
from fieldnotes.hub.sessions import Caller
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.login import BeginAnswer, is_challenge

VALID: Final = timedelta(minutes=10)
FRESH: Final = timedelta(minutes=5)
"""How old the person's proof at the provider may be when they log in here."""
_ALGORITHMS: Final = ["RS256", "PS256", "ES256", "ES384", "EdDSA", "Ed25519"]
_LEEWAY: Final = 60
_AT_ONCE: Final = 5
_WITHOUT_A_LEVEL: Final = "openid"
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class _Begun:
    nonce: str
    redirect: str


def begin(hub: Hub, who: Caller, redirect: str, challenge: str) -> BeginAnswer:
    """Say which address the person's browser shall open.

    Args:
        hub: the open hub.
        who: whose session it is; only they can finish.
        redirect: where the browser comes back to: this person's own computer.
        challenge: PKCE, S256.

    Raises:
        Refused: NO_PROVIDER; REQUEST_WRONG when the browser would come back to another computer.
        Unavailable: PROVIDER_UNREACHABLE.
    """
    if not is_challenge(challenge) or not _comes_home(redirect):
        raise Refused(Code.REQUEST_WRONG)
    with hub.database.reading() as connection:
        provider = _require(known(connection))
    where = _text(_discover(provider), "authorization_endpoint")
    state, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(32)

    def job(connection: Connection) -> None:
        mine = login_begun.c.device == who.device
        connection.execute(delete(login_begun).where(login_begun.c.expires_at <= moment(hub.clock)))
        if connection.execute(select(func.count()).select_from(login_begun).where(mine)).scalar_one() >= _AT_ONCE:
            connection.execute(delete(login_begun).where(mine))
        connection.execute(
            insert(login_begun).values(
                state_hash=kept(state), device=who.device, nonce=kept(nonce), redirect=redirect,
                expires_at=moment(hub.clock, VALID),
            )
        )  # fmt: skip

    hub.database.write(job)
    asked = {
        "response_type": "code", "client_id": provider.client_id, "redirect_uri": redirect, "scope": provider.scope,
        "state": state, "nonce": nonce, "code_challenge": challenge, "code_challenge_method": "S256",
        "max_age": str(int(FRESH.total_seconds())), **({"acr_values": " ".join(provider.acr)} if provider.acr else {}),
    }  # fmt: skip
    return BeginAnswer(url=f"{where}{'&' if urlsplit(where).query else '?'}{urlencode(asked)}", state=state)


def finish(hub: Hub, who: Caller, state: str, code: str, verifier: str) -> Word:
    """Trade the code for what the provider says, check it, and write the log-in down; gives the hub's word.

    Raises:
        Refused: NO_PROVIDER; LOGIN_FAILED when the state is not one of this device's, is too old or used, when the
            provider does not take the code, or its word does not hold; LOGIN_TOO_WEAK; OTHER_PERSON.
        Unavailable: PROVIDER_UNREACHABLE.
    """
    begun = hub.database.write(lambda connection: _spend(hub, connection, who, state))
    with hub.database.reading() as connection:
        provider = _require(known(connection))
        secret = client_secret(hub, connection)
    if begun is None:
        raise Refused(Code.LOGIN_FAILED)
    about = _discover(provider)
    form = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": begun.redirect, "code_verifier": verifier,
    }  # fmt: skip
    accepted, said = provider_line.trade(provider, _text(about, "token_endpoint"), form, secret)
    token = said.get("id_token")
    if not accepted or not isinstance(token, str):
        raise Refused(Code.LOGIN_FAILED)
    claims = _signed_claims(token, provider_line.ask(provider, _text(about, "jwks_uri")))
    _require_true(hub, provider, begun, claims)
    if claims.get(provider.subject) != who.user:
        raise Refused(Code.OTHER_PERSON)
    return write_down(hub, who, _level(provider, claims), _means(claims))


def _spend(hub: Hub, connection: Connection, who: Caller, state: str) -> _Begun | None:
    """Take a log-in out that was begun: it is good once, on the device that began it."""
    mine = (login_begun.c.state_hash == kept(state)) & (login_begun.c.device == who.device)
    row = connection.execute(
        delete(login_begun)
        .where(mine, login_begun.c.expires_at > moment(hub.clock))
        .returning(login_begun.c.nonce, login_begun.c.redirect)
    ).one_or_none()
    return None if row is None else _Begun(row.nonce, row.redirect)


def _require(found: Provider | None) -> Provider:
    if found is None:
        raise Refused(Code.NO_PROVIDER)
    return found


def _discover(provider: Provider) -> Mapping[str, Json]:
    about = provider_line.ask(provider, f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    if about.get("issuer") != provider.issuer:
        raise Unavailable(Code.PROVIDER_UNREACHABLE)
    return about


def _text(about: Mapping[str, Json], name: str) -> str:
    found = about.get(name)
    if not isinstance(found, str):
        raise Unavailable(Code.PROVIDER_UNREACHABLE)
    return found


def _comes_home(redirect: str) -> bool:
    """Whether an address is this computer's own, with a port: nobody else's browser ends there (RFC 8252, 7.3)."""
    try:
        parts = urlsplit(redirect)
        port = parts.port
    except ValueError:
        return False
    here = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1") and parts.username is None
    return here and port is not None and not parts.query and not parts.fragment and len(redirect) <= _LONGEST


def _signed_claims(token: str, keys: Mapping[str, Json]) -> Mapping[str, Json]:
    try:
        found = jwt.decode(token, KeySet.import_key_set(keys), algorithms=_ALGORITHMS)  # type: ignore[arg-type] # the set as it came; what is none of it raises
    except (JoseError, ValueError, TypeError, KeyError):
        raise Refused(Code.LOGIN_FAILED) from None
    return dict(found.claims)


def _require_true(hub: Hub, provider: Provider, begun: _Begun, claims: Mapping[str, Json]) -> None:
    """OpenID Connect Core 3.1.3.7: from whom, for whom, until when, in answer to what we asked, lately proved."""
    now = int(hub.clock.now().timestamp())
    audience = claims.get("aud")
    many = isinstance(audience, list) and len(audience) > 1
    for_us = provider.client_id in audience if isinstance(audience, list) else audience == provider.client_id
    until, since, proved, nonce = (claims.get(name) for name in ("exp", "iat", "auth_time", "nonce"))
    lately = isinstance(proved, int) and now - int(FRESH.total_seconds()) - _LEEWAY <= proved <= now + _LEEWAY
    holds = (
        claims.get("iss") == provider.issuer
        and for_us
        and (not many or claims.get("azp") == provider.client_id)
        and (claims.get("azp") in (None, provider.client_id))
        and isinstance(until, int)
        and now - _LEEWAY < until
        and isinstance(since, int)
        and since <= now + _LEEWAY
        and isinstance(nonce, str)
        and secrets.compare_digest(kept(nonce), begun.nonce)
    )
    if not holds or not lately:
        raise Refused(Code.LOGIN_FAILED)


def _level(provider: Provider, claims: Mapping[str, Json]) -> str:
    said = claims.get("acr")
    acr = said if isinstance(said, str) and said.strip() and said.isprintable() and len(said) <= _LONGEST else ""
    if provider.acr and acr not in provider.acr:
        raise Refused(Code.LOGIN_TOO_WEAK)
    return acr or _WITHOUT_A_LEVEL


def _means(claims: Mapping[str, Json]) -> tuple[str, ...]:
    said = claims.get("amr")
    return tuple(str(one)[:_LONGEST] for one in said[:10]) if isinstance(said, list) else ()

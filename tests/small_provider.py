"""An OpenID provider small enough to misbehave: real HTTP and signatures, PKCE held, and any claim can be made wrong.

What a certified one does is tried by `tests/road/test_certified_provider.py`; only this one can lie.
"""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

LOA3 = "urn:example:loa3"


@cache
def new_key(name: str = "one") -> RSAKey:
    """A signing key; the same one each time for the same name, for they are slow to find."""
    return RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})


class SmallProvider:
    """Who logs in, with what claims; `lies` replace claims (None leaves one out), `key` may be another one."""

    def __init__(self, clock, secret: str | None = None) -> None:
        self.clock, self.secret = clock, secret
        self.person = "u-tove"
        self.acr = LOA3
        self.lies: dict = {}
        self.key = new_key()
        self.signing = self.key
        self.unsigned = False
        self.says_no = False
        self.asked: list[dict] = []
        self.codes: dict[str, dict] = {}
        self.issuer = ""

    def about(self) -> dict:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
        }

    def authorize(self, asked: dict) -> str:
        """The person has logged in: where their browser is sent."""
        self.asked.append(asked)
        if self.says_no:
            back = {"error": "access_denied", "state": asked["state"]}
        else:
            code = secrets.token_urlsafe(16)
            self.codes[code] = asked
            back = {"code": code, "state": asked["state"]}
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def token(self, form: dict, authorization: str) -> dict | None:
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or form["redirect_uri"] != asked["redirect_uri"] or not self._is_client(form, authorization):
            return None
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        return {"id_token": self._signed(asked), "token_type": "Bearer"} if proof == asked["code_challenge"] else None

    def _is_client(self, form: dict, authorization: str) -> bool:
        if self.secret is None:
            return form.get("client_id") == "fieldnotes" and not authorization
        name, secret = base64.b64decode(authorization.removeprefix("Basic ")).decode().split(":")
        return (unquote(name), unquote(secret)) == ("fieldnotes", self.secret)

    def _signed(self, asked: dict) -> str:
        now = int(self.clock.now().timestamp())
        claims = {
            "iss": self.issuer, "aud": "fieldnotes", "sub": self.person, "exp": now + 60, "iat": now, "auth_time": now,
            "nonce": asked["nonce"], "acr": self.acr, "amr": ["mfa", "hwk"],
        }  # fmt: skip
        told = {name: value for name, value in {**claims, **self.lies}.items() if value is not None}
        if self.unsigned:
            parts = [json.dumps(part).encode() for part in ({"alg": "none"}, told)]
            return ".".join([*(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts), ""])
        return jwt.encode({"alg": "RS256", "kid": "one"}, told, self.signing)


@contextmanager
def providing(provider: SmallProvider) -> Iterator[SmallProvider]:
    """Serve it on a free port of this computer."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize({k: v[0] for k, v in parse_qs(parts.query).items()}))
                self.send_header("Content-Length", "0")
                self.end_headers()
            elif parts.path == "/jwks":
                self._json(200, KeySet([provider.key]).as_dict(private=False))
            else:
                self._json(200, provider.about())

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            told = provider.token({k: v[0] for k, v in form.items()}, self.headers.get("Authorization", ""))
            self._json(400 if told is None else 200, told or {"error": "invalid_grant"})

        def _json(self, status: int, found: dict) -> None:
            data = json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join(20)
        server.server_close()

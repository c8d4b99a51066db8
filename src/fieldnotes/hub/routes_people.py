"""The routes by which a person proves who they are, on a device of their own that is in session."""

from fastapi import APIRouter

from fieldnotes.hub import logins, provider_login
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.requests import BeginLoginBody, FinishLoginBody, PasswordBody
from fieldnotes.hub.who_asks import Bearer, reader
from fieldnotes.wire.login import BeginAnswer, LoginAnswer, LoginWays


def people_routes(hub: Hub) -> APIRouter:
    """Bind the routes to an open hub."""
    router = APIRouter(prefix="/v1/login")

    @router.get("", response_model=None)
    def ways(bearer: Bearer) -> LoginWays:
        """Tell how this person may log in."""
        return logins.ways(hub, reader(hub, bearer))

    @router.post("/password", response_model=None)
    def password(bearer: Bearer, body: PasswordBody) -> LoginAnswer:
        """Log in by the account's password, or say how long this device waits."""
        found = logins.log_in_by_password(hub, reader(hub, bearer), body.password, body.new_password)
        return LoginAnswer(login=None, wait=found) if isinstance(found, int) else LoginAnswer(login=found.to_json())

    @router.post("/begin", response_model=None)
    def begin(bearer: Bearer, body: BeginLoginBody) -> BeginAnswer:
        """Begin a log-in at the identity provider."""
        return provider_login.begin(hub, reader(hub, bearer), body.redirect, body.challenge)

    @router.post("/finish", response_model=None)
    def finish(bearer: Bearer, body: FinishLoginBody) -> LoginAnswer:
        """Finish it with what the browser brought back."""
        who = reader(hub, bearer)
        return LoginAnswer(login=provider_login.finish(hub, who, body.state, body.code, body.verifier).to_json())

    return router

"""How the hub says no over HTTP: RFC 9457 documents with a `code`, and nothing about anybody's content."""

from typing import Final

from starlette.responses import JSONResponse

from fieldnotes.domain.errors import Code, FieldNotesError, Refused, Unavailable
from fieldnotes.language.sentences import sentence
from fieldnotes.wire.messages import PROBLEM_TYPE

STATUS: Final[dict[Code, int]] = {
    Code.REQUEST_WRONG: 400,
    Code.BYTES_WRONG: 400,
    Code.SESSION_EXPIRED: 401,
    Code.OPERATOR_UNKNOWN: 401,
    Code.SIGNATURE_WRONG: 401,
    Code.UNKNOWN_DEVICE: 401,
    Code.DEVICE_REVOKED: 403,
    Code.NOT_ASSIGNED: 403,
    Code.AUTHOR_WRONG: 403,
    Code.ROLE_WRONG: 403,
    Code.OWN_WORK: 403,
    Code.NO_TEAM: 403,
    Code.NOT_A_SUPERVISOR: 403,
    Code.INVITATION_WRONG: 403,
    Code.NOT_AN_ADMINISTRATOR: 403,
    Code.PROTECTED_CASE: 403,
    Code.NOT_A_WORKER: 403,
    Code.NOT_FOUND: 404,
    Code.UNKNOWN_CASE: 404,
    Code.UNKNOWN_TEMPLATE: 404,
    Code.UNKNOWN_PERSON: 404,
    Code.UNKNOWN_USER: 404,
    Code.NOT_ALLOWED: 405,
    Code.DEVICE_CLONED: 409,
    Code.UNKNOWN_REVISION: 409,
    Code.NOT_THE_HEAD: 409,
    Code.NEVER_OPENED: 409,
    Code.NOT_APPROVED: 409,
    Code.NOTHING_TO_HAND_OVER: 409,
    Code.FORK: 409,
    Code.ALREADY_JOINED: 409,
    Code.DRAFTS_LEFT: 409,
    Code.TOO_MANY_PLANNED: 409,
    Code.INVITATION_USED: 409,
    Code.INVITATION_EXPIRED: 410,
    Code.ATTACHMENT_GONE: 410,
    Code.CASE_DISPOSED: 410,
    Code.TOO_LARGE: 413,
    Code.WRONG_PASSWORD: 403,
    Code.WEAK_PASSWORD: 422,
    Code.NO_ACCOUNT: 403,
    Code.PASSWORD_TO_CHANGE: 403,
    Code.NO_PROVIDER: 404,
    Code.LOGIN_FAILED: 403,
    Code.LOGIN_TOO_WEAK: 403,
    Code.OTHER_PERSON: 403,
    Code.LOGIN_NEEDED: 403,
    Code.OTHER_AREA: 403,
    Code.NOT_IN_AREA: 403,
    Code.PIN_MISSING: 422,
    Code.NO_DEPUTY: 422,
    Code.UNKNOWN_ENTRY: 404,
    Code.CANNOT_RELEASE: 422,
    Code.DEPUTY_DAYS: 422,
    Code.UNKNOWN_DEPUTY: 404,
    Code.VERSION_UNSUPPORTED: 426,
    Code.TOO_MANY: 429,
    Code.DATABASE_UNREACHABLE: 503,
    Code.HUB_BUSY: 503,
    Code.PROVIDER_UNREACHABLE: 503,
}
"""Every problem the hub answers with; a refusal that is not listed here is a bug and answered with 500."""

_SERVER_SIDE = 500
_COME_AGAIN = 5
"""Seconds, where nobody knows better."""
_OF_THE_WORLD = frozenset({Code.PROVIDER_UNREACHABLE, Code.HUB_BUSY})
"""What else than its database may keep the hub from answering."""


def version_problem(spoken: tuple[int, int]) -> JSONResponse:
    """Tell who speaks another protocol which ones are spoken here: the least and the most."""
    return problem(Code.VERSION_UNSUPPORTED, protocol=[*spoken])


def problem(code: Code, told: FieldNotesError | None = None, **more: list[int]) -> JSONResponse:
    """Write the document for a code; `title` is the code in words, `detail` its sentence with what `told` names."""
    status = STATUS.get(code, _SERVER_SIDE)
    body = {
        "type": f"urn:fieldnotes:problem:{code.value}",
        "title": code.value.replace("_", " "),
        "status": status,
        "code": code.value,
        "detail": sentence(told or Refused(code), str),
        **more,
    }
    wait = told.values.get("seconds") if told is not None else None
    wait = wait or (_COME_AGAIN if status > _SERVER_SIDE or code is Code.TOO_MANY else None)
    headers = {} if wait is None else {"Retry-After": str(wait)}
    return JSONResponse(body, status, headers, PROBLEM_TYPE)


def problem_of(error: FieldNotesError) -> JSONResponse:
    """Answer a refusal of ours."""
    if isinstance(error, Unavailable) and error.code not in _OF_THE_WORLD:
        return problem(Code.DATABASE_UNREACHABLE)
    return problem(error.code, error)

"""What each route of the hub answers each role about each case: one rule for every route there is.

A route without a rule fails `tests/contract/test_hub_role_matrix.py`: who may ask it is decided when it is made.
"""

from collections.abc import Callable

from boards import ADMIN, ADMIN_FAR, BOSS_B, FARID, HENRIK, JONAS, OF_A, OF_B, OF_FAR, OTHER_A, SIV, TOVE
from role_matrix import NOBODY, OPERATOR, REVOKED, WHO

WORKS = {(TOVE, OF_A), (SIV, OF_A), (SIV, OF_B), (JONAS, OTHER_A), (FARID, OF_FAR)}
SUPERVISES = {(HENRIK, OF_A), (HENRIK, OTHER_A), (BOSS_B, OF_B)}
PREPARES = {(ADMIN, OF_A), (ADMIN, OTHER_A), (ADMIN_FAR, OF_FAR)}
INSIDE = WORKS | SUPERVISES

DONE = ""
"""It does as asked."""
Codes = set[str]
Rule = Callable[[str, str], Codes]
_DECIDES_NOT = {"own_work", "not_a_supervisor", "not_assigned", "other_area", "unknown_case", "role_wrong"}


def always(*codes: str) -> Rule:
    """The same for everybody who has a session."""
    return lambda _who, _case: set(codes)


def inside(then: str, otherwise: str = "not_assigned") -> Rule:
    """One answer for those who may know the case, another for everybody else."""
    return lambda who, case: {then if (who, case) in INSIDE else otherwise}


def supervisors(then: str = DONE) -> Rule:
    """Only those who supervise a unit."""
    return lambda who, _case: {then if who in (HENRIK, BOSS_B) else "not_a_supervisor"}


def prepares(then: str) -> Rule:
    """Only who prepares this very case."""
    return lambda who, case: {then if (who, case) in PREPARES else "not_an_administrator"}


def of_role(role: str, otherwise: str) -> Rule:
    """Only people of one role."""
    return lambda who, _case: {DONE if WHO[who][0] == role else otherwise}


FILE, PIECE = "/v1/attachments/{case}/{attachment}", "/v1/attachments/{case}/{attachment}/{number}"
RULES: dict[tuple[str, str], Rule] = {
    ("POST", "/v1/push"): always(DONE),
    ("POST", "/v1/access"): always(DONE),
    ("POST", "/v1/lacking"): always(DONE),
    ("POST", "/v1/wiped"): always("signature_wrong"),
    ("POST", "/v1/disposed"): always("signature_wrong"),
    ("POST", "/v1/drafts"): always(DONE),
    ("GET", "/v1/drafts"): always(DONE),
    ("GET", "/v1/drafts/waiting"): always(DONE),
    ("GET", "/v1/drafts/sealed"): always("not_found"),
    ("DELETE", "/v1/drafts"): always(DONE),
    ("GET", "/v1/heads"): always(DONE),
    ("GET", "/v1/reference"): always(DONE),
    ("POST", "/v1/pull"): inside(DONE),
    ("POST", "/v1/decisions"): lambda who, case: {"never_opened"} if (who, case) in SUPERVISES else _DECIDES_NOT,
    ("GET", FILE): inside(DONE),
    ("POST", FILE): inside(DONE),
    ("GET", PIECE): inside("not_found"),
    ("PUT", PIECE): inside("not_found"),
    ("POST", "/v1/examples"): supervisors(),
    ("DELETE", "/v1/examples"): supervisors(),
    ("POST", "/v1/deputies"): supervisors("no_deputy"),
    ("DELETE", "/v1/deputies"): always("unknown_deputy"),
    ("POST", "/v1/by-hand"): inside("nothing_to_hand_over"),
    ("GET", "/v1/quarantine"): always(DONE),
    ("POST", "/v1/quarantine"): always("unknown_entry"),
    ("POST", "/v1/times"): of_role("worker", "no_team"),
    ("DELETE", "/v1/times"): always(DONE),
    ("GET", "/v1/login"): always(DONE),
    ("POST", "/v1/login/password"): always("no_account"),
    ("POST", "/v1/login/begin"): always("no_provider"),
    ("POST", "/v1/login/finish"): always("no_provider"),
    ("GET", "/v1/preparing"): of_role("administrator", "not_an_administrator"),
    ("POST", "/v1/preparing/visits"): prepares(DONE),
    ("DELETE", "/v1/preparing/visits"): prepares(DONE),
    ("POST", "/v1/preparing/people"): prepares(DONE),
    ("POST", "/v1/preparing/assigned"): prepares(DONE),
    ("POST", "/v1/preparing/handovers"): prepares("not_assigned"),
}
"""By method and path, for who has a session here."""

ANYBODY: dict[tuple[str, str], Codes] = {
    ("GET", "/v1/hello"): {DONE},
    ("GET", "/v1/openapi.json"): {DONE},
    ("POST", "/v1/enrol"): {"request_wrong"},
    ("POST", "/v1/session/nonce"): {"request_wrong"},
    ("POST", "/v1/session"): {"request_wrong"},
    ("GET", "/health"): {DONE},
    ("GET", "/health/live"): {DONE},
    ("GET", "/health/ready"): {DONE},
    ("POST", "/status/sign-in"): {"page 401"},
    ("POST", "/status/sign-out"): {"page 303"},
}
"""Asked without a session; nobody is told anything of a case there."""

OPERATORS: dict[tuple[str, str], tuple[str, str]] = {
    ("GET", "/metrics"): (DONE, "operator_unknown"),
    ("GET", "/status"): (DONE, "page 401"),
}
"""For an operator, and for everybody else."""

HAND_IN = {
    ("POST", "/v1/push"), ("POST", "/v1/access"), ("POST", "/v1/lacking"), ("POST", "/v1/drafts"),
    ("POST", "/v1/wiped"), ("POST", "/v1/disposed"), ("POST", FILE), ("PUT", PIECE),
}  # fmt: skip
"""What a device whose access was withdrawn may still do: hand in, as the person it was."""

KNOWN = RULES.keys() | ANYBODY.keys() | OPERATORS.keys()


def expected(method: str, path: str, who: str, case: str) -> Codes:
    """The codes a route may answer somebody with about a case; KeyError for a route nobody has made a rule for."""
    asked = (method, path)
    if asked in ANYBODY:
        return ANYBODY[asked]
    if asked in OPERATORS:
        return {OPERATORS[asked][0 if who == OPERATOR else 1]}
    rule = RULES[asked]
    if who in (NOBODY, OPERATOR):
        return {"session_expired"}
    if who == REVOKED:
        return rule(TOVE, case) if asked in HAND_IN else {"device_revoked"}
    return rule(who, case)


def may_hear(path: str, who: str, case: str) -> bool:
    """Whether the child of a case may be named to somebody; who prepares is told the people, and no word of a note."""
    return (who, case) in INSIDE or (path.startswith("/v1/preparing") and (who, case) in PREPARES)

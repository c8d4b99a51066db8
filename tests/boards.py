"""Two municipalities on one hub: three boards, each a secrecy area, and one person who serves two of them."""

from hub_samples import a_case, person

A, B, FAR = "unit-a", "unit-b", "unit-far"
TOVE, JONAS, SIV, MAJA, HENRIK, BOSS_B, ADMIN, ADMIN_FAR, HELP, FARID = (
    "u-tove", "u-jonas", "u-siv", "u-maja", "u-henrik", "u-boss-b", "u-admin", "u-admin-far", "u-help", "u-farid",
)  # fmt: skip
OF_A, OTHER_A, OF_B, OF_FAR = "c-a", "c-a2", "c-b", "c-far"


def both(user: str, *memberships: tuple[str, str]) -> dict:
    unit, role = memberships[0]
    return {**person(user, role, unit), "memberships": [{"unit": u, "role": r} for u, r in memberships]}


def boards() -> dict:
    """Siv is on duty for A and B; A and B are boards of one municipality, FAR is another one's."""
    return {
        "units": [
            {"id": A, "name": "Barn och unga", "authority": "Socialnämnden", "municipality": "Björkvalla"},
            {"id": "unit-a2", "name": "Mottagning", "authority": "socialnämnden ", "municipality": "BJÖRKVALLA"},
            {"id": B, "name": "Familjerätt", "authority": "Familjerättsnämnden", "municipality": "Björkvalla"},
            {"id": FAR, "name": "Barn och unga", "authority": "Socialnämnden", "municipality": "Fjärrby"},
        ],
        "users": [
            person(TOVE, unit=A), person(JONAS, unit=A), person(MAJA, unit="unit-a2"),
            both(SIV, (A, "worker"), (B, "worker")), person(HENRIK, "supervisor", A),
            person(BOSS_B, "supervisor", B), person(ADMIN, "administrator", A), person(HELP, "support", A),
            person(FARID, unit=FAR), person(ADMIN_FAR, "administrator", FAR),
        ],
        "cases": [
            a_case(OF_A, [TOVE, SIV], A, HENRIK), a_case(OTHER_A, [JONAS], A, HENRIK),
            a_case(OF_B, [SIV], B, BOSS_B), a_case(OF_FAR, [FARID], FAR, None),
        ],
    }  # fmt: skip

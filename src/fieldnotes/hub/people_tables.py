"""Tables about people at the hub: their accounts, how they logged in, and what was looked at here (SEC-6).

The rules of `tables.py` hold for these too.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, LargeBinary, String, Table, Text

from fieldnotes.hub.tables import HASH, ID, MOMENT, metadata

account = Table(
    "account",
    metadata,
    Column("user_id", ID, primary_key=True),
    Column("verifier", Text, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("set_at", MOMENT, nullable=False),
)
"""A person's own account: what their password is checked against (Argon2id, written as PHC text)."""

login_try = Table(
    "login_try",
    metadata,
    Column("device", ID, primary_key=True),
    Column("tries", BigInteger, nullable=False),
    Column("next_at", MOMENT, nullable=False),
)
"""How often a password was wrong in a row on one device, and when it may be tried there again."""

login = Table(
    "login",
    metadata,
    Column("device", ID, primary_key=True),
    Column("at", MOMENT, primary_key=True),
    Column("user_id", ID, nullable=False),
    Column("acr", ID, nullable=False),
    Column("amr", Text, nullable=False),
)
"""Who proved who they are on which device, how strongly (`acr`) and by what (`amr`, a JSON list): never changed."""

login_begun = Table(
    "login_begun",
    metadata,
    Column("state_hash", HASH, primary_key=True),
    Column("device", ID, nullable=False),
    Column("nonce", HASH, nullable=False),
    Column("redirect", ID, nullable=False),
    Column("expires_at", MOMENT, nullable=False),
    Index("login_begun_of_device", "device"),
)
"""Log-ins at an identity provider that are under way: good for minutes, once."""

identity_provider = Table(
    "identity_provider",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("value", Text, nullable=False),
    Column("sealed_secret", LargeBinary),
)
"""One row, or none: where people log in besides their accounts (JSON); the client's secret under the hub's key."""

hub_access = Table(
    "hub_access",
    metadata,
    Column("case_id", ID, primary_key=True),
    Column("act_id", ID, primary_key=True),
    Column("at", MOMENT, nullable=False),
    Column("user_id", ID, nullable=False),
    Column("device", ID),
    Column("what", String(40), nullable=False),
    Column("note", ID),
    Column("revision", HASH),
)
"""What the hub itself gave out or showed of a case: to whose device, or to which operator."""

access_begin = Table(
    "access_begin",
    metadata,
    Column("device", ID, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("chain", HASH, nullable=False),
)
"""Where a device's access log begins since older rows were kept long enough: the last number that went, its link."""

person_area = Table(
    "person_area",
    metadata,
    Column("user_id", ID, primary_key=True),
    Column("area", ID, primary_key=True),
    Column("inside", Boolean, nullable=False),
    Column("changed", BigInteger, nullable=False),
)
"""Which secrecy areas a person is in, worked out from people and units, and at which version of the feed that changed;
a row that is not `inside` is one they left."""

"""The tables. A column is sealed or it is listed here as clear;
``docs/decisions/0003-what-is-sealed.md`` says both lists in words.

Sealed: ``submissions.envelope``, ``messages.envelope``, ``circle_members.sealed_key``,
``facilitators.locked_key``, ``sessions.boxed_key``. Hashes and public keys: ``lookup``,
``idempotency_key``, ``token``, ``throttle_key``, ``code_key``, ``public_key``. Everything else is clear.
"""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
)


class Moment(TypeDecorator[datetime.datetime]):
    """A moment in UTC, kept as whole seconds since 1970: both engines keep it alike."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime.datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value.timestamp())

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime.datetime | None:
        return None if value is None else datetime.datetime.fromtimestamp(value, tz=datetime.UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    }
)

# A proof of the secret that this database was begun with, and the moment of the newest build.
facts = Table(
    "facts",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

facilitators = Table(
    "facilitators",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(40), nullable=False, unique=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("locked_key", LargeBinary, nullable=False),
    Column("added_on", Date, nullable=False),
)

circles = Table(
    "circles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(40), nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("successor", Integer, ForeignKey("circles.id"), nullable=True),
)

circle_members = Table(
    "circle_members",
    metadata,
    Column("circle", Integer, ForeignKey("circles.id", ondelete="CASCADE"), nullable=False),
    Column(
        "facilitator", Integer, ForeignKey("facilitators.id", ondelete="CASCADE"), nullable=False
    ),
    Column("sealed_key", LargeBinary, nullable=False),
    PrimaryKeyConstraint("circle", "facilitator"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ref", String(16), nullable=False, unique=True),
    Column(
        "facilitator", Integer, ForeignKey("facilitators.id", ondelete="CASCADE"), nullable=False
    ),
    Column("token", LargeBinary, nullable=False, unique=True),
    Column("boxed_key", LargeBinary, nullable=False),
    Column("started", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
)

# Wrong log-ins in a row: of a name that was typed, or of one browser that was in before.
login_throttles = Table(
    "login_throttles",
    metadata,
    Column("throttle_key", LargeBinary, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("not_before", Moment, nullable=False),
)

# One row for each group, by the name of its file. taken = seated + paused + offered, always.
groups = Table(
    "groups",
    metadata,
    Column("slug", String(120), primary_key=True),
    Column("next_no", Integer, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("waiting", Integer, nullable=False),
    Column("gone_on", Date, nullable=True),
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ref", String(16), nullable=False, unique=True),
    Column("kind", String(8), nullable=False),
    Column("lookup", LargeBinary, nullable=False, unique=True),
    Column("code_key", LargeBinary, nullable=True),
    Column("slug", String(120), ForeignKey("groups.slug"), nullable=True),
    Column("number", Integer, nullable=True),
    Column("state", String(8), nullable=False),
    Column("until", Moment, nullable=True),
    Column("waits", Boolean, nullable=False),
    Column("consent", Integer, nullable=True),
    Column("made_on", Date, nullable=False),
    Column("touched_on", Date, nullable=False),
    Column("ends_on", Date, nullable=True),
    Column("circle", Integer, ForeignKey("circles.id"), nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    UniqueConstraint("slug", "number"),
    Index(None, "waits"),
    Index(None, "ends_on"),
    Index(None, "slug", "state", "number"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "submission",
        Integer,
        ForeignKey("submissions.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("idempotency_key", LargeBinary, nullable=False, unique=True),
    Column("by_host", Boolean, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("circle", Integer, ForeignKey("circles.id"), nullable=False),
    Column("envelope", LargeBinary, nullable=False),
)

# How many of each form in each hour, and nothing about whose.
counters = Table(
    "counters",
    metadata,
    Column("form", String(8), nullable=False),
    Column("hour", Integer, nullable=False),
    Column("count", Integer, nullable=False),
    PrimaryKeyConstraint("form", "hour"),
)

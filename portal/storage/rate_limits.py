"""Counters of forms by hour, for the rate limit of the whole copy. They say how many, and nothing about
whose.
"""

from __future__ import annotations

import datetime

from sqlalchemy import Connection, bindparam, select

from portal.domain.rate_limits import hour_of
from portal.storage.engine import Store, upsert_increment
from portal.storage.tables import counters

SPENT = select(counters.c.count).where(
    counters.c.form == bindparam("form"), counters.c.hour == bindparam("hour")
)


def count(connection: Connection, form: str, now: datetime.datetime) -> None:
    """Adds one to the counter of a form, inside the transaction that keeps what the form sent."""
    connection.execute(
        upsert_increment(connection.dialect.name, counters, "count"),
        {"form": form, "hour": hour_of(now), "count": 1},
    )


def count_in_own_transaction(store: Store, form: str) -> None:
    """Adds one to the counter of a form that keeps nothing, such as a code that finds nothing."""
    with store.write() as connection:
        count(connection, form, store.clock.now())


def used_this_hour(store: Store, form: str) -> int:
    """How many of a form came in this hour."""
    with store.read() as connection:
        return (
            connection.execute(
                SPENT, {"form": form, "hour": hour_of(store.clock.now())}
            ).scalar_one_or_none()
            or 0
        )

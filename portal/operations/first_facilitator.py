"""The first facilitator of a copy on somebody's own machine."""

from __future__ import annotations

from portal.site import AppContext
from portal.staff import accounts
from portal.staff.accounts import NewAccount
from portal.storage import circles

FIRST = "first"


def ensure(context: AppContext) -> NewAccount | None:
    """Makes the first facilitator, so that everything works at once; None if there is one, or if this
    copy can be reached from outside.
    """
    if not context.config.is_local or circles.all_facilitators(context.store):
        return None
    return accounts.add(context, FIRST, None)

"""The first reader of a copy on somebody's own machine, and invented people for a look around."""

from __future__ import annotations

from portal.site import Parts
from portal.staff import accounts
from portal.staff.accounts import Admitted
from portal.storage import circles

FIRST = "first"


def reader(parts: Parts) -> Admitted | None:
    """Makes the first reader, so that everything works at once; None if there is one, or if this
    copy can be reached from outside.
    """
    if not parts.config.is_local or circles.all_readers(parts.store):
        return None
    return accounts.add(parts, FIRST, None)

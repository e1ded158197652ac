"""A day that somebody typed."""

from __future__ import annotations

import datetime

from scripts.bootstrap.console import Failure


def day_of(text: str | None) -> datetime.date:
    """The day that was written, such as 2026-11-24; today, on this machine's clock, if nothing was.
    Raises ``Failure``.
    """
    try:
        return (
            datetime.date.fromisoformat(text)
            if text
            else datetime.datetime.now().astimezone().date()
        )
    except ValueError:
        raise Failure(f"{text} is not a day.", "Write it as 2026-11-24.") from None

"""What time it is. Only tests may say otherwise."""

from __future__ import annotations

import datetime
from pathlib import Path


class Clock:
    """The time in UTC: the machine's, or in tests what stands in a file (an ISO 8601 moment, read
    anew each time).
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file

    def now(self) -> datetime.datetime:
        """This moment, with UTC as its zone."""
        if self._file is None:
            return datetime.datetime.now(tz=datetime.UTC)
        return datetime.datetime.fromisoformat(
            self._file.read_text(encoding="utf-8").strip()
        ).astimezone(datetime.UTC)

    def today(self) -> datetime.date:
        """This day, in UTC."""
        return self.now().date()

"""Opening hours as the reader's own device reads them, so that it can say whether a line is open.

Nothing is sent and nothing is kept.
"""

from __future__ import annotations

from typing import Literal

from site_config.model import Hours
from site_config.model.hours import WEEK


def hours_code(hours: Literal["24/7"] | Hours | None) -> str:
    """Opening hours as ``open.js`` reads them: minutes from Monday 00:00 on the line's clock, such
    as ``540-1020 1980-2460``.

    Openings that touch are one; the last may reach into the next week. ``24`` is day and night.
    Empty where the hours are not known, or not whose clock they mean: then the device says nothing.
    """
    if hours is None or (hours != "24/7" and not hours.timezone):
        return ""
    openings = (
        [(0, WEEK)]
        if hours == "24/7"
        else _joined(sorted(span for period in hours.periods for span in period.spans()))
    )
    if openings[0][1] - openings[0][0] >= WEEK:
        return "24"
    return " ".join(f"{start}-{end}" for start, end in openings)


def _joined(openings: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same, with openings that touch or overlap as one, also over the end of the week."""
    joined = openings[:1]
    for start, end in openings[1:]:
        if start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    while len(joined) > 1 and joined[0][0] + WEEK <= joined[-1][1]:
        joined[-1] = (joined[-1][0], max(joined[0][1] + WEEK, joined[-1][1]))
        del joined[0]
    return joined

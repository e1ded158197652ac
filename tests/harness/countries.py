"""Countries and lines to look at, made with the few keys that a test is about."""

from __future__ import annotations

import datetime
from typing import Any

from site_config.model import Alert, Catalogue, Country, Hours, Line

DAY = datetime.date(2026, 11, 21)
WIKIPEDIA = {"url": "https://en.wikipedia.org/wiki/List", "kind": "wikipedia", "date": "2026-08-08"}


HIGH: dict[str, Any] = {
    "confidence": "high",
    "sources": [{"url": "https://line.example/", "kind": "official", "date": "2026"}],
}

TODAY = datetime.date(2026, 12, 1)
HOME = "https://help.example.org/"
OFFICIAL: dict[str, Any] = {
    "confidence": "high",
    "sources": [{"url": "https://example.org/", "kind": "official", "date": "2026-08"}],
}
CHECKED: dict[str, Any] = {
    "checked": {"date": datetime.date(2026, 11, 30), "how": "call", "role": "host"}
}


def a_line(**keys: Any) -> Line:
    """A line with a short code, for everyone, shown by Wikipedia alone; other keys as given."""
    ways = {"display": "116 123", "short_code": "116123"} if "display" not in keys else {}
    return Line.model_validate(
        {
            "id": "zz-line",
            "name": "A line",
            "audience": ["everyone"],
            "confidence": "medium",
            "compiled": DAY,
            "sources": [WIKIPEDIA],
            **ways,
            **keys,
        }
    )


def a_country(
    *lines: Line,
    emergency: list[dict[str, Any]] | None = None,
    code: str = "ZZ",
    title: str = "Nowhere",
) -> Country:
    numbers = emergency or [{"number": "112", "service": "all"}]
    return Country.model_validate(
        {
            "kind": "country",
            "title": title,
            "country": code,
            "written": DAY,
            "lines": list(lines),
            "emergency": [
                {"sources": [{"title": "A list", "date": "undated"}], **number}
                for number in numbers
            ],
        }
    )


def hours(*periods: tuple[str, str, str], timezone: str | None = "Europe/Dublin") -> Hours:
    """Hours of periods such as ``("Mon Tue", "09:00", "17:00")``."""
    return Hours.model_validate(
        {
            "timezone": timezone,
            "periods": [
                {"days": days.split(), "open": opens, "close": closes}
                for days, opens, closes in periods
            ],
        }
    )


def source(kind: str, date: str, url: str = "https://example.org/") -> dict[str, Any]:
    return {"url": url, "kind": kind, "date": date}


def a_catalogue(*countries: Country, alerts: list[Alert] | None = None) -> Catalogue:
    for country in countries:
        country.placed(f"crisis/{country.country.lower()}.md", "", 1, {})
    found = Catalogue(countries={country.slug: country for country in countries})
    found.alerts.extend(alerts or [])
    return found


def an_alert(line: str = "zz-line", since: str = "2026-11-30", until: str = "2026-12-02") -> Alert:
    return Alert.model_validate(
        {
            "line": line,
            "text": "Closed for repairs.",
            "from": datetime.date.fromisoformat(since),
            "until": datetime.date.fromisoformat(until),
        }
    )

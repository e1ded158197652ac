"""The directory as HSDS 3.0 (Human Services Data Specification): each line a service. What each
field holds: docs/directory-data.md.
"""

from __future__ import annotations

import datetime
import json
import re
import zoneinfo
from collections.abc import Sequence
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError

from site_config.exports import taxonomy
from site_config.exports.addresses import address_of, line_address
from site_config.exports.identity import identity
from site_config.helplines.audience import about, for_whom
from site_config.helplines.basis import known_on
from site_config.helplines.contacts import Contact, contacts
from site_config.helplines.hours import hours_in_words
from site_config.helplines.selection import alerts_now
from site_config.model import Alert, Catalogue, Country, Hours, Line, Period
from site_config.model.hours import DAYS
from site_config.model.phone_numbers import digits, shown_number

VERSION = "3.0"
PROFILE = "crisis/data/"
FEES = {"free": "Free to call.", "standard": "Costs as much as a normal call."}
BYDAY = dict(zip(DAYS, ["MO", "TU", "WE", "TH", "FR", "SA", "SU"], strict=True))
# The type of a phone by the kind of contact; a chat is none.
PHONES = {"call": "voice", "text": "text", "whatsapp": "cell"}
# A textphone has no field of its own in our facts: it stands in the words about Deaf access.
TEXTPHONE = re.compile(r"\b(?:TTY|TDD|[Tt]extphone)[: ]+([0-9][0-9 -]{5,}[0-9])")


def services_file(catalogue: Catalogue, today: datetime.date, site_url: str) -> str:
    """Every line as a service, on one page as the HSDS API writes pages; with the profile's address
    and our taxonomy.
    """
    alerts = alerts_now(catalogue, today)
    services = [
        service(country, line, alerts.get(line.id, ()), site_url)
        for _, country in sorted(catalogue.countries.items())
        for line in country.lines
    ]
    page = {
        "version": VERSION,
        "profile": f"{address_of(site_url)}{PROFILE}",
        "license": "CC-BY-SA-4.0",
        "total_items": len(services),
        "total_pages": 1,
        "page_number": 1,
        "size": len(services),
        "first_page": True,
        "last_page": True,
        "empty": not services,
        "taxonomy_terms": taxonomy.terms(),
        "contents": services,
    }
    return json.dumps(page, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


def service(country: Country, line: Line, alerts: Sequence[Alert], site_url: str) -> dict[str, Any]:
    """One line as a service. What is not known is left out, and ``assured_date`` stands only where
    a person checked.
    """
    fields: dict[str, Any] = {
        "id": str(identity(line.id)),
        "name": line.name,
        "alternate_name": line.local_name if line.local_name != line.name else None,
        "description": " ".join([about(line), *([line.note] if line.note else [])]),
        "url": line.website or line.chat,
        "status": "active",
        "alert": " ".join(f"{alert.text} ({alert.since} – {alert.until})" for alert in alerts)
        or None,
        "assured_date": line.checked.date.isoformat() if line.checked else None,
        "last_modified": f"{known_on(line).isoformat()}T00:00:00.000Z",
        "eligibility_description": for_whom(line),
        "fees_description": FEES[line.cost] if line.cost else None,
        "phones": _phones(line),
        "schedules": _schedules(line),
        "languages": [_language(line, tag) for tag in line.languages],
        "service_areas": [_area(country, line)],
        "attributes": taxonomy.attributes(line),
        "line": line.id,
        "page": line_address(site_url, country, line),
        "contacting": line.contacting.model_dump(mode="json", exclude_none=True),
        "sources": [source.model_dump(mode="json", exclude_none=True) for source in line.sources],
    }
    return {name: value for name, value in fields.items() if value not in (None, [], {})}


def _phones(line: Line) -> list[dict[str, Any]]:
    found = [
        (PHONES[contact.kind], contact.number, _described(contact))
        for contact in contacts(line)
        if contact.kind in PHONES
    ]
    found += [
        ("textphone", digits(number), number)
        for number in TEXTPHONE.findall(line.deaf_access or "")
    ]
    if line.dial_by_hand and not found:
        found.append(("voice", shown_number(line.display), line.display))
    return [
        {
            "id": str(identity(f"{line.id}/phone/{kind}/{number}")),
            "number": number,
            "type": kind,
            "description": shown,
        }
        for kind, number, shown in dict.fromkeys(found)
    ]


def _described(contact: Contact) -> str:
    """What HSDS says of a number: in English, as the names of its fields are."""
    if contact.kind == "whatsapp":
        return f"WhatsApp {contact.number}"
    if contact.kind == "text":
        begins = f"Text {contact.keyword} to " if contact.keyword else ""
        return f"{begins}{contact.number}"
    return contact.shown


def _schedules(line: Line) -> list[dict[str, Any]]:
    if line.hours is None:
        return []
    if line.hours == "24/7":
        return [_schedule(line, None, "00:00", "24:00", list(DAYS))]
    return [
        _schedule(line, line.hours, period.open, period.close, period.days)
        for period in line.hours.periods
    ]


def _schedule(
    line: Line, hours: Hours | None, opens: str, closes: str, days: list[Any]
) -> dict[str, Any]:
    offset = (
        steady_offset(hours.timezone, known_on(line).year) if hours and hours.timezone else None
    )
    ending = _written(offset) if offset is not None else ""
    byday = ",".join(BYDAY[name] for name in sorted(days, key=DAYS.index))
    words = hours_in_words(_alone(hours, opens, closes, days) if hours else "24/7")
    fields: dict[str, Any] = {
        "id": str(identity(f"{line.id}/schedule/{byday}/{opens}/{closes}")),
        "freq": "WEEKLY",
        "wkst": "MO",
        "byday": byday,
        "opens_at": opens + ending,
        "closes_at": closes + ending,
        "description": words,
    }
    return fields if offset is None else {**fields, "timezone": offset.total_seconds() / 3600}


def _alone(hours: Hours, opens: str, closes: str, days: list[Any]) -> Hours:
    """The hours of one period alone, for its words."""
    return Hours.model_construct(
        timezone=hours.timezone,
        periods=[Period.model_construct(days=days, open=opens, close=closes)],
    )


def steady_offset(zone: str, year: int) -> datetime.timedelta | None:
    """How far a zone's clock is ahead of UTC, if it is the same all through a year; else None,
    since HSDS can say one alone.
    """
    clock = zoneinfo.ZoneInfo(zone)
    noon = datetime.datetime(year, 1, 1, 12, tzinfo=datetime.UTC)
    found = {
        (noon + datetime.timedelta(days=n)).astimezone(clock).utcoffset() for n in range(0, 365, 7)
    }
    return found.pop() if len(found) == 1 else None


def _written(offset: datetime.timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    return (
        "Z"
        if not minutes
        else f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    )


def _language(line: Line, tag: str) -> dict[str, str]:
    return {
        "id": str(identity(f"{line.id}/language/{tag}")),
        "code": tag,
        "name": _language_name(tag),
    }


@cache
def _language_name(tag: str) -> str:
    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (ValueError, UnknownLocaleError):
        return tag


def _area(country: Country, line: Line) -> dict[str, str]:
    fields = {"id": str(identity(f"{line.id}/area")), "name": line.region or country.title}
    return {**fields, "description": country.title} if line.region else fields

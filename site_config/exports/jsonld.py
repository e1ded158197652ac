"""The directory as linked data (JSON-LD with the words of schema.org). Its context stands inside,
so that nobody has to fetch one.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from typing import Any

from site_config.exports.addresses import address_of, line_address
from site_config.exports.identity import identity
from site_config.exports.licence import LICENCE, attributions
from site_config.helplines.audience import about
from site_config.helplines.basis import basis_of, rests_on
from site_config.helplines.contact_words import verb
from site_config.helplines.contacts import Contact, contacts
from site_config.helplines.selection import alerts_now, newest_fact
from site_config.model import Alert, Catalogue, Country, Hours, Line

DAYS = {
    "Mon": "Monday",
    "Tue": "Tuesday",
    "Wed": "Wednesday",
    "Thu": "Thursday",
    "Fri": "Friday",
    "Sat": "Saturday",
    "Sun": "Sunday",
}


def linked_file(catalogue: Catalogue, today: datetime.date, site_url: str) -> str:
    """Every line as a ``Service``, and the ``Dataset`` that they are parts of. Names of things are
    ``urn:uuid:``, never a host.
    """
    alerts = alerts_now(catalogue, today)
    home = address_of(site_url)
    context = {"@vocab": "https://schema.org/", "handrail": f"{home}crisis/data/#"}
    graph = [_dataset(catalogue, home)]
    for _, country in sorted(catalogue.countries.items()):
        graph += [_service(country, line, alerts.get(line.id, ()), home) for line in country.lines]
    return (
        json.dumps(
            {"@context": context, "@graph": graph},
            ensure_ascii=False,
            separators=(",", ":"),
            sort_keys=True,
        )
        + "\n"
    )


def _dataset(catalogue: Catalogue, home: str) -> dict[str, Any]:
    return {
        "@id": f"urn:uuid:{identity('dataset')}",
        "@type": "Dataset",
        "name": "Crisis and support lines by country",
        "dateModified": newest_fact(catalogue).isoformat(),
        "license": LICENCE,
        "creditText": " ".join(attributions()),
        "url": f"{home}crisis/data/",
    }


def _service(country: Country, line: Line, alerts: Sequence[Alert], home: str) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "@id": f"urn:uuid:{identity(line.id)}",
        "@type": "Service",
        "identifier": line.id,
        "name": line.name,
        "alternateName": line.local_name if line.local_name != line.name else None,
        "description": f"{about(line)} {rests_on(line)}",
        "disambiguatingDescription": " ".join(alert.text for alert in alerts) or None,
        "url": line_address(home, country, line),
        "areaServed": {"@type": "Country", "identifier": country.country, "name": country.title},
        "availableChannel": [_channel(line, contact) for contact in contacts(line)],
        "isPartOf": {"@id": f"urn:uuid:{identity('dataset')}"},
        "sameAs": line.website,
        "handrail:basis": basis_of(line),
        "handrail:checked": line.checked.date.isoformat() if line.checked else None,
        "handrail:compiled": line.compiled.isoformat(),
        "handrail:display": line.display,
    }
    return {name: value for name, value in fields.items() if value not in (None, [])}


def _channel(line: Line, contact: Contact) -> dict[str, Any]:
    if contact.kind in {"chat", "whatsapp"}:
        return {"@type": "ServiceChannel", "name": verb(contact), "serviceUrl": contact.href}
    name = "servicePhone" if contact.kind == "call" else "serviceSmsNumber"
    point: dict[str, Any] = {
        "@type": "ContactPoint",
        "telephone": contact.dial,
        "availableLanguage": line.languages,
        "hoursAvailable": _hours(line),
    }
    return {"@type": "ServiceChannel", name: {key: value for key, value in point.items() if value}}


def _hours(line: Line) -> list[dict[str, Any]]:
    """Hours on the line's own clock; none where they are not known, or not whose clock they mean."""
    if line.hours == "24/7":
        return [_open(list(DAYS), "00:00", "23:59")]
    if not isinstance(line.hours, Hours) or not line.hours.timezone:
        return []
    return [
        _open(period.days, period.open, "23:59" if period.close == "24:00" else period.close)
        for period in line.hours.periods
    ]


def _open(days: list[Any], opens: str, closes: str) -> dict[str, Any]:
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [DAYS[name] for name in days],
        "opens": opens,
        "closes": closes,
    }

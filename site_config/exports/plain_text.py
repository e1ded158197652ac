"""The whole directory as one plain text: for ``less``, for a voice that reads it out, for a
printer, for a very slow line.
"""

from __future__ import annotations

import datetime
import textwrap
import unicodedata
from collections.abc import Sequence

from site_config.exports.addresses import address_of
from site_config.exports.licence import LICENCE, attributions, licence_name
from site_config.helplines import countries
from site_config.helplines.audience import about
from site_config.helplines.basis import rests_on
from site_config.helplines.contact_words import in_words, verb
from site_config.helplines.contacts import Contact, contacts, emergency_contact, shown_apart
from site_config.helplines.hours import hours_in_words
from site_config.helplines.selection import Alerts, alerts_now, confirmed, newest_fact
from site_config.helplines.services import emergency_numbers, service_in_words
from site_config.i18n import _, day
from site_config.model import Alert, Catalogue, Country, Emergency, Line
from site_config.model.phone_numbers import IN_TEXT

WIDTH = 72
HELD = "\u00a0"


def directory_file(catalogue: Catalogue, today: datetime.date, site_url: str) -> str:
    """Every country by name: its emergency numbers and its confirmed lines. Lines of at most 72
    letters, but for addresses.

    A country of which no line is known has its emergency numbers, and what they rest on.
    """
    home = address_of(site_url)
    alerts = alerts_now(catalogue, today)
    parts = [_beginning(catalogue, home)]
    parts += [
        _country(country, alerts, home)
        if country.slug in catalogue.countries
        else _without_lines(country)
        for country in sorted(countries.countries(catalogue), key=_by_name)
    ]
    parts.append(_end(home))
    return "\n\n\n".join(parts) + "\n"


def _beginning(catalogue: Catalogue, home: str) -> str:
    paragraphs = [
        _("Numbers to call, text or chat with, by country"),
        _("Newest fact: {day}.").format(day=day(newest_fact(catalogue).isoformat())),
        _(
            "In danger, call the emergency number of the country that you are in. You will not "
            "be wasting anyone’s time."
        ),
        _(
            "Here stand only lines that a person checked, or that the line itself, an authority or "
            "two separate sources show. Below each stands what it rests on, and when. Numbers may "
            "have changed since. If one does not answer, try another one, or the emergency number."
        ),
        _(
            "To find a country, search for its name. Each begins on a line of its own, with its "
            "two letters, such as: Ireland (IE)"
        ),
    ]
    return (
        "\n\n".join(_wrapped(text) for text in paragraphs)
        + f"\n\n{_('The same with links, and more lines:')}\n{home}crisis/"
    )


def _country(country: Country, alerts: Alerts, home: str) -> str:
    lines = confirmed(country)
    emergency = "\n".join(
        _wrapped(_emergency(number, service_in_words(number)))
        for number in emergency_numbers(country)
    )
    parts = [f"{country.title} ({country.country})", emergency]
    parts += [_line(line, alerts.get(line.id, ())) for line in lines]
    others = len(country.lines) - len(lines)
    if others:
        more = _("Not confirmed: {count} more, on this page:")
        words = more if lines else _("No confirmed line yet. Not confirmed: {count}, on this page:")
        parts.append(f"{_wrapped(words.format(count=others))}\n{home}{country.url}")
    return "\n\n".join(parts)


def _without_lines(country: Country) -> str:
    numbers = "\n".join(_emergency(number, _("Emergency")) for number in country.emergency)
    return "\n\n".join(
        [
            f"{country.title} ({country.country})",
            f"{numbers}\n{_wrapped(countries.emergency_basis(country), '  ')}",
            _("We know no line here yet."),
        ]
    )


def _by_name(country: Country) -> str:
    """A country's name without marks above its letters: Åland is looked for under A."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFD", country.title)
        if not unicodedata.combining(letter)
    )


def _emergency(number: Emergency, what: str) -> str:
    how = verb(emergency_contact(number)).lower()
    return _("{what}: {how} {number}").format(what=what, how=how, number=number.number)


def _line(line: Line, alerts: Sequence[Alert]) -> str:
    found = contacts(line)
    names = (
        line.name if line.local_name in (None, line.name) else f"{line.name} – {line.local_name}"
    )
    ways = [_way(contact) for contact in found]
    apart = shown_apart(line, found)
    said = [names, *([apart] if apart else []), *ways]
    said += [
        _("From {since} to {until}: {text}").format(
            since=day(alert.since.isoformat()), until=day(alert.until.isoformat()), text=alert.text
        )
        for alert in alerts
    ]
    said += [about(line), hours_in_words(line.hours), *([line.note] if line.note else [])]
    if line.deaf_access:
        said.append(f"{_('Deaf access:')} {line.deaf_access}")
    said.append(rests_on(line))
    if line.website and line.website != line.chat:
        said.append(line.website)
    return "\n".join([_wrapped(said[0]), *(_wrapped(text, "  ") for text in said[1:])])


def _way(contact: Contact) -> str:
    return f"{verb(contact)}: {contact.href}" if contact.kind == "chat" else in_words(contact)


def _end(home: str) -> str:
    licence = _("Licence: {name}").format(name=licence_name())
    thanks = "\n".join(_wrapped(text) for text in attributions())
    return "\n\n".join(
        [
            _("About this list"),
            f"{_wrapped(licence)}\n{LICENCE}",
            thanks,
            f"{_('To correct a number, and for the whole data:')}\n{home}crisis/data/",
        ]
    )


def _wrapped(text: str, indent: str = "") -> str:
    """A text on lines of at most 72 letters; neither an address nor a number is ever broken."""
    whole = IN_TEXT.sub(lambda found: found[0].replace(" ", HELD), " ".join(text.split()))
    lines = textwrap.wrap(
        whole,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines).replace(HELD, " ")

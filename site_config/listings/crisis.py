"""What a country's page shows: ways to reach each line, its hours in words, and what each number rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from site_config.language import _
from site_config.listings.audience import about
from site_config.listings.basis import rests_on
from site_config.model import Country, Emergency, Hours, Line, Period
from site_config.model.numbers import digits, same_line, shown_number

DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
DAY_NAMES = {"Mon": _("Monday"), "Tue": _("Tuesday"), "Wed": _("Wednesday"), "Thu": _("Thursday"), "Fri": _("Friday"),
             "Sat": _("Saturday"), "Sun": _("Sunday")}
SERVICES = {"all": _("Any emergency"), "police": _("Police"), "ambulance": _("Ambulance"), "fire": _("Fire"),
            "ambulance and fire": _("Ambulance, fire"), "fire and ambulance": _("Fire, ambulance"),
            "police and fire": _("Police, fire"), "ambulance or general": _("Ambulance")}
FIRST = ["all", "ambulance or general", "ambulance", "ambulance and fire", "fire and ambulance", "police", "police and fire", "fire"]


@dataclass(frozen=True)
class Contact:
    """One way to reach a line: ``href`` to follow, a ``verb`` in the reader's language, and the ``number`` as it is shown."""

    href: str
    verb: str
    number: str
    by: Literal["call", "text", "whatsapp", "chat"]
    note: str = ""


@dataclass(frozen=True)
class LineView:
    """One line as a page shows it. ``shown_apart`` is set when no contact carries the line's display."""

    line: Line
    contacts: list[Contact]
    shown_apart: str
    about: str
    hours: str
    rests_on: str


@dataclass(frozen=True)
class CountryView:
    """A country's page: emergency contacts, lines for everyone, lines for some, and lines that nobody confirmed."""

    country: Country
    emergency: list[Contact]
    one_number: bool
    everyone: list[LineView]
    some: list[LineView]
    unconfirmed: list[LineView]


@dataclass(frozen=True)
class CountriesView:
    """The first crisis page: the organisation's own country, its first lines, and every other country by name."""

    own: CountryView | None
    others: list[Country]


def country_view(country: Country) -> CountryView:
    """What one country's page shows, in the order in which it helps."""
    emergency = sorted(country.emergency, key=lambda number: (number.by == "text", FIRST.index(number.service)))
    confirmed = sorted((line for line in country.lines if line.checked or line.confidence == "high"), key=_first)
    return CountryView(
        country=country,
        emergency=[_emergency_contact(number) for number in emergency],
        one_number=all(number.service == "all" and not number.for_whom for number in emergency),
        everyone=[_line_view(line) for line in confirmed if "everyone" in line.audience],
        some=[_line_view(line) for line in confirmed if "everyone" not in line.audience],
        unconfirmed=[_line_view(line) for line in sorted(country.lines, key=_first) if line not in confirmed],
    )


def countries_view(countries: dict[str, Country], own_code: str) -> CountriesView:
    """The first crisis page of an organisation in the country ``own_code`` (ISO 3166, capitals)."""
    own = next((country for country in countries.values() if country.country == own_code), None)
    others = sorted(countries.values(), key=lambda country: _plain(country.title))
    return CountriesView(country_view(own) if own else None, others)


def contacts(line: Line) -> list[Contact]:
    """Every way to reach a line that can be a link, first the one it is known by."""
    found: list[Contact] = []
    if line.dialled:
        found.append(Contact(_tel(line.dialled), _("Call"), line.display, "call"))
    for other in line.other_numbers:
        found.append(Contact(_tel(shown_number(other)), _("Call"), other, "call"))
    if line.sms:
        words = f"{_('Text')} {line.sms.keyword} {_('to')}" if line.sms.keyword else _("Text")
        shown = line.sms.number
        if f"{words} {shown}" == line.display:
            found.append(Contact(_sms(shown), "", line.display, "text"))
        else:
            found.append(Contact(_sms(shown), words, _as_displayed(line, shown), "text"))
    if line.whatsapp:
        found.append(Contact(f"https://wa.me/{digits(line.whatsapp)}", _("WhatsApp"), _as_displayed(line, line.whatsapp), "whatsapp"))
    if line.chat:
        found.append(Contact(line.chat, _("Chat online"), "", "chat"))
    return found


def hours_in_words(hours: Literal["24/7"] | Hours | None) -> str:
    """Opening hours as a sentence. Unknown hours are said to be unknown, never closed."""
    if hours is None:
        return _("We do not know its hours.")
    if hours == "24/7":
        return _("Every day, all day and night.")
    spans = "; ".join(_period(period) for period in hours.periods)
    if hours.timezone:
        city = hours.timezone.split("/")[-1].replace("_", " ")
        return _("{spans} (time in {city}).").format(spans=spans, city=city)
    return _("{spans} (the source does not say in which time zone).").format(spans=spans)


def _period(period: Period) -> str:
    numbers = sorted(DAYS.index(name) for name in period.days)
    if len(numbers) == 7:
        names = _("Every day")
    elif len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        names = _("{first} to {last}").format(first=DAY_NAMES[DAYS[numbers[0]]], last=DAY_NAMES[DAYS[numbers[-1]]])
    else:
        names = ", ".join(DAY_NAMES[DAYS[number]] for number in numbers)
    close = _("midnight") if period.close in {"24:00", "00:00"} else period.close
    overnight = _(" the next morning") if period.close < period.open and close == period.close else ""
    return _("{days}, {open} to {close}").format(days=names, open=period.open, close=close) + overnight


def _first(line: Line) -> tuple[bool, bool, bool, bool]:
    return "everyone" not in line.audience, line.hours != "24/7", line.hours is None, not line.dialled


def _line_view(line: Line) -> LineView:
    found = contacts(line)
    apart = "" if any(contact.number == line.display for contact in found) else line.display
    return LineView(line, found, apart, about(line), hours_in_words(line.hours), rests_on(line))


def _emergency_contact(number: Emergency) -> Contact:
    text = number.by == "text"
    note = SERVICES[number.service]
    if number.for_whom:
        note = _("{service}, for {whom}").format(service=note, whom=number.for_whom)
    href = _sms(number.number) if text else _tel(number.number)
    return Contact(href, _("Text") if text else _("Call"), number.number, "text" if text else "call", note)


def _as_displayed(line: Line, number: str) -> str:
    """A second number as the line's own display writes it, where it does, else as it stands."""
    shown = shown_number(line.display)
    if not line.dialled and same_line(shown, number, line.id[:2].upper()):
        return shown
    return number


def _tel(number: str) -> str:
    kept = "".join(letter for letter in number if letter.isdigit() or letter in "+*#")
    return "tel:" + kept.replace("#", "%23")


def _sms(number: str) -> str:
    return "sms:" + "".join(letter for letter in number if letter.isdigit() or letter == "+")


def _plain(title: str) -> str:
    swapped = title.translate(str.maketrans("ÅÉÔôéüçèã", "AEOoeucea"))
    return swapped.casefold()

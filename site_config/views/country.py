"""What a country's page shows: ways to reach each line, its hours in words, and what each number
rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from site_config.helplines.audience import GROUPS, about, group
from site_config.helplines.basis import rests_on
from site_config.helplines.on_contact import Told, told
from site_config.i18n import _
from site_config.model import Alert, Country, Emergency, Hours, Line, Period
from site_config.model.phone_numbers import digits, same_line, shown_number
from site_config.views import device
from site_config.views import time_zones as zones

DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
DAY_NAMES = {
    "Mon": _("Monday"),
    "Tue": _("Tuesday"),
    "Wed": _("Wednesday"),
    "Thu": _("Thursday"),
    "Fri": _("Friday"),
    "Sat": _("Saturday"),
    "Sun": _("Sunday"),
}
SERVICES = {
    "all": _("Any emergency"),
    "police": _("Police"),
    "ambulance": _("Ambulance"),
    "fire": _("Fire"),
    "ambulance and fire": _("Ambulance, fire"),
    "fire and ambulance": _("Fire, ambulance"),
    "police and fire": _("Police, fire"),
    "ambulance or general": _("Ambulance"),
}
# Whether there is a line to call, to text and to chat with.
WAYS = {
    (True, True, True): _("Call, text or chat"),
    (True, True, False): _("Call or text"),
    (True, False, True): _("Call or chat"),
    (True, False, False): _("Someone to call"),
    (False, True, True): _("Text or chat"),
    (False, True, False): _("Someone to text"),
    (False, False, True): _("Someone to chat with"),
    (False, False, False): _("Someone to talk to"),
}
BETWEEN_STOPS = 24
FIRST = [
    "all",
    "ambulance or general",
    "ambulance",
    "ambulance and fire",
    "fire and ambulance",
    "police",
    "police and fire",
    "fire",
]


@dataclass(frozen=True)
class Contact:
    """One way to reach a line: ``href`` to follow, a ``verb`` in the reader's language, and the
    ``number`` as it is shown.
    """

    href: str
    verb: str
    number: str
    by: Literal["call", "text", "whatsapp", "chat"]
    note: str = ""


@dataclass(frozen=True)
class LineView:
    """One line as a page shows it. ``shown_apart`` is set when no contact carries the line's
    display.

    ``hours_code`` is what the device reads of its hours (``listings/device.py``); empty unless the
    line is confirmed.
    """

    line: Line
    contacts: list[Contact]
    shown_apart: str
    about: str
    hours: str
    rests_on: str
    hours_code: str = ""
    alerts: Sequence[Alert] = ()
    told: Sequence[Told] = ()

    @property
    def zone(self) -> str:
        """The zone of the line's clock, where its hours are known in it."""
        return self.line.hours.timezone or "" if isinstance(self.line.hours, Hours) else ""


@dataclass(frozen=True)
class CountryView:
    """A country's page: emergency contacts, lines for everyone, lines for some, and lines that
    nobody confirmed.

    ``groups`` are the lines for some by the heading above them. ``can_be_carried``: a confirmed
    line can be called or written to, so that there is a card of it. ``ways`` says how the first of
    them can be reached, as a heading.
    """

    country: Country
    emergency: list[Contact]
    everyone: list[LineView]
    groups: dict[str, list[LineView]]
    unconfirmed: list[LineView]
    ways: str = ""
    can_be_carried: bool = False
    scripts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class CountriesView:
    """The first crisis page: the organisation's own country, its first lines, and every country by
    name.

    ``stops`` are places in that list to jump to, such as ``A–B``, by the ISO code of the first
    country there. ``zones`` is what the device reads of the zones of each, in their order
    (``listings/zones.py``).
    """

    own: CountryView | None
    others: list[Country]
    zones: str = ""
    stops: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)


def country_view(country: Country, alerts: Sequence[Alert] = ()) -> CountryView:
    """What one country's page shows, in the order in which it helps; ``alerts`` are those of the
    day.
    """
    emergency = sorted(
        country.emergency, key=lambda number: (number.by == "text", FIRST.index(number.service))
    )
    confirmed = sorted((line for line in country.lines if line.is_confirmed), key=first_helps)
    by_group: dict[str, list[LineView]] = {}
    for line in confirmed:
        by_group.setdefault(group(line), []).append(_line_view(line, alerts))
    everyone = _one_in_writing_soon(by_group.get("", []))
    groups = {words: by_group[key] for key, words in GROUPS.items() if key in by_group}
    some = [item for found in groups.values() for item in found]
    unconfirmed = [
        _line_view(line, alerts)
        for line in sorted(country.lines, key=first_helps)
        if not line.is_confirmed
    ]
    return CountryView(
        country=country,
        emergency=[_emergency_contact(number) for number in emergency],
        everyone=everyone,
        groups=groups,
        unconfirmed=unconfirmed,
        ways=_ways(everyone or unconfirmed),
        can_be_carried=any(
            contact.by != "chat" for item in [*everyone, *some] for contact in item.contacts
        ),
        scripts=device.scripts([*everyone, *some, *unconfirmed]),
    )


def countries_view(
    countries: Iterable[Country], own_code: str, alerts: Sequence[Alert] = ()
) -> CountriesView:
    """The first crisis page of an organisation in the country ``own_code`` (ISO 3166, capitals)."""
    others = sorted(countries, key=lambda country: _plain(country.title))
    own = next(
        (country_view(country, alerts) for country in others if country.country == own_code), None
    )
    return CountriesView(
        own,
        others,
        zones.zone_map([country.country for country in others], own_code if own else ""),
        _stops(others),
        ["zone", *device.scripts(own.everyone if own else [])],
    )


def _stops(countries: list[Country]) -> dict[str, str]:
    """Letters to jump to in a list by alphabet, such as ``A–B``: enough of them, and not one for
    each.
    """
    found: list[tuple[str, str, str]] = []
    passed = 0
    for country in countries:
        letter = _plain(country.title)[0].upper()
        if not found or (letter != found[-1][1] and passed >= BETWEEN_STOPS):
            found.append((letter, letter, country.country))
            passed = 0
        found[-1] = (found[-1][0], letter, found[-1][2])
        passed += 1
    return {first if first == last else f"{first}–{last}": code for first, last, code in found}


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
        found.append(
            Contact(
                f"https://wa.me/{digits(line.whatsapp)}",
                _("WhatsApp"),
                _as_displayed(line, line.whatsapp),
                "whatsapp",
            )
        )
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
        names = _("{first} to {last}").format(
            first=DAY_NAMES[DAYS[numbers[0]]], last=DAY_NAMES[DAYS[numbers[-1]]]
        )
    else:
        names = ", ".join(DAY_NAMES[DAYS[number]] for number in numbers)
    close = _("midnight") if period.close in {"24:00", "00:00"} else period.close
    overnight = (
        _(" the next morning") if period.close < period.open and close == period.close else ""
    )
    return (
        _("{days}, {open} to {close}").format(days=names, open=period.open, close=close) + overnight
    )


def first_helps(line: Line) -> tuple[bool, bool, bool, bool]:
    """Sorts lines as they help: for everyone, then day and night, then those whose hours are known,
    then those that can be called.
    """
    return (
        "everyone" not in line.audience,
        line.hours != "24/7",
        line.hours is None,
        not line.dialled,
    )


def _ways(items: Sequence[LineView]) -> str:
    """How people reach one or the other of these lines, as a heading: by call, text or chat."""
    by = {contact.by for item in items for contact in item.contacts}
    return WAYS[("call" in by, bool({"text", "whatsapp"} & by), "chat" in by)]


def _one_in_writing_soon(items: list[LineView]) -> list[LineView]:
    """The same lines; if none of the first two can be written to, the first one that can comes
    second.
    """
    writing = next(
        (
            n
            for n, item in enumerate(items)
            if any(contact.by != "call" for contact in item.contacts)
        ),
        0,
    )
    return (
        items
        if writing < 2
        else [items[0], items[writing], *items[1:writing], *items[writing + 1 :]]
    )


def _line_view(line: Line, alerts: Sequence[Alert]) -> LineView:
    found = contacts(line)
    apart = "" if any(contact.number == line.display for contact in found) else line.display
    return LineView(
        line,
        found,
        apart,
        about(line),
        hours_in_words(line.hours),
        rests_on(line),
        device.open_code(line.hours) if line.is_confirmed else "",
        [alert for alert in alerts if alert.line == line.id],
        told(line),
    )


def _emergency_contact(number: Emergency) -> Contact:
    text = number.by == "text"
    note = SERVICES[number.service]
    if number.for_whom:
        note = _("{service}, for {whom}").format(service=note, whom=number.for_whom)
    href = _sms(number.number) if text else _tel(number.number)
    return Contact(
        href, _("Text") if text else _("Call"), number.number, "text" if text else "call", note
    )


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

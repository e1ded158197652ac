"""What a country's page shows: ways to reach each line, its hours in words, and what each number rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from site_config.language import _
from site_config.model import Country, Emergency, Hours, Line, LineSource, Period
from site_config.model.country import digits, shown_number

DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
DAY_NAMES = {"Mon": _("Monday"), "Tue": _("Tuesday"), "Wed": _("Wednesday"), "Thu": _("Thursday"), "Fri": _("Friday"),
             "Sat": _("Saturday"), "Sun": _("Sunday")}
MONTHS = [_("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"), _("September"),
          _("October"), _("November"), _("December")]
FOR = {"youth": _("children and young people"), "domestic-violence": _("people hurt or frightened by someone close"),
       "women": _("women"), "sexual-violence": _("people hurt by sexual violence"), "parents": _("parents"),
       "deaf": _("Deaf and hard of hearing people"), "lgbtq": _("LGBTQ+ people"), "adults": _("adults"), "men": _("men"),
       "indigenous": _("Indigenous people"), "elders": _("older people"), "migrants": _("people who came from another country"),
       "veterans": _("people who served, and their families"), "substance-use": _("people who use alcohol or drugs")}
ABOUT = {"emotional-support": _("anything that is hard"), "abuse": _("abuse"), "suicide": _("thoughts of suicide"),
         "crisis": _("a crisis"), "sexual-violence": _("sexual violence"), "depression": _("depression"),
         "substance-use": _("alcohol or drugs"), "health-advice": _("health advice"), "social-support": _("support around you"),
         "anxiety": _("anxiety"), "relationships": _("relationships"), "trauma": _("trauma"), "loneliness": _("loneliness"),
         "information": _("which service to go to"), "bereavement": _("someone’s death"),
         "complex-mental-health": _("long mental illness"), "bullying": _("bullying"), "online-abuse": _("abuse online"),
         "advice": _("advice"), "self-harm": _("self-harm"), "stalking": _("stalking"), "family": _("family"),
         "gender-identity": _("gender"), "disaster": _("a disaster")}
SERVICES = {"all": _("Any emergency"), "police": _("Police"), "ambulance": _("Ambulance"), "fire": _("Fire"),
            "ambulance and fire": _("Ambulance, fire"), "fire and ambulance": _("Fire, ambulance"),
            "police and fire": _("Police, fire"), "ambulance or general": _("Ambulance")}
FIRST = ["all", "ambulance or general", "ambulance", "ambulance and fire", "fire and ambulance", "police", "police and fire", "fire"]
PUBLISHERS = {"official": _("the people who run it"), "public-body": _("an authority"), "association": _("an association of helplines"),
              "wikipedia": _("Wikipedia"), "dataset": _("an open list"), "press": _("a news page or another website")}


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


def rests_on(line: Line) -> str:
    """What a line's number rests on, in one plain sentence: who shows it, and how fresh the newest source is."""
    compiled = _("Compiled {day}").format(day=day(line.compiled.isoformat()))
    if line.checked:
        how = _("a person read the line’s own page") if line.checked.how == "page" else _("a person called")
        return _("Checked on {day}: {how}.").format(day=day(line.checked.date.isoformat()), how=how)
    newest = newest_source(line.sources)
    when = _("newest source: {day}").format(day=day(newest)) if newest else _("the sources bear no date")
    if line.confidence == "high":
        return _("{compiled}, and shown by {who} ({when}).").format(compiled=compiled, who=_confirmed_by(line), when=when)
    return _("{compiled}, not confirmed: {why} ({when}).").format(compiled=compiled, why=_why_unconfirmed(line), when=when)


def newest_source(sources: list[LineSource]) -> str:
    """The newest date that any of the sources bears, or an empty string."""
    return max((source.date for source in sources if source.date[:4].isdigit() and "." not in source.date), default="")


def day(date: str) -> str:
    """A date in words: ``2026-08-08`` is 8 August 2026, ``2020-10`` October 2020; a release such as ``9.0.43`` stays."""
    if date == "undated":
        return _("undated")
    if "." in date:
        return date
    parts = [int(part) for part in date.split("-")]
    words = [str(parts[0])]
    if len(parts) > 1:
        words.insert(0, MONTHS[parts[1] - 1])
    if len(parts) > 2:
        words.insert(0, str(parts[2]))
    return " ".join(words)


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
    return LineView(line, found, apart, _about(line), hours_in_words(line.hours), rests_on(line))


def _about(line: Line) -> str:
    people = [FOR[name] for name in line.audience if name in FOR]
    topics = [ABOUT[name] for name in line.topics if name in ABOUT]
    whom = _("For {people}.").format(people=_listed(people)) if people and "everyone" not in line.audience else _("For everyone.")
    about = " " + _("About {topics}.").format(topics=_listed(topics)) if topics else ""
    where = " " + _("In {region} only.").format(region=line.region) if line.region else ""
    cost = {"free": " " + _("Free."), "standard": " " + _("Costs as much as a normal call."), None: ""}[line.cost]
    return whom + about + where + cost


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " " + _("and") + " " + words[-1]


def _confirmed_by(line: Line) -> str:
    fresh = [source for source in line.sources if source.date == "undated" or source.date[:4] >= "2019"]
    for kind in ("official", "public-body"):
        if any(source.kind == kind for source in fresh):
            return PUBLISHERS[kind]
    return _("two separate sources")


def _why_unconfirmed(line: Line) -> str:
    kinds: list[str] = list(dict.fromkeys(source.kind for source in line.sources if source.kind))
    if line.name_basis:
        return _("our sources give no name, so the name is ours")
    return _("shown only by {who}").format(who=_listed([PUBLISHERS[kind] for kind in kinds]))


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
    if not line.dialled and shown and digits(number).endswith(digits(shown)[1:]):
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

"""Numbers for a phone's list of contacts, as vCard 3.0.

Version 3.0 (RFC 2426), since phones of the last twenty years read it, and older Android phones read
no 4.0. A contact for each line, and not one with every number: most phones drop the words beside a
number, and a person must not have to guess which of five is the emergency number. Names are neutral
unless asked for: a list of contacts is seen by others.
"""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Iterable

from site_config.exports.identity import identity
from site_config.helplines.audience import about
from site_config.helplines.basis import known_on, rests_on
from site_config.helplines.contact_words import in_words, verb
from site_config.helplines.contacts import Contact, contacts_by_hand, emergency_contact
from site_config.helplines.hours import hours_in_words
from site_config.helplines.selection import to_carry
from site_config.helplines.services import emergency_numbers, service_in_words
from site_config.i18n import _, day, speaking
from site_config.model import Country, Emergency, Line

LONGEST = 75
TYPES = {"call": "VOICE", "text": "CELL", "whatsapp": "CELL"}
# Line breaks and whatever else a phone could take for the end of a property.
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\x85\u2028\u2029]")


def contacts_file(country: Country, *, named: bool) -> str:
    """A country's emergency numbers and confirmed lines as contacts, one each; ``named`` gives them
    the lines' own names.

    The same content gives the same bytes: what changes is only the day on which a fact was known
    (``REV``).
    """
    cards = [_emergency(country, number) for number in emergency_numbers(country)]
    cards += [_line(line, named=named) for line in to_carry(country)]
    return "".join(f"{folded(text)}\r\n" for card in cards for text in card)


def plain_name(line: Line) -> str:
    """What a contact without a name is called: what one does with it, and its number as the line
    writes it.
    """
    return f"{verb(contacts_by_hand(line)[0])} {line.display}".strip()


def _emergency(country: Country, number: Emergency) -> list[str]:
    name = f"{_('Emergency')} {number.number}"
    service = service_in_words(number)
    note = _("{what}, in {country}. Number as of {day}.").format(
        what=service, country=country.title, day=day(country.written.isoformat())
    )
    with speaking("en"):  # An identity is the same in every language.
        part = f"emergency/{number.by}/{number.number}/{service_in_words(number)}"
    who = identity(f"{country.country.lower()}/{part}")
    return _card(name, [emergency_contact(number)], note, who, country.written)


def _line(line: Line, *, named: bool) -> list[str]:
    found = contacts_by_hand(line)
    if named:
        notes = [about(line), hours_in_words(line.hours), rests_on(line)]
    else:
        notes = [
            hours_in_words(line.hours),
            _("Number as of {day}.").format(day=day(known_on(line).isoformat())),
        ]
    if named or len(found) > 1:
        notes.insert(0, "; ".join(in_words(contact) for contact in found) + ".")
    return _card(
        line.name if named else plain_name(line),
        found,
        "\n".join(notes),
        identity(line.id),
        known_on(line),
    )


def _card(
    name: str, found: Iterable[Contact], note: str, who: uuid.UUID, known: datetime.date
) -> list[str]:
    numbers = dict.fromkeys((TYPES[contact.kind], contact.dial) for contact in found)
    return [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{escaped(name)};;;;",
        f"FN:{escaped(name)}",
        *(f"TEL;TYPE={kind}:{number}" for kind, number in numbers),
        f"NOTE:{escaped(note)}",
        f"UID:urn:uuid:{who}",
        f"REV:{known.isoformat()}",
        "END:VCARD",
    ]


def escaped(text: str) -> str:
    """Text as the value of a property: backslash, comma, semicolon and line break cannot be taken
    for anything else.
    """
    text = CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")


def folded(text: str) -> str:
    """One property on lines of at most 75 octets; further ones begin with a space. No letter is cut
    in two.
    """
    lines, size = [""], 0
    for letter in text:
        octets = len(letter.encode())
        if size + octets > LONGEST:
            lines.append(" ")
            size = 1
        lines[-1] += letter
        size += octets
    return "\r\n".join(lines)

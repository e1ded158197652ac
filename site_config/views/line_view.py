"""One line as a page shows it: its ways with their words, its hours, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from site_config.helplines import contact_words
from site_config.helplines.audience import about
from site_config.helplines.basis import rests_on
from site_config.helplines.contacts import (
    Contact,
    Kind,
    contacts,
    contacts_by_hand,
    emergency_contact,
    shown_apart,
)
from site_config.helplines.hours import hours_in_words
from site_config.helplines.operator_answers import OperatorAnswer, operator_answers
from site_config.helplines.services import emergency_numbers, service_in_words
from site_config.model import Alert, Country, Hours, Line
from site_config.views.hours_code import hours_code


@dataclass(frozen=True)
class ContactView:
    """One way to reach a line as a link: ``href`` to follow, a ``verb`` in the reader's language,
    and the ``number`` as it is shown. ``note`` says which emergency service answers.
    """

    href: str
    verb: str
    number: str
    kind: Kind
    note: str = ""


@dataclass(frozen=True)
class LineView:
    """One line as a page shows it. ``shown_apart`` is set when no contact carries the line's
    display.

    ``hours_code`` is what the device reads of its hours (``views/hours_code.py``); empty unless the
    line is confirmed.
    """

    line: Line
    contacts: list[ContactView]
    shown_apart: str
    about: str
    hours: str
    rests_on: str
    hours_code: str = ""
    alerts: Sequence[Alert] = ()
    told: Sequence[OperatorAnswer] = ()

    @property
    def zone(self) -> str:
        """The zone of the line's clock, where its hours are known in it."""
        return self.line.hours.timezone or "" if isinstance(self.line.hours, Hours) else ""


def line_view(line: Line, alerts: Sequence[Alert]) -> LineView:
    """A line on the page of its country; of the ``alerts`` of the day it takes its own."""
    found = contacts(line)
    return LineView(
        line,
        [_contact_view(contact) for contact in found],
        shown_apart(line, found),
        about(line),
        hours_in_words(line.hours),
        rests_on(line),
        hours_code(line.hours) if line.is_confirmed else "",
        [alert for alert in alerts if alert.line == line.id],
        operator_answers(line),
    )


def line_on_paper(line: Line, alerts: Sequence[Alert]) -> LineView:
    """A line on a printed sheet, with the ways in that work from paper and its own ``alerts``."""
    found = contacts_by_hand(line)
    return LineView(
        line,
        [_contact_view(contact) for contact in found],
        shown_apart(line, found),
        about(line),
        hours_in_words(line.hours),
        rests_on(line),
        alerts=alerts,
    )


def emergency_views(country: Country) -> list[ContactView]:
    """The emergency numbers of a country, in the order in which they help."""
    return [
        _contact_view(emergency_contact(number), service_in_words(number))
        for number in emergency_numbers(country)
    ]


def scripts(items: Sequence[LineView]) -> list[str]:
    """The names of the scripts that a page with these lines needs, as ``assets.Assets.scripts``
    takes them.
    """
    found = []
    if any(item.hours_code not in {"", "24"} for item in items):
        found.append("open")
    if any(item.line.checked or item.alerts for item in items):
        found.append("age")
    return found


def _contact_view(contact: Contact, note: str = "") -> ContactView:
    return ContactView(
        contact.href, contact_words.verb(contact), contact_words.number(contact), contact.kind, note
    )

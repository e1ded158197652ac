"""The ways to reach a line: which number a phone dials, which address it opens, and what people read.

Pages and exports alike take them from here. A contact holds facts and no words of the interface;
``contact_words`` says it in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from site_config.model import Emergency, Line
from site_config.model.phone_numbers import digits, same_line, shown_number

Kind = Literal["call", "text", "whatsapp", "chat"]
NOT_DIALLED = re.compile(r"[^0-9+*#]")


@dataclass(frozen=True)
class Contact:
    """One way to reach a line.

    ``number`` stands alone, as its file writes it (``+3531800247247``, ``1-800-273-8255``);
    ``shown`` is what people read (``1-800-273-8255 (still connects)``). A text message may begin
    with a ``keyword``; ``instruction`` is the line's own display where that tells both already
    (``Text HELLO to 50808``). A chat has an ``address`` and no number.
    """

    kind: Kind
    number: str = ""
    shown: str = ""
    keyword: str = ""
    instruction: str = ""
    address: str = ""

    @property
    def dial(self) -> str:
        """The number as a phone dials it: digits, ``*`` and ``#``, and ``+`` of an international
        one. Empty for a chat.
        """
        return NOT_DIALLED.sub("", self.number)

    @property
    def href(self) -> str:
        """The link that reaches it: ``tel:`` (RFC 3966), ``sms:`` (RFC 5724), WhatsApp's address for
        a number, or the chat's own.
        """
        if self.kind == "chat":
            return self.address
        if self.kind == "whatsapp":
            return f"https://wa.me/{digits(self.dial)}"
        scheme = "sms" if self.kind == "text" else "tel"
        return f"{scheme}:{self.dial.replace('#', '%23')}"


def contacts(line: Line) -> list[Contact]:
    """Every way to reach a line that can be a link, first the one it is known by."""
    found: list[Contact] = []
    if line.dialled:
        found.append(Contact("call", line.dialled, line.display))
    found += [Contact("call", shown_number(other), other) for other in line.other_numbers]
    if line.sms:
        found.append(_text(line, line.sms.number, line.sms.keyword or ""))
    if line.whatsapp:
        found.append(Contact("whatsapp", line.whatsapp, _as_displayed(line, line.whatsapp)))
    if line.chat:
        found.append(Contact("chat", address=line.chat))
    return found


def contacts_by_hand(line: Line) -> list[Contact]:
    """The ways that work from paper and from a list of contacts: calls and messages, no web page."""
    return [contact for contact in contacts(line) if contact.kind != "chat"]


def shown_apart(line: Line, found: list[Contact]) -> str:
    """The line's display where none of the ``found`` contacts carries it, else an empty text."""
    carried = {contact.instruction or contact.shown for contact in found}
    return "" if line.display in carried else line.display


def emergency_contact(number: Emergency) -> Contact:
    """The way to reach an emergency number."""
    return Contact(number.by, number.number, number.number)


def _text(line: Line, number: str, keyword: str) -> Contact:
    # Where the same number takes WhatsApp, a display without a keyword may speak of both.
    told = not line.dialled and (keyword or not line.whatsapp)
    instruction = line.display if told and _tells(line.display, number, keyword) else ""
    return Contact("text", number, _as_displayed(line, number), keyword, instruction)


def _tells(display: str, number: str, keyword: str) -> bool:
    """Whether a display tells in words, of whatever language, to send the keyword to the number.

    The facts are compared, and not our own words for them, which differ from language to language.
    """
    begins = rf"(?<!\w){re.escape(keyword)}\W(?:.*\W)?" if keyword else r"\w\W+"
    return re.search(rf"{begins}{re.escape(number)}$", display) is not None


def _as_displayed(line: Line, number: str) -> str:
    """A second number as the line's own display writes it, where it does, else as it stands."""
    shown = shown_number(line.display)
    if not line.dialled and same_line(shown, number, line.id[:2].upper()):
        return shown
    return number

"""What one does with a contact, in words: ``Call 116 123``, ``Text HELLO to 50808``."""

from __future__ import annotations

from site_config.helplines.contacts import Contact
from site_config.i18n import N_, Words, _

VERBS = Words(
    {
        "call": N_("Call"),
        "text": N_("Text"),
        "whatsapp": N_("WhatsApp"),
        "chat": N_("Chat online"),
    }
)


def verb(contact: Contact) -> str:
    """What one does, as far as the number stands behind it: ``Text HELLO to``. Empty where the line
    tells it in its own words.
    """
    if contact.instruction:
        return ""
    if contact.keyword:
        return _("Text {keyword} to").format(keyword=contact.keyword)
    return VERBS[contact.kind]


def number(contact: Contact) -> str:
    """The number behind the verb as people read it, or the line's own words. Empty for a chat."""
    return contact.instruction or contact.shown


def in_words(contact: Contact) -> str:
    """The verb and the number: ``Call 116 123``."""
    return f"{verb(contact)} {number(contact)}".strip()

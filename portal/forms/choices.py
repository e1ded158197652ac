"""Choices that one page offers and other pages show: each value that is kept, with its label."""

from __future__ import annotations

from site_config.i18n import N_, Words

REACH = Words(
    {
        "code": N_("Not at all. I look here with my six words"),
        "email": N_("By e-mail"),
        "text": N_("By text message"),
        "call": N_("By phone call"),
    }
)
LEAVE = Words(
    {
        "no": N_("No, please do not"),
        "first-name": N_("Yes, with a first name only, and no word about a group"),
        "with-name": N_("Yes, you may say where you call from"),
    }
)
TOPICS = Words(
    {
        "site": N_("Something on this site"),
        "group": N_("A group"),
        "treated": N_("How I was treated"),
        "fact": N_("A number or a fact that is wrong"),
        "else": N_("Something else"),
    }
)

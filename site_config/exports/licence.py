"""Under which licence the directory may be used again, and whom to thank: said once for every file
and for the page.
"""

from __future__ import annotations

from site_config.i18n import N_, _

LICENCE = "https://creativecommons.org/licenses/by-sa/4.0/"
LICENCE_NAME = N_("Creative Commons Attribution-ShareAlike 4.0 (CC BY-SA 4.0)")
ATTRIBUTIONS = (
    N_(
        "Wikipedia contributors: “List of suicide crisis lines”, “List of emergency telephone "
        "numbers” and “Childline India”, CC BY-SA 4.0. "
        "We took numbers, names, hours and addresses, left entries out, and added other sources."
    ),
    N_(
        "Child Helpline International: its member pages, each named beside the line that rests "
        "on it. The pages are its own."
    ),
    N_("open-helplines: its data is in the public domain (CC0 1.0)."),
    N_("libphonenumber: number formats and emergency numbers, Apache License 2.0."),
    N_(
        "Pages of the lines, of authorities and of newspapers: single facts, each with its address."
    ),
)


def licence_name() -> str:
    """The licence by its whole name."""
    return _(LICENCE_NAME)


def attributions() -> list[str]:
    """Whom to thank, a sentence or two for each."""
    return [_(thanks) for thanks in ATTRIBUTIONS]

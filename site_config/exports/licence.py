"""Under which licence the directory may be used again, and whom to thank: said once for every file
and for the page.
"""

from __future__ import annotations

from site_config.i18n import _

LICENCE = "https://creativecommons.org/licenses/by-sa/4.0/"
LICENCE_NAME = _("Creative Commons Attribution-ShareAlike 4.0 (CC BY-SA 4.0)")
ATTRIBUTIONS = [
    _(
        "Wikipedia contributors: “List of suicide crisis lines”, “List of emergency telephone "
        "numbers” and “Childline India”, CC BY-SA 4.0. "
        "We took numbers, names, hours and addresses, left entries out, and added other sources."
    ),
    _(
        "Child Helpline International: its member pages, each named beside the line that rests "
        "on it. The pages are its own."
    ),
    _("open-helplines: its data is in the public domain (CC0 1.0)."),
    _("libphonenumber: number formats and emergency numbers, Apache License 2.0."),
    _("Pages of the lines, of authorities and of newspapers: single facts, each with its address."),
]

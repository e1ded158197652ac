"""Where a form was sent from: one that a browser says another site sent is not taken.

Browsers say so in ``Sec-Fetch-Site`` (https://www.w3.org/TR/fetch-metadata/), older ones in
``Origin``. Where neither tells, the CSRF token alone decides.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, request

from portal.rendering import page
from site_config.i18n import _

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def refuse_foreign_forms() -> Response | None:
    """Before each request: 403 for a form of another site, port or name. Nothing of it is shown
    back: with the form's own page, a token that somebody else planted would be sent on by the
    visitor, and open to whoever planted it.
    """
    if request.method in SAFE or not _is_foreign():
        return None
    lines = [
        _(
            "This was sent from another website, so we took nothing of it. If you want to write to "
            "us, open the form on this site."
        )
    ]
    ways = [("/", _("Go to the first page"))]
    return page("said.html", _("That did not work"), 403, lines=lines, ways=ways)


def _is_foreign() -> bool:
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin", "null")
    if site is not None:
        return site != "same-origin"
    if origin == "null":
        # What our own pages send, too, while they tell nobody where a visitor came from.
        return False
    try:
        # The scheme is not compared: behind a proxy that brings HTTPS, this server sees none.
        return urlsplit(origin).netloc.lower() != request.host.lower()
    except ValueError:
        return True

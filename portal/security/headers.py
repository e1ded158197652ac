"""What the server adds to every answer, and whom it answers at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import SecurityError
from werkzeug.wsgi import get_host

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

IPV6 = re.compile(r"(\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
NOT_OURS = b"This address does not belong to this site.\n"
# What a page cannot say about itself; its own policy stands in the page.
HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), hid=(), "
    "microphone=(), midi=(), payment=(), serial=(), usb=(), browsing-topics=(), interest-cohort=()",
}


def guarded(app: WSGIApplication, hosts: Iterable[str]) -> WSGIApplication:
    """An application that answers only under names that are its own, and every answer of which
    carries ``HEADERS``.

    A request that claims another name gets 400 and one sentence: a forged name could otherwise end
    up in a link.
    """
    trusted = list(hosts)

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            kept = [(name, value) for name, value in headers if name not in HEADERS]
            return start_response(status, [*kept, *HEADERS.items()], exc_info)

        if _is_ours(environ, trusted):
            return app(environ, start)
        start(
            "400 Bad Request",
            [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(NOT_OURS)))],
        )
        return [NOT_OURS]

    return answer


def _is_ours(environ: WSGIEnvironment, trusted: list[str]) -> bool:
    # Names of hosts know no capitals (RFC 9110, 4.2.3).
    named = {**environ, "HTTP_HOST": environ.get("HTTP_HOST", "").lower()}
    # Werkzeug takes the first colon for the one before a port, which it is not in [::1]:8000.
    literal = IPV6.fullmatch(named["HTTP_HOST"])
    if literal:
        return literal[1] in trusted
    try:
        get_host(named, trusted)
    except SecurityError:
        return False
    return True

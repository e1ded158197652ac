"""What the server adds to every answer, and whom it answers at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.exceptions import SecurityError
from werkzeug.wsgi import get_host

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# What a page cannot say about itself; its own policy stands in the page.
HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), "
                          "microphone=(), midi=(), payment=(), serial=(), usb=(), browsing-topics=(), interest-cohort=()",
}


def only_for(app: WSGIApplication, hosts: Iterable[str]) -> WSGIApplication:
    """An application that answers only under names that are its own.

    A request that claims another name gets 400 and one sentence: a forged name could otherwise end up in a link.
    """
    trusted = list(hosts)

    def guarded(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            get_host(environ, trusted)
        except SecurityError:
            body = b"This address does not belong to this site.\n"
            start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8"),
                                               ("Content-Length", str(len(body))), *HEADERS.items()])
            return [body]
        return app(environ, start_response)

    return guarded



"""A small real server with the built site and two addresses of a portal, for what a browser does
between the two.
"""

from __future__ import annotations

import contextlib
import http.server
import re
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

# Longer than exit.js waits for anything.
SLOW = 3.5


class SiteWithAPortal(http.server.SimpleHTTPRequestHandler):
    """The built files, a page at ``/portal/code`` whose Exit ends a session first, and the plain
    site that it then leads to.
    """

    protocol_version = "HTTP/1.1"

    def __init__(self, *given: Any, leads_to: str, asked: list[str], **more: Any) -> None:
        self.leads_to, self.asked = leads_to, asked
        super().__init__(*given, **more)

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        self.asked.append(f"{self.path} {self.headers['Cookie'] or 'without a cookie'}")
        if path == "/portal/code":
            layout = (Path(self.directory) / "404.html").read_text(encoding="utf-8")
            page = re.sub(
                r"(<a [^>]*\bclass=exit [^>]*href=)[^\s>]+",
                rf"\1/portal/exit{'?slow' if query else ''}",
                layout,
            ).encode()
            self.answer(
                200,
                page,
                ("Set-Cookie", "session=open; Path=/portal; HttpOnly; SameSite=Lax"),
                ("Cache-Control", "no-store"),
            )
        elif path == "/portal/exit":
            time.sleep(SLOW if query else 0)
            self.answer(
                303,
                b"",
                ("Location", self.leads_to),
                ("Clear-Site-Data", '"cookies"'),
                ("Cache-Control", "no-store"),
            )
        elif path == "/plain":
            self.answer(200, b"<!doctype html><title>Weather</title><p>Mild, some rain.</p>")
        else:
            super().do_GET()

    def answer(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
            *headers,
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        """Says nothing."""


@contextlib.contextmanager
def listening(site: Path, leads_to: str, asked: list[str]) -> Iterator[str]:
    """Answers from a thread for as long as the block lasts. ``asked`` grows by each address and its
    cookie.
    """
    handler = partial(SiteWithAPortal, directory=str(site), leads_to=leads_to, asked=asked)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as answers:
        thread = threading.Thread(target=answers.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{answers.server_port}"
        answers.shutdown()
        thread.join()

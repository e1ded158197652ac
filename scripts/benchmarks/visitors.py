"""The requests that the portal and the bare application are measured with: a form opened, and the
same answers sent to both.
"""

from __future__ import annotations

import http.client
import re
import urllib.parse
from collections.abc import Sequence

from scripts.benchmarks.form_reader import NoForm, fields
from scripts.benchmarks.load import HOST
from scripts.bootstrap.console import Failure

ANSWERS = {
    "nickname": "Wren",
    "reach": "email",
    "contact": "wren@example.org",
    "message": "first-name",
    "needs": "I type instead of talking. I may need a break in between.",
}
# What is typed on each page of the portal's form.
FIRST = {"age": "adult", **{name: ANSWERS[name] for name in ("nickname", "reach")}}
SECOND = {name: ANSWERS[name] for name in ("contact", "message", "needs")}
CHECK = {"consent_words": "yes", "consent_peer": "yes"}
COOKIE = re.compile(r"(?i)\r\nset-cookie: *([^;\r]+)")


def opening(path: str) -> bytes:
    """The request that opens a form, from somebody who has no cookie yet."""
    return _request("GET", path)


def sending(path: str, typed: dict[str, str], cookie: str = "") -> bytes:
    """The request that sends a form."""
    return _request("POST", path, urllib.parse.urlencode(typed).encode(), cookie)


def last_page(port: int, path: str) -> dict[str, str]:
    """Goes through the portal's form once, and gives what the button Send of its last page sends,
    both consents given.

    Raises ``Failure`` if a page is not what it should be.
    """
    try:
        page, cookie = _asked(port, opening(path))
        page, _ = _asked(port, sending(path, {**fields(page, "page2"), **FIRST}, cookie))
        page, _ = _asked(port, sending(path, {**fields(page, "check"), **SECOND}, cookie))
        return {**fields(page, "send"), **CHECK}
    except NoForm as error:
        raise Failure(
            f"The way through the portal's form is not the one that is measured: {error}.",
            "The way stands in scripts/benchmarks/visitors.py; does a page ask for something "
            "else now?",
        ) from error


def sends(path: str, last: dict[str, str], opened: Sequence[str]) -> list[bytes]:
    """One Send for each form that was opened: each has its own mark, its own token against forged
    forms, and its own cookie.

    ``opened`` are whole answers, head and page, as they came.
    """
    made = []
    for answer in opened:
        head, _, page = answer.partition("\r\n\r\n")
        held, cookie = fields(page, "page2"), COOKIE.search(head)
        own = {name: held[name] for name in ("form_token", "csrf_token")}
        made.append(sending(path, {**last, **own}, cookie[1] if cookie else ""))
    return made


def _asked(port: int, request: bytes) -> tuple[str, str]:
    """The page that answers a request, and the cookie that came with it."""
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ")
    line = http.client.HTTPConnection(HOST, port, timeout=30)
    line.request(method, path, body or None, dict(item.split(": ", 1) for item in lines))
    answer = line.getresponse()
    page, cookie = answer.read().decode(), answer.headers.get("Set-Cookie", "").partition(";")[0]
    line.close()
    return page, cookie


def _request(method: str, path: str, body: bytes = b"", cookie: str = "") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if body:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body

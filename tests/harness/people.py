"""The cast: a portal in a process of its own, and people who use it as a browser without scripts
does.
"""

from __future__ import annotations

import contextlib
import dataclasses
import http.client
import re
import socket
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from portal.config import Config
from portal.site import AppContext
from portal.staff import accounts
from tests.harness.paths import ROOT
from tests.harness.servers import serving

# A form that comes back sooner than this is taken for a machine's.
PATIENCE = 2.1


@dataclasses.dataclass
class Copy:
    """A running portal: its address, its settings, its reader with the passphrase, and the process
    behind it.
    """

    address: str
    config: Config
    reader: str
    passphrase: str
    running: serving

    def context(self) -> AppContext:
        """The same database and secret, opened a second time from this process."""
        return AppContext.made(self.config)


@contextmanager
def copy(site: Path, folder: Path, **settings: str) -> Iterator[Copy]:
    """A portal with one reader, its files in ``folder``. ``settings`` are ``HANDRAIL_*`` variables."""
    env = {"HANDRAIL_DATA_DIR": str(folder / "data"), "HANDRAIL_SITE_DIR": str(site), **settings}
    config = Config.from_env({"HANDRAIL_FORMS_PER_HOUR": "100000", **env}, ROOT)
    context = AppContext.made(config)
    admitted = accounts.ensure_first(context) or accounts.add(context, "first", None)
    context.store.close()
    running = serving(site, **{"HANDRAIL_FORMS_PER_HOUR": "100000", **env})
    with running as address:
        yield Copy(address, config, admitted.name, admitted.passphrase, running)


@dataclasses.dataclass
class Page:
    """One answer: its status, headers (small letters; cookies as a list), and body."""

    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: str

    @property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.body)

    @property
    def text(self) -> str:
        """What a person reads in the main part, in one line."""
        main = self.tree.css_first("main")
        return " ".join((main.text(separator=" ") if main else self.body).split())

    def form(self, go: str = "") -> Any:
        """The form of the button ``go``, inside it or elsewhere (any form with fields, if ``go`` is
        empty).
        """
        button = f'button[name="go"][value="{go}"]'
        for form in self.tree.css("main form"):
            elsewhere = f'main {button}[form="{form.attributes.get("id") or "none"}"]'
            is_its = form.css_first(button) or self.tree.css_first(elsewhere)
            if (not go or is_its is not None) and _fields(form):
                return form
        raise AssertionError(
            f"there is no form with the button {go!r} on this page: {self.text[:200]}"
        )

    def fields(self, go: str = "") -> dict[str, str]:
        """What a browser would send with ``form(go)``."""
        return _fields(self.form(go))

    @property
    def code(self) -> str:
        """The six words that the page shows."""
        words = [node.text() for node in self.tree.css("ol.house li bdi")]
        assert len(words) == 6, self.text[:200]
        return " ".join(words)


def _fields(form: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in form.css("input, textarea"):
        name, kind = node.attributes.get("name"), node.attributes.get("type")
        if not name or (kind in {"radio", "checkbox"} and "checked" not in node.attributes):
            continue
        found[name] = (
            node.text().removeprefix("\n")
            if node.tag == "textarea"
            else node.attributes.get("value") or ""
        )
    return found


class Visitor:
    """Somebody with a browser without scripts: keeps cookies, follows one redirect at a time, sends
    what a form holds.
    """

    def __init__(self, address: str, source: str = "127.0.0.1", agent: str = "") -> None:
        self.host = urllib.parse.urlsplit(address).netloc
        self.source, self.agent = source, agent
        self.cookies: dict[str, str] = {}
        self.page = Page(0, {}, [], "")

    def wait(self) -> None:
        """Takes as long over a page as a person would."""
        time.sleep(PATIENCE)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Page:
        """One request, exactly as given; keeps the cookies that come back."""
        sent = (
            {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            if self.cookies
            else {}
        )
        if self.agent:
            sent["User-Agent"] = self.agent
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        self.page = self._exchange(
            method,
            path,
            body,
            {**sent, **{name.replace("_", "-"): value for name, value in headers.items()}},
        )
        for cookie in self.page.cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            if "Max-Age=0" in cookie or "1970" in cookie:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return self.page

    def _exchange(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> Page:
        """One request over a socket."""
        with contextlib.closing(
            http.client.HTTPConnection(self.host, timeout=60, source_address=(self.source, 0))
        ) as line:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            return Page(
                answer.status,
                {name.lower(): value for name, value in answer.headers.items()},
                answer.headers.get_all("Set-Cookie") or [],
                answer.read().decode("utf-8", "replace"),
            )

    def get(self, path: str) -> Page:
        """Opens a page."""
        return self.ask("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> Page:
        """Sends fields, and follows where the answer leads."""
        page = self.ask(
            "POST", path, urllib.parse.urlencode(fields, errors="surrogatepass").encode()
        )
        return self.get(page.headers["location"]) if page.status == 303 else page

    def press(self, path: str, go: str, **typed: str) -> Page:
        """Presses a button of the page that is open, with what was typed into it."""
        return self.post(path, {**self.page.fields(go), **typed, "go": go})

    def answer(self, go: str, **typed: str) -> Page:
        """Presses a button of the page that is open; its form says where that leads."""
        form = self.page.form(go)
        return self.post(form.attributes["action"], {**_fields(form), **typed, "go": go})

    def join(
        self,
        slug: str,
        nickname: str = "Wren",
        reach: str = "code",
        contact: str = "",
        needs: str = "",
        message: str = "no",
    ) -> Page:
        """Goes through the whole form of a group, and gives the page after Send."""
        self.ready_to_join(slug, nickname, reach, contact, needs, message)
        return self.press(
            f"/portal/groups/{slug}/join", "send", consent_words="yes", consent_peer="yes"
        )

    def ready_to_join(
        self,
        slug: str,
        nickname: str = "Wren",
        reach: str = "code",
        contact: str = "",
        needs: str = "",
        message: str = "no",
    ) -> Page:
        """Goes through the form of a group up to Send, and waits as long as a person would."""
        path = f"/portal/groups/{slug}/join"
        self.get(path)
        self.press(path, "page2", age="adult", nickname=nickname, reach=reach)
        self.press(
            path,
            "check",
            needs=needs,
            **({"contact": contact, "message": message} if reach != "code" else {}),
        )
        self.wait()
        return self.page

    def note(self, text: str, reply: str = "yes", topic: str = "site") -> Page:
        """Writes a note and sends it."""
        self.get("/portal/feedback")
        self.press("/portal/feedback", "check", topic=topic, text=text, reply=reply)
        self.wait()
        return self.press("/portal/feedback", "send")

    def open(self, code: str) -> Page:
        """Opens the page of a code."""
        self.get("/portal/code")
        return self.press("/portal/code", "open", code=code)

    def log_in(self, name: str, passphrase: str) -> Page:
        """Logs in as a reader."""
        self.get("/portal/care/login")
        return self.post(
            "/portal/care/login", {**self.page.fields(), "name": name, "passphrase": passphrase}
        )

    def records(self) -> list[str]:
        """The names of the records on the page of today."""
        return re.findall(r"/portal/care/record/([0-9a-f]{16})", self.get("/portal/care/").body)

    def open_record(self, words: str) -> Page:
        """Opens the records of today one after the other, up to the one that holds ``words``."""
        for ref in self.records():
            if words in self.get(f"/portal/care/record/{ref}").text:
                return self.page
        raise AssertionError(f"no record holds {words!r}")


def raw(address: str, request: bytes) -> bytes:
    """Sends bytes as they are and reads until the other side hangs up."""
    host, port = urllib.parse.urlsplit(address).netloc.split(":")
    with socket.create_connection((host, int(port)), timeout=60) as line:
        line.sendall(request)
        found = b""
        while part := line.recv(65536):
            found += part
    return found

"""Whatever comes in, the portal answers below 500. Input is invented by hypothesis: 50 examples a
form, 100 requests an address.

``--deep`` invents ten times as much, on both engines.
"""

from __future__ import annotations

import io
import socket
import urllib.parse
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal import crypto
from portal.app import create_app
from portal.server import application
from portal.site import AppContext
from portal.staff import accounts
from portal.storage import sessions
from tests.harness.amounts import examples
from tests.harness.page_rules import page_rules
from tests.harness.people import Page
from tests.harness.watched_portal import (
    CARE,
    CARERS,
    CODE,
    LOGIN,
    NOTE,
    Inside,
    Watched,
    addresses,
    watched,
)

CODES = "these are no words of ours"
HOLDING = ("seated", "paused", "offered")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        metafunc.parametrize(
            "engine",
            ["sqlite", "postgresql"] if metafunc.config.getoption("--deep") else ["sqlite"],
            scope="module",
        )


@dataclass
class FuzzedPortal:
    """An application in this process, somebody who has a place and a note in it, and its reader's
    session.
    """

    portal: Watched
    app: Flask
    context: AppContext
    who: Inside
    place: str
    question: str
    record: str
    reader: int
    private: bytes

    def session(self) -> dict[str, str]:
        """The cookies and the token of a reader who has just come in. Without the stretching, which
        would take most of the time.
        """
        token = crypto.token()
        sessions.begin(self.context.store, self.reader, self.private, token)
        return {"care": urlsafe_b64encode(token).decode(), "form": self.who.cookies["form"]}

    @property
    def csrf(self) -> str:
        return self.who.get(NOTE).fields()["csrf_token"]


@pytest.fixture(scope="module")
def fuzzed(
    site: Path,
    tmp_path_factory: pytest.TempPathFactory,
    engine: str,
    request: pytest.FixtureRequest,
) -> Iterator[FuzzedPortal]:
    folder, more = tmp_path_factory.mktemp("portal"), {}
    if engine == "postgresql":
        (folder / "secret").write_text("s" * 64)
        more = {
            "HANDRAIL_DATABASE_URL": request.getfixturevalue("postgres").database(),
            "HANDRAIL_SECRET_FILE": str(folder / "secret"),
        }
    with watched(site, folder, HANDRAIL_FORMS_PER_HOUR="999999999", **more) as portal:
        context = portal.copy.context()
        app = create_app(portal.copy.config, context)
        who = Inside(app, portal.clock)
        place, question = who.join("carers").code, who.note("Is there tea?").code
        record = portal.host().records()[0]
        reader, pair = accounts.unlocked(context, portal.copy.reader, portal.copy.passphrase)
        yield FuzzedPortal(
            portal, app, context, who, place, question, record, reader.id, pair.private
        )
        context.store.close()


def invent(
    request: pytest.FixtureRequest, usual: int, deep: int, **how: st.SearchStrategy[Any]
) -> Callable[[Callable[..., None]], None]:
    """Runs a claim on invented input, and says how much there was."""

    def run(claim: Callable[..., None]) -> None:
        settings(
            max_examples=examples(request.config, usual, deep),
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )(given(**how)(claim))()

    return run


NASTY = st.sampled_from(
    [
        "",
        " ",
        "\0",
        "\x1b[2J",
        "\ud800",
        "\udfff",
        "\ufffd",
        "\uffff",
        "\U0010ffff",
        "\u202etea",
        "\u2066",
        "e" + "\u0301" * 50,
        "🫂",
        "👩‍👩‍👧",
        "w" * 4001,
        "w" * 60_000,
        "\r\n" * 500,
        "<script>",
        "</textarea>",
        "{{7*7}}",
        "%s%n",
        "' OR 1=1 --",
        "../../etc/passwd",
        "wren@example.org",
        "+353 1 555 0100",
        "adult",
        "yes",
        "no",
        "send",
        "page2",
        "ﷺ" * 300,
        "İ" * 40,
        "ß" * 40,
        "\u200b",
        "\u0085",
        "\u2028",
        "0" * 16,
        "-1",
        "1e999",
        "null",
        "[]",
    ]
)
TEXT = st.one_of(st.text(st.characters(), max_size=80), NASTY, st.binary(max_size=60))


def some(fields: dict[str, list[str]]) -> st.SearchStrategy[dict[str, str | bytes]]:
    """A form that was filled well, with something invented in up to three of its fields, and some
    of them left out.
    """
    fit = st.fixed_dictionaries(
        {name: st.sampled_from(fits) for name, fits in fields.items() if fits}
    )
    return st.builds(
        lambda good, bad, out: {
            name: value for name, value in {**good, **bad}.items() if name not in out
        },
        fit,
        st.dictionaries(st.sampled_from(list(fields)), TEXT, max_size=3),
        st.sets(st.sampled_from(list(fields)), max_size=1),
    )


JOIN = {
    "age": ["adult", "16-17"],
    "nickname": ["Wren"],
    "reach": ["code", "email", "text", "call"],
    "contact": ["w@example.org", "+353 1 555 0100"],
    "message": ["no", "with-name"],
    "needs": ["A chair"],
    "go": ["page1", "page2", "check", "send"],
    "page": ["1", "2", "check"],
    "form_token": [],
    "leave_empty": [],
    "consent_words": ["yes"],
    "consent_peer": ["yes"],
    "unknown": [],
}
FORMS: dict[str, dict[str, list[str]]] = {
    CARERS: JOIN,
    NOTE: {
        "topic": ["site", "treated"],
        "text": ["Is there tea?"],
        "reply": ["yes", "no"],
        "go": ["page1", "check", "send"],
        "page": ["1", "check"],
        "form_token": [],
        "leave_empty": [],
    },
    CODE: {
        "go": [
            "open",
            "write",
            "edit",
            "correct",
            "text",
            "leave",
            "delete",
            "pause",
            "resume",
            "accept",
        ],
        "words": ["Hello"],
        "idempotency_key": ["A" * 44, "AAAAA"],
        "note": ["Is there milk?"],
        "code": [CODES],
        **{name: JOIN[name] for name in ("nickname", "reach", "contact", "message", "needs")},
    },
    LOGIN: {"name": ["first"], "passphrase": [CODES], "kept": ["Half"], "ref": ["0" * 16]},
    f"{CARE}record": {
        "go": ["reply", "decline", "seat", "told", "done", "again"],
        "words": ["Hello"],
        "idempotency_key": ["A" * 44, "AAAAA"],
    },
    f"{CARE}sessions": {"end": ["others", "0" * 16]},
}


def answered(page: Page, where: str) -> None:
    assert page.status < 500, f"{where}: {page.status} {page.text[:300]}"
    if (
        page.headers.get("content-type", "").startswith("text/html")
        and page.status not in {301, 302, 303, 308}
        and page.body
    ):
        page_rules(page.body, where)


@pytest.mark.parametrize("form", FORMS)
def test_no_words_in_any_field_bring_a_form_down(
    request: pytest.FixtureRequest, fuzzed: FuzzedPortal, form: str
) -> None:
    who, csrf = fuzzed.who, fuzzed.csrf
    path = f"{form}/{fuzzed.record}" if form.endswith("record") else form

    def claim(typed: dict[str, str | bytes], whose: str) -> None:
        base: dict[str, str] = {"csrf_token": csrf}
        if form in {CARERS, NOTE}:
            base |= who.get(form).fields()
            who.wait()
        if form == LOGIN:
            fuzzed.portal.clock.go_on(minutes=2)
        if form == CODE:
            base["code"] = getattr(fuzzed, whose)
        twin = Inside(fuzzed.app, fuzzed.portal.clock)
        twin.cookies = (
            dict(who.cookies)
            if not form.startswith(f"{CARE}record") and not form.endswith("sessions")
            else fuzzed.session()
        )
        answered(twin.post(path, {**base, **typed}), form)

    invent(request, 50, 500, typed=some(FORMS[form]), whose=st.sampled_from(["place", "question"]))(
        claim
    )
    assert who.open(fuzzed.question).status == 200, "the next good request is answered"
    _counts_add_up(fuzzed)


def _counts_add_up(fuzzed: FuzzedPortal) -> None:
    rows = fuzzed.portal.rows()
    for slug, _next, taken, waiting, *_ in rows["groups"]:
        states = [row[7] for row in rows["submissions"] if row[5] == slug]
        assert taken == sum(state in HOLDING for state in states), slug
        assert waiting == states.count("waiting"), slug


METHODS = st.sampled_from(
    ["GET"] * 14
    + ["POST"] * 26
    + ["HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT", "get", "x", "A-_!z"]
)
LATIN = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=60)
HEADERS = st.dictionaries(
    st.sampled_from(
        [
            "CONTENT_TYPE",
            "HTTP_COOKIE",
            "HTTP_ACCEPT",
            "HTTP_ACCEPT_LANGUAGE",
            "HTTP_RANGE",
            "HTTP_IF_NONE_MATCH",
            "HTTP_IF_MODIFIED_SINCE",
            "HTTP_REFERER",
            "HTTP_ORIGIN",
            "HTTP_AUTHORIZATION",
            "HTTP_X_CSRFTOKEN",
            "HTTP_X_FORWARDED_FOR",
            "HTTP_X_FORWARDED_HOST",
            "HTTP_TRANSFER_ENCODING",
            "HTTP_CONTENT_ENCODING",
            "HTTP_EXPECT",
            "HTTP_X_HTTP_METHOD_OVERRIDE",
            "HTTP_ACCEPT_ENCODING",
            "HTTP_HOST",
            "HTTP_DATE",
            "REMOTE_ADDR",
        ]
    ),
    st.one_of(
        LATIN,
        st.sampled_from(
            [
                "application/json",
                "multipart/form-data; boundary=x",
                "multipart/form-data",
                "application/x-www-form-urlencoded; charset=utf-7",
                "bytes=0-1,5-",
                "care=A; form=B; lane=C",
                "Basic Zm9v",
                "*",
                "gzip;q=-1",
                "evil.example",
                'W/"x"',
                "chunked",
            ]
        ),
    ),
    max_size=6,
)
BODIES = st.one_of(
    st.binary(max_size=300),
    st.builds(
        lambda fields: urllib.parse.urlencode(fields, errors="surrogatepass").encode(),
        some(
            {
                **JOIN,
                "csrf_token": [],
                "code": [CODES],
                "text": [],
                "words": [],
                "name": [],
                "passphrase": [],
                "kept": [],
                "ref": [],
                "end": [],
                "idempotency_key": [],
            }
        ),
    ),
)
TAILS = st.one_of(
    st.just(b""),
    st.just(b""),
    st.just(b""),
    st.binary(max_size=20),
    st.sampled_from([b"/", b"/..", b"%00", b"//", b"\\"]),
)
ARGUMENTS = st.one_of(
    st.sampled_from([b"carers", b"evening-anxiety", b"nowhere", b"0" * 16]),
    st.binary(min_size=1, max_size=30),
)


def call(
    app: Any, method: str, path: bytes, query: str, headers: dict[str, str], body: bytes
) -> Page:
    """One request as waitress hands it on."""
    status: list[Any] = []
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path.decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        **headers,
    }
    answer = app(environ, lambda said, found, exc_info=None: status.extend([said, found]))
    whole = b"".join(answer)
    getattr(answer, "close", lambda: None)()
    found = {name.lower(): value for name, value in status[1]}
    return Page(int(status[0].split()[0]), found, [], whole.decode("utf-8", "replace"))


@pytest.mark.timeout(3600)  # with --deep: some minutes on each engine
def test_no_request_of_any_shape_brings_an_address_down(
    request: pytest.FixtureRequest, fuzzed: FuzzedPortal
) -> None:
    """Each address is asked by a stranger and by a reader who is in, with a good token and without;
    through everything that the server puts around it.
    """
    whole = application(fuzzed.portal.copy.config, fuzzed.context)
    csrf = fuzzed.csrf
    rules = sorted(
        {
            path
            for method in ("GET", "POST")
            for path in addresses(fuzzed.app, method, slug="{}", ref="{}")
        }
        | {"/portal/{}", "/{}"}
    )
    assert len(rules) >= 13

    def about(rule: str) -> Callable[..., None]:
        def claim(
            method: str,
            argument: bytes,
            tail: bytes,
            query: str,
            headers: dict[str, str],
            body: bytes,
            is_in: bool,
        ) -> None:
            if is_in:
                headers = {
                    **headers,
                    "HTTP_COOKIE": "; ".join(
                        f"{name}={value}" for name, value in fuzzed.session().items()
                    ),
                    "HTTP_X_CSRFTOKEN": csrf,
                }
            named = fuzzed.record.encode() if argument == b"0" * 16 else argument
            page = call(
                whole, method, rule.encode().replace(b"{}", named) + tail, query, headers, body
            )
            answered(page, f"{method} {rule}")
            assert "evil" not in page.headers.get("location", "")

        return claim

    for rule in rules:
        invent(
            request,
            100,
            1000,
            method=METHODS,
            argument=ARGUMENTS,
            tail=TAILS,
            query=LATIN,
            headers=HEADERS,
            body=BODIES,
            is_in=st.booleans(),
        )(about(rule))
    assert fuzzed.who.open(fuzzed.question).status == 200
    _counts_add_up(fuzzed)


LINES = st.lists(
    st.one_of(
        st.binary(max_size=40),
        st.sampled_from(
            [
                b"Host: localhost",
                b"Content-Length: 5",
                b"Content-Length: 99999999999999999999",
                b"Content-Length: -1",
                b"Transfer-Encoding: chunked",
                b"Transfer-Encoding: x",
                b"Connection: close",
                b"Expect: 100-continue",
                b"Cookie: form=\xff",
                b"Host: \x00",
                b" folded",
                b"\t",
                b"Upgrade: h2c",
                b"X: " + b"y" * 9000,
            ]
        ),
    ),
    max_size=8,
)
FIRST = st.one_of(
    st.binary(max_size=60),
    st.builds(
        lambda method, path: method + b" " + path + b" HTTP/1.1",
        st.sampled_from([b"GET", b"POST", b"PUT", b"get", b"\xff"]),
        st.one_of(
            st.sampled_from([NOTE.encode(), CODE.encode(), b"*", b"/portal/care/record/%00"]),
            st.binary(min_size=1, max_size=40),
        ),
    ),
)


def test_no_bytes_on_the_line_bring_the_server_down(
    request: pytest.FixtureRequest, fuzzed: FuzzedPortal
) -> None:
    host, port = urllib.parse.urlsplit(fuzzed.portal.address).netloc.split(":")

    def claim(first: bytes, lines: list[bytes], body: bytes) -> None:
        with socket.create_connection((host, int(port)), timeout=20) as line:
            answer = b""
            try:
                line.sendall(b"\r\n".join([first, *lines, b"", body]))
                line.shutdown(socket.SHUT_WR)
                while part := line.recv(65536):
                    answer += part
            except TimeoutError as error:
                raise AssertionError("the server neither answered nor hung up") from error
            except OSError:
                pass  # It hung up; what it said before counts all the same.
        status = answer[9:12]
        assert not status.startswith(b"5") or status in {b"501", b"505"}, answer[:300]
        assert b"Traceback" not in answer

    invent(request, 100, 1000, first=FIRST, lines=LINES, body=st.binary(max_size=60))(claim)
    assert fuzzed.portal.guest().get(NOTE).status == 200
    assert fuzzed.portal.copy.running.process.poll() is None

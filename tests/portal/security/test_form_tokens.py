"""Forms that another site, another person or another day made: refused at each address, and the
words in them kept.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from tests.harness.page_rules import page_rules
from tests.harness.watched_portal import (
    CARE,
    CARERS,
    CODE,
    LOGIN,
    NOTE,
    Guest,
    Watched,
    addresses,
    inside,
    watched,
)

WORDS = "Half a page about tea"
TOKENS = [
    "missing",
    "empty",
    "garbage",
    "not ASCII",
    "of another person",
    "older than six hours",
    "of another copy",
]
HOURS = 3600


@pytest.fixture(scope="module")
def portal(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with watched(site, tmp_path_factory.mktemp("portal")) as found:
        yield found


@pytest.fixture(scope="module")
def app(portal: Watched) -> Iterator[Flask]:
    with inside(portal) as (found, _):
        yield found


class Aged(TimestampSigner):
    """Signs as somebody did some time ago."""

    ago = 0

    def get_timestamp(self) -> int:
        return int(time.time()) - self.ago


def token(app: Flask, who: Guest, ago: int, secret: bytes | None = None) -> str:
    """A token of a visitor's own form cookie, made so many seconds ago."""
    raw = app.session_interface.get_signing_serializer(app).loads(who.cookies["form"])["csrf_token"]
    signer = type("Signer", (Aged,), {"ago": ago})
    return str(
        URLSafeTimedSerializer(
            secret or app.secret_key, salt="wtf-csrf-token", signer=signer
        ).dumps(raw)
    )


def deeds(portal: Watched, host: Guest) -> dict[str, dict[str, str]]:
    """For each address that takes a form: what would change the database there if it were taken."""
    host.ready_to_join("carers", nickname="Wren", needs=WORDS)
    join = {**host.page.fields("send"), "consent_words": "yes", "consent_peer": "yes", "go": "send"}
    host.get(NOTE)
    host.press(NOTE, "check", topic="site", text=WORDS, reply="no")
    note = {**host.page.fields("send"), "go": "send"}
    known = set(host.records())
    code = host.note("Is there tea?").code
    record = f"{CARE}record/{(set(host.records()) - known).pop()}"
    return {
        CARERS: join,
        NOTE: note,
        CODE: {"code": code, "words": WORDS, "go": "write"},
        LOGIN: {
            "name": portal.copy.reader,
            "passphrase": portal.copy.passphrase,
            "kept": WORDS,
            "ref": "0" * 16,
        },
        f"{CARE}sessions": {"end": "others"},
        record: {"words": WORDS, "go": "reply"},
        f"{CARE}logout": {},
    }


@pytest.mark.parametrize("kind", TOKENS)
def test_a_form_with_a_token_that_is_not_its_own_changes_nothing_and_keeps_its_words(
    portal: Watched, app: Flask, kind: str
) -> None:
    host, stranger = portal.host(), portal.guest()
    portal.host()
    todo = deeds(portal, host)
    record = next(path for path in todo if "/record/" in path)
    assert set(todo) == set(addresses(app, "POST", slug="carers", ref=record.rpartition("/")[2])), (
        "each address that takes a form is tried"
    )
    bad = {
        "missing": None,
        "empty": "",
        "garbage": "a.b.c",
        "not ASCII": "é\0\u2028",
        "of another person": stranger.get(NOTE).fields()["csrf_token"],
        "older than six hours": token(app, host, 6 * HOURS + 5),
        "of another copy": token(app, host, 0, b"x" * 32),
    }[kind]
    before = portal.rows()
    for path, fields in todo.items():
        sent = (
            {**fields, "csrf_token": bad}
            if bad is not None
            else {name: value for name, value in fields.items() if name != "csrf_token"}
        )
        page = host.post(path, sent)
        assert page.status == 400, path
        assert (WORDS in page.body) == (WORDS in fields.values()), path
        assert portal.rows() == before, path
        page_rules(page.body, path)
    good = token(app, host, 6 * HOURS - 60)
    for path, fields in todo.items():
        portal.clock.go_on(seconds=1)
        assert host.post(path, {**fields, "csrf_token": good}).status == 200, path
        after = portal.rows()
        assert after != before, f"{path} would have changed something"
        if path == LOGIN:
            # Whoever logs in gets a new mark; the one from before must not hold on.
            assert host.post(NOTE, {**todo[NOTE], "csrf_token": good}).status == 400
            good = host.page.fields("send")["csrf_token"]
        before = after


def test_a_form_that_was_sent_too_late_is_taken_when_its_button_is_pressed_once_more(
    portal: Watched, app: Flask
) -> None:
    somebody = portal.guest()
    somebody.ready_to_join("carers", nickname="Kestrel", needs=WORDS)
    late = {"csrf_token": token(app, somebody, 7 * HOURS)}
    page = somebody.press(CARERS, "send", consent_words="yes", consent_peer="yes", **late)
    assert page.status == 400
    assert "Look through it and press the button once more" in page.text
    code = somebody.press(CARERS, "send").code
    somebody.open(code)
    page = somebody.press(CODE, "write", words=WORDS, csrf_token=token(app, somebody, 7 * HOURS))
    assert (page.status, page.fields("write")["words"]) == (400, WORDS)
    assert somebody.press(CODE, "write").status == 200
    somebody.press(CODE, "edit")
    page = somebody.press(
        CODE, "correct", nickname="Jackdaw", csrf_token=token(app, somebody, 7 * HOURS)
    )
    assert (page.status, page.fields("correct")["nickname"]) == (400, "Jackdaw")
    assert "Jackdaw" in somebody.press(CODE, "correct").text


def test_a_forged_form_about_a_group_that_never_was_or_a_record_that_is_gone_gets_a_sentence(
    portal: Watched,
) -> None:
    host = portal.host()
    for path in (
        "/portal/groups/nowhere/join",
        "/portal/groups/%00/join",
        f"{CARE}record/{'0' * 16}",
        f"{CARE}record/%ff",
    ):
        page = host.post(path, {"words": WORDS, "needs": WORDS})
        assert page.status in {400, 404}, path
        assert WORDS in page.text, path
        page_rules(page.body, path)


def test_a_forged_form_tells_nothing_about_a_code_and_is_not_counted(portal: Watched) -> None:
    somebody, before = portal.guest(), None
    somebody.get(CODE)
    for typed in ("", "these are no words", "apple " * 6, "x" * 5000):
        page = somebody.post(CODE, {"code": typed, "words": WORDS, "go": "write"})
        assert page.status == 400
        assert WORDS in page.text
        assert typed not in page.body or not typed
        before = before or portal.rows()
    assert portal.rows() == before
    portal.still_works()


@pytest.mark.parametrize(
    "cookie",
    [
        "form=garbage",
        "form=",
        "form=" + "x" * 8000,
        "form=e30.Z.Z",
        'form="\\000\\377"',
        "form=\xff\xfe\x80",
        "care=garbage",
        "care=" + "A" * 8000,
        "care=\xe9\xe9",
        "care=" + "A" * 44,
        "lane=garbage",
        "lane=" + "A" * 88,
        "lane=" + "A" * 8000,
        "=;;; =x; form",
        "care=A; care=B; care=C",
        "; ".join(f"c{n}={'x' * 60}" for n in range(400)),
        "form=.eJw" + "A" * 200,
        "\t=\t",
        "care=%00%ff; form=%00",
    ],
)
def test_a_forged_cookie_opens_nothing_and_disturbs_nothing(portal: Watched, cookie: str) -> None:
    somebody, before = portal.guest(), portal.rows()
    for path in (
        NOTE,
        CODE,
        CARE,
        f"{CARE}sessions",
        LOGIN,
        "/portal/health",
        f"{CARE}record/{'0' * 16}",
    ):
        page = somebody.ask("GET", path, Cookie=cookie)
        assert page.status == (403 if path.startswith(f"{CARE}s") or "record" in path else 200), (
            path
        )
        assert "Waiting for you" not in page.text
    for path in (NOTE, CODE, LOGIN):
        assert somebody.ask("POST", path, b"text=tea&go=check", Cookie=cookie).status == 400, path
    left = somebody.ask("GET", "/portal/exit", Cookie=cookie)
    assert (left.status, left.headers["clear-site-data"]) == (303, '"cookies"')
    assert portal.rows() == before
    portal.still_works()


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1@evil.example",
        "evil.example:80",
        "[::ffff:127.0.0.1]",
    ],
)
def test_a_forged_name_is_answered_with_one_sentence_at_every_address(
    portal: Watched, app: Flask, host: str
) -> None:
    somebody, before = portal.guest(), portal.rows()
    for path in {
        *addresses(app, "GET", slug="carers", ref="0" * 16),
        *addresses(app, "POST", slug="carers", ref="0" * 16),
    }:
        for method in ("GET", "POST"):
            page = somebody.ask(method, path, b"go=send" if method == "POST" else None, Host=host)
            assert page.status == 400, path
            assert "evil" not in page.body + str(page.headers)
            assert page.cookies == [] and "location" not in page.headers
    assert portal.rows() == before


FORWARDED = {
    "X_Forwarded_For": "203.0.113.9",
    "X_Forwarded_Host": "evil.example",
    "X_Forwarded_Proto": "https",
    "X_Forwarded_Prefix": "/evil",
    "X_Forwarded_By": "evil",
    "X_Forwarded_Port": "1",
    "Forwarded": "for=203.0.113.9;host=evil.example;proto=https",
    "X_Real_IP": "203.0.113.9",
    "X_Original_URL": "/portal/care/",
    "X_Rewrite_URL": "/portal/care/",
    "X_HTTP_Method_Override": "DELETE",
    "Origin": "http://evil.example",
}


def test_what_a_proxy_could_say_is_not_believed_from_a_stranger(
    portal: Watched, app: Flask
) -> None:
    somebody = portal.guest()
    for path in addresses(app, "GET", slug="carers", ref="0" * 16):
        plain, said = somebody.ask("GET", path), somebody.ask("GET", path, **FORWARDED)
        assert said.status == plain.status, path
        assert said.headers.get("location") == plain.headers.get("location"), path
        for word in ("evil", "203.0.113.9"):
            assert word not in said.body + str(said.headers), path
        assert not any("Secure" in cookie for cookie in said.cookies)


@pytest.mark.parametrize("length", [32_000, 70_000, 300_000])
@pytest.mark.parametrize(
    "name", ["Cookie", "X_Long", "Referer", "User_Agent", "X_CSRFToken", "Content_Type"]
)
def test_a_header_of_any_length_is_refused_or_has_no_weight(
    portal: Watched, name: str, length: int
) -> None:
    somebody, before = portal.guest(), portal.rows()
    for method, path in (("GET", NOTE), ("POST", NOTE), ("POST", CODE), ("GET", CARE)):
        try:
            page = somebody.ask(
                method, path, b"text=tea" if method == "POST" else None, **{name: "x" * length}
            )
        except ConnectionError:
            assert length > 64 * 1024, "within what the server takes, it answers"
            continue
        assert page.status in ({200, 400} if length < 64 * 1024 else {400, 431}), path
        assert "xxxxxxxx" not in page.body + str(page.headers)
    assert portal.rows() == before
    portal.still_works()


@pytest.mark.parametrize(
    "ref",
    [
        "//evil.example",
        "/evil.example",
        "https:evil.example",
        "..%2f..%2fevil",
        "\\\\evil.example",
        "a@evil.example",
        "evil\r\nSet-Cookie: a=b",
        "\u2025",
        "e" * 16,
        "0" * 16 + "\n",
        "٠" * 16,
        "0" * 50_000,
    ],
)
def test_log_in_leads_to_a_record_of_ours_and_nowhere_else(portal: Watched, ref: str) -> None:
    host = portal.guest()
    host.get(LOGIN)
    fields = {
        **host.page.fields(),
        "name": portal.copy.reader,
        "passphrase": portal.copy.passphrase,
        "ref": ref,
    }
    answer = host.ask(
        "POST",
        LOGIN,
        b"&".join(f"{name}={_quoted(value)}".encode() for name, value in fields.items()),
    )
    assert answer.status == 303
    assert answer.headers["location"] == (f"{CARE}record/{ref}" if ref == "e" * 16 else CARE)
    again = portal.guest()
    again.get(LOGIN)
    page = again.post(
        LOGIN,
        {
            **again.page.fields(),
            "name": portal.copy.reader,
            "passphrase": portal.copy.passphrase,
            "ref": ref,
            "kept": WORDS,
        },
    )
    assert {form.attributes["action"] for form in page.tree.css("main form")} <= {
        f"{CARE}logout",
        f"{CARE}record/{'e' * 16}",
    }


def _quoted(value: str) -> str:
    return "".join(f"%{byte:02x}" for byte in value.encode())


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/portal/care",
        "/portal//evil.example",
        "/portal/care/..//evil.example",
        "/portal/care/%2f%2fevil.example",
        "/portal/care/login?next=//evil.example",
        "/portal/exit?to=//evil.example",
        "/portal/care?next=//evil.example",
        "/portal/exit/%0d%0aLocation:%20//evil.example",
        "/\\evil.example/portal/care",
    ],
)
def test_no_address_leads_to_another_site(portal: Watched, path: str) -> None:
    page = portal.guest().ask("GET", path)
    assert page.status < 500
    assert "evil" not in page.headers.get("location", "")

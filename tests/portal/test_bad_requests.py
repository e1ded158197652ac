"""Requests that no page of ours makes: too much, in another dress, by another method. Each address
of the portal gets each of them.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.page_rules import page_rules
from tests.harness.people import Page, raw
from tests.harness.watched_portal import (
    CARERS,
    CODE,
    NOTE,
    STILL_HERE,
    Guest,
    Watched,
    addresses,
    inside,
    watched,
)

WORDS = "Half a page about tea"


@pytest.fixture(scope="module")
def portal(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with watched(site, tmp_path_factory.mktemp("portal")) as found:
        yield found


@pytest.fixture(scope="module")
def host(portal: Watched) -> Guest:
    portal.guest().note("Is there tea?")
    return portal.host()


@pytest.fixture(scope="module")
def posts(portal: Watched, host: Guest) -> list[str]:
    with inside(portal) as (app, _):
        found = addresses(app, "POST", slug="carers", ref=host.records()[0])
    assert len(found) >= 7
    return found


def token(host: Guest) -> dict[str, str]:
    return {"csrf_token": host.get(NOTE).fields()["csrf_token"]}


def a_kind_page(page: Page, address: str) -> None:
    """An answer that a person can read, with help first."""
    page_rules(page.body, address)
    assert page.headers["cache-control"] == "no-store"


def test_ten_megabytes_are_refused_or_hung_up_on_and_nothing_is_kept(
    portal: Watched, host: Guest, posts: list[str]
) -> None:
    before, huge = portal.rows(), b"text=" + b"w" * 10_000_000
    for path in posts:
        with contextlib.suppress(ConnectionError, http.client.BadStatusLine):
            assert host.ask("POST", path, huge).status == 413, path
    assert portal.rows() == before
    portal.still_works()


def test_a_body_that_just_fits_the_server_is_read_and_one_byte_more_is_not(portal: Watched) -> None:
    somebody = portal.guest()
    somebody.get(NOTE)
    fields = (
        urllib.parse.urlencode(
            {**somebody.page.fields("check"), "text": "", "topic": "site", "go": "check"}
        )
        .encode()
        .replace(b"text=&", b"")
    )
    fields += b"&text="
    page = somebody.ask("POST", NOTE, fields + b"w" * (256 * 1024 - len(fields) - 1))
    assert page.status == 422 and "It is too long" in page.text
    with contextlib.suppress(ConnectionError):
        assert somebody.ask("POST", NOTE, fields + b"w" * (256 * 1024)).status == 413
    portal.still_works()


def test_fifteen_hundred_fields_are_refused_and_what_was_typed_is_shown(
    portal: Watched, host: Guest, posts: list[str]
) -> None:
    before = portal.rows()
    names = ("nickname", "contact", "needs", "text", "words", "note", "kept")
    for path in posts:
        many = {
            **token(host),
            **dict.fromkeys(names, WORDS),
            **{f"field{n}": "w" for n in range(1500)},
        }
        page = host.post(path, many)
        assert page.status == 413, path
        assert page.text.count(WORDS) == len(names), path
        a_kind_page(page, path)
    assert portal.rows() == before
    portal.still_works()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"[1, 2]",
        b"5",
        b"null",
        b'"words"',
        b'{"text": ["a"], "words": 5, "name": null, "code": {}, "go": []}',
        b'{"text": "' + WORDS.encode() + b'", "form_token": 7}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "text/json; charset=utf-16",
        "text/plain",
        "application/octet-stream",
        "",
        "a/b/c; ;",
    ],
)
def test_a_body_in_another_dress_is_no_form_even_with_a_good_token(
    portal: Watched, host: Guest, posts: list[str], body: bytes, kind: str
) -> None:
    before = portal.rows()
    for path in posts:
        assert host.ask("POST", path, body, Content_Type=kind).status == 400, path
        a_kind_page(host.page, path)
    # The token may travel in a header as well; the form is then there, and empty.
    for path in (CARERS, NOTE, CODE):
        page = host.ask(
            "POST", path, body, Content_Type=kind, X_CSRFToken=token(host)["csrf_token"]
        )
        assert 400 <= page.status < 500, path
    assert {**portal.rows(), "counters": []} == {**before, "counters": []}


def many_parts(parts: dict[str, str], file: str = "") -> bytes:
    """A form as ``multipart/form-data``, with the field ``file`` sent as a file."""
    lines = []
    for name, value in parts.items():
        named = f'name="{name}"' + (
            '; filename="../../a.txt"\r\nContent-Type: text/plain' if name == file else ""
        )
        lines.append(f"--edge\r\nContent-Disposition: form-data; {named}\r\n\r\n{value}\r\n")
    return ("".join(lines) + "--edge--\r\n").encode()


def test_a_form_in_many_parts_is_read_like_any_other_and_a_file_in_it_is_no_answer(
    portal: Watched,
) -> None:
    somebody, dress = portal.guest(), "multipart/form-data; boundary=edge"
    somebody.get(NOTE)
    fields = {**somebody.page.fields("check"), "topic": "site", "text": WORDS, "go": "check"}
    assert somebody.ask("POST", NOTE, many_parts(fields), Content_Type=dress).status == 200
    assert WORDS in somebody.page.text
    for name in ("text", "topic", "form_token", "go", "leave_empty"):
        page = somebody.ask("POST", NOTE, many_parts(fields, file=name), Content_Type=dress)
        assert page.status in {200, 422}, name
        assert (WORDS in page.text) == (name != "text"), name
    for broken in (
        b"--edge\r\n",
        b'--edge\r\nContent-Disposition: form-data; name="text"\r\n\r\nno end',
        many_parts(fields)[:-40],
        b"\xff" * 500,
    ):
        assert somebody.ask("POST", NOTE, broken, Content_Type=dress).status == 400
    assert (
        somebody.ask("POST", NOTE, many_parts(fields), Content_Type="multipart/form-data").status
        == 400
    ), "without its edge"
    portal.still_works()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "LINK"])
def test_a_method_that_an_address_does_not_know_is_refused_in_a_page_with_help(
    portal: Watched, host: Guest, posts: list[str], method: str
) -> None:
    before = portal.rows()
    for path in [*posts, "/portal/exit", "/portal/health", "/portal/care/", "/portal/nowhere"]:
        page = host.ask(
            method, path, urllib.parse.urlencode({"text": WORDS, "go": "send"}).encode()
        )
        assert page.status == 405, path
        assert "GET" in page.headers["allow"] or "POST" in page.headers["allow"], path
        assert WORDS not in page.body
        a_kind_page(page, path)
    assert portal.rows() == before


def test_a_post_to_a_page_that_only_shows_is_refused(portal: Watched, host: Guest) -> None:
    for path in (
        "/portal/exit",
        "/portal/health",
        "/portal/care/",
        "/portal/nowhere",
        "/portal",
        "/portal/",
    ):
        assert host.post(path, token(host)).status == 405, path
        a_kind_page(host.page, path)


def test_head_says_what_get_says_and_sends_no_body(portal: Watched, host: Guest) -> None:
    with inside(portal) as (app, _):
        for path in addresses(app, "GET", slug="carers", ref=host.records()[0]):
            if path != "/portal/exit":
                head, get = host.ask("HEAD", path), host.get(path)
                assert (head.status, head.body) == (get.status, ""), path


def test_nothing_is_read_from_an_address(portal: Watched, host: Guest) -> None:
    """A form that was turned into a link fills nothing in, opens nothing, and sends nothing."""
    code = portal.guest().note("Is there tea?").code
    before, query = (
        portal.rows(),
        urllib.parse.urlencode(
            {
                "code": code,
                "go": "send",
                "text": WORDS,
                "nickname": WORDS,
                "words": WORDS,
                "name": WORDS,
                "kept": WORDS,
                "page": "check",
                "end": "others",
            }
        ),
    )
    with inside(portal) as (app, _):
        for path in addresses(app, "GET", slug="carers", ref=host.records()[0]):
            page = (
                host.get(f"{path}?{query}")
                if path not in {"/portal/exit", "/portal/care"}
                else host.page
            )
            assert page.status == 200, path
            assert WORDS not in page.body and code not in page.body, path
    assert portal.rows()["submissions"] == before["submissions"]


def test_of_a_field_that_comes_twice_the_first_counts(portal: Watched) -> None:
    somebody = portal.guest()
    somebody.ready_to_join("carers", nickname="Wren")
    fields = {
        **somebody.page.fields("send"),
        "consent_words": "yes",
        "consent_peer": "yes",
        "go": "send",
    }
    twice = urllib.parse.urlencode(
        [*fields.items(), *((name, f"x{value}") for name, value in fields.items())]
    ).encode()
    code = somebody.ask("POST", CARERS, twice).code
    assert somebody.open(code).tree.css_first("dl.answers dd").text() == "Wren"


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        (NOTE, {"topic": "site", "text": WORDS, "reply": "yes"}),
        (
            CARERS,
            {
                "age": "adult",
                "nickname": WORDS,
                "reach": "code",
                "message": "no",
                "needs": WORDS,
                "consent_words": "yes",
                "consent_peer": "yes",
            },
        ),
    ],
)
def test_a_form_that_no_person_can_have_filled_is_not_taken_and_keeps_its_words(
    portal: Watched, path: str, typed: dict[str, str]
) -> None:
    somebody, other = (
        portal.guest(),
        "/portal/groups/evening-anxiety/join" if path == CARERS else CARERS,
    )
    foreign = portal.guest().get(other).fields()["form_token"]
    fields, before = {**somebody.get(path).fields(), **typed, "go": "send"}, portal.rows()
    assert "That was very quick" in somebody.post(path, fields).text
    somebody.wait()
    changed = fields["form_token"].swapcase()
    for wrong, says in [
        ({"leave_empty": "http://spam.example"}, "One field has to stay empty"),
        *(
            ({"form_token": mark}, "was open for a long time")
            for mark in ("", "garbage", "é\0", changed, foreign, fields["form_token"] * 500)
        ),
    ]:
        page = somebody.post(path, {**fields, **wrong})
        assert page.status == 422, wrong
        assert says in page.text, wrong
        assert page.fields("send")["text" if path == NOTE else "needs"] == WORDS
        assert STILL_HERE in page.text
        assert page.fields("send").get("leave_empty") == wrong.get("leave_empty", "")
    assert portal.rows() == before
    again = {
        **somebody.page.fields("send"),
        "go": "send",
        **({"consent_words": "yes", "consent_peer": "yes"} if path == CARERS else {}),
    }
    somebody.wait()
    assert somebody.post(path, again).code
    assert portal.count("submissions") == len(before["submissions"]) + 1


def test_a_form_from_last_week_is_shown_once_more_and_then_taken(portal: Watched) -> None:
    somebody, before = portal.guest(), portal.count("submissions")
    somebody.get(NOTE)
    somebody.press(NOTE, "check", topic="site", text=WORDS, reply="yes")
    portal.clock.go_on(days=7, seconds=1)
    page = somebody.press(NOTE, "send")
    assert page.status == 422
    assert "was open for a long time" in page.text and WORDS in page.text
    somebody.wait()
    assert somebody.press(NOTE, "send").code
    assert portal.count("submissions") == before + 1


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"Content-Length: -5\r\n\r\n",
        b"Content-Length: five\r\n\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"Transfer-Encoding: gzip\r\n\r\n",
        b"Bad Header: x\r\n\r\n",
        b": x\r\n\r\n",
        b"Content-Length : 5\r\n\r\nabcde",
        b"Expect: the-unexpected\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_a_request_that_can_be_read_in_two_ways_is_not_acted_on(
    portal: Watched, head: bytes
) -> None:
    before = portal.rows()
    answer = raw(
        portal.address,
        b"POST /portal/feedback HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + head,
    )
    assert answer.startswith((b"HTTP/1.1 4", b"HTTP/1.0 4")) or answer[9:12] == b"501", answer[:200]
    assert b"Traceback" not in answer and b"waitress" not in answer.lower()
    assert portal.rows() == before
    portal.still_works()


def test_json_was_never_a_way_in(portal: Watched, host: Guest) -> None:
    """The control of what stands above: the same words in a form's own dress are taken."""
    fields = {**token(host), "topic": "site", "text": WORDS, "reply": "no", "go": "check"}
    assert host.post(NOTE, fields).status == 200
    assert (
        host.ask("POST", NOTE, json.dumps(fields).encode(), Content_Type="application/json").status
        == 400
    )

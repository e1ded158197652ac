"""Six words: typed in any way, found in one way, and nothing told about those that open nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import crypto
from portal.domain import codes
from portal.site import AppContext
from tests.harness.people import Page
from tests.harness.watched_portal import CARE, CODE, NOTE, Inside, Watched, inside, watched

CSRF = re.compile(r'name="csrf_token" value="[^"]*"')


@pytest.fixture(scope="module")
def portal(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with watched(site, tmp_path_factory.mktemp("portal")) as found:
        yield found


@pytest.fixture(scope="module")
def made(portal: Watched) -> Iterator[tuple[Flask, AppContext]]:
    with inside(portal) as found:
        yield found


def bare(page: Page) -> str:
    """A page without the one value that differs each time."""
    return CSRF.sub("", page.body)


def gone(portal: Watched) -> dict[str, str]:
    """What somebody may type who has no code that opens anything."""
    somebody = portal.guest()
    withdrawn = somebody.note("Is there tea?").code
    somebody.open(withdrawn)
    somebody.press(CODE, "delete")
    assert somebody.press(CODE, "delete-sure").status == 200
    left = somebody.join("carers").code
    somebody.open(left)
    somebody.press(CODE, "delete")
    somebody.press(CODE, "delete-sure")
    expired = portal.guest().note("An old question").code
    no_reply = portal.guest()
    no_reply.note("No reply, please", reply="no")
    portal.clock.go_on(days=91)
    words = withdrawn.split()
    return {
        "withdrawn": withdrawn,
        "left and deleted": left,
        "expired": expired,
        "unknown": " ".join(crypto.six_words(codes.words())),
        "turned round": " ".join(reversed(words)),
        "empty": "",
        "five words": " ".join(words[:5]),
        "seven words": f"{withdrawn} apple",
        "a word that is not ours": " ".join([*words[:5], "xyzzy"]),
        "digits": "123456",
        "very long": withdrawn + " " * 500,
        "another script": "слово " * 6,
        "a NUL": f"{withdrawn}\0apple",
        "a quotation": "' OR 1=1 --",
        "markup": "<script>alert(1)</script>",
    }


def test_whatever_opens_nothing_gets_the_same_answer_to_the_byte_with_an_empty_field(
    portal: Watched,
) -> None:
    tried = gone(portal)
    pages = {}
    for name, code in tried.items():
        somebody = portal.guest()
        somebody.get(CODE)
        pages[name] = somebody.press(CODE, "open", code=code)
    assert {page.status for page in pages.values()} == {404}
    first = bare(pages["unknown"])
    for name, page in pages.items():
        assert bare(page) == first, name
        assert page.tree.css_first("#code").attributes["value"] == ""
        assert {
            key: value for key, value in page.headers.items() if key not in {"date", "set-cookie"}
        } == {
            key: value
            for key, value in pages["unknown"].headers.items()
            if key not in {"date", "set-cookie"}
        }, name
    portal.still_works()


@pytest.mark.parametrize(
    "go", ["write", "edit", "correct", "text", "leave-sure", "delete-sure", "accept", "nothing", ""]
)
def test_no_button_tells_more_about_a_code_and_what_was_typed_beside_it_is_kept(
    portal: Watched, go: str
) -> None:
    tried, bodies = gone(portal), set()
    for code in tried.values():
        somebody = portal.guest()
        somebody.get(CODE)
        page = somebody.post(
            CODE,
            {
                **somebody.page.fields(),
                "code": code,
                "go": go,
                "words": "Half a page",
                "nickname": "Kestrel",
            },
        )
        assert page.status == 404
        assert "Half a page" in page.text and "Kestrel" in page.text
        bodies.add(bare(page))
    assert len(bodies) == 1


class Heard:
    """What an application does, in order: each statement, and each time a code is stretched."""

    def __init__(self, context: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
        self.events: list[str] = []
        real = crypto.code_keys

        def stretched(words: tuple[str, ...], secret: bytes) -> crypto.CodeKeys:
            self.events.append("argon2")
            return real(words, secret)

        monkeypatch.setattr(crypto, "code_keys", stretched)
        self.engine, self.said = context.store._engine, self._said
        sa.event.listen(self.engine, "before_cursor_execute", self.said)

    def _said(self, connection: object, cursor: object, statement: str, *more: object) -> None:
        self.events.append(" ".join(statement.split()))

    def during(self, do: Callable[[], object]) -> list[str]:
        self.events = []
        do()
        return self.events


@pytest.fixture
def heard(made: tuple[Flask, AppContext], monkeypatch: pytest.MonkeyPatch) -> Iterator[Heard]:
    found = Heard(made[1], monkeypatch)
    yield found
    sa.event.remove(found.engine, "before_cursor_execute", found.said)


def test_whatever_opens_nothing_costs_the_same_statements_after_the_same_stretching(
    portal: Watched, made: tuple[Flask, AppContext], heard: Heard
) -> None:
    tried = gone(portal)
    somebody = Inside(made[0], portal.clock)
    somebody.get(CODE)
    fields = somebody.page.fields("open")
    done = {
        name: heard.during(lambda code=code: somebody.post(CODE, {**fields, "code": code}))
        for name, code in tried.items()
    }
    first = done["unknown"]
    assert first.count("argon2") == 1
    lookups = [n for n, event in enumerate(first) if "FROM submissions" in event]
    assert len(lookups) == 1
    assert first.index("argon2") < lookups[0], "stretched before anything is looked up"
    for name, events in done.items():
        assert events == first, name


def test_a_code_that_opens_something_is_stretched_before_it_is_looked_up_as_well(
    portal: Watched, made: tuple[Flask, AppContext], heard: Heard
) -> None:
    somebody = Inside(made[0], portal.clock)
    code = somebody.note("Is there tea?").code
    events = heard.during(lambda: somebody.open(code))
    assert events.count("argon2") == 1
    assert events.index("argon2") < next(
        n for n, event in enumerate(events) if "FROM submissions" in event
    )


def test_every_way_of_typing_a_code_opens_its_page(portal: Watched) -> None:
    somebody = portal.guest()
    code = somebody.note("Is there tea?").code
    words = code.split()
    wide = code.translate(
        {ord(letter): ord(letter) + 0xFEE0 for letter in "abcdefghijklmnopqrstuvwxyz"}
    )
    for typed in (
        code.upper(),
        code.title(),
        "-".join(words),
        " - ".join(words),
        "\n".join(words),
        "\u00a0".join(words),
        ", ".join(words),
        wide,
        f"  {code}\t",
        "".join(f"{n}. {word}\r\n" for n, word in enumerate(words, 1)),
        "\u2013".join(words),
        f"“{code}”",
        "\u200b ".join(words),
    ):
        assert "Is there tea?" in somebody.open(typed).text, typed


def test_a_code_travels_in_the_body_of_a_form_and_nowhere_else(site: Path, tmp_path: Path) -> None:
    """Not in an address, a header, a title, a cookie, the database or a log; and not in the field
    that is shown again.
    """
    with watched(site, tmp_path) as portal:
        somebody, seen = portal.guest(), []
        code = somebody.join("carers").code
        seen.append(somebody.page)
        for go in ("open", "edit", "leave", "delete", "write"):
            seen.append(
                somebody.press(CODE, "open")
                if go == "open"
                else somebody.open(code) and somebody.press(CODE, go)
            )
        somebody.get(f"{CODE}?code={code.replace(' ', '+')}")
        assert code not in somebody.page.body
        seen.append(somebody.page)
        shapes = [
            code,
            code.replace(" ", "+"),
            code.replace(" ", "%20"),
            code.replace(" ", "-"),
            "".join(code.split()),
        ]
        for page in seen:
            around = str(page.headers) + str(page.cookies) + page.tree.css_first("title").text()
            links = " ".join(
                node.attributes[name] or ""
                for name in ("href", "action", "src", "id")
                for node in page.tree.css(f"[{name}]")
            )
            assert not any(shape in around + links for shape in shapes)
        stored = repr(portal.rows())
        assert not any(shape in stored for shape in shapes)
    assert portal.copy.running.output.strip() == ""


def test_a_note_without_a_reply_has_no_way_back_in(portal: Watched) -> None:
    somebody, known = portal.guest(), set(portal.host().records())
    somebody.note("No reply, please", reply="no")
    assert somebody.page.tree.css_first("ol.house") is None
    host = portal.host()
    page = host.get(f"{CARE}record/{(set(host.records()) - known).pop()}")
    assert "wanted no reply" in page.text
    assert page.tree.css_first('button[value="reply"]') is None
    refused = host.post(
        f"{CARE}record/{(set(host.records()) - known).pop()}",
        {**host.get(NOTE).fields(), "words": "Hello?", "go": "reply"},
    )
    assert refused.status == 409


def test_what_one_code_opens_is_no_way_into_another_record(portal: Watched) -> None:
    """Each press names its record by the code alone: nothing else in the form can point to somebody
    else's.
    """
    one, other = portal.guest(), portal.guest()
    mine, theirs = one.note("My words").code, other.note("Their words").code
    one.open(mine)
    page = one.press(CODE, "write", words="A word more", ref="1", record="1", id="1", lookup="1")
    assert "My words" in page.text and "Their words" not in page.text
    sent = {**one.open(mine).fields("write"), "words": "Sent to both", "go": "write"}
    assert "Sent to both" in one.post(CODE, sent).text
    assert (
        "Sent to both"
        in other.post(
            CODE,
            {
                **other.get(CODE).fields(),
                "code": theirs,
                "words": "Sent to both",
                "idempotency_key": sent["idempotency_key"],
                "go": "write",
            },
        ).text
    ), "the mark of a message belongs to one record"

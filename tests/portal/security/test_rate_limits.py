"""A flood is slowed down, by form and by part of the network: nobody's words are lost in it,
nobody's address is kept.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.page_rules import page_rules
from tests.harness.people import Page
from tests.harness.watched_portal import (
    CARE,
    CARERS,
    CODE,
    LOGIN,
    STILL_HERE,
    Guest,
    Watched,
    watched,
)

WORDS = "Half a page about tea"
FLOODER = "127.7.7.7"
BURST = 60
MANY = "Many people are writing at this moment"


@pytest.fixture(scope="module")
def few(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """A copy that takes three of each form in an hour (and six messages, six wrong log-ins, thirty
    wrong codes).
    """
    with watched(site, tmp_path_factory.mktemp("portal"), HANDRAIL_FORMS_PER_HOUR="3") as found:
        yield found


@pytest.fixture
def portal(few: Watched) -> Watched:
    few.clock.go_on(hours=1)
    return few


@pytest.fixture(scope="module")
def wide(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with watched(site, tmp_path_factory.mktemp("portal")) as found:
        yield found


def refused(page: Page) -> None:
    assert page.status == 429
    assert MANY in page.text and "Get help now" in page.text
    assert STILL_HERE in page.text
    page_rules(page.body, "a form in a flood")


def test_the_fourth_request_in_an_hour_waits_with_its_words_and_is_taken_in_the_next_hour(
    portal: Watched,
) -> None:
    codes = [portal.guest().join("carers", nickname=f"Wren {n}").code for n in range(3)]
    somebody, before = portal.guest(), portal.rows()
    somebody.ready_to_join(
        "evening-anxiety", nickname="Kestrel", reach="email", contact="k@example.org", needs=WORDS
    )
    path = "/portal/groups/evening-anxiety/join"
    for _ in range(2):
        refused(somebody.press(path, "send", consent_words="yes", consent_peer="yes"))
        fields = somebody.page.fields("send")
        assert {
            "nickname": "Kestrel",
            "contact": "k@example.org",
            "needs": WORDS,
            "consent_words": "yes",
        }.items() <= fields.items()
    assert portal.rows() == before
    assert portal.guest().note(WORDS).code, "a note has a budget of its own"
    assert portal.guest().open(codes[0]).status == 200, "who has six words still opens the page"
    portal.clock.go_on(hours=1)
    assert somebody.press(path, "send").code


def test_the_same_form_sent_again_in_a_flood_still_gets_its_code(portal: Watched) -> None:
    somebody = portal.guest()
    somebody.ready_to_join("carers")
    fields = {
        **somebody.page.fields("send"),
        "consent_words": "yes",
        "consent_peer": "yes",
        "go": "send",
    }
    code = somebody.post(CARERS, fields).code
    for _ in range(2):
        portal.guest().join("carers")
    refused(portal.guest().join("carers"))
    assert somebody.post(CARERS, fields).code == code, "it is stored already, so it costs nothing"


def test_the_fourth_note_waits_with_its_words(portal: Watched) -> None:
    for _ in range(3):
        assert portal.guest().note(WORDS).code
    somebody, before = portal.guest(), portal.rows()
    refused(somebody.note(WORDS))
    assert somebody.page.fields("send")["text"] == WORDS
    assert portal.rows() == before


def test_the_seventh_message_waits_in_its_field(portal: Watched) -> None:
    somebody = portal.guest()
    somebody.open(somebody.note("Is there tea?").code)
    for n in range(6):
        assert somebody.press(CODE, "write", words=f"Word {n}").status == 200
    refused(somebody.press(CODE, "write", words=WORDS))
    assert somebody.page.fields("write")["words"] == WORDS
    assert portal.count("messages") == 6
    portal.clock.go_on(hours=1)
    assert somebody.press(CODE, "write").status == 200


def test_wrong_codes_are_limited_and_the_words_beside_them_are_kept(portal: Watched) -> None:
    somebody = portal.guest()
    somebody.get(CODE)
    for _ in range(30):
        assert somebody.press(CODE, "open", code="these are no words of ours").status == 404
    page = somebody.post(
        CODE,
        {
            **somebody.page.fields("open"),
            "code": "again no words of ours here",
            "words": WORDS,
            "go": "write",
        },
    )
    assert page.status == 429
    assert "wait a few minutes" in page.text and WORDS in page.text
    assert page.tree.css_first("#code").attributes["value"] == ""


def test_wrong_log_ins_are_limited_and_a_browser_that_was_in_before_is_not(portal: Watched) -> None:
    known = portal.host()
    for n in range(6):
        stranger = portal.guest()
        assert stranger.log_in(f"Name {n}", "no words").status == 422
    fresh = portal.guest()
    fresh.get(LOGIN)
    page = fresh.post(
        LOGIN,
        {
            **fresh.page.fields(),
            "name": portal.copy.reader,
            "passphrase": portal.copy.passphrase,
            "kept": WORDS,
            "ref": "0" * 16,
        },
    )
    assert page.status == 429
    assert "Wait a minute" in page.text and page.fields()["kept"] == WORDS
    assert "Waiting for you" in known.log_in(portal.copy.reader, portal.copy.passphrase).text


def flooded(wide: Watched, who: Guest) -> Page:
    """One part of the network asks until it is told to wait."""
    who.get(CODE)
    fields = {**who.page.fields("open"), "code": "these are no words of ours"}
    statuses = []
    while 429 not in statuses:
        statuses.append(who.post(CODE, fields).status)
        assert len(statuses) < 2 * BURST
    assert BURST - 5 < len(statuses) <= BURST + 20, "a burst, and what grows back meanwhile"
    return who.page


def test_a_part_of_the_network_that_floods_is_slowed_down_and_others_go_on(wide: Watched) -> None:
    somebody = wide.guest(FLOODER)
    code = somebody.note("Is there tea?").code
    somebody.ready_to_join("carers", nickname="Kestrel", needs=WORDS)
    ready = {
        **somebody.page.fields("send"),
        "consent_words": "yes",
        "consent_peer": "yes",
        "go": "send",
    }
    flooded(wide, somebody)
    refused(somebody.post(CARERS, ready))
    assert somebody.page.fields("send")["needs"] == WORDS
    refused(somebody.note(WORDS))
    page = somebody.post(
        CODE, {**somebody.get(CODE).fields(), "code": code, "words": WORDS, "go": "write"}
    )
    assert page.status == 429 and WORDS in page.text
    page = somebody.post(
        LOGIN,
        {
            **somebody.get(LOGIN).fields(),
            "name": wide.copy.reader,
            "passphrase": wide.copy.passphrase,
            "kept": WORDS,
            "ref": "0" * 16,
        },
    )
    assert page.status == 429 and page.fields()["kept"] == WORDS
    for said in ("203.0.113.9", "127.0.0.1"):
        page = somebody.ask(
            "POST",
            CODE,
            b"code=x&csrf_token=" + somebody.get(CODE).fields()["csrf_token"].encode(),
            X_Forwarded_For=said,
            X_Real_IP=said,
        )
        assert page.status == 429, (
            "whoever says to be somebody else is still the same part of the network"
        )
    neighbour = wide.guest("127.7.7.8")
    assert neighbour.open(code).status == 429, "the same part of the network"
    assert (
        somebody.get("/portal/groups/carers/join").status == somebody.get("/crisis/").status == 200
    ), "pages are read by everyone"
    for source in ("127.0.0.1", "127.7.8.7"):
        assert wide.guest(source).open(code).status == 200
        assert wide.guest(source).note(WORDS).code
    assert "Waiting for you" in wide.host().get(CARE).text


def test_nothing_of_an_address_is_kept_in_any_file(wide: Watched) -> None:
    """Also not as bytes, as a number, in hexadecimal or in base64."""
    somebody = wide.guest(FLOODER)
    somebody.agent = "marker-5821"
    somebody.note("Is there tea?")
    packed = bytes([127, 7, 7, 7])
    shapes = [
        FLOODER.encode(),
        packed,
        packed.hex().encode(),
        base64.b64encode(FLOODER.encode()),
        base64.b64encode(packed).rstrip(b"="),
        str(int.from_bytes(packed, "big")).encode(),
        "127.7.7.".encode("utf-16-le"),
        b"marker-5821",
    ]
    files = [path for path in wide.copy.config.data_dir.rglob("*") if path.is_file()]
    assert any(path.suffix == ".sqlite3" for path in files)
    for path in files:
        held = path.read_bytes()
        assert [shape for shape in shapes if shape in held] == [], path.name
    assert {len(row) for row in wide.rows()["counters"]} == {3}, "a form, an hour, a number"

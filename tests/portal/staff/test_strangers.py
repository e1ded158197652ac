"""Whoever is not a reader learns nothing in the readers' room; and Exit works for everyone,
whatever is broken.
"""

from __future__ import annotations

import re
import urllib.parse

import pytest

from portal.staff import accounts
from portal.storage import circles
from tests.harness.page_rules import page_rules
from tests.harness.watched_portal import CARE, CODE, LOGIN, NOTE, Watched, addresses, inside

WORDS = "Half a page about tea"
ODD = {
    "one that never was": "0123456789abcdef",
    "capitals": "ABCDEF0123456789",
    "too short": "abc",
    "too long": "a" * 300,
    "a NUL": "%00" * 16,
    "not UTF-8": "%ff%fe",
    "a path": "..%2f..%2flogin",
    "a quotation": "%27%20OR%201=1%20--",
    "digits of another script": "%d9%a0" * 16,
    "40 digits": "9" * 40,
    "a new line": "0123456789abcdef%0a",
    "a percent": "%25%s",
    "minus one": "-1",
    "a mark that turns": "%e2%80%ae" + "0" * 15,
}


@pytest.fixture(scope="module")
def there(portal: Watched) -> str:
    """The name of a record that there is."""
    return portal.host().records()[0]


def bare(body: str) -> str:
    return re.sub(r'(name="csrf_token"|name="ref") value="[^"]*"', "", body)


def test_without_a_session_every_address_of_the_room_answers_with_log_in_and_nothing_else(
    portal: Watched, there: str
) -> None:
    with inside(portal) as (app, _):
        ways = {
            method: [
                path
                for path in addresses(app, method, slug="carers", ref="{ref}")
                if path.startswith(CARE)
            ]
            for method in ("GET", "POST")
        }
    assert {f"{CARE}record/{{ref}}", CARE, f"{CARE}sessions"} <= set(ways["GET"])
    before = portal.rows()
    for method, paths in ways.items():
        for path in paths:
            answers = set()
            for ref in (there, "0123456789abcdef", "fedcba9876543210"):
                somebody = portal.guest()
                token = somebody.get(LOGIN).fields()["csrf_token"]
                address = path.replace("{ref}", ref)
                page = (
                    somebody.get(address)
                    if method == "GET"
                    else somebody.post(
                        address, {"csrf_token": token, "go": "reply", "words": WORDS, "end": ref}
                    )
                )
                assert page.status in {200, 403, 422}, address
                assert "Is there tea?" not in page.body and "Waiting for you" not in page.text
                page_rules(page.body, address)
                answers.add((page.status, bare(page.body)))
            assert len(answers) == 1, path
    # A try to log in is counted, whoever's name it bore.
    assert {**portal.rows(), "counters": [], "login_throttles": []} == {
        **before,
        "counters": [],
        "login_throttles": [],
    }


@pytest.mark.parametrize("name", ODD)
def test_the_name_of_a_record_that_is_none_is_not_there_for_a_reader_and_says_nothing_to_others(
    portal: Watched, there: str, name: str
) -> None:
    host, stranger, path = portal.host(), portal.guest(), f"{CARE}record/{ODD[name]}"
    token = {"csrf_token": host.get(f"{CARE}record/{there}").fields("reply")["csrf_token"]}
    before = portal.rows()
    assert host.get(path).status == 404
    for go in ("reply", "decline", "seat", "told", "done", "again", "nothing", ""):
        page = host.post(path, {**token, "go": go})
        # An address with a slash in it, however written, is another address.
        assert page.status == (405 if "%2f" in path else 404)
        assert "%2f" in path or "There is nothing at this address" in page.text
    if "%2f" not in path:
        page = host.post(path, {**token, "go": "reply", "words": WORDS})
        assert page.status == 404 and WORDS in page.text and "is not there any more" in page.text
        assert stranger.get(path).status == 403
        assert stranger.page.fields()["ref"] in {"", *_shown(ODD[name])}
    assert portal.rows() == before
    portal.still_works()


def _shown(ref: str) -> list[str]:
    plain = urllib.parse.unquote(ref)
    return [plain, plain.replace("\0", ""), plain.replace("\u202e", "")]


def test_a_reply_to_somebody_who_deleted_everything_meanwhile_is_given_back(
    portal: Watched,
) -> None:
    host, somebody = portal.host(), portal.guest()
    known = set(host.records())
    code = somebody.note("Never mind").code
    path = f"{CARE}record/{(set(host.records()) - known).pop()}"
    fields = {**host.get(path).fields("reply"), "words": WORDS, "go": "reply"}
    somebody.open(code)
    somebody.press(CODE, "delete")
    somebody.press(CODE, "delete-sure")
    page = host.post(path, fields)
    assert page.status == 404
    assert "The person may have deleted it" in page.text and WORDS in page.text
    page_rules(page.body, path)


def test_words_that_were_written_under_a_key_that_is_lost_are_named_and_the_rest_is_read(
    portal: Watched,
) -> None:
    """The only reader lost the passphrase and began anew; then the person corrects a note that has
    older messages.
    """
    somebody = portal.guest()
    code = somebody.note("Is there cake?").code
    somebody.open(code)
    somebody.press(CODE, "write", words="And milk?")
    context = portal.copy.context()
    portal.copy.passphrase = accounts.reset(context, portal.copy.reader, None).passphrase
    assert len(circles.all_facilitators(context.store)) == 1
    context.store.close()
    somebody.open(code)
    somebody.press(CODE, "edit")
    assert somebody.press(CODE, "correct", note="Is there any cake?").status == 200
    host = portal.host()
    pages = {ref: host.get(f"{CARE}record/{ref}") for ref in host.records()}
    assert {page.status for page in pages.values()} == {200}
    page = next(page for page in pages.values() if "Is there any cake?" in page.text)
    assert "And milk?" not in page.text
    assert "cannot be opened with your key" in page.text
    assert "And milk?" in somebody.open(code).text, "who holds the code still reads all"


def test_exit_ends_the_session_and_leads_to_the_plain_site(portal: Watched) -> None:
    host = portal.host()
    host.get(NOTE)
    cookies = dict(host.cookies)
    assert set(cookies) == {"care", "lane", "form"}
    page = host.ask("GET", "/portal/exit")
    assert page.status == 303
    assert page.headers["location"] == "https://www.bbc.co.uk/weather"
    assert page.headers["clear-site-data"] == '"cookies"'
    assert page.headers["cache-control"] == "no-store"
    assert host.cookies == {}, "taken away one by one as well: not every browser knows the header"
    host.cookies = cookies
    assert "Waiting for you" not in host.get(CARE).text, (
        "the session is dead, whoever still has its cookie"
    )


def test_exit_of_somebody_who_was_never_here_sets_nothing(portal: Watched) -> None:
    somebody = portal.guest()
    page = somebody.ask("GET", "/portal/exit")
    assert (page.status, page.cookies, page.headers["clear-site-data"]) == (303, [], '"cookies"')

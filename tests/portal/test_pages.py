"""What every answer of the portal is held to, page by page and state by state: rules of pages,
headers, cookies, labels, titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from portal.security.headers import HEADERS
from site_config.model import load
from tests.harness.journeys import TRICKY, every_page
from tests.harness.names import NAMES, either
from tests.harness.page_rules import page_rules
from tests.harness.paths import ROOT
from tests.harness.people import Page
from tests.harness.watched_portal import (
    CARE,
    CARERS,
    CODE,
    LOGIN,
    NOTE,
    Watched,
    addresses,
    inside,
    watched,
)

FLAGS = {"HttpOnly", "Path=/portal", "SameSite=Strict"}
TEMPLATES = ROOT / "portal"


@pytest.fixture(scope="module")
def portal(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with watched(site, tmp_path_factory.mktemp("portal")) as found:
        yield found


@pytest.fixture(scope="module")
def pages(portal: Watched) -> dict[str, Page]:
    return every_page(portal)


@pytest.fixture(scope="module")
def specimen(site: Path) -> set[str]:
    return classes((site / "about" / "specimen" / "index.html").read_text(encoding="utf-8"))


def classes(html: str) -> set[str]:
    return {
        name
        for node in LexborHTMLParser(html).css("[class]")
        for name in (node.attributes["class"] or "").split()
    }


def test_the_walk_comes_by_every_head_and_every_status(pages: dict[str, Page]) -> None:
    assert {page.status for page in pages.values()} >= {200, 400, 403, 404, 405, 413, 422, 429}
    assert max(page.status for page in pages.values()) < 500
    heads = {page.tree.css_first("h1").text() for page in pages.values()}
    assert {
        "About you",
        "How you would like it",
        "Check your answers",
        "Check your note",
        "Write a note",
        "Sent",
        "My code",
        "My page",
        "Correct my words",
        "Leave the group",
        "Delete everything",
        "Deleted",
        "Log in",
        "Logged out",
        "Today",
        "Where you are logged in",
        "Your words are still here",
        "Somewhere that fits you better",
        "That did not work",
        "Not open at the moment",
        "Not there any more",
        "Page not found",
    } <= heads


def test_every_page_keeps_the_rules_of_every_page(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        page_rules(page.body, name)


def test_every_answer_has_all_headers_and_is_kept_by_nobody(
    portal: Watched, pages: dict[str, Page]
) -> None:
    somebody = portal.guest()
    others = {
        path: somebody.ask("GET", path)
        for path in ("/portal/exit", "/portal/health", "/portal/care", "/portal/care/nowhere")
    }
    for name, page in {**pages, **others}.items():
        for header, value in HEADERS.items():
            assert page.headers[header.lower()] == value, name
        assert page.headers["cache-control"] == "no-store", name
        assert "server" not in page.headers and "x-powered-by" not in page.headers, name
        assert page.headers["content-type"] in {
            "text/html; charset=utf-8",
            "text/plain; charset=utf-8",
        }, name


def test_titles_say_nothing_about_groups_or_about_what_was_typed(pages: dict[str, Page]) -> None:
    catalogue, _ = load(ROOT / "content")
    names = [group.title for group in catalogue.groups.values()] + [
        slug.removeprefix("groups/") for slug in catalogue.groups
    ]
    for name, page in pages.items():
        title = page.tree.css_first("title").text()
        assert not any(word.casefold() in title.casefold() for word in names), f"{name}: {title}"
        assert TRICKY[:12] not in title and "شاي" not in title and "Wren" not in title, (
            f"{name}: {title}"
        )
        assert (title.startswith("To mend: ")) == (
            page.tree.css_first(either(".error-message")) is not None
        ), f"{name}: {title}"


def test_every_field_has_a_label_every_description_is_there_and_every_link_within_a_page_lands(
    pages: dict[str, Page],
) -> None:
    for name, page in pages.items():
        tree = page.tree
        ids = {node.attributes["id"] for node in tree.css("[id]")}
        labelled = {node.attributes.get("for") for node in tree.css("label") if node.text().strip()}
        for field in tree.css(
            "main input:not([type=hidden]), main textarea:not([hidden]), main select"
        ):
            assert field.attributes.get("id") in labelled, f"{name}: {field.html[:200]}"
        for node in tree.css("[aria-describedby], [aria-labelledby]"):
            for attribute in ("aria-describedby", "aria-labelledby"):
                assert set((node.attributes.get(attribute) or "").split()) <= ids, (
                    f"{name}: {node.html[:200]}"
                )
        for link in tree.css('a[href^="#"]'):
            assert (link.attributes["href"] or "")[1:] in ids, f"{name}: {link.html}"
        for button in tree.css("button"):
            assert button.text().strip() or button.attributes.get("aria-label"), (
                f"{name}: {button.html}"
            )
            if button.attributes.get("form"):
                assert button.attributes["form"] in ids, name
        for field in tree.css("fieldset"):
            assert field.css_first("legend") is not None, name


def test_every_form_is_sent_in_a_body_to_an_address_of_ours_with_its_token(
    portal: Watched, pages: dict[str, Page]
) -> None:
    with inside(portal) as (app, _):
        rules = [
            re.compile(re.sub(r"<\w+>", "[^/]+", path))
            for path in addresses(app, "POST", slug="<slug>", ref="<ref>")
        ]
    for name, page in pages.items():
        for form in page.tree.css("main form"):
            assert form.attributes["method"] == "post", name
            assert any(rule.fullmatch(form.attributes["action"] or "") for rule in rules), (
                f"{name}: {form.attributes['action']}"
            )
            tokens = form.css('input[name="csrf_token"]')
            assert len(tokens) == 1 and tokens[0].attributes["value"], name
            assert "enctype" not in form.attributes and "target" not in form.attributes


def test_no_browser_is_asked_to_remember_what_was_typed(pages: dict[str, Page]) -> None:
    known = {"name": "username", "passphrase": "current-password"}
    for name, page in pages.items():
        for field in page.tree.css(
            "main input[type=text], main input[type=email], main input[type=tel], main "
            "input[type=password], main textarea:not([hidden])"
        ):
            wanted = known.get(field.attributes["name"] or "")
            assert field.attributes.get("autocomplete") in (
                {wanted} if wanted else {"off", "email", "tel"}
            ), f"{name}: {field.html[:200]}"


def test_the_trap_is_labelled_and_out_of_the_way_of_the_keyboard(pages: dict[str, Page]) -> None:
    found = [
        field for page in pages.values() for field in page.tree.css('input[name="leave_empty"]')
    ]
    assert len(found) > 5
    for field in found:
        assert field.attributes["tabindex"] == "-1" and field.attributes["autocomplete"] == "off"
        assert "leave this field empty" in field.parent.css_first("label").text()


def test_what_was_typed_is_shown_as_words_and_never_runs(pages: dict[str, Page]) -> None:
    shown = [page for page in pages.values() if "milk" in page.body]
    assert len(shown) > 15
    for page in shown:
        assert '<b>"tea"' not in page.body
        assert (
            page.tree.css_first("main b i, main h1 i, main dd b, main .words b, main script")
            is None
        )
        assert "{{ 7 * 7 }}" in page.body


def test_a_name_that_is_written_from_the_right_stands_by_itself(pages: dict[str, Page]) -> None:
    shown = [
        node
        for page in pages.values()
        for node in page.tree.css("ul.waits b, .big b")
        if "شاي" in node.text()
    ]
    assert len(shown) >= 2
    assert all(node.css_first("bdi") is not None for node in shown)


def test_every_class_of_the_portal_stands_in_the_specimen(
    pages: dict[str, Page], specimen: set[str]
) -> None:
    used = {name for page in pages.values() for name in classes(page.body)}
    for template in TEMPLATES.rglob("*.html"):
        plain = re.sub(
            r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}",
            " ",
            template.read_text(encoding="utf-8"),
            flags=re.S,
        )
        used |= {name for found in re.findall(r'class="([^"]*)"', plain) for name in found.split()}
    assert sorted({NAMES.in_class_list(name) for name in used} - specimen) == [], (
        "the specimen shows every part of every page"
    )


def test_no_cookie_is_set_before_a_form_is_opened(portal: Watched) -> None:
    somebody = portal.guest()
    for path in (
        "/",
        "/groups/",
        "/crisis/",
        "/portal/health",
        "/portal/exit",
        "/portal/care",
        "/portal/nowhere",
        "/portal/groups/nowhere/join",
        "/portal/",
    ):
        assert somebody.ask("GET", path).cookies == [], path
    for path in ("/portal/health", "/portal/nowhere", "/portal/exit"):
        assert somebody.ask("HEAD", path).cookies == [], path


def test_a_form_sets_one_cookie_that_ends_with_the_browser_and_that_no_script_reads(
    portal: Watched,
) -> None:
    for path in (CARERS, NOTE, CODE, LOGIN, CARE):
        page = portal.guest().get(path)
        assert len(page.cookies) == 1, path
        name, *flags = page.cookies[0].split("; ")
        assert name.startswith("form=") and set(flags) == FLAGS, path
    host = portal.guest()
    host.get(LOGIN)
    answer = host.ask(
        "POST",
        LOGIN,
        b"&".join(
            f"{name}={value}".encode().replace(b" ", b"+")
            for name, value in {
                **host.page.fields(),
                "name": portal.copy.reader,
                "passphrase": portal.copy.passphrase,
            }.items()
        ),
    )
    set_now = {
        cookie.partition("=")[0]: set(cookie.split("; ")[1:])
        for cookie in answer.cookies
        if "Max-Age=0" not in cookie
    }
    assert set_now["care"] == FLAGS, "ends with the browser"
    assert set_now["lane"] - FLAGS >= {"Max-Age=7776000"} and set_now["lane"] >= FLAGS
    assert {len(value) for name, value in host.cookies.items() if name == "care"} == {44}, (
        "32 bytes and nothing about anybody"
    )


def test_over_https_cookies_are_kept_to_it_and_the_forms_stand_closed(
    site: Path, tmp_path: Path
) -> None:
    with watched(site, tmp_path, HANDRAIL_SITE_URL="https://help.example.org/") as portal:
        somebody = portal.guest()
        for path in (CARERS, NOTE):
            page = somebody.ask("GET", path, Host="help.example.org")
            assert page.status == 200 and "not open yet" in page.text and page.cookies == [], path
            page_rules(page.body, path)
        page = somebody.ask("GET", CODE, Host="help.example.org")
        name, *flags = page.cookies[0].split("; ")
        assert name.startswith("__Secure-form=") and set(flags) == FLAGS | {"Secure"}
        token = page.fields()["csrf_token"]
        sent = somebody.post(
            NOTE, {"csrf_token": token, "topic": "site", "text": "Is there tea?", "go": "send"}
        )
        assert (
            sent.status == 409 and "Is there tea?" in sent.text and portal.count("submissions") == 0
        )
        host = portal.guest()
        assert "Waiting for you" in host.log_in(portal.copy.reader, portal.copy.passphrase).text
        assert set(host.cookies) == {"__Secure-care", "__Secure-lane", "__Secure-form"}
        assert all("Secure" in cookie for cookie in host.ask("GET", "/portal/exit").cookies)
        assert host.cookies == {}


def test_a_copy_without_readers_keeps_its_forms_closed(
    portal: Watched, site: Path, tmp_path: Path
) -> None:
    with watched(site, tmp_path) as empty:
        context = empty.copy.context()
        with context.store.write() as connection:
            connection.exec_driver_sql("DELETE FROM facilitators")
        context.store.close()
        somebody = empty.guest()
        for path in (CARERS, NOTE):
            page = somebody.get(path)
            assert (
                "nobody is here to read it yet" in page.text
                and page.tree.css_first("main form") is None
            )
            page_rules(page.body, path)

"""No page breaks its own policy, and none asks another host for anything: in a real browser, every
page of another make.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Request

from tests.harness.skeletons import to_visit


def test_no_page_breaks_its_policy_or_asks_another_host(
    browser: Browser, server: str, site: Path, pytestconfig: pytest.Config
) -> None:
    seen: list[str] = []
    context = browser.new_context()
    page = context.new_page()

    def heard(message: ConsoleMessage) -> None:
        seen.append(f"{page.url}: {message.text}")

    def asked(request: Request) -> None:
        if not request.url.startswith((server + "/", "data:")):
            seen.append(f"{page.url} asks {request.url}")

    page.on("console", heard)
    page.on("pageerror", lambda error: seen.append(f"{page.url}: {error}"))
    page.on("request", asked)
    addresses = [address for address in to_visit(site, pytestconfig) if address != "/404.html"]
    for address in addresses:
        page.goto(server + address)
    assert len(addresses) > 10
    assert seen == []
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()


def test_the_policy_really_stops_what_it_does_not_name(browser: Browser, server: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    heard: list[str] = []
    stopped = 0
    page.on("console", lambda message: heard.append(message.text))
    for path in ("/", "/crisis/ie/"):
        page.goto(server + path)
        page.evaluate("""() => {
            const script = document.createElement('script');
            script.textContent = 'window.broken = true';
            document.head.append(script);
            const picture = new Image();
            picture.src = 'https://example.org/a.png';
            document.body.append(picture);
        }""")
        stopped += 2
        while sum("Content Security Policy" in text for text in heard) < stopped:
            page.wait_for_event("console")
        assert page.evaluate("window.broken === undefined"), path
    context.close()

"""What every page must satisfy, whoever made it: pages of the site and, later, pages of the portal."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

import html5lib
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

from tests.harness.names import either

# The page that Exit passes through bears nothing of ours, on purpose.
EXEMPT = frozenset({"/x/"})
# Ends the session of whoever is logged in, and leads on to the plain site.
EXIT_OF_THE_PORTAL = "/portal/exit"
LOADS = {
    "script": "src",
    "img": "src",
    "link": "href",
    "iframe": "src",
    "source": "src",
    "audio": "src",
    "video": "src",
    "object": "data",
    "embed": "src",
    "track": "src",
    "form": "action",
    "image": "href",
    "use": "href",
}


def page_rules(html: str, address: str) -> None:
    """Fails with a sentence for the first rule that a page breaks. ``address`` is its path on the
    site, such as ``/crisis/``.
    """
    assert_valid(html, address)
    tree = HTMLParser(html)
    assert_nothing_foreign(tree, address)
    assert_no_code_in_attributes(tree, address)
    assert_unique_ids(tree, address)
    assert_policy(tree, address)
    if address in EXEMPT:
        return
    assert_title(tree, address)
    assert_first_links(tree, address)
    assert_numbers(tree, address)
    assert_language(tree, address)
    assert_links_stand_apart(tree, address)


def assert_valid(html: str, address: str) -> None:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    # html5lib still counts `&page=2` in an address as a fault; HTML allows any ampersand that can
    # be taken for one thing only.
    faults = [
        f"line {place[0]}: {code} {values}"
        for place, code, values in parser.errors
        if code != "expected-named-entity"
    ]
    assert not faults, f"{address} is not valid HTML: {faults[:3]}"


def assert_title(tree: HTMLParser, address: str) -> None:
    heads = tree.css("h1")
    assert len(heads) == 1, f"{address} must have one h1 and has {len(heads)}"
    titles = tree.css("head > title")
    assert len(titles) == 1, f"{address} must have one title and has {len(titles)}"
    title, _, site = titles[0].text().removeprefix("To mend: ").rpartition(" – ")
    assert " ".join(heads[0].text().split()) == title, (
        f"{address}: the h1 is {heads[0].text()!r} and the title {title!r}"
    )
    assert site, f"{address}: the title does not name the site"


def assert_first_links(tree: HTMLParser, address: str) -> None:
    found = tree.css(
        "body a[href], body button, body input:not([type=hidden]), body select, body textarea, "
        "body summary"
    )
    first = [(node.text().strip(), node.attributes.get("href") or "") for node in found[:3]]
    assert len(first) == 3, f"{address} has fewer than three links"
    assert first[0][1] == "#main", f"{address}: the skip link must come first, not {first[0]}"
    assert tree.css_first("main#main") is not None, f"{address}: the skip link leads nowhere"
    assert first[1][0] == "Get help now", (
        f"{address}: Get help now must come second, not {first[1]}"
    )
    assert re.search(r"(^|/)(crisis/)?$|^\.\./?$|^\./?$", first[1][1]), (
        f"{address}: Get help now leads to {first[1][1]}"
    )
    assert first[2][0] == "Exit", f"{address}: Exit must come third, not {first[2]}"
    assert first[2][1].startswith("https://") or first[2][1] == EXIT_OF_THE_PORTAL, (
        f"{address}: Exit must leave without a script"
    )


def assert_unique_ids(tree: HTMLParser, address: str) -> None:
    twice = [
        name
        for name, count in Counter(node.attributes["id"] for node in tree.css("[id]")).items()
        if count > 1
    ]
    assert not twice, f"{address}: these ids stand more than once: {twice}"


def assert_nothing_foreign(tree: HTMLParser, address: str) -> None:
    for tag, attribute in LOADS.items():
        for node in tree.css(tag):
            target = node.attributes.get(attribute) or ""
            assert not urlsplit(target).netloc or is_ours(target), (
                f"{address}: <{tag}> loads {target}"
            )
            assert urlsplit(target).scheme in {"", "data"} or is_ours(target), (
                f"{address}: <{tag}> loads {target}"
            )
    for style in tree.css("style"):
        assert "url(" not in style.text() and "@import" not in style.text(), (
            f"{address}: a style loads something"
        )


def is_ours(target: str) -> bool:
    return urlsplit(target).hostname in {"127.0.0.1", "localhost"}


def assert_no_code_in_attributes(tree: HTMLParser, address: str) -> None:
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            assert not name.lower().startswith("on"), (
                f"{address}: <{node.tag}> carries a script ({name})"
            )
            assert name.lower() != "style", f"{address}: <{node.tag}> carries a style"
            assert not re.match(r"\s*(javascript|vbscript):", value or "", re.I), (
                f"{address}: <{node.tag}> links to a script"
            )


def assert_policy(tree: HTMLParser, address: str) -> None:
    metas = tree.css('meta[http-equiv="Content-Security-Policy"]')
    assert len(metas) == 1, f"{address} must carry one policy and carries {len(metas)}"
    policy = metas[0].attributes["content"] or ""
    assert policy.startswith("default-src 'none'"), (
        f"{address}: the policy must begin with nothing allowed"
    )
    assert "unsafe" not in policy and "*" not in policy and "http" not in policy, (
        f"{address}: the policy allows too much: {policy}"
    )
    before = [node.tag for node in tree.css("head > *")][:2]
    assert before == ["meta", "meta"], (
        f"{address}: the policy must stand before anything that it rules"
    )


def assert_numbers(tree: HTMLParser, address: str) -> None:
    """Every link that dials or texts shows a number, and shows it so that right-to-left text cannot
    turn it round.
    """
    for link in tree.css('a[href^="tel:"], a[href^="sms:"]'):
        isolated = link.css_first('bdi[dir="ltr"]')
        assert isolated is not None, f"{address}: the number of {link.html} can be turned round"
        assert not re.search(r"\d[^\W\d]", link.text()), (
            f"{address}: in a text browser {link.text()!r} runs into the next word"
        )
        assert re.search(r"\d", isolated.text()), f"{address}: {link.html} shows no number"


def assert_links_stand_apart(tree: HTMLParser, address: str) -> None:
    """A text browser shows what stands between two links, or two parts of one: with nothing there,
    their words run into one another.
    """
    for link in tree.css(either("a, b, .count-window, small")):
        after = link.next
        if after is not None and after.tag in {"a", "span", "b", "button", "small"}:
            words = link.text().strip(), after.text().strip()
            assert not (words[0][-1:].isalnum() and words[1][:1].isalnum()), (
                f"{address}: in a text browser {words[0]!r} runs into {words[1]!r}"
            )


def assert_language(tree: HTMLParser, address: str) -> None:
    root: Node | None = tree.css_first("html")
    assert root is not None
    assert root.attributes.get("lang"), f"{address} does not say its language"
    assert root.attributes.get("dir") in {"ltr", "rtl"}, f"{address} does not say its direction"

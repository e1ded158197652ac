"""A copy in Arabic, which is never published: it reads from the right, and every number in it still
reads from the left.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from tests.harness.content_folders import MINIMAL_CONTENT, write
from tests.harness.every_kind import FILES
from tests.harness.names import either
from tests.harness.page_looks import (
    SIZES,
    axe_finds_nothing,
    can_be_tapped_and_scrolls_nowhere_sideways,
)
from tests.harness.project_copies import small_copy, verb
from tests.harness.small_portal import listening

BUILT_ON = "2026-11-24"
SOURCES = [{"url": "https://line.example/", "kind": "official", "date": "2026-11"}]
HOURS = {
    "timezone": "Asia/Amman",
    "periods": [{"days": ["Sun", "Mon", "Tue", "Wed", "Thu"], "open": "09:00", "close": "17:00"}],
}
NOTE = "نردّ من 09:00 إلى 17:00. إذا لم نردّ، اتصل على 116 111."
# A line's name, how its number is shown, and the rest of it: every form of number that the
# directory holds.
LINES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "talk": ("خط الدعم النفسي", "116 123", {"short_code": "116123", "hours": HOURS, "note": NOTE}),
    "write": (
        "الدعم بالرسائل",
        "Text HELLO to 50808",
        {"sms": {"number": "50808", "keyword": "HELLO"}, "hours": "24/7"},
    ),
    "abroad": (
        "الدعم من خارج البلد",
        "+972 50 000 0000",
        {"phone": "+972500000000", "other_numbers": ["1-800-273-8255 (press 1)"]},
    ),
    "star": ("الدعم من الهاتف المحمول", "*4141", {"short_code": "*4141"}),
    "hash": (
        "خط الطلاب 24",
        "#8891",
        {"short_code": "#8891", "audience": ["youth"], "note": "للأعمار من 12 إلى 25 سنة."},
    ),
    "press": ("خط العائلة", "1-800-273-8255 (press 1)", {"national_number": "18002738255"}),
    "both": (
        "خط الصم",
        "0800 111 0 111",
        {
            "national_number": "08001110111",
            "sms": {"number": "0800 222 0 222"},
            "audience": ["deaf"],
            "deaf_access": "هاتف نصي 0800 333 0 333",
        },
    ),
    "seen": ("خط الليل", "(06) 500-0000", {"national_number": "065000000", "confidence": "medium"}),
}
ALERT = {
    "line": "jo-talk",
    "text": "لا مكالمات هذا الأسبوع. يمكنك أن تكتب إلى 50808 أو أن تتصل على 0800 111 0 111.",
    "from": datetime.date(2026, 11, 20),
    "until": datetime.date(2026, 12, 1),
}
EMERGENCY = [
    {"number": number, "service": "all", "sources": [{"title": "قائمة", "date": "undated"}], **more}
    for number, more in (("911", {}), ("112", {"by": "text", "for_whom": "الصم"}))
]
GUIDE = """---
kind: page
shape: guide
title: الدقائق القادمة
description: ما يمكنك أن تفعله الآن.
written: 2026-11-21
sources: [{title: دليل, date: undated, seen: excerpt}]
---
## الآن

1. اجلس إن استطعت.
2. تنفّس ببطء. عُدّ إلى 10.

- تنتهي موجة الخوف عادة بعد 10 إلى 20 دقيقة.
"""
PAGES = (
    "/crisis/",
    "/crisis/jo/",
    "/crisis/jo/sources/",
    "/crisis/jo/card/",
    "/crisis/right-now/",
    "/crisis/data/",
    "/",
    "/groups/carers/",
    "/coping/for/panic/",
    "/guidelines/rules/",
    "/guidelines/practice/sheet/",
    "/resources/app/",
    "/get-involved/events/today/",
)
# A phone that knows neither bdi nor dir=auto, as those of 2012: there the attribute alone keeps a
# number in order.
OLD_PHONE = "bdi:not([dir=ltr]){unicode-bidi:normal;direction:inherit}"
# Each number and each bdi from the left: where its letters stand, by line and from left to right.
# What is cut off for the eye is left out.
LETTERS = r"""() => {
    const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const place = (node, from, to) => [...Array(to - from).keys()].map(n => {
        const range = document.createRange(); range.setStart(node, from + n); range.setEnd(node, from + n + 1);
        const box = range.getBoundingClientRect(); return [box.left, box.bottom, box.width]; });
    for (let node; node = walk.nextNode();) {
        const inside = node.parentElement;
        if (inside.closest('script, style, SEEN_BY_NOBODY, .skip') || !inside.getClientRects().length) continue;
        const words = node.data, whole = inside.closest('bdi[dir]');
        const parts = whole ? [[0, words.length]] : [...words.matchAll(/[+*#(]?\d[\d\s().:\/*#–-]*\d#?/g)].map(m => [m.index, m.index + m[0].length]);
        for (const [from, to] of parts) found.push([words.slice(from, to), place(node, from, to)]);
    }
    return found; }""".replace("SEEN_BY_NOBODY", either(".visually-hidden"))
DIRECTION = "[document.documentElement.dir, document.documentElement.lang, getComputedStyle(document.querySelector('h1')).direction]"


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site whose organisation writes in Arabic."""
    folder = tmp_path_factory.mktemp("arabic")
    project = small_copy(folder / "project")
    lines = [
        {
            "id": f"jo-{key}",
            "name": name,
            "display": display,
            "audience": ["everyone"],
            "confidence": "high",
            "compiled": datetime.date(2026, 11, 1),
            "sources": SOURCES,
            **more,
        }
        for key, (name, display, more) in LINES.items()
    ]
    country = {
        "kind": "country",
        "title": "الأردن",
        "country": "JO",
        "written": datetime.date(2026, 11, 21),
        "emergency": EMERGENCY,
        "lines": lines,
    }
    organisation = (
        MINIMAL_CONTENT["about/organisation.md"]
        .replace("country: IE", "country: JO")
        .replace("[en]", "[ar]")
        .replace("Test community", "مجتمع للتجربة")
    )
    write(
        project / "content",
        {
            **FILES,
            "about/organisation.md": organisation,
            "crisis/jo.md": f"---\n{yaml.dump(country, Dumper=Plain, allow_unicode=True, sort_keys=False)}---\n",
            "crisis/index.md": MINIMAL_CONTENT["crisis/index.md"].replace(
                "Someone to talk to", "مع من تتحدث"
            ),
            "crisis/right-now.md": GUIDE,
            "crisis/alerts.yml": yaml.safe_dump([ALERT], allow_unicode=True),
        },
        bare=True,
    )
    (project / "content/crisis/ie.md").unlink()
    done = verb(project, "build", "--into", str(folder / "site"), "--today", BUILT_ON)
    assert done.returncode == 0, done.stdout + done.stderr
    with listening(folder / "site", "", []) as address:
        yield address


class Plain(yaml.SafeDumper):
    """Writes each list out where it stands; the parser of content knows no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def reads_from_the_left(page: Page, kind: str) -> set[str]:
    """Fails for a number whose letters do not follow each other from left to right, line after
    line; gives every number.
    """
    found = page.evaluate(LETTERS)
    for words, letters in found:
        seen = [(round(bottom), left) for left, bottom, width in letters if width]
        assert seen == sorted(seen), (
            f"{kind}: {words!r} reads in another order: {[round(left) for _, left in seen]}"
        )
    return {words for words, _ in found}


@pytest.mark.parametrize("size", SIZES)
def test_every_number_reads_from_the_left_on_pages_that_read_from_the_right(
    browser: Browser, arabic: str, size: str
) -> None:
    context = browser.new_context(
        viewport={"width": SIZES[size][0], "height": SIZES[size][1]}, bypass_csp=True
    )
    page = context.new_page()
    shown: set[str] = set()
    for path in PAGES:
        page.goto(arabic + path)
        page.add_style_tag(content=OLD_PHONE)
        assert page.evaluate(DIRECTION) == ["rtl", "ar", "rtl"], path
        can_be_tapped_and_scrolls_nowhere_sideways(page, path)
        numbers = reads_from_the_left(page, path)
        shown |= numbers if path == "/crisis/jo/" else set()
    assert shown >= {display for _, display, _ in LINES.values()} | {
        "911",
        "112",
        "09:00",
        "17:00",
        "116 111",
        "0800 333 0 333",
        "50808",
        "12",
        "25",
    }
    context.close()


def test_words_beside_a_number_read_from_the_right(browser: Browser, arabic: str) -> None:
    """Of two times in one Arabic sentence the first stands to the right, and the word before a
    number to the right of it.
    """
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{arabic}/crisis/jo/")
    times = page.locator("p", has_text="نردّ من").locator("bdi")
    opens, closes, other = (times.nth(n).bounding_box() for n in range(3))
    assert opens and closes and other
    assert opens["x"] > closes["x"] + closes["width"]
    assert closes["y"] != other["y"] or closes["x"] > other["x"] + other["width"]
    context.close()


@pytest.mark.parametrize(
    ("size", "scheme", "paths"),
    [
        ("320", "dark", ("/crisis/jo/", "/crisis/right-now/")),
        ("desktop", "light", ("/crisis/jo/card/",)),
    ],
)
def test_axe_finds_nothing_where_words_read_from_the_right(
    browser: Browser, arabic: str, size: str, scheme: Any, paths: tuple[str, ...]
) -> None:
    context = browser.new_context(
        viewport={"width": SIZES[size][0], "height": SIZES[size][1]}, color_scheme=scheme
    )
    page = context.new_page()
    for path in paths:
        page.goto(arabic + path)
        axe_finds_nothing(page, f"{path} {scheme}")
    context.close()

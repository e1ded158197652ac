"""Forms that another site, another port or another name sends: refused, and nothing shown back."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.watched_portal import NOTE, Watched, watched


@pytest.fixture(scope="module")
def portal(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with watched(site, tmp_path_factory.mktemp("portal")) as found:
        yield found


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec_Fetch_Site": "same-origin"}, 200),
        ({"Sec_Fetch_Site": "same-origin", "Origin": "null"}, 200),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "none"}, 403),
        ({"Sec_Fetch_Site": "cross-site", "Origin": "own"}, 403),
        ({"Origin": "own"}, 200),
        ({"Origin": "null"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://[half"}, 403),
        ({}, 200),
    ],
)
def test_a_form_of_another_site_is_refused_and_nothing_of_it_is_shown_back(
    portal: Watched, headers: dict[str, str], status: int
) -> None:
    """A good token alone is not enough: it may be the attacker's own, planted in this browser."""
    somebody, before = portal.guest(), portal.rows()
    held = somebody.get(NOTE).fields("check")
    sent = {
        name: f"http://{somebody.host}" if said == "own" else said for name, said in headers.items()
    }
    body = urllib.parse.urlencode({**held, "topic": "site", "text": "bait", "go": "check"})
    page = somebody.ask("POST", NOTE, body.encode(), **sent)
    assert page.status == status
    if status == 403:
        assert "sent from another website" in page.text and "Get help now" in page.body
        assert "bait" not in page.body and held["form_token"] not in page.body
        assert not page.tree.css("main form")
    else:
        assert "bait" in page.text
    assert portal.rows() == before

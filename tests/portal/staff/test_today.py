"""Today, as a host finds it after log-in: what waits, and how each group stands."""

from __future__ import annotations

from tests.harness.watched_portal import CARE, LOGIN, Watched


def test_what_waits_stands_on_top_and_is_counted(portal: Watched) -> None:
    portal.guest().join("after-depression", nickname="Siskin")
    page = portal.host().get(CARE)
    assert page.status == 200 and "Waiting for you: 2" in page.text
    assert "Siskin" in page.text and "A note" in page.text
    assert "0 of 8 places taken, 1 waiting." in page.text


def test_a_record_that_needs_nothing_more_stands_with_its_group(portal: Watched) -> None:
    portal.guest().join("evening-anxiety", nickname="Dipper")
    host = portal.host()
    host.open_record("Dipper")
    assert "It waits for nothing now." in host.answer("done").text
    above, _, below = host.get(CARE).text.partition("Evening group for anxiety")
    assert "Dipper" in below and "1 of 10 places taken, 0 waiting." in below
    assert "Dipper" not in above


def test_a_stranger_is_asked_to_log_in_and_sees_no_name(portal: Watched) -> None:
    portal.guest().join("carers", nickname="Whinchat")
    page = portal.guest().get(CARE)
    assert page.status == 200 and "Log in" in page.text
    assert page.form().attributes["action"] == LOGIN
    assert "Whinchat" not in page.body and "Waiting for you" not in page.text


def test_the_address_without_its_slash_leads_there(portal: Watched) -> None:
    page = portal.host().get(CARE.rstrip("/"))
    assert page.status == 308 and page.headers["location"] == CARE

"""One record, as a host works with it: read, reply, give a place, decline, close."""

from __future__ import annotations

from tests.harness.watched_portal import Guest, Watched


def on_the_list(portal: Watched, nickname: str) -> tuple[Guest, str]:
    """Somebody on a waiting list, and their six words."""
    person = portal.guest()
    return person, person.join("after-depression", nickname=nickname).code


def test_a_note_counts_as_read_once_a_host_has_opened_it(portal: Watched) -> None:
    person = portal.guest()
    code = person.note("Who waters the plants?").code
    assert "Now: Received" in person.open(code).text
    portal.host().open_record("Who waters the plants?")
    assert "Now: Read" in person.open(code).text


def test_a_place_that_a_host_gives_stands_on_the_persons_page(portal: Watched) -> None:
    person, code = on_the_list(portal, "Brambling")
    assert "Now: On the waiting list" in person.open(code).text
    host = portal.host()
    host.open_record("Brambling")
    assert "This person has a place now." in host.answer("seat").text
    assert "Now: You have a place" in person.open(code).text


def test_a_no_comes_with_words_that_the_person_can_read(portal: Watched) -> None:
    person, code = on_the_list(portal, "Fieldfare")
    host = portal.host()
    host.open_record("Fieldfare")
    page = host.answer("decline", words="The group ends in May. There is another on Mondays.")
    assert "Declined, with your words." in page.text
    page = person.open(code)
    assert "Now: No place this time" in page.text and "another on Mondays" in page.text


def test_a_no_without_words_is_not_sent(portal: Watched) -> None:
    person, code = on_the_list(portal, "Redwing")
    host = portal.host()
    host.open_record("Redwing")
    page = host.answer("decline", words=" ")
    assert page.status == 422 and "A no without words is hard to read." in page.text
    assert "Now: On the waiting list" in person.open(code).text


def test_an_empty_reply_is_not_sent(portal: Watched) -> None:
    portal.guest().note("Can I bring a friend?")
    host, before = portal.host(), portal.count("messages")
    host.open_record("Can I bring a friend?")
    page = host.answer("reply", words="")
    assert page.status == 422 and "Write a few words first." in page.text
    assert portal.count("messages") == before


def test_a_note_that_is_closed_says_so_to_its_person(portal: Watched) -> None:
    person = portal.guest()
    code = person.note("That is all.").code
    host = portal.host()
    host.open_record("That is all.")
    assert "Closed. It is deleted after its time." in host.answer("done").text
    assert "Now: Closed" in person.open(code).text


def test_words_about_a_record_that_is_gone_are_given_back(portal: Watched) -> None:
    person = portal.guest()
    person.open(person.note("Gone in a moment.").code)
    host = portal.host()
    host.open_record("Gone in a moment.")
    person.answer("delete")
    person.answer("delete-sure")
    page = host.answer("reply", words="I wrote this with care.")
    assert page.status == 404 and "Not there any more" in page.text
    assert "I wrote this with care." in page.text

"""The page behind six words, as its person uses it: look, write, correct, pause, leave, delete."""

from __future__ import annotations

import pytest

from tests.harness.watched_portal import CODE, Guest, Watched


@pytest.fixture
def wren(portal: Watched) -> Guest:
    """Somebody with a place, on their own page."""
    wren = portal.guest()
    sent = wren.join("carers", nickname="Wren", needs="I type, I do not talk.")
    wren.open(sent.code)
    return wren


def test_six_words_open_what_the_person_told_us(wren: Guest) -> None:
    assert wren.page.status == 200 and "My page" in wren.page.text
    assert "Now: You have a place" in wren.page.text
    assert "I type, I do not talk." in wren.page.text
    assert "There are no messages yet." in wren.page.text


def test_words_that_open_nothing_say_so_and_nothing_else(portal: Watched) -> None:
    stranger = portal.guest()
    page = stranger.open("one two three four five six")
    assert page.status == 404
    assert "We cannot find anything for these words." in page.text
    assert page.fields("open")["code"] == ""


def test_a_message_reaches_a_host_and_the_reply_comes_back(portal: Watched) -> None:
    person = portal.guest()
    code = person.note("Is the garden open?").code
    person.open(code)
    assert "Your message is here." in person.answer("write", words="In winter, I mean.").text
    host = portal.host()
    host.open_record("In winter, I mean.")
    assert "Your reply is there." in host.answer("reply", words="It is, from ten.").text
    assert "It is, from ten." in person.open(code).text


def test_an_empty_message_is_not_sent(portal: Watched, wren: Guest) -> None:
    before = portal.count("messages")
    page = wren.answer("write", words="  ")
    assert page.status == 422 and "Write a few words first." in page.text
    assert portal.count("messages") == before


def test_a_correction_is_what_a_host_sees_from_then_on(portal: Watched, wren: Guest) -> None:
    wren.answer("edit")
    page = wren.answer("correct", nickname="Nightjar", needs="A break in between.")
    assert "Changed. The hosts see the new words." in page.text
    page = portal.host().open_record("Nightjar")
    assert "A break in between." in page.text and "I type" not in page.text


def test_a_pause_keeps_the_place_until_the_person_is_back(wren: Guest) -> None:
    page = wren.answer("pause")
    assert "You have paused. Your place is kept." in page.text
    assert "Now: You have paused" in page.text
    assert "Now: You have a place" in wren.answer("resume").text


def test_leaving_asks_once_and_needs_no_reason(wren: Guest) -> None:
    assert "You need no reason." in wren.answer("leave").text
    assert "Now: You have a place" in wren.answer("open").text, "No, I stay"
    wren.answer("leave")
    assert "Now: You have left" in wren.answer("leave-sure").text


def test_what_was_deleted_is_gone_for_the_person_and_for_the_hosts(portal: Watched) -> None:
    person = portal.guest()
    code = person.note("Please forget this.").code
    person.open(code)
    assert "nobody can bring it back" in person.answer("delete").text
    assert "It is gone." in person.answer("delete-sure").text
    assert person.open(code).status == 404
    with pytest.raises(AssertionError, match="no record holds"):
        portal.host().open_record("Please forget this.")


def test_the_words_are_no_part_of_any_address(wren: Guest) -> None:
    words = wren.page.fields("write")["code"].split()
    addresses = [form.attributes["action"] for form in wren.page.tree.css("main form")]
    assert set(addresses) == {CODE} and len(words) == 6

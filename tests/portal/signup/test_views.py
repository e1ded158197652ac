"""Sign-up, as a newcomer goes through it: about you, how you would like it, a look, Send."""

from __future__ import annotations

from tests.harness.watched_portal import CARERS, Watched

ABOUT_WREN = {"age": "adult", "nickname": "Wren", "reach": "email"}
YES = {"consent_words": "yes", "consent_peer": "yes"}


def test_a_newcomer_asks_for_a_place_and_gets_six_words(portal: Watched) -> None:
    newcomer = portal.guest()
    assert "Time for carers" in newcomer.get(CARERS).text
    assert "How you would like it" in newcomer.answer("page2", **ABOUT_WREN).text
    page = newcomer.answer("check", contact="wren@example.org", needs="I type, I do not talk.")
    assert "Nothing has been sent yet." in page.text and "wren@example.org" in page.text
    newcomer.wait()
    sent = newcomer.answer("send", **YES)
    assert sent.status == 200 and "They are your way back." in sent.text
    assert "Now: You have a place" in newcomer.open(sent.code).text


def test_a_host_finds_the_request_with_how_to_reach_the_person(portal: Watched) -> None:
    portal.guest().join("carers", nickname="Kestrel", reach="text", contact="+353 1 555 0100")
    host = portal.host()
    page = host.open_record("Kestrel")
    assert "By text message: +353 1 555 0100" in page.text
    assert "A message, if they do not answer: No, please do not" in page.text
    assert "Use no other way." in page.text and "Has a place" in page.text


def test_an_answer_can_be_changed_before_it_is_sent(portal: Watched) -> None:
    newcomer = portal.guest()
    newcomer.get(CARERS)
    newcomer.answer("page2", **ABOUT_WREN)
    newcomer.answer("check", contact="wren@example.org")
    first = newcomer.answer("page1")
    assert first.fields("page2")["nickname"] == "Wren"
    second = newcomer.answer("page2", nickname="Jackdaw")
    assert second.fields("check")["contact"] == "wren@example.org"
    assert "Jackdaw" in newcomer.answer("check").text


def test_a_page_with_nothing_chosen_names_each_field_and_keeps_the_rest(portal: Watched) -> None:
    newcomer, before = portal.guest(), portal.count("submissions")
    newcomer.get(CARERS)
    page = newcomer.answer("page2", nickname="Wren")
    assert page.status == 422 and "Some things to mend" in page.text
    assert "Choose the line that fits your age." in page.text
    assert "Choose one way to reach you." in page.text
    assert page.fields("page2")["nickname"] == "Wren"
    assert portal.count("submissions") == before


def test_nothing_is_kept_without_both_consents(portal: Watched) -> None:
    newcomer, before = portal.guest(), portal.count("submissions")
    newcomer.ready_to_join("carers", nickname="Oak")
    page = newcomer.answer("send", consent_peer="yes")
    assert page.status == 422 and "Without this yes we may not keep your request." in page.text
    assert portal.count("submissions") == before
    newcomer.wait()
    assert newcomer.answer("send", consent_words="yes").code


def test_people_under_18_are_shown_the_way_to_others_and_nothing_is_kept(portal: Watched) -> None:
    before = portal.count("submissions")
    for age in ("under-16", "16-17"):
        newcomer = portal.guest()
        newcomer.get(CARERS)
        page = newcomer.answer("page2", age=age, nickname="Wren", reach="code")
        assert page.status == 200 and "Somewhere that fits you better" in page.text
        assert page.tree.css_first("main form") is None
    assert portal.count("submissions") == before

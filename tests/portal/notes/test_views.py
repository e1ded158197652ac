"""A note without a name, as somebody writes it: the note, a look, Send."""

from __future__ import annotations

from tests.harness.watched_portal import NOTE, Watched


def test_a_note_with_a_reply_gives_six_words_and_reaches_a_host(portal: Watched) -> None:
    writer = portal.guest()
    writer.get(NOTE)
    page = writer.answer("check", topic="fact", text="The time on one page is wrong.", reply="yes")
    assert "Check your note" in page.text and "A number or a fact that is wrong" in page.text
    writer.wait()
    sent = writer.answer("send")
    assert sent.status == 200 and "They are your way back." in sent.text
    page = portal.host().open_record("The time on one page is wrong.")
    assert "A note" in page.text and "A number or a fact that is wrong" in page.text
    assert "The time on one page is wrong." in writer.open(sent.code).text


def test_a_note_without_a_reply_gives_no_words_and_a_host_cannot_answer(portal: Watched) -> None:
    writer = portal.guest()
    sent = writer.note("The stairs made me smile.", reply="no")
    assert sent.status == 200 and "You chose no reply" in sent.text
    assert "six words. They are your way back" not in sent.text
    page = portal.host().open_record("The stairs made me smile.")
    assert "This person wanted no reply and cannot read one." in page.text
    assert 'value="reply"' not in page.body


def test_an_empty_note_is_not_taken_and_the_choices_stay(portal: Watched) -> None:
    writer, before = portal.guest(), portal.count("submissions")
    writer.get(NOTE)
    page = writer.answer("check", topic="treated", reply="yes")
    assert page.status == 422 and "One thing to mend" in page.text
    assert "Write your note. A few words are enough." in page.text
    kept = page.fields("check")
    assert (kept["topic"], kept["reply"]) == ("treated", "yes")
    assert portal.count("submissions") == before


def test_a_note_can_be_changed_before_it_is_sent(portal: Watched) -> None:
    writer = portal.guest()
    writer.get(NOTE)
    writer.answer("check", topic="site", text="A first thought")
    page = writer.answer("page1")
    assert page.fields("check")["text"] == "A first thought"
    page = writer.answer("check", text="A second thought")
    assert "A second thought" in page.text and "A first thought" not in page.text

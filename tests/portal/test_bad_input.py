"""What people and machines may type into each field: every unfit word gets a sentence, keeps what
can be kept, and stores nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.harness.people import Page
from tests.harness.watched_portal import (
    CARE,
    CARERS,
    CODE,
    LOGIN,
    NOTE,
    STILL_HERE,
    Guest,
    Watched,
    watched,
)

Text = str | bytes
SILENT = " \n\t\u200b\ufeff"


@dataclass(frozen=True)
class Bad:
    """Something that was typed, and what of it must stand in the field again (signs that no page
    can hold may be missing).
    """

    typed: Text
    kept: str


BAD = {
    "empty": Bad("", ""),
    "spaces": Bad(" \t \r\n ", ""),
    "nothing that is drawn": Bad("\u200b\ufeff", "\u200b\ufeff"),
    "4,001 letters": Bad("w" * 4001, "w" * 4001),
    "100,000 letters": Bad("w" * 100_000, "w" * 100_000),
    "a NUL": Bad("tea\0time", "teatime"),
    "an escape": Bad("tea\x1b[31m time", "tea[31m time"),
    "a form feed": Bad("tea\x0ctime", "teatime"),
    "bytes that are no UTF-8": Bad(b"tea \xff\xfe time", "tea \ufffd\ufffd time"),
    "a lone surrogate": Bad(b"tea \xed\xa0\x80 time", "tea \ufffd\ufffd\ufffd time"),
    "a mark that turns the line round": Bad("tea \u202eemit", "tea emit"),
    "an isolate": Bad("tea \u2067emit", "tea emit"),
    "stacked marks": Bad("tea" + "\u0316" * 40, "tea" + "\u0316" * 40),
    "a letter of nobody": Bad("tea \ue000 time", "tea \ue000 time"),
    "no character": Bad("tea \uffff time", "tea  time"),
    "only pictures": Bad("🫂 🫂", "🫂 🫂"),
}


@pytest.fixture(scope="module")
def portal(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with watched(site, tmp_path_factory.mktemp("portal")) as found:
        yield found


class Desk:
    """Somebody with a place, somebody with a note, and a reader who is logged in; and each field
    that they can type into.
    """

    def __init__(self, portal: Watched) -> None:
        self.somebody, self.host = portal.guest(), portal.host()
        self.place = self.somebody.join("carers").code
        self.note = portal.guest().note("Is there tea?").code
        names = self.host.records()
        titles = {
            name: self.host.get(f"{CARE}record/{name}").tree.css_first("h1").text()
            for name in names
        }
        self.of_place = next(
            f"{CARE}record/{name}" for name in names if titles[name] == "A request"
        )
        self.of_note = next(f"{CARE}record/{name}" for name in names if titles[name] == "A note")

    def into_note(self, typed: Text) -> Page:
        self.somebody.get(NOTE)
        return self.somebody.press(NOTE, "check", topic="site", text=typed)

    def into_nickname(self, typed: Text) -> Page:
        self.somebody.get(CARERS)
        return self.somebody.press(CARERS, "page2", age="adult", reach="code", nickname=typed)

    def into_needs(self, typed: Text) -> Page:
        self.into_nickname("Wren")
        return self.somebody.press(CARERS, "check", needs=typed)

    def into_contact(self, typed: Text) -> Page:
        self.somebody.get(CARERS)
        self.somebody.press(CARERS, "page2", age="adult", reach="email", nickname="Wren")
        return self.somebody.press(CARERS, "check", contact=typed)

    def into_message(self, typed: Text) -> Page:
        self.somebody.open(self.place)
        return self.somebody.press(CODE, "write", words=typed)

    def into_correction_of_note(self, typed: Text) -> Page:
        self.somebody.open(self.note)
        self.somebody.press(CODE, "edit")
        return self.somebody.press(CODE, "correct", note=typed)

    def into_correction_of_nickname(self, typed: Text) -> Page:
        self.somebody.open(self.place)
        self.somebody.press(CODE, "edit")
        return self.somebody.press(CODE, "correct", nickname=typed)

    def into_reply(self, typed: Text) -> Page:
        self.host.get(self.of_note)
        return self.host.press(self.of_note, "reply", words=typed)

    def into_decline(self, typed: Text) -> Page:
        self.host.get(self.of_place)
        return self.host.press(self.of_place, "decline", words=typed)

    def into_name(self, typed: Text) -> Page:
        stranger = Guest(f"http://{self.somebody.host}", self.somebody.clock)
        stranger.get(LOGIN)
        return stranger.post(
            LOGIN, {**stranger.page.fields(), "name": typed, "passphrase": "tea time"}
        )


@pytest.fixture(scope="module")
def desk(portal: Watched) -> Desk:
    return Desk(portal)


# The method that types into it, the field's name, and what it takes all the same.
FIELDS: dict[str, tuple[Callable[[Desk, Text], Page], str, set[str]]] = {
    "note": (Desk.into_note, "text", set()),
    "nickname": (Desk.into_nickname, "nickname", set()),
    "needs": (
        Desk.into_needs,
        "needs",
        {"empty", "spaces", "nothing that is drawn", "only pictures"},
    ),
    "contact": (Desk.into_contact, "contact", set()),
    "message": (Desk.into_message, "words", set()),
    "correction of a note": (Desk.into_correction_of_note, "note", set()),
    "correction of a nickname": (Desk.into_correction_of_nickname, "nickname", set()),
    "reply": (Desk.into_reply, "words", {"only pictures"}),
    "decline": (Desk.into_decline, "words", {"only pictures"}),
}
CASES = [
    pytest.param(field, bad, id=f"{field}, {bad}")
    for field, (_, _, takes) in FIELDS.items()
    for bad in BAD
    if bad not in takes
]


@pytest.mark.parametrize(("field", "bad"), CASES)
def test_unfit_words_get_a_sentence_at_their_field_are_kept_there_and_store_nothing(
    portal: Watched, desk: Desk, field: str, bad: str
) -> None:
    into, name, _ = FIELDS[field]
    before = portal.rows()
    page = into(desk, BAD[bad].typed)
    assert page.status == 422
    assert page.tree.css_first(f"#{name}-e") is not None, page.text[:400]
    assert len(page.tree.css_first(f"#{name}-e").text()) > 20
    assert page.tree.css_first(f'.mend a[href="#{name}"]') is not None
    assert STILL_HERE in page.text
    kept = BAD[bad].kept
    found = next(
        form[name]
        for form in (
            page.fields(go)
            for go in ("check", "page2", "write", "correct", "reply")
            if f'value="{go}"' in page.body
        )
    )
    assert found.strip(SILENT) == kept.strip(SILENT)
    assert portal.rows() == before
    portal.still_works()


@pytest.mark.parametrize("bad", BAD)
def test_an_unfit_name_at_log_in_fits_nobody_and_is_kept(
    portal: Watched, desk: Desk, bad: str
) -> None:
    page = desk.into_name(BAD[bad].typed)
    portal.clock.go_on(minutes=2)
    assert page.status == 422
    assert "do not fit together" in page.text
    assert " ".join(page.fields()["name"].split()) == " ".join(BAD[bad].kept.split())
    assert page.fields()["passphrase"] == ""


def test_the_longest_words_that_fit_are_kept_whole(portal: Watched, desk: Desk) -> None:
    """A heart of two code points, so that counting and sealing are tried at their widest."""
    typed = "❤️" * 1995 + "ten letter"
    somebody = portal.guest()
    somebody.open(somebody.note(typed).code)
    assert typed in somebody.page.text
    assert desk.into_note("w" * 4000).status == 200
    assert desk.into_nickname("w" * 40).status == 200
    assert desk.into_nickname("w" * 41).status == 422
    assert desk.into_needs("w" * 501).status == 422
    assert desk.into_message("w" * 2001).status == 422


def test_what_can_be_meant_is_taken_as_it_was_meant(portal: Watched) -> None:
    somebody = portal.guest()
    code = somebody.join(
        "evening-anxiety", nickname=" نجمة  e\u0301\u00ad ", needs="one\r\n\r\n\r\n\r\ntwo \u200b"
    ).code
    somebody.open(code)
    told = [node.text() for node in somebody.page.tree.css("dl.answers dd")]
    assert told[0] == "نجمة \u00e9"
    assert told[-1] == "one\n\ntwo"


@pytest.mark.parametrize(
    ("choice", "value"),
    [("topic", "everything"), ("topic", ""), ("reply", "maybe"), ("reply", "\0")],
)
def test_a_choice_that_was_not_offered_is_asked_for_again_in_a_note(
    portal: Watched, choice: str, value: str
) -> None:
    somebody, before = portal.guest(), portal.rows()
    somebody.get(NOTE)
    page = somebody.press(
        NOTE,
        "check",
        **{"topic": "site", "text": "A word about tea.", "reply": "yes", choice: value},
    )
    assert (page.status, page.fields("check")["text"]) == (422, "A word about tea.")
    assert portal.rows() == before


@pytest.mark.parametrize(
    ("choice", "value"),
    [
        ("age", "0"),
        ("age", ""),
        ("age", "Adult"),
        ("reach", "pigeon"),
        ("reach", ""),
        ("message", "shout"),
        ("message", ""),
        ("contact", ""),
        ("contact", "+1"),
        ("consent_words", ""),
        ("consent_peer", "false"),
    ],
)
def test_a_request_with_an_answer_that_was_not_offered_is_not_kept(
    portal: Watched, choice: str, value: str
) -> None:
    somebody, before = portal.guest(), portal.rows()
    somebody.ready_to_join("carers", nickname="Kestrel", reach="text", contact="+353 1 555 0100")
    page = somebody.press(
        CARERS, "send", **{"consent_words": "yes", "consent_peer": "yes", choice: value}
    )
    assert page.status == 422
    assert STILL_HERE in page.text
    assert "Kestrel" in page.body
    assert portal.rows() == before


@pytest.mark.parametrize("age", ["under-16", "16-17"])
@pytest.mark.parametrize("go", ["page2", "check", "send"])
def test_nobody_under_age_is_kept_whatever_button_was_pressed(
    portal: Watched, age: str, go: str
) -> None:
    somebody, before = portal.guest(), portal.rows()
    somebody.ready_to_join("carers", nickname="Kestrel")
    page = somebody.post(
        CARERS,
        {
            **somebody.page.fields("send"),
            "age": age,
            "go": go,
            "consent_words": "yes",
            "consent_peer": "yes",
        },
    )
    assert page.status == 200
    assert "Nothing that you wrote has been kept" in page.text
    assert "Kestrel" not in page.body
    assert portal.rows() == before


def test_words_that_hold_their_own_code_are_sent_back(portal: Watched, desk: Desk) -> None:
    before = portal.rows()
    for code in (
        desk.note,
        desk.note.upper().replace(" ", "-"),
        "".join(desk.note.split()),
        "1. " + desk.note.replace(" ", "\n2) "),
    ):
        page = desk.into_correction_of_note(f"My words are {code}.")
        assert page.status == 422
        assert "Your six words stand in it" in page.text
    for code in (desk.place, desk.place.title().replace(" ", ", ")):
        page = desk.into_message(f"Here: {code}")
        assert page.status == 422
        assert "Your six words stand in your message" in page.text
        assert page.fields("write")["words"] == f"Here: {code}"
    assert portal.rows() == before
    assert desk.into_message(f"Here: {desk.note}").status == 200, (
        "six words of somebody else's page are no concern of this one"
    )


def test_a_note_that_holds_the_code_which_the_page_before_gave_is_sent_back(
    portal: Watched,
) -> None:
    somebody = portal.guest()
    somebody.get(NOTE)
    somebody.press(NOTE, "check", topic="site", text="Tea?", reply="yes")
    somebody.wait()
    ready = somebody.page.fields("send")
    code = somebody.post(NOTE, {**ready, "go": "send"}).code
    before = portal.rows()
    page = somebody.post(NOTE, {**ready, "go": "send", "text": f"Tea? {code}"})
    assert page.status == 422
    assert "Your six words stand in your note" in page.text
    assert page.fields("check")["text"] == f"Tea? {code}"
    assert portal.rows() == before

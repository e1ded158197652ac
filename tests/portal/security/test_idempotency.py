"""The same page sent again: twice, eight times at once, from two tabs, by Back, after the group
changed. One record, one code, no error.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from portal.security import form_tokens
from tests.harness.built_copies import copy_layout, write_manifest
from tests.harness.paths import ROOT
from tests.harness.people import Page
from tests.harness.watched_portal import (
    CARE,
    CARERS,
    CODE,
    NOTE,
    STILL_HERE,
    Guest,
    Watched,
    inside,
    watched,
)

AT_ONCE = 8
BEFORE = "You sent this before"
YES = {"consent_words": "yes", "consent_peer": "yes"}


@pytest.fixture(scope="module")
def changing(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Changing]:
    folder = tmp_path_factory.mktemp("portal")
    shutil.copytree(ROOT / "content", folder / "content")
    with watched(copy_layout(site, folder / "site"), folder) as found:
        yield Changing(found, folder)


@pytest.fixture
def portal(changing: Changing) -> Watched:
    return changing.portal


class Changing:
    """A portal whose content changes while it runs."""

    def __init__(self, portal: Watched, folder: Path) -> None:
        self.portal, self.folder = portal, folder
        self.carers = folder / "content" / "groups" / "carers.md"
        self.whole = self.carers.read_text(encoding="utf-8")

    def say(self, text: str | None) -> None:
        """Gives the group other words, or takes it away, and finishes a build."""
        self.carers.unlink(missing_ok=True)
        if text is not None:
            self.carers.write_text(text, encoding="utf-8")
        write_manifest(self.folder / "site", self.folder / "content")


def send(who: Guest, path: str, fields: dict[str, str]) -> Page:
    return who.post(path, {**fields, "go": "send", **(YES if path != NOTE else {})})


def ready(who: Guest, path: str, reply: str = "yes") -> dict[str, str]:
    """The fields of a check page that is about to be sent."""
    if path == NOTE:
        who.get(NOTE)
        who.press(NOTE, "check", topic="site", text="Is there tea?", reply=reply)
        who.wait()
    else:
        who.ready_to_join(path.split("/")[3])
    return who.page.fields("send")


FORMS = [
    pytest.param(CARERS, "yes", id="join"),
    pytest.param(NOTE, "yes", id="note"),
    pytest.param(NOTE, "no", id="note without a reply"),
]


@pytest.mark.parametrize(("path", "reply"), FORMS)
def test_one_form_sent_eight_times_at_once_is_one_record_and_one_code(
    portal: Watched, path: str, reply: str
) -> None:
    somebody, before, together = portal.guest(), portal.rows(), Barrier(AT_ONCE)
    fields = ready(somebody, path, reply)

    def press(_: int) -> Page:
        twin = portal.guest()
        twin.cookies = dict(somebody.cookies)
        together.wait()
        return send(twin, path, fields)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        pages = list(pool.map(press, range(AT_ONCE)))
    assert {page.status for page in pages} == {200}
    assert (
        len(
            {
                page.code if reply == "yes" else page.text.replace("note", "")
                for page in pages
                if BEFORE in page.text
            }
        )
        == 1
    )
    assert sum(BEFORE not in page.text for page in pages) == 1, "one of them was first"
    if reply == "yes":
        assert len({page.code for page in pages}) == 1
        assert somebody.open(pages[0].code).status == 200
    after = portal.rows()
    assert len(after["submissions"]) == len(before["submissions"]) + 1
    taken = [{row[0]: row[1:4] for row in rows["groups"]} for rows in (before, after)]
    grown = [
        sum(one) - sum(other)
        for one, other in zip(taken[1].values(), taken[0].values(), strict=True)
    ]
    assert sorted(grown)[-1] == (2 if path == CARERS else 0), "next_no and one of taken and waiting"


@pytest.mark.parametrize(("path", "reply"), FORMS)
def test_two_tabs_are_two_people_and_each_may_be_sent_again(
    portal: Watched, path: str, reply: str
) -> None:
    somebody, before = portal.guest(), portal.count("submissions")
    tabs = [ready(somebody, path, reply) for _ in range(2)]
    first = [send(somebody, path, fields) for fields in tabs]
    again = [send(somebody, path, fields) for fields in tabs]
    assert [BEFORE in page.text for page in [*first, *again]] == [False, False, True, True]
    assert portal.count("submissions") == before + 2
    if reply == "yes":
        assert [page.code for page in first] == [page.code for page in again]
        assert first[0].code != first[1].code


def test_back_to_the_check_page_and_send_again_says_so_and_keeps_the_first_answers(
    portal: Watched,
) -> None:
    somebody, before = portal.guest(), portal.count("submissions")
    fields = ready(somebody, CARERS)
    code = send(somebody, CARERS, fields).code
    again = send(somebody, CARERS, {**fields, "nickname": "Kestrel"})
    assert (again.status, again.code) == (200, code)
    assert BEFORE in again.text and "you can correct it" in again.text
    assert portal.count("submissions") == before + 1
    assert "Wren" in somebody.open(code).text and "Kestrel" not in somebody.page.text


@pytest.mark.parametrize(("first", "then"), [("yes", "no"), ("no", "yes")])
def test_a_note_that_is_sent_again_with_the_other_answer_about_a_reply_stays_one_note(
    portal: Watched, first: str, then: str
) -> None:
    somebody, before = portal.guest(), portal.count("submissions")
    fields = ready(somebody, NOTE, first)
    sent, again = (send(somebody, NOTE, {**fields, "reply": answer}) for answer in (first, then))
    assert sent.status == again.status == 200
    assert BEFORE not in sent.text and BEFORE in again.text
    assert portal.count("submissions") == before + 1
    assert (
        "these are the same six words" in again.text and again.code == sent.code
        if first == "yes"
        else "six words" not in again.text
    )


def test_back_to_the_first_page_and_through_it_once_more_is_the_same_request(
    portal: Watched,
) -> None:
    somebody, before = portal.guest(), portal.count("submissions")
    first = somebody.get(CARERS).fields()
    fields = {**first, "age": "adult", "nickname": "Wren", "reach": "code"}
    somebody.post(CARERS, {**fields, "go": "page2"})
    somebody.press(CARERS, "check")
    somebody.wait()
    code = somebody.press(CARERS, "send", **YES).code
    assert somebody.post(CARERS, {**fields, "nickname": "Kestrel", "go": "page2"}).status == 200
    somebody.press(CARERS, "check")
    again = somebody.press(CARERS, "send", **YES)
    assert again.code == code
    assert BEFORE in again.text and "Begin anew on the first page" in again.text
    assert portal.count("submissions") == before + 1


def test_change_goes_back_with_everything_that_was_typed(portal: Watched) -> None:
    somebody = portal.guest()
    somebody.ready_to_join(
        "carers",
        nickname="Wren",
        reach="email",
        contact="wren@example.org",
        needs="one\ntwo",
        message="first-name",
    )
    somebody.post(CARERS, {**somebody.page.fields("send"), "go": "page1"})
    assert somebody.page.fields("page2") | {
        "nickname": "Wren",
        "reach": "email",
        "contact": "wren@example.org",
        "needs": "one\ntwo",
        "message": "first-name",
        "age": "adult",
    } == somebody.page.fields("page2")
    somebody.press(CARERS, "page2", reach="call")
    page = somebody.press(CARERS, "check")
    assert page.status == 422 and "phone number" in page.text
    assert page.fields("check")["contact"] == "wren@example.org"


def test_a_message_and_a_reply_that_are_sent_twice_stand_there_once(portal: Watched) -> None:
    somebody, host = portal.guest(), portal.host()
    known = set(host.records())
    code = somebody.note("Is there tea?").code
    record = f"{CARE}record/{(set(host.records()) - known).pop()}"
    somebody.open(code)
    fields = {**somebody.page.fields("write"), "words": "Is there milk?", "go": "write"}
    for _ in range(3):
        page = somebody.post(CODE, fields)
        assert page.status == 200
        assert page.text.count("Is there milk?") == 1
    host.get(record)
    fields = {**host.page.fields("reply"), "words": "There is both.", "go": "reply"}
    for _ in range(3):
        page = host.post(record, fields)
        assert page.status == 200
        assert page.text.count("There is both.") == 1
    assert somebody.open(code).text.count("There is both.") == 1


# What a hidden field was called before 0.5, and is called now.
BEFORE_THE_UPGRADE = {"form_token": "start", "idempotency_key": "once"}


def of_an_older_page(fields: dict[str, str]) -> dict[str, str]:
    return {BEFORE_THE_UPGRADE.get(name, name): words for name, words in fields.items()}


@pytest.mark.parametrize(("path", "reply"), FORMS)
def test_a_form_that_was_sent_before_an_upgrade_is_known_when_it_comes_again(
    portal: Watched, path: str, reply: str
) -> None:
    somebody, before = portal.guest(), portal.count("submissions")
    older = of_an_older_page(ready(somebody, path, reply))
    assert "start" in older and "form_token" not in older
    first, again = send(somebody, path, older), send(somebody, path, older)
    assert [BEFORE in page.text for page in (first, again)] == [False, True]
    if reply == "yes":
        assert first.code == again.code
    assert portal.count("submissions") == before + 1


def test_a_token_of_a_form_is_signed_for_the_use_that_was_released(portal: Watched) -> None:
    """The use is part of what six words are made from, so another name is another code."""
    with inside(portal) as (_, context):
        older = form_tokens.issue(context, "join/carers")
    somebody = portal.guest()
    fields = {**ready(somebody, CARERS), "form_token": older}
    assert send(somebody, CARERS, fields).code


def test_a_message_of_an_older_page_stands_there_once(portal: Watched) -> None:
    somebody, host = portal.guest(), portal.host()
    known = set(host.records())
    code = somebody.note("Is there tea?").code
    record = f"{CARE}record/{(set(host.records()) - known).pop()}"
    somebody.open(code)
    host.get(record)
    for who, path, go in ((somebody, CODE, "write"), (host, record, "reply")):
        fields = of_an_older_page(who.page.fields(go))
        assert "once" in fields
        for _ in range(2):
            page = who.post(path, {**fields, "words": f"From the {go}.", "go": go})
            assert page.text.count(f"From the {go}.") == 1


@pytest.mark.parametrize("go", ["leave-sure", "pause", "resume", "accept", "delete-sure"])
def test_a_button_on_my_page_that_is_pressed_twice_ends_in_a_sentence(
    portal: Watched, go: str
) -> None:
    somebody = portal.guest()
    fields = {**somebody.open(somebody.join("evening-anxiety").code).fields(), "go": go}
    taken = {row[0]: row for row in portal.rows()["groups"]}
    first, then = somebody.post(CODE, fields), somebody.post(CODE, fields)
    assert first.status == 200
    assert then.status == (404 if go == "delete-sure" else 200)
    assert go in {"delete-sure"} or "Something changed while this page was open" in then.text
    left = {row[0]: row for row in portal.rows()["groups"]}
    assert taken["evening-anxiety"][2] - left["evening-anxiety"][2] == (
        1 if go in {"leave-sure", "delete-sure"} else 0
    )


@pytest.mark.parametrize(
    ("signup", "says"), [("paused", "taking a break"), ("closed", "takes no new people")]
)
def test_a_group_that_closed_meanwhile_says_so_and_shows_what_was_typed(
    changing: Changing, portal: Watched, signup: str, says: str
) -> None:
    somebody, before = portal.guest(), portal.count("submissions")
    somebody.ready_to_join(
        "carers",
        nickname="Kestrel",
        reach="email",
        contact="k@example.org",
        needs="A chair by the door",
    )
    fields = somebody.page.fields("send")
    changing.say(changing.whole.replace("signup: open", f"signup: {signup}"))
    page = send(somebody, CARERS, fields)
    assert page.status == 409
    assert says in page.text and "Nothing has been sent" in page.text
    for typed in ("Kestrel", "k@example.org", "A chair by the door"):
        assert typed in page.text
    assert says in somebody.get(CARERS).text and somebody.page.status == 200
    assert portal.count("submissions") == before
    changing.say(changing.whole)
    assert send(somebody, CARERS, fields).code


def test_a_group_that_was_taken_away_meanwhile_keeps_its_people_and_gives_the_words_back(
    changing: Changing, portal: Watched
) -> None:
    member, somebody = portal.guest(), portal.guest()
    code = member.join("carers").code
    somebody.ready_to_join("carers", nickname="Kestrel", needs="A chair by the door")
    fields, before = somebody.page.fields("send"), portal.count("submissions")
    changing.say(None)
    page = send(somebody, CARERS, fields)
    assert page.status == 404
    assert "There is no such group here any more" in page.text
    assert "Kestrel" in page.text and "A chair by the door" in page.text
    assert somebody.get(CARERS).status == 404
    assert portal.count("submissions") == before
    assert "This group is not on the site at the moment" in member.open(code).text
    assert member.press(CODE, "write", words="Where did it go?").status == 200
    assert "no longer on the site" in portal.host().get(CARE).text
    changing.say(changing.whole)
    assert send(somebody, CARERS, fields).code
    assert "Time for carers" in member.open(code).text


def test_a_group_that_was_renamed_or_filled_meanwhile_takes_the_request_all_the_same(
    changing: Changing, portal: Watched
) -> None:
    somebody = portal.guest()
    fields = ready(somebody, CARERS)
    changing.say(
        changing.whole.replace("title: Time for carers", "title: Tea for carers").replace(
            "capacity: 10", "capacity: 3"
        )
    )
    assert "Tea for carers" in somebody.post(CARERS, {**fields, "go": "check"}).text
    page = send(somebody, CARERS, fields)
    assert "You are on the waiting list" in page.text
    assert "Tea for carers" in somebody.open(page.code).text
    changing.say(changing.whole)


def test_content_that_broke_meanwhile_leaves_the_portal_as_it_was(
    changing: Changing, portal: Watched
) -> None:
    somebody = portal.guest()
    fields = ready(somebody, CARERS)
    changing.carers.write_text("---\nkind: group\ntitle: [\n---\n", encoding="utf-8")
    page = send(somebody, CARERS, fields)
    assert page.code and STILL_HERE not in page.text
    changing.say(changing.whole)
    portal.still_works()

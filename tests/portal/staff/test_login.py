"""Readers come in, stay for a while, and are sent out: nobody else gets in, nobody is locked out,
and no half-written word is lost.
"""

from __future__ import annotations

import re
import threading
from base64 import urlsafe_b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from portal import crypto
from portal.staff import accounts
from portal.storage import circles
from tests.harness.people import Copy, Page
from tests.harness.watched_portal import CARE, CODE, LOGIN, NOTE, Guest, Inside, Watched, inside

SESSIONS, INSIDE = f"{CARE}sessions", "Waiting for you"
HALF = 'We read it & talked: "tea" at <b>four</b>.\n\nTwo lines, half wr'


@pytest.fixture(scope="module")
def second(portal: Watched) -> Copy:
    """The same copy, as a second reader knows it."""
    context = portal.copy.context()
    reader, pair = accounts.unlocked(context, portal.copy.reader, portal.copy.passphrase)
    admitted = accounts.add(context, "Sasha", circles.circle_keys(context.store, reader.id, pair))
    context.store.close()
    return Copy(
        portal.address, portal.copy.config, admitted.name, admitted.passphrase, portal.copy.running
    )


@pytest.fixture(autouse=True)
def later(portal: Watched) -> None:
    """Each test comes an hour after the one before: nobody is slowed down by what another test
    tried.
    """
    portal.clock.go_on(hours=1, minutes=1)


def tries(who: Guest, name: str, passphrase: str) -> Page:
    who.get(LOGIN)
    return who.post(LOGIN, {**who.page.fields(), "name": name, "passphrase": passphrase})


def holding(portal: Watched, **cookies: str) -> Guest:
    """Somebody who got hold of cookies."""
    found = portal.guest()
    found.cookies = cookies
    return found


def is_in(who: Guest) -> bool:
    return INSIDE in who.get(CARE).text


def test_a_session_that_somebody_chose_beforehand_is_never_taken_over(portal: Watched) -> None:
    chosen = urlsafe_b64encode(b"x" * 32).decode()
    victim = holding(portal, care=chosen)
    assert not is_in(victim)
    victim.log_in(portal.copy.reader, portal.copy.passphrase)
    assert victim.cookies["care"] != chosen
    assert is_in(victim)
    assert not is_in(holding(portal, care=chosen))
    first = victim.cookies["care"]
    victim.log_in(portal.copy.reader, portal.copy.passphrase)
    assert victim.cookies["care"] != first, "each log-in makes a session of its own"


def test_a_form_from_before_log_in_is_not_taken_after_it(portal: Watched) -> None:
    host = portal.guest()
    before = host.get(NOTE).fields()["csrf_token"]
    host.log_in(portal.copy.reader, portal.copy.passphrase)
    assert host.post(f"{CARE}logout", {"csrf_token": before}).status == 400
    assert is_in(host)


def test_log_out_ends_the_session_wherever_its_cookie_is(portal: Watched) -> None:
    host, before = portal.host(), portal.count("sessions")
    thief = holding(portal, care=host.cookies["care"])
    assert is_in(thief)
    page = host.post(f"{CARE}logout", host.get(CARE).fields())
    assert "You are logged out" in page.text
    assert "care" not in host.cookies and "lane" in host.cookies
    assert not is_in(thief) and not is_in(host)
    assert portal.count("sessions") == before - 1
    assert host.post(f"{CARE}logout", host.get(LOGIN).fields()).status == 200, (
        "once more is no fault"
    )


def test_a_stolen_session_is_ended_from_another_one(portal: Watched) -> None:
    host, other = portal.host(), portal.host()
    thief = holding(portal, care=other.cookies["care"])
    page = host.get(SESSIONS)
    names = [node.attributes["value"] for node in page.tree.css('button[name="end"]')]
    assert names[-1] == "others" and len(names) >= 3
    newest = next(item for item in page.tree.css("ul.waits li") if "Another one" in item.text())
    ref = newest.css_first("button").attributes["value"]
    assert ref not in other.cookies["care"]
    ended = host.post(SESSIONS, {**page.fields(), "end": ref})
    assert "That session is over" in ended.text and ref not in ended.body
    assert not is_in(thief) and not is_in(other)
    assert is_in(host)
    third, fourth = portal.host(), portal.host()
    host.post(SESSIONS, {**host.get(SESSIONS).fields(), "end": "others"})
    assert [is_in(who) for who in (third, fourth, host)] == [False, False, True]
    own = host.get(SESSIONS).tree.css_first('ul.waits button[name="end"]').attributes["value"]
    assert "You are logged out" in host.post(SESSIONS, {**host.page.fields(), "end": own}).text
    assert not is_in(host)


@pytest.mark.parametrize("end", ["theirs", "", "others'; --", "\0", "0" * 16, "é", "x" * 5000])
def test_nobody_ends_the_session_of_another_reader(portal: Watched, second: Copy, end: str) -> None:
    host, sasha = portal.host(), portal.guest()
    sasha.log_in(second.reader, second.passphrase)
    ref = sasha.get(SESSIONS).tree.css_first('button[name="end"]').attributes["value"] or ""
    assert ref not in host.get(SESSIONS).body
    before = portal.rows()["sessions"]
    assert (
        host.post(SESSIONS, {**host.page.fields(), "end": ref if end == "theirs" else end}).status
        == 200
    )
    assert portal.rows()["sessions"] == before
    assert is_in(sasha) and is_in(host)


def test_a_session_ends_after_half_an_hour_of_silence_and_after_twelve_hours_of_use(
    portal: Watched,
) -> None:
    host = portal.host()
    for _ in range(24):
        portal.clock.go_on(minutes=29, seconds=50)
        assert is_in(host)
    portal.clock.go_on(minutes=10)
    assert not is_in(host)
    host = portal.host()
    portal.clock.go_on(minutes=30, seconds=5)
    assert not is_in(host)
    assert "care" in host.cookies, "the browser still sends it, and it opens nothing"


@pytest.mark.parametrize(
    "how", ["idle", "twelve hours", "ended elsewhere", "logged out in another tab"]
)
def test_a_reply_half_written_when_the_session_ended_comes_back_after_log_in_and_can_be_sent(
    portal: Watched, how: str
) -> None:
    host, somebody = portal.host(), portal.guest()
    known = set(host.records())
    code = somebody.note("Is there cake?").code
    path = f"{CARE}record/{(set(host.records()) - known).pop()}"
    host.get(path)
    fields = {**host.page.fields("reply"), "words": HALF, "go": "reply"}
    if how == "idle":
        portal.clock.go_on(minutes=31)
    elif how == "twelve hours":
        portal.clock.go_on(hours=12, minutes=1)
    else:
        other = portal.host() if how == "ended elsewhere" else holding(portal, **host.cookies)
        other.post(
            SESSIONS, {**other.get(SESSIONS).fields(), "end": "others"}
        ) if how == "ended elsewhere" else other.post(f"{CARE}logout", other.get(CARE).fields())
    before = portal.count("messages")
    page = host.post(path, fields)
    assert page.status == 403
    assert "They have not been sent" in page.text and page.fields()["kept"] == HALF
    page = host.post(
        LOGIN,
        {**page.fields(), "name": portal.copy.reader, "passphrase": "not these six words at all"},
    )
    assert page.status == 422
    assert page.fields()["kept"] == HALF, "a slip in the passphrase loses nothing either"
    page = host.post(
        LOGIN, {**page.fields(), "name": portal.copy.reader, "passphrase": portal.copy.passphrase}
    )
    assert page.status == 200 and "Your words are still here" in page.text
    assert portal.count("messages") == before, "nothing is sent by itself"
    page = host.press(path, "again")
    assert page.status == 200 and page.fields("reply")["words"] == HALF
    assert "Your reply is there" in host.press(path, "reply").text
    assert portal.count("messages") == before + 1
    assert "half wr" in somebody.open(code).text


def test_log_in_leads_back_to_the_record_that_was_asked_for(portal: Watched) -> None:
    host, late = portal.host(), portal.guest()
    path = f"{CARE}record/{host.records()[0]}"
    assert late.get(path).status == 403
    late.post(
        LOGIN,
        {**late.page.fields(), "name": portal.copy.reader, "passphrase": portal.copy.passphrase},
    )
    assert late.page.status == 200 and "Their words" in late.page.text


@pytest.mark.parametrize(
    "dress",
    [
        str.upper,
        str.title,
        lambda words: words.replace(" ", "-"),
        lambda words: f"  {words}\n",
        lambda words: words.replace(" ", ", "),
        lambda words: "".join(f"{n}. {word} " for n, word in enumerate(words.split(), 1)),
    ],
)
def test_a_passphrase_opens_however_it_is_typed(
    portal: Watched, dress: Callable[[str], str]
) -> None:
    host = portal.guest()
    assert INSIDE in host.log_in(f"  {portal.copy.reader} ", dress(portal.copy.passphrase)).text


def test_ten_wrong_tries_slow_a_name_down_say_for_how_long_and_never_lock_it(
    portal: Watched,
) -> None:
    known, stranger = portal.host(), portal.guest()
    statuses, waits = [], []
    for _ in range(10):
        page = tries(stranger, portal.copy.reader, "apple " * 6)
        statuses.append(page.status)
        if page.status == 429:
            waits.append(int(re.search(r"Wait (\d+) seconds", page.text)[1]))
            assert page.fields()["name"] == portal.copy.reader
            assert tries(stranger, portal.copy.reader, portal.copy.passphrase).status == 429, (
                "the right words must wait like wrong ones"
            )
            portal.clock.go_on(seconds=waits[-1])
            tries(stranger, portal.copy.reader, "apple " * 6)
    assert statuses[:3] == [422, 422, 422] and set(statuses[3:]) == {429}
    assert waits == sorted(waits) and waits[0] <= 3 and max(waits) <= 60
    assert INSIDE in known.log_in(portal.copy.reader, portal.copy.passphrase).text, (
        "a browser that was in before goes on as usual"
    )
    portal.clock.go_on(seconds=61)
    assert INSIDE in stranger.log_in(portal.copy.reader, portal.copy.passphrase).text


def test_the_lane_of_a_browser_is_for_the_name_it_was_in_under_and_is_slowed_down_as_well(
    portal: Watched, second: Copy
) -> None:
    sasha = portal.guest()
    sasha.log_in(second.reader, second.passphrase)
    for _ in range(3):
        tries(portal.guest(), portal.copy.reader, "apple " * 6)
    assert tries(sasha, portal.copy.reader, portal.copy.passphrase).status == 429, (
        "Sasha's browser has no lane under another name"
    )
    assert [tries(sasha, second.reader, "apple " * 6).status for _ in range(4)] == [
        422,
        422,
        422,
        429,
    ]
    assert INSIDE in portal.guest().log_in(second.reader, second.passphrase).text, (
        "and it slows nobody else down"
    )


def test_a_name_that_nobody_has_is_answered_like_one_that_somebody_has(
    portal: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    with inside(portal) as (app, context):
        heard: list[str] = []
        real = crypto.unlock

        def unlock(locked: bytes, passphrase: tuple[str, ...]) -> bytes:
            heard.append("argon2")
            return real(locked, passphrase)

        monkeypatch.setattr(crypto, "unlock", unlock)
        sa.event.listen(
            context.store._engine,
            "before_cursor_execute",
            lambda _c, _u, statement, *_m: heard.append(statement),
        )
        answers = []
        for name, passphrase in [
            (portal.copy.reader, "apple " * 6),
            ("Nobody", "apple " * 6),
            ("Nobody", "no words"),
            (portal.copy.reader, "no words"),
            (portal.copy.reader, ""),
            ("", ""),
            (portal.copy.reader.upper(), "apple " * 6),
            ("\0", "\0"),
        ]:
            portal.clock.go_on(minutes=2)
            who = Inside(app, portal.clock)
            fields = who.get(LOGIN).fields()
            heard.clear()
            page = who.post(LOGIN, {**fields, "name": name, "passphrase": passphrase})
            body = re.sub(r'(name="csrf_token"|id="name" name="name") value="[^"]*"', "", page.body)
            answers.append((page.status, body, tuple(heard)))
        assert answers[0][2].count("argon2") == 1
        assert {status for status, _, _ in answers} == {422}
        assert len({body for _, body, _ in answers}) == 1
        assert len({events for _, _, events in answers}) == 1


def test_one_passphrase_is_stretched_at_a_time_two_wait_and_the_rest_come_back_later(
    portal: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    with inside(portal) as (app, _):
        now, most, done, lock, real = 0, 0, 0, threading.Lock(), crypto.unlock

        def unlock(locked: bytes, passphrase: tuple[str, ...]) -> bytes:
            nonlocal now, most, done
            with lock:
                now, done = now + 1, done + 1
                most = max(most, now)
            try:
                return real(locked, passphrase)
            finally:
                with lock:
                    now -= 1

        monkeypatch.setattr(crypto, "unlock", unlock)
        people = [Inside(app, portal.clock) for _ in range(8)]
        forms = [
            {
                **who.get(LOGIN).fields(),
                "name": f"Name {n}",
                "passphrase": "apple " * 6,
                "kept": "Half",
                "ref": "0" * 16,
            }
            for n, who in enumerate(people)
        ]
        together = threading.Barrier(8)

        def press(n: int) -> Page:
            together.wait()
            return people[n].post(LOGIN, forms[n])

        with ThreadPoolExecutor(8) as pool:
            pages = list(pool.map(press, range(8)))
    assert most == 1
    busy = [page for page in pages if page.status == 429]
    assert {page.status for page in pages} == {422, 429}
    assert len(busy) == 8 - done and len(busy) >= 1
    for page in busy:
        assert "Others are logging in at this moment" in page.text
        assert page.fields()["kept"] == "Half"


def test_a_server_with_eight_log_ins_at_once_answers_all_and_the_visitors_beside_them(
    portal: Watched,
) -> None:
    people = [portal.guest() for _ in range(8)]
    forms = [
        {**who.get(LOGIN).fields(), "name": f"Name {n}", "passphrase": "apple " * 6}
        for n, who in enumerate(people)
    ]
    visitor = portal.guest()
    with ThreadPoolExecutor(9) as pool:
        answers = [pool.submit(people[n].post, LOGIN, forms[n]) for n in range(8)]
        assert pool.submit(visitor.get, CODE).result().status == 200
        assert {answer.result().status for answer in answers} in ({422}, {422, 429})


def test_a_reader_who_was_taken_out_or_got_new_words_is_out_at_once(portal: Watched) -> None:
    context = portal.copy.context()
    reader, pair = accounts.unlocked(context, portal.copy.reader, portal.copy.passphrase)
    held = circles.circle_keys(context.store, reader.id, pair)
    robin = accounts.add(context, "Robin", held)
    host = portal.guest()
    host.log_in(robin.name, robin.passphrase)
    assert is_in(host)
    fresh = accounts.reset(context, "Robin", held)
    assert not is_in(host)
    assert tries(host, "Robin", robin.passphrase).status == 422
    host.log_in("Robin", fresh.passphrase)
    accounts.remove(context, "Robin", held)
    assert not is_in(host)
    assert tries(host, "Robin", fresh.passphrase).status == 422
    context.store.close()
    assert is_in(portal.host()), "and the one who stays still reads"

"""A walk past every page of the portal in every state that it has, as one dictionary of answers."""

from __future__ import annotations

from tests.harness.people import Page
from tests.harness.watched_portal import CARE, CARERS, CODE, LOGIN, NOTE, Watched

FULL = "/portal/groups/evening-anxiety/join"
YES = {"consent_words": "yes", "consent_peer": "yes"}
# Everything that a page must show without breaking: marks, quotes, a script, another script, a very
# long word.
TRICKY = "<b>\"tea\" & 'milk'</b> {{ 7 * 7 }} {% x %} شاي " + "w" * 80


def every_page(portal: Watched) -> dict[str, Page]:
    """Each page under a name for it."""
    return {
        **joining(portal),
        **writing(portal),
        **with_six_words(portal),
        **hosting(portal),
        **refusing(portal),
    }


def joining(portal: Watched) -> dict[str, Page]:
    who, seen = portal.guest(), {}
    seen["join, first page"] = who.get(CARERS)
    seen["join, first page, nothing chosen"] = who.press(CARERS, "page2")
    seen["join, too young"] = who.press(CARERS, "page2", age="16-17")
    who.get(CARERS)
    seen["join, second page, code"] = who.press(
        CARERS, "page2", age="adult", nickname="شاي <i>W</i>", reach="code"
    )
    seen["join, back"] = who.press(CARERS, "page1")
    for reach in ("email", "text", "call"):
        seen[f"join, second page, {reach}"] = who.post(
            CARERS, {**who.page.fields(), "reach": reach, "go": "page2"}
        )
    seen["join, second page, to mend"] = who.press(
        CARERS, "check", contact="<script>", needs=TRICKY
    )
    seen["join, check"] = who.press(CARERS, "check", contact="+353 1 555 0100", needs=TRICKY)
    seen["join, check, no yes"] = who.press(CARERS, "send")
    seen["join, check, too quick"] = who.press(CARERS, "send", **YES)
    seen["join, check, trap"] = who.press(CARERS, "send", leave_empty="x")
    who.wait()
    seen["join, sent"] = who.press(CARERS, "send", leave_empty="", **YES)
    who.ready_to_join("after-depression", nickname="Oak")
    fields = {**who.page.fields("send"), "go": "send", **YES}
    seen["join, sent to a list"] = who.post("/portal/groups/after-depression/join", fields)
    seen["join, sent before"] = who.post("/portal/groups/after-depression/join", fields)
    seen["join, group is gone"] = who.post(
        "/portal/groups/nowhere/join", {**fields, "needs": TRICKY}
    )
    seen["join, forged"] = who.post(CARERS, {"nickname": TRICKY})
    return seen


def writing(portal: Watched) -> dict[str, Page]:
    who, seen = portal.guest(), {}
    seen["note, first page"] = who.get(NOTE)
    seen["note, first page, to mend"] = who.press(NOTE, "check", text=TRICKY)
    seen["note, check"] = who.press(NOTE, "check", topic="treated", reply="no")
    seen["note, back"] = who.post(NOTE, {**who.page.fields("send"), "go": "page1"})
    seen["note, check, too quick"] = who.press(NOTE, "check") and who.press(NOTE, "send")
    seen["note, sent without a reply"] = who.note(TRICKY, reply="no")
    seen["note, sent"] = who.note(TRICKY)
    return seen


def with_six_words(portal: Watched) -> dict[str, Page]:
    who, seen, host = portal.guest(), {}, portal.host()
    seen["code, ask"] = who.get(CODE)
    seen["code, nothing found"] = who.post(
        CODE, {**who.page.fields("open"), "code": "no", "words": TRICKY}
    )
    codes = [portal.guest().join("evening-anxiety", nickname=f"Wren {n}").code for n in range(11)]
    seen["code, a place"] = who.open(codes[0])
    seen["code, an empty message"] = who.press(CODE, "write")
    seen["code, a message"] = who.press(CODE, "write", words=TRICKY)
    seen["code, edit"] = who.press(CODE, "edit")
    seen["code, edit, to mend"] = who.press(CODE, "correct", nickname="")
    seen["code, corrected"] = who.press(CODE, "correct", nickname="Jackdaw")
    seen["code, paused"] = who.press(CODE, "pause")
    seen["code, leave?"] = who.press(CODE, "leave")
    seen["code, delete?"] = who.open(codes[0]) and who.press(CODE, "delete")
    seen["code, waiting"] = portal.guest().open(codes[10])
    seen["code, left"] = (
        who.open(codes[0]) and who.press(CODE, "leave") and who.press(CODE, "leave-sure")
    )
    seen["code, offered"] = portal.guest().open(codes[10])
    portal.clock.go_on(days=8)
    seen["code, offer ran out"] = portal.guest().open(codes[10])
    seen["code, deleted"] = (
        who.open(codes[1]) and who.press(CODE, "delete") and who.press(CODE, "delete-sure")
    )
    note, known = portal.guest(), set(portal.host().records())
    code = note.note(TRICKY).code
    seen["code, a note"] = note.open(code)
    seen["code, edit a note"] = note.press(CODE, "edit")
    host = portal.host()
    path = f"{CARE}record/{(set(host.records()) - known).pop()}"
    host.get(path)
    seen["code, a note that was read"] = note.open(code)
    seen["care, a reply"] = host.press(path, "reply", words=TRICKY)
    seen["code, a note with a reply"] = note.open(code)
    seen["care, a note that was closed"] = host.get(path) and host.press(path, "done")
    seen["code, a note that was closed"] = note.open(code)
    return seen


def hosting(portal: Watched) -> dict[str, Page]:
    host, seen, stranger = portal.host(), {}, portal.guest()
    seen["care, today"] = host.get(CARE)
    for n, ref in enumerate(host.records()):
        seen[f"care, record {n}"] = host.get(f"{CARE}record/{ref}")
    path = next(
        f"{CARE}record/{ref}"
        for ref in host.records()
        if 'value="decline"' in host.get(f"{CARE}record/{ref}").body
    )
    seen["care, decline without words"] = host.press(path, "decline")
    seen["care, declined"] = host.press(path, "decline", words=TRICKY)
    seen["care, sessions"] = portal.host() and host.get(f"{CARE}sessions")
    seen["care, a session ended"] = host.post(
        f"{CARE}sessions", {**host.page.fields(), "end": "others"}
    )
    seen["care, gone"] = host.post(
        f"{CARE}record/{'0' * 16}", {**host.get(CARE).fields(), "words": TRICKY}
    )
    seen["care, log in"] = stranger.get(LOGIN)
    seen["care, wrong"] = stranger.log_in("<i>Nobody</i>", "x")
    seen["care, slowed down"] = [stranger.log_in("<i>Nobody</i>", "x") for _ in range(3)][-1]
    seen["care, log in first"] = stranger.get(path)
    seen["care, words are kept"] = stranger.post(
        path, {**stranger.page.fields(), "words": TRICKY, "go": "reply"}
    )
    seen["care, words are back"] = stranger.post(
        LOGIN,
        {
            **stranger.page.fields(),
            "name": portal.copy.reader,
            "passphrase": portal.copy.passphrase,
        },
    )
    seen["care, go on writing"] = stranger.press(path, "again")
    seen["care, logged out"] = host.post(f"{CARE}logout", host.get(CARE).fields())
    return seen


def refusing(portal: Watched) -> dict[str, Page]:
    def asked(method: str, path: str, body: bytes | None = None) -> Page:
        return portal.guest().ask(method, path, body)

    return {
        "not there": asked("GET", "/portal/nowhere"),
        "no such group": asked("GET", "/portal/groups/nowhere/join"),
        "method": asked("PUT", NOTE, b""),
        "masses": asked("POST", NOTE, b"&".join(b"a=b" for _ in range(100))),
        "forged log out": asked("POST", f"{CARE}logout", b""),
    }

"""Content of every kind that a listing may hold, for tests alone: nothing of it is published, and
nobody in it exists.
"""

from __future__ import annotations

TODAY = "2026-11-24"
SKILL = (
    '!!! care "Take care"\n    Stop if you feel worse.\n\n## How to do it\n\n1. Try it.\n2. Rest.\n'
)
SOURCES = "sources: [{title: A study, date: undated, seen: excerpt}]\n"


def page(kind: str, title: str, keys: str, body: str = "") -> str:
    return f"---\nkind: {kind}\ntitle: {title}\ndescription: About {title}.\nwritten: 2026-11-21\n{keys}---\n{body}"


def listing(title: str, lists: str) -> str:
    return page("page", title, f"shape: listing\nlists: {lists}\n", "Words above the list.\n")


def skill(title: str, minutes: int, where: str, helps_with: str = "panic", more: str = "") -> str:
    time = f"minutes: {minutes}\n" if minutes else ""
    return page(
        "coping",
        title,
        f"helps_with: [{helps_with}]\n{time}where: [{where}]\nevidence: some\nevidence_note: "
        f"So.\n{more}{SOURCES}",
        SKILL,
    )


def resource(title: str, medium: str, more: str) -> str:
    return page(
        "resource",
        title,
        f"medium: {medium}\nby: A charity in a small town\naddress: "
        f"https://www.example.org/a?b=1\ncost: Free, or 3.99 a month\n"
        f"account: optional\ndata: leaves\ndata_note: Its own pages say that it shares "
        f"nothing.\nlanguages: [en, ga]\ncompiled: 2026-11-20\n{more}{SOURCES}",
    )


def event(title: str, date: str, more: str = "") -> str:
    return page(
        "event",
        title,
        f"date: {date}\nplace: online\nplace_note: Online. Your camera can stay off.\nfor_whom: "
        f"Anybody\n"
        f"one_thing: Send one kind message to somebody.\ncost: Free\naccess: [You can type "
        f"instead of talking.]\n{more}",
    )


STEPS = "length: week\nenergy: low\nsteps:\n" + "  - {name: A, do: B, gentler: C}\n" * 7
GROUP = (
    'for_whom: Adults\nweekday: tuesday\nstarts: "19:00"\nminutes: 75\ntimezone: '
    "Europe/Dublin\nplace: online\nplace_note: Online.\ncapacity: 10\n"
    'hosts: 2\nsignup: open\nlanguages: [en]\ncost: Free\nfirst_meeting: [{at: "18:50", what: '
    "Tea.}]\n"
)
GUIDELINE = """version: "2.0"
date: 2026-11-20
changes:
  - {version: "2.0", date: 2026-11-20, what: A rule about pictures is new.}
  - {version: "1.0", date: 2025-03-01, what: The first words.}
"""
RUN_SHEET = """form: run-sheet
for_whom: hosts
parts:
  - {name: Before, minutes: 10, words: [Open the room., Ask each other how you are.]}
  - {name: The meeting, minutes: 55, words: [Let everyone speak who wants to.]}
  - {name: After, minutes: 1, words: [Stop.]}
"""
PROMPTS = "form: prompts\nfor_whom: everyone\nparts:\n  - {name: To listen, words: [That sounds hard., Would you like ideas, or someone to listen?]}\n".replace(
    "Would you like ideas, or someone to listen?", "'Would you like ideas, or someone to listen?'"
)
TRAINING = """form: training
for_whom: moderators
parts:
  - {name: Listening, minutes: 15, words: [Read the page., Try it with somebody.]}
questions:
  - {ask: Somebody asks for advice. What do you do first?, answer: You could ask whether they want ideas or someone to listen.}
  - {ask: You are tired. What now?, answer: You may stop. Tell the other moderator.}
"""

# Every kind, each listing, something that is over, and a listing without anything in it.
FILES = {
    "coping/index.md": listing("Coping", "coping"),
    "coping/one.md": skill(
        "One minute",
        1,
        "in-public, at-home",
        more="caution: Stop if you feel worse.\ntags: [breathing]\n",
    ),
    "coping/five.md": skill("Five minutes", 5, "in-bed", "panic, sleep", "cost: Two cups of tea\n"),
    "coping/long.md": skill("A long one", 20, "at-home, outside", "panic, low"),
    "coping/any.md": skill("No length", 0, "at-home", "lonely"),
    "challenges/index.md": listing("Challenges", "challenges"),
    "challenges/week.md": page(
        "challenge",
        "Week",
        f"helps_with: [panic]\ntags: [nature]\ncaution: Take a coat.\n{STEPS}{SOURCES}",
    ),
    "groups/index.md": listing("Groups", "groups"),
    "groups/evening.md": page("group", "Evening", f"topic: panic\n{GROUP}", "Come.\n"),
    "groups/carers.md": page("group", "Carers", f"topic: carers\n{GROUP}", "Come.\n"),
    "guidelines/index.md": listing("Guidelines", "guidelines"),
    "guidelines/rules.md": page(
        "guideline",
        "Our rules",
        GUIDELINE,
        'Be kind.\n\n## One rule\n\n!!! quote "A member wrote"\n    It helped me to be heard.\n\n'
        '!!! help "If this is about you"\n    [See who you can call or text](../crisis/index.md)\n',
    ),
    "guidelines/practice/index.md": listing("For hosts", "practice"),
    "guidelines/practice/training.md": page(
        "practice", "A training", TRAINING, "Words before.\n\n## Words after\n\nMore.\n"
    ),
    "guidelines/practice/prompts.md": page("practice", "Prompts", PROMPTS),
    "guidelines/practice/sheet.md": page("practice", "A run-sheet", RUN_SHEET),
    "resources/index.md": listing("Resources", "resources"),
    "resources/app.md": resource("An app", "app", "helps_with: [panic]\ntags: [breathing]\n"),
    "resources/talk.md": resource(
        "A talk", "podcast", "transcript: there\nminutes: 25\nhelps_with: [lonely]\n"
    ),
    "resources/read.md": resource("A page to read", "article", ""),
    "get-involved/events/index.md": listing("Events", "events"),
    "get-involved/events/over.md": event("Over", "2026-11-23"),
    "get-involved/events/today.md": event(
        "Today",
        "2026-11-24",
        'starts: "19:00"\nends: "20:30"\ntimezone: Europe/Dublin\nlanguages: [en]\n',
    ),
    "get-involved/events/days.md": event("Several days", "2026-11-22", "until: 2026-11-28\n"),
    "get-involved/events/later.md": event("A day to come", "2027-05-10"),
}

"""What a country's page says: hours and reasons in words, ways to reach each line, and the order in
which they help.
"""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from site_config.helplines import basis, on_contact
from site_config.helplines.audience import about
from site_config.helplines.contact_words import number, verb
from site_config.helplines.contacts import contacts
from site_config.helplines.hours import hours_in_words
from site_config.model import Country, Hours, Line, LineSource
from site_config.views.countries import countries_view
from site_config.views.country import country_view
from site_config.views.line_view import LineView

DAY = datetime.date(2026, 11, 21)
WIKIPEDIA = {"url": "https://en.wikipedia.org/wiki/List", "kind": "wikipedia", "date": "2026-08-08"}


HIGH: dict[str, Any] = {
    "confidence": "high",
    "sources": [{"url": "https://line.example/", "kind": "official", "date": "2026"}],
}


def a_line(**keys: Any) -> Line:
    """A line with a short code, for everyone, shown by Wikipedia alone; other keys as given."""
    ways = {"display": "116 123", "short_code": "116123"} if "display" not in keys else {}
    return Line.model_validate(
        {
            "id": "zz-line",
            "name": "A line",
            "audience": ["everyone"],
            "confidence": "medium",
            "compiled": DAY,
            "sources": [WIKIPEDIA],
            **ways,
            **keys,
        }
    )


def a_country(
    *lines: Line,
    emergency: list[dict[str, Any]] | None = None,
    code: str = "ZZ",
    title: str = "Nowhere",
) -> Country:
    numbers = emergency or [{"number": "112", "service": "all"}]
    return Country.model_validate(
        {
            "kind": "country",
            "title": title,
            "country": code,
            "written": DAY,
            "lines": list(lines),
            "emergency": [
                {"sources": [{"title": "A list", "date": "undated"}], **number}
                for number in numbers
            ],
        }
    )


def hours(*periods: tuple[str, str, str], timezone: str | None = "Europe/Dublin") -> Hours:
    """Hours of periods such as ``("Mon Tue", "09:00", "17:00")``."""
    return Hours.model_validate(
        {
            "timezone": timezone,
            "periods": [
                {"days": days.split(), "open": opens, "close": closes}
                for days, opens, closes in periods
            ],
        }
    )


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (None, "We do not know its hours."),
        ("24/7", "Every day, all day and night."),
        (
            hours(("Mon Tue Wed Thu Fri", "09:00", "17:00")),
            "Monday to Friday, 09:00 to 17:00 (time in Dublin).",
        ),
        (
            hours(("Mon Tue Wed Thu Fri Sat Sun", "09:00", "17:00")),
            "Every day, 09:00 to 17:00 (time in Dublin).",
        ),
        (
            hours(("Sat Sun", "09:00", "17:00")),
            "Saturday, Sunday, 09:00 to 17:00 (time in Dublin).",
        ),
        (hours(("Fri", "09:00", "17:00")), "Friday, 09:00 to 17:00 (time in Dublin)."),
        (
            hours(("Wed Mon Fri", "09:00", "17:00")),
            "Monday, Wednesday, Friday, 09:00 to 17:00 (time in Dublin).",
        ),
        (
            hours(("Fri Wed Thu", "09:00", "17:00")),
            "Wednesday to Friday, 09:00 to 17:00 (time in Dublin).",
        ),
        (
            hours(("Mon", "20:00", "02:00")),
            "Monday, 20:00 to 02:00 the next morning (time in Dublin).",
        ),
        (hours(("Mon", "20:00", "24:00")), "Monday, 20:00 to midnight (time in Dublin)."),
        (hours(("Mon", "20:00", "00:00")), "Monday, 20:00 to midnight (time in Dublin)."),
        (hours(("Mon", "00:00", "24:00")), "Monday, 00:00 to midnight (time in Dublin)."),
        (
            hours(("Mon", "09:00", "12:00"), ("Mon", "14:00", "17:00")),
            "Monday, 09:00 to 12:00; Monday, 14:00 to 17:00 (time in Dublin).",
        ),
        (
            hours(("Mon", "09:00", "12:00"), timezone="America/Costa_Rica"),
            "Monday, 09:00 to 12:00 (time in Costa Rica).",
        ),
        (
            hours(("Mon", "09:00", "12:00"), timezone=None),
            "Monday, 09:00 to 12:00 (the source does not say in which time zone).",
        ),
    ],
)
def test_hours_are_said_in_words(given: Any, words: str) -> None:
    assert hours_in_words(given) == words


def test_a_week_from_sunday_to_thursday_names_no_other_day() -> None:
    said = hours_in_words(hours(("Sun Mon Tue Wed Thu", "09:00", "17:00")))
    assert said.endswith(", 09:00 to 17:00 (time in Dublin).")
    assert "Sunday" in said
    assert "Monday to Sunday" not in said
    assert "Every day" not in said
    assert not {"Friday", "Saturday"} & set(said.replace(",", "").split())


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2026-08-08", "8 August 2026"),
        ("2020-10", "October 2020"),
        ("2026", "2026"),
        ("undated", "undated"),
        ("9.0.43", "9.0.43"),
        ("2026-01-31", "31 January 2026"),
        ("2026-12", "December 2026"),
    ],
)
def test_a_date_is_said_in_words(date: str, words: str) -> None:
    assert basis.day(date) == words


def source(kind: str, date: str, url: str = "https://example.org/") -> dict[str, Any]:
    return {"url": url, "kind": kind, "date": date}


def test_a_checked_line_says_when_and_how_and_nothing_else() -> None:
    called = a_line(
        checked={"date": datetime.date(2027, 5, 3), "how": "call", "role": "facilitator"}
    )
    read = a_line(
        checked={"date": datetime.date(2027, 5, 3), "how": "page", "role": "facilitator"},
        confidence="high",
        sources=[source("official", "2026")],
    )
    assert basis.rests_on(called) == "Checked on 3 May 2027: a person called."
    assert basis.rests_on(read) == "Checked on 3 May 2027: a person read the line’s own page."


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        ([source("official", "undated")], "shown on its own pages (undated)."),
        (
            [source("official", "2026-08"), source("press", "2020")],
            "shown on its own pages (August 2026).",
        ),
        # The date is that of the operator's own page, never a newer one of somebody else.
        (
            [source("official", "2020"), source("dataset", "2026-06-02")],
            "shown on its own pages (2020, an old date).",
        ),
        ([source("official", "undated"), WIKIPEDIA], "shown on its own pages (undated)."),
        ([source("public-body", "2019")], "shown by an authority (2019, an old date)."),
        (
            [WIKIPEDIA, source("press", "2021-03-02")],
            "shown by two separate sources (newest: 8 August 2026).",
        ),
        (
            [WIKIPEDIA, source("official", "2010")],
            "shown by two separate sources (newest: 8 August 2026).",
        ),
    ],
)
def test_a_compiled_line_says_who_shows_it(sources: list[dict[str, Any]], words: str) -> None:
    assert (
        basis.rests_on(a_line(confidence="high", sources=sources))
        == f"Compiled 21 November 2026, and {words}"
    )


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({}, "Wikipedia"),
        (
            {"sources": [source("association", "2022")]},
            "Seen on an association’s list alone (2022). ",
        ),
        (
            {"sources": [source("press", "2022"), source("press", "2021")]},
            "a news page or another website",
        ),
        (
            {"sources": [source("press", "2022"), source("dataset", "undated")]},
            "a news page or another website and an open list",
        ),
        (
            {"sources": [source("official", "2012")]},
            "Seen on its own pages alone (2012, an old date). ",
        ),
        ({"name_basis": "Ours"}, " The name is ours."),
    ],
)
def test_an_unconfirmed_line_says_why(keys: dict[str, Any], words: str) -> None:
    said = basis.rests_on(a_line(**keys))
    assert said.startswith("Seen on ")
    assert " Compiled 21 November 2026, not confirmed yet." in said
    assert words in said


def test_the_newest_source_is_the_newest_that_bears_a_date() -> None:
    sources = [
        LineSource(title="A", date=date)
        for date in ("2021-07-09", "undated", "2022", "9.0.43", "2021-12")
    ]
    assert basis.newest_source(sources) == "2022"
    assert basis.newest_source(sources[1:2]) == ""


def ways(line: Line) -> list[tuple[str, str, str, str]]:
    return [
        (contact.kind, contact.href, verb(contact), number(contact)) for contact in contacts(line)
    ]


def test_every_way_to_reach_a_line_is_a_link_that_says_what_it_does() -> None:
    line = a_line(
        other_numbers=["1-800-273-8255 (still connects)"],
        sms={"number": "50808", "keyword": "HELLO"},
        whatsapp="+999123456",
        chat="https://example.org/chat",
    )
    assert ways(line) == [
        ("call", "tel:116123", "Call", "116 123"),
        ("call", "tel:18002738255", "Call", "1-800-273-8255 (still connects)"),
        ("text", "sms:50808", "Text HELLO to", "50808"),
        ("whatsapp", "https://wa.me/999123456", "WhatsApp", "+999123456"),
        ("chat", "https://example.org/chat", "Chat online", ""),
    ]


@pytest.mark.parametrize(
    ("keys", "href"),
    [
        ({"display": "1800 247 247", "phone": "+3531800247247"}, "tel:+3531800247247"),
        ({"display": "1800 247 247", "national_number": "1800247247"}, "tel:1800247247"),
        ({"display": "#8891", "short_code": "#8891"}, "tel:%238891"),
        ({"display": "*4141", "short_code": "*4141"}, "tel:*4141"),
        ({"display": "*123#", "short_code": "*123#"}, "tel:*123%23"),
    ],
)
def test_a_link_dials_the_whole_number(keys: dict[str, Any], href: str) -> None:
    assert ways(a_line(**keys)) == [("call", href, "Call", keys["display"])]


def test_a_line_that_is_a_message_shows_its_words_once() -> None:
    line = a_line(display="Text HELLO to 50808", sms={"number": "50808", "keyword": "HELLO"})
    assert ways(line) == [("text", "sms:50808", "", "Text HELLO to 50808")]


def test_a_line_that_must_be_dialled_by_hand_shows_its_number_apart() -> None:
    view = country_view(a_country(a_line(display="100 via operator", dial_by_hand=True)))
    (line,) = view.unconfirmed
    assert line.contacts == []
    assert line.shown_apart == "100 via operator"


def ids(groups: dict[str, list[LineView]]) -> dict[str, list[str]]:
    return {heading: [found.line.id for found in items] for heading, items in groups.items()}


@pytest.mark.parametrize(
    ("audience", "heading"),
    [
        (["everyone"], ""),
        (["adults"], ""),
        (["everyone", "youth"], ""),
        (["everyone", "veterans"], ""),
        (["deaf", "everyone"], ""),
        (["youth", "parents"], "For children and young people"),
        (["youth", "lgbtq"], "For LGBTQ+ people"),
        (["elders", "lgbtq"], "For LGBTQ+ people"),
        (["everyone", "domestic-violence"], "If someone close hurts or frightens you"),
        (
            ["women", "youth", "domestic-violence", "sexual-violence"],
            "If someone close hurts or frightens you",
        ),
        (["everyone", "sexual-violence"], "About sexual violence"),
        (["everyone", "substance-use"], "About alcohol or drugs"),
        (["deaf", "veterans"], "For people who served, and their families"),
        (["deaf"], "For Deaf and hard of hearing people"),
        (["migrants", "women"], "For people who came from another country"),
        (["men"], "For some people"),
        (["indigenous"], "For some people"),
        (["women", "youth"], "For children and young people"),
    ],
)
def test_a_line_stands_beside_others_for_the_same_people(audience: list[str], heading: str) -> None:
    view = country_view(a_country(a_line(audience=audience, **HIGH)))
    assert ids(view.groups) == ({heading: ["zz-line"]} if heading else {})
    assert [found.line.id for found in view.everyone] == ([] if heading else ["zz-line"])


def test_groups_stand_in_one_order_whatever_the_file_says() -> None:
    view = country_view(
        a_country(
            *(
                a_line(id=f"zz-{name}", audience=[name], **HIGH)
                for name in ("men", "deaf", "veterans", "lgbtq", "youth")
            )
        )
    )
    assert list(view.groups) == [
        "For children and young people",
        "For LGBTQ+ people",
        "For people who served, and their families",
        "For Deaf and hard of hearing people",
        "For some people",
    ]


@pytest.mark.parametrize(
    ("ways", "order"),
    [
        (["call", "call", "call", "text"], [0, 3, 1, 2]),
        (["call", "call", "chat", "text"], [0, 2, 1, 3]),
        (["call", "text", "call"], [0, 1, 2]),
        (["text", "call", "call"], [1, 0, 2]),
        (["call", "call", "call"], [0, 1, 2]),
        (["call"], [0]),
        ([], []),
    ],
)
def test_one_of_the_first_two_lines_can_be_written_to_where_there_is_one(
    ways: list[str], order: list[int]
) -> None:
    keys: dict[str, dict[str, Any]] = {
        "call": {},
        "text": {"display": "50808", "sms": {"number": "50808"}},
        "chat": {"chat": "https://line.example/chat"},
    }
    view = country_view(
        a_country(
            *(a_line(id=f"zz-{n}", hours="24/7", **keys[way], **HIGH) for n, way in enumerate(ways))
        )
    )
    assert [found.line.id for found in view.everyone] == [f"zz-{n}" for n in order]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([{}], "Someone to call"),
        ([{"sms": {"number": "50808"}}], "Call or text"),
        ([{"whatsapp": "+999123456"}], "Call or text"),
        (
            [{"chat": "https://line.example/chat"}, {"sms": {"number": "50808"}}],
            "Call, text or chat",
        ),
        ([{"chat": "https://line.example/chat"}], "Call or chat"),
        ([{"display": "50808", "sms": {"number": "50808"}}], "Someone to text"),
        ([], "Someone to talk to"),
    ],
)
def test_the_first_heading_promises_no_way_that_is_not_there(
    lines: list[dict[str, Any]], words: str
) -> None:
    assert (
        country_view(
            a_country(*(a_line(id=f"zz-{n}", **keys, **HIGH) for n, keys in enumerate(lines)))
        ).ways
        == words
    )
    assert (
        country_view(
            a_country(*(a_line(id=f"zz-{n}", **keys) for n, keys in enumerate(lines)))
        ).ways
        == words
    )


def test_lines_stand_in_the_order_in_which_they_help() -> None:
    high = {"confidence": "high", "sources": [source("official", "2026")]}
    checked = {"checked": {"date": DAY, "how": "call", "role": "host"}}
    view = country_view(
        a_country(
            a_line(id="zz-unconfirmed"),
            a_line(id="zz-youth", audience=["youth"], **high),
            a_line(id="zz-some-hours", **high, hours=hours(("Mon", "09:00", "17:00"))),
            a_line(id="zz-unknown-hours", **checked),
            a_line(id="zz-always", hours="24/7", **high),
            a_line(id="zz-unconfirmed-youth", audience=["youth"]),
            a_line(id="zz-unconfirmed-always", hours="24/7"),
        )
    )
    assert [found.line.id for found in view.everyone] == [
        "zz-always",
        "zz-some-hours",
        "zz-unknown-hours",
    ]
    assert ids(view.groups) == {"For children and young people": ["zz-youth"]}
    assert [found.line.id for found in view.unconfirmed] == [
        "zz-unconfirmed-always",
        "zz-unconfirmed",
        "zz-unconfirmed-youth",
    ]


def test_emergency_numbers_stand_in_the_order_in_which_they_help() -> None:
    view = country_view(
        a_country(
            emergency=[
                {"number": "114", "service": "all", "by": "text", "for_whom": "Deaf people"},
                {"number": "18", "service": "fire"},
                {"number": "17", "service": "police"},
                {"number": "15", "service": "ambulance"},
                {"number": "112", "service": "all"},
            ]
        )
    )
    assert [contact.href for contact in view.emergency] == [
        "tel:112",
        "tel:15",
        "tel:17",
        "tel:18",
        "sms:114",
    ]
    assert view.emergency[-1].note == "Any emergency, for Deaf people"


@pytest.mark.parametrize(
    ("audience", "words"),
    [
        (["everyone"], "For everyone."),
        (["adults", "everyone"], "For everyone."),
        (["youth", "parents"], "For children and young people or parents."),
        (["women", "domestic-violence"], "For women hurt or frightened by someone close."),
        (["domestic-violence"], "For people hurt or frightened by someone close."),
        (["lgbtq", "youth"], "For young LGBTQ+ people."),
        (
            ["veterans", "deaf"],
            "For people who served, and their families. Deaf and hard of hearing people too.",
        ),
        (["deaf"], "For Deaf and hard of hearing people."),
    ],
)
def test_a_line_says_whom_it_is_for(audience: list[str], words: str) -> None:
    assert about(a_line(audience=audience)).startswith(words)


def test_a_line_says_what_about_where_and_at_what_cost() -> None:
    line = a_line(
        audience=["everyone"],
        topics=["suicide", "bullying", "anxiety"],
        region="Dublin",
        cost="free",
    )
    assert (
        about(line)
        == "For everyone. About thoughts of suicide, bullying or anxiety. Serves Dublin. Free."
    )
    assert about(a_line(confidential=True)) == "For everyone. They say that it is confidential."
    assert about(a_line(anonymous=True)) == "For everyone. They say that you need not give a name."
    assert about(a_line(anonymous=False, confidential=False)) == "For everyone."


def test_the_first_crisis_page_opens_with_the_own_country_and_lists_all_by_name() -> None:
    countries = {
        country.title: country
        for country in (
            a_country(title="Zambia", code="ZM"),
            a_country(title="Åland", code="AX"),
            a_country(title="Ireland", code="IE"),
            a_country(title="Côte d’Ivoire", code="CI"),
            a_country(title="Cuba", code="CU"),
            a_country(title="Austria", code="AT"),
        )
    }
    view = countries_view(countries.values(), "IE")
    assert view.own is not None
    assert view.own.country.title == "Ireland"
    assert [country.title for country in view.others] == [
        "Åland",
        "Austria",
        "Côte d’Ivoire",
        "Cuba",
        "Ireland",
        "Zambia",
    ]
    assert countries_view(countries.values(), "GB").own is None


def test_what_operators_told_is_shown_as_they_told_it_and_nothing_else() -> None:
    said = {"source": "https://line.example/faq", "date": "2026-05-01"}
    line = a_line(
        contacting={
            "asks_name": {"answer": "no", **said},
            "sends_help": {"answer": "only if", "words": "you ask them to", **said},
            "wait": {"words": "About ten minutes", **said},
            "recorded": {"answer": "not told", **said},
        }
    )
    assert [(told.question, told.answer, told.date) for told in on_contact.told(line)] == [
        ("Police or an ambulance without asking you?", "Only if you ask them to.", "1 May 2026"),
        ("Is it recorded?", "They did not tell us.", "1 May 2026"),
        ("Do they ask your name?", "No.", "1 May 2026"),
        ("The usual wait?", "About ten minutes.", "1 May 2026"),
    ]
    assert on_contact.told(a_line()) == []
    assert set(on_contact.QUESTIONS) == set(type(line.contacting).model_fields)


def test_the_list_of_countries_has_places_to_jump_to_that_leave_no_country_out() -> None:
    names = [f"{letter}{n:02}land" for letter in "ABCDE" for n in range(13)] + ["Åland"]
    view = countries_view(
        [a_country(title=name, code=f"Z{chr(65 + n % 26)}") for n, name in enumerate(names)], "XX"
    )
    assert list(view.stops) == ["A–B", "C–D", "E"]
    assert list(countries_view([a_country()], "XX").stops) == ["N"]
    assert countries_view([], "XX").stops == {}

"""The first crisis page: the own country, every country by name, and places to jump to."""

from __future__ import annotations

from site_config.views.countries import countries_view
from tests.harness.countries import a_country


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


def test_the_list_of_countries_has_places_to_jump_to_that_leave_no_country_out() -> None:
    names = [f"{letter}{n:02}land" for letter in "ABCDE" for n in range(13)] + ["Åland"]
    view = countries_view(
        [a_country(title=name, code=f"Z{chr(65 + n % 26)}") for n, name in enumerate(names)], "XX"
    )
    assert list(view.stops) == ["A–B", "C–D", "E"]
    assert list(countries_view([a_country()], "XX").stops) == ["N"]
    assert countries_view([], "XX").stops == {}

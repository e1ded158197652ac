"""The page about the data."""

from __future__ import annotations

from site_config import exports
from site_config.views import data_page
from tests.harness.countries import (
    HOME,
    OFFICIAL,
    TODAY,
    a_catalogue,
    a_country,
    a_line,
)


def test_the_page_of_the_data_tells_sizes_as_without_the_address_of_the_copy() -> None:
    catalogue = a_catalogue(a_country(*(a_line(id=f"zz-{n}", **OFFICIAL) for n in range(60))))
    views = [
        data_page.page(catalogue, home, exports.files(catalogue, TODAY, home)).view
        for home in ("", HOME, "http://127.0.0.1:8000/")
    ]
    assert views[0] == views[1] == views[2]

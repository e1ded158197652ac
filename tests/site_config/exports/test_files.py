"""Every file of the directory."""

from __future__ import annotations

from site_config import exports
from site_config.views import data_page
from site_config.views.card_page import pages
from tests.harness.countries import (
    HOME,
    TODAY,
    a_catalogue,
    a_country,
)


def test_an_empty_directory_and_one_without_lines_give_whole_files() -> None:
    for catalogue in (a_catalogue(), a_catalogue(a_country())):
        found = exports.files(catalogue, TODAY, HOME)
        assert sorted(found) == [
            f"crisis/data/{name}"
            for name in (
                "directory.txt",
                "emergency.csv",
                "lines.csv",
                "lines.jsonld",
                "schema.json",
                "services.json",
            )
        ]
        assert list(found)[-len(exports.DATA_FILES) :] == [
            f"{exports.DATA}{name}" for name in exports.DATA_FILES
        ]
        assert pages(catalogue, TODAY, HOME) == []
        assert data_page.page(catalogue, HOME, found).path == "crisis/data/index.md"

"""The language that pages and exports speak in these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from site_config.i18n import speaking


@pytest.fixture(autouse=True, scope="module")
def in_english() -> Iterator[None]:
    """A build says words in the language of its organisation; here it is English."""
    with speaking("en"):
        yield

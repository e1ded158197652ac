"""The directory as linked data, read by somebody else’s reader."""

from __future__ import annotations

import json
from typing import Any

from pyld import jsonld

from site_config.exports import identity
from site_config.exports.jsonld import linked_file
from tests.harness.countries import (
    CHECKED,
    HOME,
    TODAY,
    a_catalogue,
    a_country,
    a_line,
    hours,
)


def no_loading(url: str, options: Any) -> Any:
    raise AssertionError(f"a reader would have to fetch {url}")


def test_the_linked_data_is_read_without_fetching_anything() -> None:
    line = a_line(
        name='A "line"',
        hours=hours(("Mon", "20:00", "24:00")),
        sms={"number": "50808"},
        chat="https://example.org/chat",
        **CHECKED,
    )
    written = json.loads(linked_file(a_catalogue(a_country(line)), TODAY, HOME))
    flat = {
        node["@id"]: node
        for node in jsonld.flatten(written, options={"documentLoader": no_loading})
    }
    service = flat[f"urn:uuid:{identity.identity('zz-line')}"]
    assert service["@type"] == ["https://schema.org/Service"]
    assert service["https://schema.org/name"] == [{"@value": 'A "line"'}]
    assert service["https://help.example.org/crisis/data/#checked"] == [{"@value": "2026-11-30"}]
    dialled = [
        node["https://schema.org/telephone"][0]["@value"]
        for node in flat.values()
        if "https://schema.org/telephone" in node
    ]
    assert sorted(dialled) == ["116123", "50808"]

"""The built ``services.json`` against the compiled schemas of HSDS 3.0, in the folder that
HANDRAIL_HSDS_SCHEMAS names.

They are in the repository openreferral/specification, ``schema/compiled``. Without the variable
this file is not collected.
"""

from __future__ import annotations

import json
import os
import uuid
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest

from tests.built_site.conftest import SCHEMAS

FORMS = ("service_list.json", "service.json")


@pytest.fixture(scope="module")
def services(site: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        (site / "crisis/data/services.json").read_text(encoding="utf-8")
    )["contents"]
    return found


@pytest.fixture(scope="module", params=FORMS)
def validator(request: pytest.FixtureRequest) -> Any:
    schema = json.loads((Path(os.environ[SCHEMAS]) / request.param).read_text(encoding="utf-8"))
    found = jsonschema.validators.validator_for(schema, default=jsonschema.Draft202012Validator)
    return found(schema, format_checker=found.FORMAT_CHECKER)


def test_every_service_has_the_form_that_hsds_asks_for(
    validator: Any, services: list[dict[str, Any]]
) -> None:
    assert len(services) >= 405
    assert [
        (service["line"], error.json_path, error.message)
        for service in services
        for error in validator.iter_errors(service)
    ] == []


@pytest.mark.parametrize(
    "broken", [{"status": "open"}, {"id": "ie-samaritans"}, {"name": None}, {"minimum_age": "12"}]
)
def test_the_schemas_of_hsds_refuse_another_form(
    validator: Any, services: list[dict[str, Any]], broken: dict[str, Any]
) -> None:
    assert list(validator.iter_errors({**services[0], **broken})) != []


def test_every_field_is_one_of_hsds_or_one_that_our_profile_names(
    services: list[dict[str, Any]],
) -> None:
    """What the schema leaves open: it lets any key pass, and a mistyped one would be lost without a
    word.
    """
    schema = json.loads((Path(os.environ[SCHEMAS]) / "service.json").read_text(encoding="utf-8"))
    ours = {"line", "page", "sources", "contacting"}
    known = schema["properties"]
    strange: Counter[str] = Counter()
    for service in services:
        strange.update(key for key in service if key not in known and key not in ours)
        for part in ("phones", "schedules", "languages", "service_areas", "attributes"):
            strange.update(
                f"{part}/{key}"
                for item in service.get(part, [])
                for key in item
                if key not in known[part]["items"]["properties"]
            )
    assert strange == Counter()


def test_every_identifier_is_a_uuid_of_its_own_and_every_address_is_whole(
    services: list[dict[str, Any]],
) -> None:
    seen = Counter(service["id"] for service in services)
    for service in services:
        for part in ("phones", "schedules", "languages", "service_areas", "attributes"):
            seen.update(item["id"] for item in service.get(part, []))
        assert urlsplit(service.get("url", "https://example.org/")).netloc
    assert [name for name, count in seen.items() if count > 1] == []
    assert {uuid.UUID(name).version for name in seen} == {5}

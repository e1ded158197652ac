"""The JSON Schema of a country's file: what it takes, what it refuses, and that it tells the same
as the model.
"""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest
import yaml
from pydantic import ValidationError

from site_config.exports import json_schema
from site_config.model import Line
from site_config.model.line import WAYS
from tests.harness.countries import HOME
from tests.harness.paths import ROOT


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    found = json.loads(json_schema.schema_file(HOME))
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(
        found, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def front_matter(name: str) -> Any:
    """A country's front matter as JSON has it: days are words."""
    return json.loads(
        json.dumps(
            yaml.safe_load(
                (ROOT / f"content/crisis/{name}.md").read_text(encoding="utf-8").split("---")[1]
            ),
            default=str,
        )
    )


def test_every_shipped_country_has_the_form_that_the_schema_describes(
    validator: jsonschema.Draft202012Validator,
) -> None:
    names = sorted(path.stem for path in (ROOT / "content/crisis").glob("??.md"))
    assert len(names) > 170
    assert [
        (name, error.message)
        for name in names
        for error in validator.iter_errors(front_matter(name))
    ] == []


@pytest.mark.parametrize(
    "broken",
    [
        {"country": None},
        {"lines": [{"id": "ie-x"}]},
        {"emergency": []},
        {"emergency": [{"number": "112", "service": "lifeboat", "sources": []}]},
        {"colour": "red"},
        {"written": "yesterday"},
        {"kind": "group"},
        {"country": "ie"},
        {"emergency": [{"number": "one", "service": "all"}]},
    ],
)
def test_a_file_of_another_form_is_refused(
    validator: jsonschema.Draft202012Validator, broken: dict[str, Any]
) -> None:
    assert list(validator.iter_errors({**front_matter("ie"), **broken})) != []


@pytest.mark.parametrize(
    ("key", "good", "wrong"),
    [
        ("id", "ie-a1", "IE_a"),
        ("phone", "+3531800247247", "01800 247"),
        ("phone", None, "+0353180024"),
        ("short_code", "*4141", "1 800"),
        ("national_number", "116123", "116-123"),
        ("whatsapp", "+3531800247247", "3531800247247"),
        ("other_numbers", ["1 800 (x)"], ["by post"]),
        ("sms", {"number": "50 808"}, {"number": "HELLO to 50808"}),
        ("website", "https://example.org/a", "javascript:alert(1)"),
        ("chat", "http://example.org", "www.example.org"),
        ("languages", ["pt-BR"], ["English"]),
        ("hours", "24/7", "always"),
        (
            "hours",
            {"periods": [{"days": ["Mon"], "open": "09:00", "close": "24:00"}]},
            {"periods": [{"days": ["Mon"], "open": "9:00", "close": "24:00"}]},
        ),
        (
            "hours",
            {"periods": [{"days": ["Sun"], "open": "20:00", "close": "02:00"}]},
            {"periods": [{"days": ["Sun"], "open": "20:00", "close": "24:30"}]},
        ),
        (
            "sources",
            [{"title": "A list", "kind": "press", "date": "2026-11"}],
            [{"title": "A list", "kind": "press", "date": "last year"}],
        ),
    ],
)
def test_the_schema_knows_the_form_of_every_number_address_and_date(
    validator: jsonschema.Draft202012Validator, key: str, good: Any, wrong: Any
) -> None:
    """In the same way as the model: what one of them takes, the other takes."""
    entry = front_matter("ie")
    line = entry["lines"][0]
    for value, fits in ((good, True), (wrong, False)):
        changed = {**entry, "lines": [{**line, key: value}]}
        errors = list(validator.iter_errors(changed))
        assert (errors == []) is fits, errors or f"{value} was taken"
        assert (key in _refused({**line, key: value})) is not fits


def _refused(line: dict[str, Any]) -> set[str | int]:
    """The keys of a line that the model refuses by themselves."""
    try:
        Line.model_validate(line)
    except ValidationError as error:
        return {detail["loc"][0] for detail in error.errors() if detail["loc"]}
    return set()


def test_a_line_that_nobody_could_reach_has_not_the_form(
    validator: jsonschema.Draft202012Validator,
) -> None:
    entry = front_matter("ie")
    for line in entry["lines"]:
        for way in WAYS:
            line.pop(way, None)
    assert len(list(validator.iter_errors(entry))) == len(entry["lines"])


def test_no_description_is_wrapped_as_the_code_is() -> None:
    schema = json.loads(json_schema.schema_file(HOME))
    descriptions = [part["description"] for part in [schema, *schema["$defs"].values()]]
    assert descriptions
    assert [text for text in descriptions if re.search(r"(?<!\n)\n(?!\n)|  ", text)] == []
    # A paragraph stays one.
    assert any("\n\n" in text for text in descriptions)

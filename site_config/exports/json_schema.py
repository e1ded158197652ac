"""The form of a country's file as a JSON Schema, made from the model itself: for editors, and for
whoever writes such files.
"""

from __future__ import annotations

import json
from typing import Any

from site_config.exports.addresses import address_of
from site_config.model import Country

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_file(site_url: str) -> str:
    """What may stand in the front matter of ``content/crisis/<cc>.md``. ``scripts check`` asks for
    more: see docs/directory-data.md.
    """
    schema = {
        "$schema": DIALECT,
        "$id": f"{address_of(site_url)}crisis/data/schema.json",
        **_unwrapped(Country.model_json_schema()),
        "title": "A country of the crisis directory",
    }
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _unwrapped(schema: Any) -> Any:
    """The same schema, each paragraph of a description on one line.

    Descriptions are the model's docstrings: where these are wrapped is a matter of the code alone.
    """
    if isinstance(schema, list):
        return [_unwrapped(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _in_paragraphs(part)
        if key == "description" and isinstance(part, str)
        else _unwrapped(part)
        for key, part in schema.items()
    }


def _in_paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))

"""The form of a country's file as a JSON Schema, made from the model itself: for editors, and for
whoever writes such files.
"""

from __future__ import annotations

import json

from site_config.helplines.selection import address_of
from site_config.model import Country

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_file(site_url: str) -> str:
    """What may stand in the front matter of ``content/crisis/<cc>.md``. ``scripts check`` asks for
    more: see docs/directory-data.md.
    """
    schema = {
        "$schema": DIALECT,
        "$id": f"{address_of(site_url)}crisis/data/schema.json",
        **Country.model_json_schema(),
        "title": "A country of the crisis directory",
    }
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

"""Folders of content for the tests: what every valid copy needs, and files beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

# The least that a copy holds: an organisation, a first page, and the first crisis page.
MINIMAL_CONTENT = {
    "about/organisation.md": """---
kind: organisation
title: Who runs this site
description: The people behind this copy.
written: 2026-11-21
name: Test community
controller: A person
contact: ask@example.org
country: IE
reading_hours: Mondays
safeguarding_role: The welfare lead
exit_target: https://example.org/
languages: [en]
---
""",
    "index.md": "---\nkind: page\ntitle: Welcome\ndescription: Begin here.\nwritten: "
    "2026-11-21\nshape: home\n---\n",
    "crisis/index.md": "---\nkind: page\ntitle: Someone to talk to\ndescription: "
    "Lines.\nwritten: 2026-11-21\nshape: countries\n---\n",
}


def write(folder: Path, files: Mapping[str, str | bytes], *, bare: bool = False) -> None:
    """Writes files below a folder, each by its path, on top of the ground or without it."""
    for path, text in {**({} if bare else MINIMAL_CONTENT), **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text if isinstance(text, bytes) else text.encode())

"""Where a page stands on the site."""

from __future__ import annotations


def address_of(path: str) -> str:
    """The address below the site's root of a page by its path: ``crisis/ie/card/`` of
    ``crisis/ie/card.md``, ``coping/`` of ``coping/index.md``, an empty text for the first page.
    What is no page has its path as its address.
    """
    if not path.endswith(".md"):
        return path
    folder, _, name = path.removesuffix(".md").rpartition("/")
    parts = [folder] if name == "index" else [folder, name]
    return "".join(f"{part}/" for part in parts if part)

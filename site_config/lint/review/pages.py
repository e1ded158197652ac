"""What a person must do about pages before a copy goes public."""

from __future__ import annotations

import posixpath

from site_config.lint import drafts
from site_config.lint.review.review_item import ReviewItem
from site_config.model import Catalogue, Coping, Country, Entry

NOTES_ONLY = "rests on sources of which nobody read more than a note; read one, and say in seen how much of it"
UNREAD = "says that the evidence is strong, and nobody read one of its sources in full; read one, or say some"


def of_pages(catalogue: Catalogue) -> list[ReviewItem]:
    """Drafts that wait, pages that nobody outside the project reviewed, and statements that rest on
    less than they should.
    """
    found = [_draft(entry) for _, entry in sorted(catalogue.drafts.items())]
    found += _unreviewed([entry for entry in catalogue.entries() if not isinstance(entry, Country)])
    for entry in catalogue.entries():
        if entry.sources and all(source.seen == "note" for source in entry.sources):
            found.append(_due(entry, "sources", NOTES_ONLY))
        if (
            isinstance(entry, Coping)
            and entry.evidence == "strong"
            and not any(source.seen == "full" for source in entry.sources)
        ):
            found.append(_due(entry, "evidence", UNREAD))
    return found


def _draft(entry: Entry) -> ReviewItem:
    left = drafts.left(entry)
    return _due(
        entry,
        "draft",
        "is a draft that waits"
        + (f"; to fill in: {left}" if left else "; nothing is left to fill in"),
    )


def _unreviewed(entries: list[Entry]) -> list[ReviewItem]:
    """One row for each folder: a list of every page would hide the rest."""
    folders: dict[str, list[str]] = {}
    for entry in entries:
        if not entry.reviewed_by:
            folders.setdefault(posixpath.dirname(entry.path), []).append(
                posixpath.basename(entry.slug)
            )
    return [
        ReviewItem(
            f"{len(names)} {'page' if len(names) == 1 else 'pages'}",
            f"content/{folder}".rstrip("/"),
            f"nobody outside the project reviewed {'it' if len(names) == 1 else 'them'}: "
            f"{', '.join(names)}",
        )
        for folder, names in sorted(folders.items())
    ]


def _due(entry: Entry, key: str, why: str) -> ReviewItem:
    return ReviewItem(entry.slug, f"content/{entry.path}", why, entry.line_of(key))

"""Templates of the portal, as whoever changes one reads them."""

from __future__ import annotations

from tests.harness.paths import ROOT

TEMPLATES = sorted((ROOT / "portal").rglob("*.html"))
LONGEST_LINE = 120


def test_no_line_is_longer_than_120_columns() -> None:
    assert len(TEMPLATES) > 15
    assert [
        f"{path.relative_to(ROOT)}:{number}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LONGEST_LINE
    ] == []

"""A site with lines that nobody has: odd hours in far zones, checks of known days, an alert. Built
once, for what devices add.
"""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import Any

import yaml

from tests.harness.paths import ROOT
from tests.harness.project_copies import verb

BUILT_ON = "2026-11-24"
EVERY_DAY = "Mon Tue Wed Thu Fri Sat Sun"
PARTS = (
    "content",
    "site_config",
    "scripts",
    "portal",
    "mkdocs.yml",
    "pyproject.toml",
    "requirements.txt",
    "README.md",
)
HOURS: dict[str, Any] = {
    "day": (
        "By day",
        "Europe/Dublin",
        [("Mon Tue Wed Thu Fri", "09:00", "17:00"), ("Sat", "10:00", "14:00")],
    ),
    "night": ("By night", "Europe/Dublin", [(EVERY_DAY, "22:00", "02:30")]),
    "once": ("Once a week", "Europe/Dublin", [("Tue", "10:00", "11:00")]),
    "dawn": ("At dawn", "Europe/Dublin", [("Sun", "01:30", "05:00")]),
    "weekend": (
        "At the weekend",
        "Europe/Dublin",
        [("Fri", "18:00", "24:00"), ("Sat Sun", "00:00", "24:00")],
    ),
    "newyork": (
        "In New York",
        "America/New_York",
        [("Mon Tue Wed Thu Fri", "10:00", "22:00"), ("Sun", "01:15", "05:00")],
    ),
    "kathmandu": ("In Kathmandu", "Asia/Kathmandu", [(EVERY_DAY, "09:00", "17:00")]),
    "apia": ("In Apia", "Pacific/Apia", [(EVERY_DAY, "08:00", "12:00")]),
    "whose": ("Whose clock", None, [("Mon", "09:00", "17:00")]),
}
CHECKED = {"old": datetime.date(2026, 11, 10), "fresh": datetime.date(2026, 11, 20)}
ALERT = {
    "line": "is-plain",
    "text": "No calls this week. Please write.",
    "from": datetime.date(2026, 11, 20),
    "until": datetime.date(2026, 12, 1),
}


def build(folder: Path) -> Path:
    """A copy of the project with Ireland, Iceland and Andorra of our own making, built as on a day;
    the built site.
    """
    project = folder / "project"
    project.mkdir()
    for name in PARTS:
        part = ROOT / name
        if part.is_dir():
            shutil.copytree(part, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(part, project / name)
    _write(
        project,
        "ie",
        "Ireland",
        [
            _line("ie-always", "Always open", hours="24/7"),
            *(_timed("ie", key) for key in HOURS),
            _line("ie-unknown", "Hours unknown"),
            {**_timed("ie", "day"), "id": "ie-medium", "confidence": "medium"},
        ],
    )
    # No line here is open day and night.
    _write(project, "ad", "Andorra", [_timed("ad", "day"), _timed("ad", "night")])
    _write(
        project,
        "is",
        "Iceland",
        [
            *(
                _line(
                    f"is-{key}",
                    f"Checked, {key}",
                    hours="24/7",
                    checked={"date": day, "how": "call", "role": "volunteer"},
                )
                for key, day in CHECKED.items()
            ),
            _line("is-plain", "Never checked", hours="24/7"),
        ],
    )
    (project / "content/crisis/alerts.yml").write_text(yaml.safe_dump([ALERT]), encoding="utf-8")
    done = verb(project, "build", "--into", str(folder / "site"), "--today", BUILT_ON)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def _line(name: str, words: str, **keys: Any) -> dict[str, Any]:
    return {
        "id": name,
        "name": words,
        "display": "116 123",
        "short_code": "116123",
        "audience": ["everyone"],
        "confidence": "high",
        "compiled": datetime.date(2026, 11, 1),
        "sources": [{"url": "https://line.example/", "kind": "official", "date": "2026"}],
        **keys,
    }


def _timed(country: str, key: str) -> dict[str, Any]:
    words, zone, periods = HOURS[key]
    spans = [
        {"days": days.split(), "open": opens, "close": closes} for days, opens, closes in periods
    ]
    return _line(
        f"{country}-{key}", words, hours={"periods": spans, **({"timezone": zone} if zone else {})}
    )


def _write(project: Path, code: str, title: str, lines: list[dict[str, Any]]) -> None:
    entry = {
        "kind": "country",
        "title": title,
        "country": code.upper(),
        "written": datetime.date(2026, 11, 21),
        "lines": lines,
        "emergency": [
            {"number": "112", "service": "all", "sources": [{"title": "A list", "date": "undated"}]}
        ],
    }

    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    (project / f"content/crisis/{code}.md").write_text(
        f"---\n{yaml.dump(entry, Dumper=Plain, sort_keys=False)}---\n", encoding="utf-8"
    )

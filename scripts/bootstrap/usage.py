"""The table of verbs: what each does, in one line. Read before an environment stands."""

from __future__ import annotations

VERBS = {
    "serve": "build the site and serve it at http://127.0.0.1:8000",
    "test": "run every test (arguments go to pytest)",
    "build": "build the site into site/",
    "check": "check the content: check [PATH ...] [--changed] [--watch] [--format "
    "text|github|json] [--stale] [--release]",
    "checked": "record that a person checked a helpline: checked LINE-ID --how page|call --role "
    '"volunteer"',
    "portal": "the portal: portal add-facilitator NAME, remove-facilitator, reset, readers, purge",
    "new": 'begin a page: new KIND "Title", or new alone, which asks',
    "published": "write down the addresses of today, so that none of them is ever lost",
    "bench": "measure sizes, the build and the portal against the budgets",
}


def usage() -> str:
    """What is printed when somebody asks how the verbs are called."""
    lines = ["python3 -m scripts <verb>", ""]
    lines += [f"  {verb:9} {words}" for verb, words in VERBS.items()]
    return "\n".join(lines)


def unknown(verb: str) -> str:
    """What is said of a verb that there is not."""
    return f"There is no verb {verb!r}.\n\n{usage()}"

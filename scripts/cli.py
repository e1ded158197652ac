"""Runs a verb inside the project's environment: ``python -m scripts.cli VERB``. People type
``python3 -m scripts VERB``.
"""

from __future__ import annotations

import importlib
import sys

from scripts.bootstrap.console import Failure, complain, say

# A verb is the module of its name, but for these.
MODULES = {"checked": "verify", "published": "url_registry"}


def main(arguments: list[str]) -> int:
    """Runs one verb and gives its exit status."""
    verb, rest = arguments[0], arguments[1:]
    try:
        status = importlib.import_module(f"scripts.verbs.{MODULES.get(verb, verb)}").main(rest)
    except Failure as failure:
        complain(str(failure))
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
        return 130
    return int(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

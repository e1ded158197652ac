"""The verbs. Standard library only, and readable by old versions of Python, until the project's own
environment stands.
"""

import os
import sys

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


def usage():
    lines = ["python3 -m scripts <verb>", ""]
    lines += ["  {:9} {}".format(verb, words) for verb, words in VERBS.items()]
    return "\n".join(lines)


def main(arguments):
    """Runs one verb and gives its exit status: 0 done, 1 something is to be mended, 2 the call
    itself was wrong.
    """
    if sys.version_info < (3, 11):
        version = ".".join(map(str, sys.version_info[:3]))
        sys.stderr.write(
            "Handrail needs Python 3.11 or newer, and this is " + version + ".\n"
            "  Install a newer one (on Debian: apt install python3) and run it with that.\n"
        )
        return 2
    from scripts.bootstrap import environment
    from scripts.bootstrap.console import Failure, complain, say

    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        say(usage())
        return 0
    verb, rest = arguments[0], arguments[1:]
    if verb not in VERBS:
        complain("There is no verb {!r}.\n\n{}".format(verb, usage()))
        return 2
    try:
        if verb == "serve":
            from scripts.bootstrap import ports

            ports.check_free(os.environ)
        return environment.run(verb, rest)
    except Failure as failure:
        complain(str(failure))
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

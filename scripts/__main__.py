"""The verbs, from a bare checkout: ``python3 -m scripts VERB``. This file is readable by old
versions of Python, which are told that they are too old.
"""

import os
import sys


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
    from scripts.bootstrap.usage import VERBS, unknown, usage

    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        say(usage())
        return 0
    verb, rest = arguments[0], arguments[1:]
    if verb not in VERBS:
        complain(unknown(verb))
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

"""The verbs as one Click group, once the project's environment stands: ``handrail VERB``, or
``python -m scripts.cli VERB``. People type ``python3 -m scripts VERB``.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from scripts.bootstrap.console import Failure, complain, say
from scripts.bootstrap.usage import VERBS, unknown, usage

PROGRAM = "python3 -m scripts"
# A verb is the module of its name, but for these.
MODULES = {"checked": "verify", "published": "url_registry"}


class Verbs(click.Group):
    """Loads the module of a verb when the verb is run, so that none pays for the imports of
    another. What a person can put right is said in one sentence, with exit status 1.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"scripts.verbs.{MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in VERBS:
            complain(unknown(args[0]))
            ctx.exit(2)
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        return usage()

    def invoke(self, ctx: click.Context) -> Any:
        try:
            status = super().invoke(ctx)
        except Failure as failure:
            complain(str(failure))
            status = 1
        except KeyboardInterrupt:
            say("Stopped.")
            status = 130
        ctx.exit(status or 0)


handrail = Verbs("handrail", context_settings={"help_option_names": ["-h", "--help"]})


def main(arguments: list[str] | None = None) -> None:
    """Runs one verb and ends the process with its exit status: 0 done, 1 something is to be
    mended, 2 the call itself was wrong.
    """
    words = sys.argv[1:] if arguments is None else arguments
    if not words:
        say(usage())
        return
    # A title may hold a star or a percent sign: nothing is read as a pattern, on Windows neither.
    handrail.main(words, prog_name=PROGRAM, windows_expand_args=False)


if __name__ == "__main__":
    main()

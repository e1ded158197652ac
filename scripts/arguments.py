"""What several verbs take on their command line: a day, and words that are passed on unread."""

from __future__ import annotations

import datetime

import click

from scripts.bootstrap.console import Failure


def day_of(text: str | None) -> datetime.date:
    """The day that was typed, such as 2026-11-24; today, on this machine's clock, if nothing was.
    Raises ``Failure``.
    """
    try:
        return (
            datetime.date.fromisoformat(text)
            if text
            else datetime.datetime.now().astimezone().date()
        )
    except ValueError:
        raise Failure(f"{text} is not a day.", "Write it as 2026-11-24.") from None


class Forwarding(click.Command):
    """A command whose words all go to another program, ``--help`` and ``--`` among them. Its
    function takes them as ``arguments``, a list.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.params["arguments"] = list(args)
        return []

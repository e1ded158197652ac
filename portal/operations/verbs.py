"""The command line of the portal: ``python3 -m scripts portal VERB``.

Each verb opens the database of the copy that the environment names. None needs a built site.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec

import click

from portal.config import Config, ConfigError
from portal.crypto import Pair
from portal.site import AppContext, start_error
from portal.staff import accounts
from portal.staff.accounts import NewAccount, Refused
from portal.storage import circles, submissions
from portal.storage.engine import Unavailable
from portal.storage.migrate import WrongSecret
from site_config.i18n import speaking

Options = ParamSpec("Options")
# The language of whoever runs a copy; pages have their own.
ENGLISH = "en"
ONCE = "Shown once, stored nowhere. Write it on paper:"


class CannotOpen(click.ClickException):
    """A copy that cannot do its work: with status 2, as of the server that refuses to start."""

    exit_code = 2


@click.group("portal")
def portal() -> None:
    """Who may read what people send through the portal, and how long it is kept."""


def _with_context(
    verb: Callable[Concatenate[AppContext, Options], None],
) -> Callable[Options, None]:
    """Gives a verb the context of the copy; what keeps it from its work is one sentence."""

    @functools.wraps(verb)
    def opened(*arguments: Options.args, **options: Options.kwargs) -> None:
        try:
            config = Config.from_env(os.environ, Path.cwd())
        except ConfigError as error:
            raise CannotOpen(str(error)) from error
        try:
            context = AppContext.made(config)
            try:
                with speaking(ENGLISH):
                    verb(context, *arguments, **options)
            finally:
                context.store.close()
        except Refused as error:
            raise click.ClickException(str(error)) from None
        except (ConfigError, Unavailable, WrongSecret) as error:
            raise CannotOpen(start_error(error, config)) from error

    return opened


def passphrase_notice(admitted: NewAccount) -> str:
    """A facilitator's passphrase, said once."""
    return f"{admitted.name} may read now. {ONCE}\n\n    {admitted.passphrase}\n"


@portal.command("add-facilitator")
@click.argument("name")
@click.option(
    "--by",
    help="A reader who is there already and lets the new one in; asked for if it is left out.",
)
@_with_context
def add_facilitator(context: AppContext, name: str, by: str | None) -> None:
    """Adds a reader and shows the passphrase, once."""
    circle_keys = _circle_keys(context, by) if circles.all_facilitators(context.store) else None
    click.echo(passphrase_notice(accounts.add(context, name, circle_keys)))


@portal.command("remove-facilitator")
@click.argument("name")
@click.option("--by", help="A reader who stays; asked for if it is left out.")
@click.option(
    "--last",
    is_flag=True,
    help="Take out the only reader: the forms close, and what is stored can be opened with codes "
    "alone.",
)
@_with_context
def remove_facilitator(context: AppContext, name: str, by: str | None, *, last: bool) -> None:
    """Takes a reader out and seals what is stored to a new key. May be stopped and run again."""
    if circles.facilitator_by_name(
        context.store, " ".join(name.split())
    ) is None and circles.reseal_pending(context.store):
        moved = circles.reseal(context.store, _circle_keys(context, by))
        click.echo(f"What was stopped is finished: {moved} envelopes were sealed to the new key.")
        return
    facilitator = accounts.existing(context, name)
    alone = [found.name for found in circles.all_facilitators(context.store)] == [facilitator.name]
    if alone and not last:
        raise Refused(f"{facilitator.name} is the only reader. Add another first, or say --last.")
    circle_keys = None if alone else _circle_keys(context, by, but=facilitator.name)
    moved = accounts.remove(context, name, circle_keys)
    click.echo(
        f"{facilitator.name} may not read any more. {moved} envelopes were sealed to the new key."
    )
    click.echo("What they have read or copied stays with them.")


@portal.command("reset")
@click.argument("name")
@click.option("--by", help="Another reader; asked for if it is left out.")
@click.option(
    "--nobody-else",
    is_flag=True,
    help="Nobody else holds the key: begin a new one. Old words then open with codes alone.",
)
@_with_context
def reset(context: AppContext, name: str, by: str | None, *, nobody_else: bool) -> None:
    """Gives a reader who lost the passphrase a new one, shown once, and ends their sessions."""
    facilitator = accounts.existing(context, name)
    others = [
        found.name
        for found in circles.all_facilitators(context.store)
        if found.name != facilitator.name
    ]
    if not others and not nobody_else:
        raise Refused(
            f"{facilitator.name} is the only reader: without the old words, no reader can open "
            f"what is stored. "
            "Say --nobody-else to begin anew all the same."
        )
    circle_keys = None if nobody_else else _circle_keys(context, by, but=facilitator.name)
    click.echo(passphrase_notice(accounts.reset(context, name, circle_keys)))


@portal.command("readers")
@_with_context
def readers(context: AppContext) -> None:
    """Lists who may read."""
    found = circles.all_facilitators(context.store)
    click.echo(
        "\n".join(facilitator.name for facilitator in found)
        or "Nobody may read yet; the forms stand closed."
    )


@portal.command("purge")
@_with_context
def purge(context: AppContext) -> None:
    """Deletes everything whose time is over. The server does the same by itself every quarter of an
    hour.
    """
    gone = submissions.purge(context.store)
    click.echo(
        f"Deleted: {gone.submissions} records, {gone.sessions} sessions, {gone.counters} counters."
    )


def _circle_keys(context: AppContext, by: str | None, but: str = "") -> dict[int, Pair]:
    """The circle keys of a facilitator who is here and vouches."""
    name = " ".join((by or click.prompt("Name of a reader who is here")).split())
    if name == but:
        raise Refused("It must be another reader.")
    facilitator, pair = accounts.unlocked(
        context, name, click.prompt(f"The six words of {name}", hide_input=True)
    )
    return circles.circle_keys(context.store, facilitator.id, pair)

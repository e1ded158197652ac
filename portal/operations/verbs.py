"""Verbs of the portal: ``python3 -m scripts portal <verb>``, which is ``flask --app portal
<verb>``.
"""

from __future__ import annotations

import click
from flask import Flask

from portal.crypto import Pair
from portal.site import AppContext, current_site
from portal.staff import accounts
from portal.staff.accounts import NewAccount, Refused
from portal.storage import circles, submissions

ONCE = "Shown once, stored nowhere. Write it on paper:"


def register(app: Flask) -> None:
    """Gives an application its verbs."""
    for verb in (add_facilitator, remove_facilitator, reset, readers, purge):
        app.cli.add_command(verb)


def passphrase_notice(admitted: NewAccount) -> str:
    """A reader's passphrase, said once."""
    return f"{admitted.name} may read now. {ONCE}\n\n    {admitted.passphrase}\n"


@click.command("add-facilitator")
@click.argument("name")
@click.option(
    "--by",
    help="A reader who is there already and lets the new one in; asked for if it is left out.",
)
def add_facilitator(name: str, by: str | None) -> None:
    """Adds a reader and shows the passphrase, once."""
    context = current_site().context
    with _kindly():
        held = _held(context, by) if circles.all_facilitators(context.store) else None
        click.echo(passphrase_notice(accounts.add(context, name, held)))


@click.command("remove-facilitator")
@click.argument("name")
@click.option("--by", help="A reader who stays; asked for if it is left out.")
@click.option(
    "--last",
    is_flag=True,
    help="Take out the only reader: the forms close, and what is stored can be opened with codes "
    "alone.",
)
def remove_facilitator(name: str, by: str | None, *, last: bool) -> None:
    """Takes a reader out and seals what is stored to a new key. May be stopped and run again."""
    context = current_site().context
    with _kindly():
        if circles.facilitator_by_name(
            context.store, " ".join(name.split())
        ) is None and circles.reseal_pending(context.store):
            moved = circles.reseal(context.store, _held(context, by))
            click.echo(
                f"What was stopped is finished: {moved} envelopes were sealed to the new key."
            )
            return
        reader = accounts.existing(context, name)
        alone = [found.name for found in circles.all_facilitators(context.store)] == [reader.name]
        if alone and not last:
            raise Refused(f"{reader.name} is the only reader. Add another first, or say --last.")
        held = None if alone else _held(context, by, but=reader.name)
        moved = accounts.remove(context, name, held)
        click.echo(
            f"{reader.name} may not read any more. {moved} envelopes were sealed to the new key."
        )
        click.echo("What they have read or copied stays with them.")


@click.command("reset")
@click.argument("name")
@click.option("--by", help="Another reader; asked for if it is left out.")
@click.option(
    "--nobody-else",
    is_flag=True,
    help="Nobody else holds the key: begin a new one. Old words then open with codes alone.",
)
def reset(name: str, by: str | None, *, nobody_else: bool) -> None:
    """Gives a reader who lost the passphrase a new one, shown once, and ends their sessions."""
    context = current_site().context
    with _kindly():
        reader = accounts.existing(context, name)
        others = [
            found.name
            for found in circles.all_facilitators(context.store)
            if found.name != reader.name
        ]
        if not others and not nobody_else:
            raise Refused(
                f"{reader.name} is the only reader: without the old words, no reader can open "
                f"what is stored. "
                "Say --nobody-else to begin anew all the same."
            )
        held = None if nobody_else else _held(context, by, but=reader.name)
        click.echo(passphrase_notice(accounts.reset(context, name, held)))


@click.command("readers")
def readers() -> None:
    """Lists who may read."""
    found = circles.all_facilitators(current_site().context.store)
    click.echo(
        "\n".join(reader.name for reader in found) or "Nobody may read yet; the forms stand closed."
    )


@click.command("purge")
def purge() -> None:
    """Deletes everything whose time is over. The server does the same by itself every quarter of an
    hour.
    """
    gone = submissions.purge(current_site().context.store)
    click.echo(
        f"Deleted: {gone.records} records, {gone.sessions} sessions, {gone.counters} counters."
    )


def _held(context: AppContext, by: str | None, but: str = "") -> dict[int, Pair]:
    """The circle keys of a reader who is here and vouches."""
    name = " ".join((by or click.prompt("Name of a reader who is here")).split())
    if name == but:
        raise Refused("It must be another reader.")
    reader, pair = accounts.unlocked(
        context, name, click.prompt(f"The six words of {name}", hide_input=True)
    )
    return circles.circle_keys(context.store, reader.id, pair)


class _kindly:
    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Refused):
            raise click.ClickException(str(error)) from None

"""``serve``: builds the site where it is not current, and serves it and the portal in one process."""

from __future__ import annotations

import dataclasses
import os
import signal
import sys
from typing import NoReturn

import click

from portal import app as portal_app
from portal.config import Config, ConfigError
from portal.layout import NoLayout
from portal.operations import demo, verbs
from portal.server import serve
from portal.site import AppContext
from portal.staff import accounts
from portal.storage.engine import Unavailable
from portal.storage.migrate import WrongSecret
from scripts.bootstrap.console import Failure, say
from scripts.bootstrap.environment import ROOT
from scripts.verbs import build


@click.command("serve")
@click.option(
    "--demo", "invented", is_flag=True, help="with invented people, in a database of its own"
)
def command(*, invented: bool) -> None:
    """Build the site and serve it with its portal, until it is stopped."""
    try:
        # What is served is what is built here, whatever HANDRAIL_SITE_DIR says: that one is for
        # python -m portal.
        config = dataclasses.replace(Config.from_env(os.environ, ROOT), site_dir=build.SITE)
    except ConfigError as error:
        raise Failure(str(error), "docs/settings.md explains every setting.") from error
    if not build.is_current():
        build.build()
    signal.signal(signal.SIGTERM, _stop)
    try:
        if invented:
            config = _demo(config)
        context = AppContext.made(config)
        _tell(config, context, invented=invented)
        serve(config, context, demo=invented)
    except (ConfigError, NoLayout) as error:
        raise Failure(str(error), "Put it right and run the same command again.") from error
    except Unavailable as error:
        raise Failure(
            f"The database cannot be used ({error}).",
            f"Look at the rights and the room of {config.data_dir}, or at HANDRAIL_DATABASE_URL.",
        ) from error
    except WrongSecret as error:
        raise Failure(
            f"{config.secret_file} is not the secret that this database was begun with.",
            "Put the right file back: without it no code finds anything.",
        ) from error


def _demo(config: Config) -> Config:
    if not config.is_local:
        raise Failure(
            "The demonstration runs on this machine alone.",
            "Take HANDRAIL_HOST, HANDRAIL_SITE_URL and HANDRAIL_TRUSTED_HOSTS away.",
        )
    demo.clear(config)
    return demo.settings(config)


def _tell(config: Config, context: AppContext, *, invented: bool) -> None:
    """Says where the copy is, and what is shown once: the first reader's passphrase, or the people
    of a demonstration.
    """
    if invented:
        shown = demo.fill(portal_app.open_site(config, context, ""))
        say("Everyone here is invented. Readers log in at /portal/care/:")
        for facilitator in shown.facilitators:
            say(f"    {facilitator.name}: {facilitator.passphrase}")
        say("Six words for /portal/code:")
        for name, code in shown.codes.items():
            say(f"    {name}: {code}")
    else:
        admitted = accounts.ensure_first(context)
        if admitted:
            say(
                f"The first reader may log in at /portal/care/ with the name {admitted.name}. "
                f"{verbs.ONCE}\n\n    {admitted.passphrase}\n"
            )
    shown_host = f"[{config.host}]" if ":" in config.host else config.host
    say(f"Handrail is at http://{shown_host}:{config.port}  (Ctrl-C stops it)")


def _stop(number: int, frame: object) -> NoReturn:
    sys.exit(0)

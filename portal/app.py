"""The portal: what one server process does besides files. Join a group, leave a note, come back
with six words; and the readers' room.
"""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask, Response
from flask.cli import NoAppException

from portal import crypto, errors, exit, health, layout, rendering
from portal.config import Config, ConfigError
from portal.domain import seats as rules
from portal.forms.base import FormRequest
from portal.mypage import views as mypage
from portal.notes import views as notes
from portal.operations import verbs
from portal.security import sessions
from portal.signup import views as signup
from portal.site import EXTENSION, AppContext, SiteContext
from portal.staff import login, record, today
from portal.storage import groups
from portal.storage.engine import Unavailable
from portal.storage.migrate import WrongSecret
from site_config.lint.run import run_all
from site_config.model import errors as stopping
from site_config.model import load

CSRF_SECONDS = 6 * 3600
LARGEST_BODY = 256 * 1024


class BrokenContent(Exception):
    """The content has a mistake that stops build and portal alike, said by file and line."""


def create_app(
    config: Config | None = None, context: AppContext | None = None, *, demo: bool = False
) -> Flask:
    """The Flask application behind the static files. Without settings: those of the environment,
    for ``flask --app portal``.

    Raises ``layout.NoLayout``, ``BrokenContent``, and what ``Parts.made`` raises: a copy that
    cannot do its work does not start.
    """
    if config is None:
        return _for_flask()
    app = Flask("portal", static_folder=None, template_folder="templates")
    app.request_class = FormRequest
    around = layout.read(config.site_dir)
    context = context or AppContext.made(config)
    site = app.extensions[EXTENSION] = open_site(config, context)
    app.config.update(
        sessions.cookies(config),
        SECRET_KEY=crypto.derive(context.secret, "cookies"),
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        WTF_CSRF_TIME_LIMIT=CSRF_SECONDS,
        WTF_CSRF_SSL_STRICT=False,
        DEMO=demo,
    )
    rendering.prepare(app, around, site.organisation.languages[0])
    errors.register(app)
    for blueprint in (
        signup.blueprint,
        notes.blueprint,
        mypage.blueprint,
        login.blueprint,
        today.blueprint,
        record.blueprint,
        exit.blueprint,
        health.blueprint,
    ):
        app.register_blueprint(blueprint)
    _answer_what_no_file_answers(app, config)
    verbs.register(app)
    return app


def _for_flask() -> Flask:
    """The application for the command line: what keeps it from starting is one sentence there, too."""
    try:
        return create_app(Config.from_env(os.environ, Path.cwd()))
    except (ConfigError, layout.NoLayout, BrokenContent, Unavailable, WrongSecret) as error:
        raise NoAppException(f"{type(error).__name__}: {error}") from error


def open_site(config: Config, context: AppContext) -> SiteContext:
    """What an application speaks of: the content as it stands now, each group of which has its
    places. Raises ``BrokenContent``.
    """
    catalogue, problems = load(config.content_dir)
    stop = stopping(problems + run_all(catalogue, problems))
    if stop or catalogue.organisation is None:
        raise BrokenContent(
            "\n".join(["The content has something to mend:", *(f"  {problem}" for problem in stop)])
        )
    groups.sync_capacities(
        context.store,
        {
            slug.removeprefix("groups/"): rules.open_capacity(group.signup, group.capacity)
            for slug, group in catalogue.groups.items()
        },
    )
    return SiteContext(context, catalogue, catalogue.organisation)


def _answer_what_no_file_answers(app: Flask, config: Config) -> None:
    missing = (config.site_dir / "404.html").read_bytes()

    def not_found(path: str = "") -> Response:
        return Response(
            missing,
            status=404,
            content_type="text/html; charset=utf-8",
            headers={"Cache-Control": "no-store"},
        )

    app.add_url_rule("/", "root", not_found, methods=["GET"], provide_automatic_options=False)
    app.add_url_rule(
        "/<path:path>", "any", not_found, methods=["GET"], provide_automatic_options=False
    )
    app.register_error_handler(404, lambda error: not_found())

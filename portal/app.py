"""The portal: what one server process does besides files. Join a group, leave a note, come back
with six words; and the readers' room.
"""

from __future__ import annotations

import functools

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import MethodNotAllowed

from portal import crypto, errors, exit, health, layout, rendering
from portal.config import Config
from portal.forms.fields import FormRequest
from portal.mypage import views as mypage
from portal.notes import views as notes
from portal.security import origin, sessions
from portal.signup import views as signup
from portal.site import EXTENSION, AppContext, SiteContext
from portal.staff import login, record, today
from portal.storage import groups
from site_config.i18n import _, set_language
from site_config.model import manifest

CSRF_SECONDS = 6 * 3600
LARGEST_BODY = 256 * 1024


def create_app(config: Config, context: AppContext, *, demo: bool = False) -> Flask:
    """The Flask application behind the static files of one build.

    Without a manifest that belongs to the build, every address of a form says that it is closed;
    Exit and health still answer. Raises ``layout.NoLayout``, ``Unavailable``.
    """
    app = Flask("portal", static_folder=None, template_folder="templates")
    app.request_class = FormRequest
    around = layout.read(config.site_dir)
    site = app.extensions[EXTENSION] = open_site(config, context, around.exit_target)
    app.config.update(
        sessions.cookies(config),
        SECRET_KEY=crypto.derive(context.secret, "cookies"),
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        WTF_CSRF_TIME_LIMIT=CSRF_SECONDS,
        WTF_CSRF_SSL_STRICT=False,
        DEMO=demo,
    )
    rendering.prepare(app, around)
    errors.register(app)
    # Before anything is read of what was sent.
    app.before_request_funcs.setdefault(None, []).insert(0, origin.refuse_foreign_forms)
    if site.manifest_error:
        app.before_request_funcs.setdefault(None, []).insert(0, _say_that_forms_are_closed)
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
    # First of all: whatever else looks at a request may have something to say.
    speak = functools.partial(set_language, site.organisation.language)
    app.before_request_funcs.setdefault(None, []).insert(0, speak)
    return app


def open_site(config: Config, context: AppContext, exit_target: str) -> SiteContext:
    """What an application knows of the build that lies in the folder of the site; each group of it
    has its row in the database from now on, unless a newer build was there before.

    ``exit_target`` is where Exit leads when there is no manifest to say it. Raises ``Unavailable``.
    """
    try:
        found = manifest.read(config.site_dir)
    except manifest.ManifestError as error:
        return SiteContext.without_manifest(context, exit_target, str(error))
    site = SiteContext.of(context, found)
    groups.sync_capacities(context.store, site.capacities, found.built_at)
    return site


def _say_that_forms_are_closed() -> Response | None:
    """503 for every address of the portal that needs the manifest, with what was typed."""
    still_work = {exit.blueprint.name, health.blueprint.name}
    if (
        not f"{request.path}/".startswith("/portal/")
        or request.blueprint in still_work
        or isinstance(request.routing_exception, MethodNotAllowed)
    ):
        return None
    title, line = (
        _("The forms are closed"),
        _(
            "The forms on this site cannot be used at this moment. Nothing was sent. The pages are "
            "there to read."
        ),
    )
    body = render_template("forms_closed.html", title=title, line=line, kept=errors.typed_words())
    return make_response(body, 503)


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

"""Exit, and the address by which a machine learns whether this copy is well."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect

from portal.security import sessions
from portal.site import current_site
from portal.storage import circles
from portal.storage.engine import Unavailable

blueprint = Blueprint("ways_out", __name__, url_prefix="/portal")


@blueprint.get("/exit")
def leave() -> Response:
    """Ends the session, takes every cookie away, and leads to the plain site. ``cache`` is not
    named: it stops Chromium for seconds.
    """
    response = make_response(redirect(current_site().organisation.exit_target, 303))
    response.headers["Clear-Site-Data"] = '"cookies"'
    try:
        return sessions.log_out(response, wholly=True)
    except Unavailable:
        # Leaving must work whatever is broken; the cookies are gone with this answer.
        return response


@blueprint.get("/health")
def health() -> Response:
    """One word: whether the database answers and the forms are open. 503 with the word for what is
    wrong: ``database``, or ``manifest`` (of the build).
    """
    try:
        circles.current(current_site().context.store)
    except Unavailable:
        return Response("database\n", 503, content_type="text/plain; charset=utf-8")
    if current_site().manifest_error:
        return Response("manifest\n", 503, content_type="text/plain; charset=utf-8")
    return Response("ok\n", content_type="text/plain; charset=utf-8")

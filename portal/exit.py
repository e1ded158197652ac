"""Exit: ends the session, removes every cookie, and leads to the plain site."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect

from portal.security import sessions
from portal.site import current_site
from portal.storage.engine import Unavailable

blueprint = Blueprint("exit", __name__, url_prefix="/portal")


@blueprint.get("/exit")
def leave() -> Response:
    """Redirects to the plain site without a cookie left. ``Clear-Site-Data`` does not name
    ``cache``, which stops Chromium for seconds.
    """
    response = make_response(redirect(current_site().organisation.exit_target, 303))
    response.headers["Clear-Site-Data"] = '"cookies"'
    try:
        return sessions.log_out(response, wholly=True)
    except Unavailable:
        # Leaving must work whatever is broken; the cookies are gone with this answer.
        return response

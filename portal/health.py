"""Health: the address by which a machine learns whether this copy works."""

from __future__ import annotations

from flask import Blueprint, Response

from portal.site import current_site
from portal.storage import circles
from portal.storage.engine import Unavailable

blueprint = Blueprint("health", __name__, url_prefix="/portal")


@blueprint.get("/health")
def show() -> Response:
    """One word: ``ok``, or with 503 the word for what is wrong: ``database`` where it does not
    answer, ``manifest`` where the build's cannot be used, so that the forms are closed.
    """
    try:
        circles.current(current_site().context.store)
    except Unavailable:
        return Response("database\n", 503, content_type="text/plain; charset=utf-8")
    if current_site().manifest_error:
        return Response("manifest\n", 503, content_type="text/plain; charset=utf-8")
    return Response("ok\n", content_type="text/plain; charset=utf-8")

"""Health: the address by which a machine learns whether this copy works."""

from __future__ import annotations

from flask import Blueprint, Response

from portal.site import current_site
from portal.storage import circles
from portal.storage.engine import Unavailable

blueprint = Blueprint("health", __name__, url_prefix="/portal")


@blueprint.get("/health")
def show() -> Response:
    """One word: ``ok``, or ``database`` with 503 if the database does not answer."""
    try:
        circles.current(current_site().context.store)
    except Unavailable:
        return Response("database\n", 503, content_type="text/plain; charset=utf-8")
    return Response("ok\n", content_type="text/plain; charset=utf-8")

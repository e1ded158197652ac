"""Rendering: a template inside the site's own layout, in the language of the site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from flask import Flask, Response, current_app, make_response, render_template

from portal.layout import Layout
from portal.site import current_site
from site_config.i18n import _, day

UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069]")


def prepare(app: Flask, layout: Layout) -> None:
    """Gives the templates of an application the layout, translation and filters."""
    app.jinja_env.globals.update(_=_, layout=layout)
    app.jinja_env.filters.update(typed=typed, day=day)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.autoescape = True
    # A template can name neither the settings nor the request.
    for name in ("config", "request", "g", "session"):
        app.jinja_env.globals.pop(name, None)


def page(
    template: str,
    title: str,
    status: int = 200,
    *,
    errors: Sequence[tuple[str, str]] = (),
    **values: Any,
) -> Response:
    """A page as an answer. ``errors`` are pairs of a field's name and a sentence; the title says
    that there are some.
    """
    organisation = current_site().organisation
    body = render_template(
        template,
        title=title,
        org=organisation,
        errors=errors,
        demo=current_app.config["DEMO"],
        **values,
    )
    return make_response(body, status)


def typed(value: object) -> str:
    """What somebody typed, fit to stand in a page: without signs that HTML cannot hold and marks
    that turn the page round.
    """
    text = str(value or "").encode("utf-8", "replace").decode()
    return UNSEEN.sub(
        "",
        "".join(
            sign
            for sign in text
            if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cn", "Cs"}
        ),
    )

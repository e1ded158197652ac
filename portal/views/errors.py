"""What goes wrong, said as a sentence: never a traceback, never a word of what was typed in a log, nothing typed lost."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, current_app, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from portal.pages import page
from portal.storage.engine import Unavailable
from site_config.language import _

MOST_FIELDS = 60
NOT_STORED = _("We could not store it, and nothing was sent. Wait a minute and press the button again. Sending it twice makes only one.")
TOO_OLD = _("This page was open for a long time, so nothing was sent. Look through it and press the button once more.")
Refill = Callable[..., Response]
View = Callable[..., Any]
log = logging.getLogger("portal")


def keeps(refill: Refill) -> Callable[[View], View]:
    """Marks a view whose page, when it is refused before the view is asked, is shown again by ``refill`` with what was typed.

    ``refill`` takes what the view takes, and ``said``: the reason in a sentence.
    """
    def mark(view: View) -> View:
        view.refill = refill  # type: ignore[attr-defined]
        return view

    return mark


def register(app: Flask) -> None:
    """Puts the guard against forged forms before every view, and a page behind every kind of error."""
    CSRFProtect(app)  # type: ignore[no-untyped-call]
    app.before_request_funcs.setdefault(None, []).insert(0, _refuse_masses)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.register_error_handler(Unavailable, _unavailable)
    app.register_error_handler(Exception, _broken)
    app.after_request(_never_store)
    # Where even the page that says so fails, Flask would write down the whole traceback.
    app.log_exception = lambda info: _note(info[1])  # type: ignore[method-assign,assignment]


def _refuse_masses() -> Response | None:
    if request.method == "POST" and len(list(request.form.items(multi=True))) + len(request.files) > MOST_FIELDS:
        return _said(_("This is more than we can take at once."), 413)
    return None


def _forged(error: CSRFError) -> Response:
    view = current_app.view_functions.get(request.endpoint or "")
    refill: Refill | None = getattr(view, "refill", None)
    if refill is None:
        return _said(_("This page was open for a long time. Please begin once more. Nothing was sent."), 400)
    return refill(**(request.view_args or {}), said=TOO_OLD)


def _too_large(error: RequestEntityTooLarge) -> Response:
    return _said(_("This is more than we can take at once. Go back, shorten it and send it again."), 413)


def _unavailable(error: Unavailable) -> Response:
    return _said(_("We could not do that at this moment. Nothing was changed. Please try again in a minute."), 503)


def _broken(error: Exception) -> Response | HTTPException:
    """Any other fault. Its message may hold what somebody typed, so only its kind and place are written down."""
    if isinstance(error, HTTPException):
        return error
    _note(error)
    return _said(_("Something went wrong on our side. It was not you. If you were sending something, go back and press Send once more: "
                   "it is stored only once."), 500)


def _note(error: BaseException | None) -> None:
    place = traceback.extract_tb(error.__traceback__)[-1] if error else None
    if place:
        log.error("%s at %s:%s", type(error).__name__, place.filename.rsplit("/", 1)[-1], place.lineno)


def _said(sentence: str, status: int) -> Response:
    return page("said.html", _("That did not work"), status, lines=[sentence], ways=[("/", _("Go to the first page"))])


def _never_store(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response

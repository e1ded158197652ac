"""Error handlers: every fault becomes a page with one sentence. No traceback, no word of what was
typed in a log, nothing typed lost.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask, Response, current_app, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge

from portal.rendering import page
from portal.storage.engine import Unavailable
from site_config.i18n import N_, _

MOST_FIELDS = 60
# The fields that hold what somebody wrote: shown again where no form can show them.
TYPED = ("nickname", "contact", "needs", "text", "words", "note", "kept")
NOT_STORED = N_(
    "We could not store it, and nothing was sent. Wait a minute and press the button again. "
    "Sending it twice makes only one."
)
TOO_OLD = N_(
    "This page was open for a long time, so nothing was sent. Look through it and press the "
    "button once more."
)
Rerender = Callable[..., Response]
View = Callable[..., Any]
log = logging.getLogger("portal")


def preserving_input(rerender: Rerender, *, offline: bool = False) -> Callable[[View], View]:
    """Decorates a view: a request that is refused before the view runs is answered by ``rerender``,
    with what was typed.

    ``rerender`` takes what the view takes, and ``said``: the reason in a sentence. ``offline`` says
    that it needs no database.
    """

    def mark(view: View) -> View:
        view.rerender, view.offline = rerender, offline  # type: ignore[attr-defined]
        return view

    return mark


def register(app: Flask) -> None:
    """Puts the CSRF check before every view, and a page behind every kind of error."""
    CSRFProtect(app)  # type: ignore[no-untyped-call]
    app.before_request_funcs.setdefault(None, []).insert(0, _refuse_masses)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.register_error_handler(Unavailable, _unavailable)
    app.register_error_handler(Exception, _broken)
    app.after_request(_never_store)
    # Where even the page that says so fails, Flask would write down the whole traceback.
    app.log_exception = lambda info: _log(info[1])  # type: ignore[method-assign,assignment]


def _refuse_masses() -> Response | None:
    if (
        request.method == "POST"
        and len(list(request.form.items(multi=True))) + len(request.files) > MOST_FIELDS
    ):
        return _said(_("This is more than we can take at once."), 413, typed_words())
    return None


def _forged(error: CSRFError) -> Response:
    begin_anew = _("This page was open for a long time. Please begin once more. Nothing was sent.")
    return _rerendered(_(TOO_OLD), 400) or _said(begin_anew, 400, typed_words())


def _rerendered(said: str, status: int, *, offline: bool = False) -> Response | None:
    """The page that was sent, with what was typed on it; None where the view has none, or where it
    cannot be rendered now.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    rerender: Rerender | None = getattr(view, "rerender", None)
    if (
        rerender is None
        or request.method != "POST"
        or (offline and not getattr(view, "offline", False))
    ):
        return None
    try:
        response = rerender(**(request.view_args or {}), said=said)
    except (Unavailable, NotFound):
        return None
    if response.status_code == 400:
        response.status_code = status
    return response


def typed_words() -> list[str]:
    """What somebody wrote into the form that was sent, to be shown again so that nothing is lost."""
    return [words for name in TYPED if (words := request.form.get(name, ""))]


def _too_large(error: RequestEntityTooLarge) -> Response:
    return _said(
        _("This is more than we can take at once. Go back, shorten it and send it again."), 413
    )


def _unavailable(error: Unavailable) -> Response:
    said = _(
        "We could not do that at this moment. Nothing was changed. Please try again in a minute."
    )
    return _rerendered(said, 503, offline=True) or _said(said, 503, typed_words())


def _broken(error: Exception) -> Response | HTTPException:
    """Any other fault. Its message may hold what somebody typed, so only its kind and place are
    written down.
    """
    if isinstance(error, HTTPException):
        return _refused(error)
    _log(error)
    return _said(
        _(
            "Something went wrong on our side. It was not you. If you were sending something, go "
            "back and press Send once more: it is stored only once."
        ),
        500,
        typed_words(),
    )


def _refused(error: HTTPException) -> Response | HTTPException:
    """What the framework refuses by itself, such as a method that an address does not know, in a
    page like every other.
    """
    if error.code is None or not 400 <= error.code < 500:
        return error
    response = _said(_("This address cannot be used in that way."), error.code)
    for name, value in error.get_headers():
        if name != "Content-Type":
            response.headers[name] = value
    return response


def _log(error: BaseException | None) -> None:
    place = traceback.extract_tb(error.__traceback__)[-1] if error else None
    if place:
        log.error(
            "%s at %s:%s", type(error).__name__, place.filename.rsplit("/", 1)[-1], place.lineno
        )


def _said(sentence: str, status: int, kept: Sequence[str] = ()) -> Response:
    return page(
        "said.html",
        _("That did not work"),
        status,
        lines=[sentence],
        ways=[("/", _("Go to the first page"))],
        kept=kept,
    )


def _never_store(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response

"""How a reader is known: the cookie of a session, and the mark of a browser that was in before."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import Response, request, session
from flask import g as request_state

from portal import crypto
from portal.config import Config
from portal.site import SiteContext, current_site
from portal.storage import circles, sessions
from portal.storage.sessions import Session

PATH = "/portal"
LANE_SECONDS = 90 * 24 * 3600
CARE, LANE, FORM = "care", "lane", "form"


def cookie_name(kind: str, config: Config) -> str:
    """The full name of a cookie: over HTTPS it begins so that browsers refuse it from anywhere
    else.
    """
    return f"__Secure-{kind}" if config.is_https else kind


def current_facilitator() -> Session | None:
    """The reader who sent this request; None if nobody is logged in, or not any more."""
    if "reader" not in request_state:
        token = _bytes(CARE)
        request_state.reader = sessions.find(current_site().context.store, token) if token else None
    found: Session | None = request_state.reader
    return found


def circle_keys(site: SiteContext, who: Session) -> dict[int, crypto.Pair]:
    """The circle keys of a reader."""
    return circles.circle_keys(site.context.store, who.facilitator_id, who.pair)


def throttle_keys(name: str) -> tuple[bytes, bytes | None]:
    """The lanes in which a log-in is counted: that of the name that was typed, and that of this
    browser if it was in under it before.
    """
    typed, token = _typed(name), _bytes(LANE)
    return typed, crypto.fingerprint(token + typed, "browser") if token and _is_known(
        token, typed
    ) else None


def begin(facilitator_id: int, private: bytes) -> bytes:
    """Begins a session and gives its token; forgets the mark against forged forms, so that none
    made before log-in holds on.
    """
    token = crypto.token()
    sessions.begin(current_site().context.store, facilitator_id, private, token)
    _forget_form()
    return token


def set_cookies(response: Response, token: bytes, name: str) -> Response:
    """Gives a browser the cookie of its session, and the mark that it was in before."""
    _set(response, CARE, token, None)
    _set(response, LANE, _lane_token(_typed(name)), LANE_SECONDS)
    return response


def log_out(response: Response, *, wholly: bool = False) -> Response:
    """Ends the session of this request. ``wholly`` takes every cookie of ours away, as Exit does."""
    config, token = current_site().context.config, _bytes(CARE)
    _forget_form()
    for kind in (CARE, *((LANE, FORM) if wholly else ())):
        if cookie_name(kind, config) in request.cookies:
            response.delete_cookie(
                cookie_name(kind, config),
                path=PATH,
                secure=config.is_https,
                httponly=True,
                samesite="Strict",
            )
    # Last: where the database is gone, the cookies go all the same.
    if token:
        sessions.end(current_site().context.store, token)
    return response


def _forget_form() -> None:
    """Forgets the mark against forged forms, and the one that this request may have made of it
    already.
    """
    if session:
        session.clear()
    request_state.pop("csrf_token", None)


def _typed(name: str) -> bytes:
    return crypto.fingerprint(
        crypto.derive(current_site().context.secret, f"name {name.casefold()}"), "lane"
    )


def _lane_token(typed: bytes) -> bytes:
    """A browser's mark: random, and a proof that we gave it for this name. Stored nowhere."""
    random = crypto.token()
    return random + crypto.derive(
        current_site().context.secret, f"lane {random.hex()} {typed.hex()}"
    )


def _is_known(token: bytes, typed: bytes) -> bool:
    random, proof = token[: crypto.KEY], token[crypto.KEY :]
    return crypto.same(
        proof, crypto.derive(current_site().context.secret, f"lane {random.hex()} {typed.hex()}")
    )


def _bytes(kind: str) -> bytes:
    try:
        return urlsafe_b64decode(
            request.cookies.get(cookie_name(kind, current_site().context.config), "")
        )
    except (ValueError, binascii.Error):
        return b""


def _set(response: Response, kind: str, token: bytes, lasts: int | None) -> None:
    config = current_site().context.config
    response.set_cookie(
        cookie_name(kind, config),
        urlsafe_b64encode(token).decode(),
        max_age=lasts,
        path=PATH,
        secure=config.is_https,
        httponly=True,
        samesite="Strict",
    )


def cookies(config: Config) -> dict[str, object]:
    """How Flask keeps its one cookie of a form: for the portal alone, until the browser closes, out
    of reach for scripts.
    """
    return {
        "SESSION_COOKIE_NAME": cookie_name(FORM, config),
        "SESSION_COOKIE_PATH": PATH,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Strict",
        "SESSION_COOKIE_SECURE": config.is_https,
        "SESSION_REFRESH_EACH_REQUEST": False,
    }

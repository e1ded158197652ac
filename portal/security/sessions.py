"""Sessions of facilitators: the session cookie, and the cookie of a browser that was in before."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import Response, request
from flask import g as request_state
from flask import session as form_session

from portal import crypto
from portal.config import Config
from portal.site import SiteContext, current_site
from portal.storage import circles, sessions
from portal.storage.sessions import Session

COOKIE_PATH = "/portal"
BROWSER_SECONDS = 90 * 24 * 3600
# Names of cookies were released, and so are the purposes of hashes below: they stay.
SESSION, BROWSER, FORM = "care", "lane", "form"


def cookie_name(kind: str, config: Config) -> str:
    """The full name of a cookie: over HTTPS it begins so that browsers refuse it from anywhere
    else.
    """
    return f"__Secure-{kind}" if config.is_https else kind


def current_facilitator() -> Session | None:
    """The session of the facilitator who sent this request; None if nobody is logged in, or not any
    more.
    """
    if "facilitator_session" not in request_state:
        token = _bytes(SESSION)
        request_state.facilitator_session = (
            sessions.find(current_site().context.store, token) if token else None
        )
    session: Session | None = request_state.facilitator_session
    return session


def circle_keys(site: SiteContext, session: Session) -> dict[int, crypto.Pair]:
    """The circle keys of a facilitator."""
    return circles.circle_keys(site.context.store, session.facilitator_id, session.pair)


def throttle_keys(name: str) -> tuple[bytes, bytes | None]:
    """The throttle keys under which a log-in is counted: that of the name that was typed, and that
    of this browser if it was in under it before.
    """
    typed, token = _typed(name), _bytes(BROWSER)
    return typed, crypto.fingerprint(token + typed, "browser") if token and _is_known(
        token, typed
    ) else None


def begin(facilitator_id: int, private: bytes) -> bytes:
    """Begins a session and gives its token; forgets the CSRF token, so that none issued before log-in
    holds on.
    """
    token = crypto.token()
    sessions.begin(current_site().context.store, facilitator_id, private, token)
    _forget_form()
    return token


def set_cookies(response: Response, token: bytes, name: str) -> Response:
    """Gives a browser the cookie of its session, and the cookie that it was in before."""
    _set(response, SESSION, token, None)
    _set(response, BROWSER, _browser_token(_typed(name)), BROWSER_SECONDS)
    return response


def log_out(response: Response, *, wholly: bool = False) -> Response:
    """Ends the session of this request. ``wholly`` takes every cookie of ours away, as Exit does."""
    config, token = current_site().context.config, _bytes(SESSION)
    _forget_form()
    for kind in (SESSION, *((BROWSER, FORM) if wholly else ())):
        if cookie_name(kind, config) in request.cookies:
            response.delete_cookie(
                cookie_name(kind, config),
                path=COOKIE_PATH,
                secure=config.is_https,
                httponly=True,
                samesite="Strict",
            )
    # Last: where the database is gone, the cookies go all the same.
    if token:
        sessions.end(current_site().context.store, token)
    return response


def _forget_form() -> None:
    """Forgets the CSRF token, and the copy of it that this request may have made already."""
    if form_session:
        form_session.clear()
    request_state.pop("csrf_token", None)


def _typed(name: str) -> bytes:
    return crypto.fingerprint(
        crypto.derive(current_site().context.secret, f"name {name.casefold()}"), "lane"
    )


def _browser_token(typed: bytes) -> bytes:
    """The token of a browser: random, and a proof that we gave it for this name. Stored nowhere."""
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
        path=COOKIE_PATH,
        secure=config.is_https,
        httponly=True,
        samesite="Strict",
    )


def cookies(config: Config) -> dict[str, object]:
    """Settings of Flask's session cookie, which holds the CSRF token: for the portal alone, until
    the browser closes, out of reach for scripts.
    """
    return {
        "SESSION_COOKIE_NAME": cookie_name(FORM, config),
        "SESSION_COOKIE_PATH": COOKIE_PATH,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Strict",
        "SESSION_COOKIE_SECURE": config.is_https,
        "SESSION_REFRESH_EACH_REQUEST": False,
    }
